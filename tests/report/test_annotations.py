from __future__ import annotations

import re

from hypothesis import given

from aum_sync.errors import Fault, Place
from aum_sync.plan.types import Problem
from aum_sync.report.annotations import Annotator
from tests.report.hostile_seasons import loaded
from tests.report.plans import problem
from tests.seasons import HEAD, MASTERS
from tests.text.hostile import hostile

TOP = Annotator(weeks={221: "state/weeks/221.held.json"})


def of_fault(fault: Fault, to: Annotator = TOP) -> str:
    (command,) = to.commands(faults=[fault])
    return command


def of_problem(shown: Problem, to: Annotator = TOP) -> str:
    (command,) = to.commands([shown])
    return command


def test_a_fault_is_shown_at_its_line() -> None:
    place = Place("config/season.yaml", 12, 5, "    genres: [Rap]")
    fault = Fault("'Rap' is in two masters", place, "keep one of them")
    assert of_fault(fault) == (
        "::error file=config/season.yaml,line=12,col=5::"
        "'Rap' is in two masters%0A→ keep one of them"
    )


def test_a_fault_without_a_place_has_no_properties() -> None:
    assert of_fault(Fault("no masters", level="warning")) == "::warning::no masters"


def test_signs_that_end_a_command_or_a_property_are_escaped() -> None:
    place = Place("config/a,b:c%.yaml", 1, 1)
    assert of_fault(Fault("100%\nsure, yes: ok", place)) == (
        "::error file=config/a%2Cb%3Ac%25.yaml,line=1,col=1::100%25 sure, yes: ok"
    )


def test_a_problem_is_shown_at_the_file_of_its_week() -> None:
    shown = problem("checksum-mismatch", "declares 36", week=221, master="rap", hint="look")
    assert of_problem(shown) == (
        "::warning file=state/weeks/221.held.json,title=checksum-mismatch::"
        "week 221, rap: declares 36%0A→ look"
    )
    assert of_problem(problem("unused", "12 aliases")) == ("::warning title=unused::12 aliases")


def test_a_week_without_a_file_has_no_place() -> None:
    shown = problem("checksum-mismatch", "declares 36", week=7)
    assert of_problem(shown) == "::warning title=checksum-mismatch::week 7: declares 36"


def test_files_are_named_from_the_top_of_the_repository() -> None:
    below = Annotator("seasons/three", {7: "state/weeks/7.json"})
    assert " file=seasons/three/state/weeks/7.json," in of_problem(problem("c", "t", week=7), below)
    place = Place("config/season.yaml", 1, 2)
    assert " file=seasons/three/config/season.yaml," in of_fault(Fault("f", place), below)
    elsewhere = Place("/elsewhere/world.json", 1, 2)
    assert " file=/elsewhere/world.json," in of_fault(Fault("f", elsewhere), below)


def test_problems_without_a_week_are_shown_at_the_lines_of_the_configuration() -> None:
    source = loaded(MASTERS + "policy: {budget: 1}\n").source
    lines = Annotator("three", source=source)
    soul = next(n for n, line in enumerate((HEAD + MASTERS).split("\n"), 1) if "soul:" in line)
    shown = of_problem(problem("max-removals", "too many", master="soul"), lines)
    assert f"file=three/config/season.yaml,line={soul},col=3,title=max-removals::soul: " in shown
    budget = of_problem(problem("budget", "too dear", level="error"), lines)
    assert re.search(
        r"::error file=three/config/season.yaml,line=\d+,col=10,title=budget::", budget
    )
    assert "line=" in of_problem(problem("idle-correction", "none"), lines)
    assert of_problem(problem("overlap", "none"), lines) == "::warning title=overlap::none"
    assert "file=" not in of_problem(problem("max-removals", "too many", master="soul"))


def test_ten_of_each_level_are_shown_and_the_last_counts_the_rest() -> None:
    problems = [problem("w", f"w{n}") for n in range(12)]
    problems += [problem("e", f"e{n}", level="error") for n in range(9)]
    faults = [Fault(f"f{n}") for n in range(3)] + [Fault("note", level="warning")]
    shown = list(TOP.commands(problems, faults))
    assert [line.split("::")[-1] for line in shown] == [
        *(f"e{n}" for n in range(9)),
        "f0 (and 2 more errors that GitHub would not show)",
        *(f"w{n}" for n in range(9)),
        "w9 (and 3 more warnings that GitHub would not show)",
    ]
    assert len(list(TOP.commands(problems[:10]))) == 10
    assert "more" not in "".join(TOP.commands(problems[:10]))


@given(hostile, hostile, hostile)
def test_hostile_text_stays_inside_its_command(text: str, path: str, hint: str) -> None:
    command = of_fault(Fault(text, Place(path, 1, 1), hint))
    assert "\n" not in command
    assert "\r" not in command
    head, sign, rest = command.removeprefix("::error ").partition("::")
    assert sign == "::"
    assert len(head.split(",")) == 3
    assert rest.count("%0A") == bool(hint)
