"""The gate with one check taken out of it, and what its table of rows says to that.

A check is whatever decides in the code of ``aum_sync/gate``: the test of an ``if``, one operand of
an ``and`` or ``or``, the filter of a comprehension, a whole rule. The table is complete where each
of them is missed by some row.
"""

from __future__ import annotations

import ast
import copy
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Literal

import aum_sync.gate

FOLDER = Path(aum_sync.gate.__file__).parent
_BROKEN = (AssertionError, AttributeError, LookupError, NameError, TypeError, ValueError)
"""What code does that cannot do without a check."""
_RELOADED = ("aum_sync.gate", "tests.gate.facts", "tests.gate.rows", "tests.gate.refusals")


@dataclass(frozen=True)
class Check:
    """A place in a module of the gate, and its code without what stands there."""

    module: str
    line: int
    what: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.what}"


def checks(module: str) -> Iterator[Check]:
    """All checks in a module of the gate."""
    tree = _parsed(module)
    for index, node in enumerate(ast.walk(tree)):
        for number, what in enumerate(_parts(node)):
            changed = copy.deepcopy(tree)
            again = next(one for place, one in enumerate(ast.walk(changed)) if place == index)
            _take_out(again, number)
            ast.fix_missing_locations(changed)
            yield Check(module, what.lineno, ast.unparse(what), changed)


def _parsed(module: str) -> ast.Module:
    return ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))


def rules() -> Iterator[Check]:
    """Each rule, replaced by one that always holds."""
    places = (
        ("event", "event", "G1"),
        ("gate", "_provenance", "G3"),
        ("gate", "_inputs", "G4"),
        ("gate", "_review", "G5"),
        ("gate", "_plan", "G6"),
    )
    for module, name, rule in places:
        tree = _parsed(module)
        function = next(
            one
            for one in ast.walk(tree)
            if isinstance(one, ast.FunctionDef) and one.name == name and len(one.args.args) > 0
        )
        holds = ast.parse(f"return Finding({rule!r}, holds=True, found='')").body
        # Without its verdict a rule still finds out what the next ones use.
        body = ast.parse("try:\n    pass\nexcept AumSyncError:\n    pass").body
        assert isinstance(body[0], ast.Try)
        body[0].body = [ast.Expr(_called(function))]
        inner = copy.deepcopy(function)
        inner.name = "_judging"
        function.body = [inner, *body, *holds]
        _import_error(tree)
        yield Check(module, function.lineno, rule, ast.fix_missing_locations(tree))


def _called(function: ast.FunctionDef) -> ast.Call:
    names = [ast.Name(one.arg, ast.Load()) for one in function.args.args]
    return ast.Call(ast.Name("_judging", ast.Load()), [*names], [])


def _import_error(tree: ast.Module) -> None:
    wanted = ast.ImportFrom("aum_sync.errors", [ast.alias("AumSyncError")], 0)
    tree.body.insert(2, wanted)


def _parts(node: ast.AST) -> list[ast.expr]:
    """What can be taken out of a node."""
    match node:
        case ast.If(test=test) | ast.IfExp(test=test):
            return [test]
        case ast.BoolOp(values=values):
            return values
        case ast.comprehension(ifs=ifs):
            return ifs
        case _:
            return []


def _take_out(node: ast.AST, number: int) -> None:
    match node:
        case ast.If() | ast.IfExp():
            node.test = ast.Constant(value=False)
        case ast.BoolOp():
            del node.values[number]
            if len(node.values) == 1:
                node.values *= 2
        case ast.comprehension():
            del node.ifs[number]


@contextmanager
def without(check: Check) -> Iterator[ModuleType]:
    """The table of refusals, imported anew over a gate without that check."""
    known = {name: sys.modules[name] for name in sys.modules if name.startswith(_RELOADED)}
    package = aum_sync.gate
    for name in known:
        del sys.modules[name]
    finder = _Finder(check)
    sys.meta_path.insert(0, finder)
    try:
        yield importlib.import_module("tests.gate.refusals")
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name.startswith(_RELOADED)]:
            del sys.modules[name]
        sys.modules.update(known)
        aum_sync.gate = package


class _Finder(MetaPathFinder):
    """Finds the module that the check was taken out of."""

    def __init__(self, check: Check) -> None:
        self._name = f"aum_sync.gate.{check.module}"
        self._loader = _Loader(self._name, f"<{check}>")
        self._loader.code = compile(check.tree, f"<{check}>", "exec")

    def find_spec(self, fullname: str, *_: Any) -> ModuleSpec | None:
        return ModuleSpec(fullname, self._loader) if fullname == self._name else None


class _Loader(SourceFileLoader):
    code: CodeType

    def get_code(self, fullname: str) -> CodeType:
        assert fullname == self.name
        return self.code


def told(table: ModuleType) -> Iterator[tuple[str, tuple[object, str]]]:
    """What the gate says to each row of a table: what it decides, and its words."""
    rows = {name: row.facts for name, row in table.REFUSED.items()}
    rows |= {name: table.Facts(**facts) for name, facts in table.PASSING.items()}
    for name, facts in rows.items():
        try:
            verdict = facts.judge()
        except _BROKEN as error:
            yield name, (type(error), "")
        else:
            yield name, ((facts.refused(), verdict.opens, verdict.lapsed), repr(verdict))


def worth(check: Check, as_told: dict[str, tuple[object, str]]) -> Literal["decides", "tells", ""]:
    """Whether a check decides about a row, or only what a row is told; "" for neither."""
    only_words = False
    with without(check) as table:
        for name, (decided, words) in told(table):
            if decided != as_told[name][0]:
                return "decides"
            only_words |= words != as_told[name][1]
    return "tells" if only_words else ""


def opened_by(check: Check) -> str | None:
    """The first row that is refused, and passes without a check."""
    with without(check) as table:
        return next((str(name) for name, row in table.REFUSED.items() if _opens(row)), None)


def _opens(row: Any) -> bool:
    return bool(row.facts.judge().opens)
