"""Coverage guidance: modules are compiled with a probe in every branch, which leaves a trail.

A trail says which branches an input took, one after the other, and by its length how much work
it made: a count of steps that is the same on every machine, where a clock is not. Probes at most
double the time of the code that they watch; a tracer takes four to eight times as long.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from itertools import count
from types import CodeType, ModuleType
from zlib import crc32

TRAIL: list[int] = []
"""The probes that were passed since it was last cleared."""

passed = TRAIL.append
"""What a probe calls."""

_NAME = "__passed__"
_MOST_PROBES = 1 << 16
"""Of one module, so that a probe has the same number in every process."""


class _Probing(ast.NodeTransformer):
    """Puts a probe into every function, every arm and every turn of a loop."""

    def __init__(self, module: str) -> None:
        self._next = count(crc32(module.encode()) * _MOST_PROBES)

    def _call(self, at: ast.AST) -> ast.Call:
        call = ast.Call(ast.Name(_NAME, ast.Load()), [ast.Constant(next(self._next))], [])
        return ast.fix_missing_locations(ast.copy_location(call, at))

    def _line(self, at: ast.AST) -> ast.stmt:
        return ast.copy_location(ast.Expr(self._call(at)), at)

    def _arm(self, value: ast.expr) -> ast.expr:
        """``passed(7) or value``, which is ``value``."""
        return ast.copy_location(ast.BoolOp(ast.Or(), [self._call(value), value]), value)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        super().generic_visit(node)
        match node:
            case ast.FunctionDef() | ast.For() | ast.While() | ast.ExceptHandler():
                node.body.insert(0, self._line(node.body[0]))
            case ast.match_case():
                node.body.insert(0, self._line(node.body[0]))
            case ast.If():
                node.body.insert(0, self._line(node.body[0]))
                node.orelse.insert(0, self._line(node))
            case ast.IfExp():
                node.body, node.orelse = self._arm(node.body), self._arm(node.orelse)
            case ast.BoolOp():
                node.values[1:] = map(self._arm, node.values[1:])
            case ast.comprehension():
                node.ifs[:1] = map(self._arm, node.ifs[:1])
            case ast.GeneratorExp() | ast.ListComp() | ast.SetComp():
                node.elt = self._arm(node.elt)
            case ast.DictComp():
                node.value = self._arm(node.value)
        return node


class _Loader(SourceFileLoader):
    """Compiles a module with probes, and never to or from a cache of compiled modules."""

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        tree = _Probing(fullname).visit(ast.parse(self.get_data(path), path))
        behind = sum(isinstance(s, ast.ImportFrom) and s.module == "__future__" for s in tree.body)
        behind += ast.get_docstring(tree) is not None
        tree.body.insert(behind, _import(tree.body[0]))
        return compile(tree, path, "exec")


def _import(at: ast.AST) -> ast.stmt:
    names = [ast.alias("passed", _NAME)]
    statement = ast.ImportFrom(__name__, names, 0)
    return ast.fix_missing_locations(ast.copy_location(statement, at))


class _Finder:
    """Finds the modules below some names, to be loaded with probes."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names

    def find_spec(
        self, name: str, path: Sequence[str] | None, _: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not f"{name}.".startswith(self._names):
            return None
        spec = PathFinder.find_spec(name, path)
        if spec and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(name, spec.loader.path)
        return spec


def watch(*names: str) -> None:
    """Load these modules and those below them with probes, from now on."""
    below = tuple(f"{name}." for name in names)
    early = [module for module in sys.modules if f"{module}.".startswith(below)]
    assert not early, f"imported before they could be watched: {early}"
    sys.meta_path.insert(0, _Finder(below))
