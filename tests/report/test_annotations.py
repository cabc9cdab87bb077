from __future__ import annotations

from hypothesis import given

from aum_sync.errors import Fault, Place
from aum_sync.report.annotations import Annotator
from tests.report.plans import problem
from tests.text.hostile import hostile

TOP = Annotator(weeks={221: "state/weeks/221.held.json"})


def test_a_fault_is_shown_at_its_line() -> None:
    place = Place("config/season.yaml", 12, 5, "    genres: [Rap]")
    fault = Fault("'Rap' is in two masters", place, "keep one of them")
    assert TOP.fault(fault) == (
        "::error file=config/season.yaml,line=12,col=5::"
        "'Rap' is in two masters%0A→ keep one of them"
    )


def test_a_fault_without_a_place_has_no_properties() -> None:
    assert TOP.fault(Fault("no masters", level="warning")) == "::warning::no masters"


def test_signs_that_end_a_command_or_a_property_are_escaped() -> None:
    place = Place("config/a,b:c%.yaml", 1, 1)
    assert TOP.fault(Fault("100%\nsure, yes: ok", place)) == (
        "::error file=config/a%2Cb%3Ac%25.yaml,line=1,col=1::100%25 sure, yes: ok"
    )


def test_a_problem_is_shown_at_the_file_of_its_week() -> None:
    shown = problem("checksum-mismatch", "declares 36", week=221, master="rap", hint="look")
    assert TOP.problem(shown) == (
        "::warning file=state/weeks/221.held.json,title=checksum-mismatch::"
        "week 221, rap: declares 36%0A→ look"
    )
    assert TOP.problem(problem("unused", "12 aliases")) == ("::warning title=unused::12 aliases")


def test_a_week_without_a_file_has_no_place() -> None:
    shown = problem("checksum-mismatch", "declares 36", week=7)
    assert TOP.problem(shown) == "::warning title=checksum-mismatch::week 7: declares 36"


def test_files_are_named_from_the_top_of_the_repository() -> None:
    below = Annotator("seasons/three", {7: "state/weeks/7.json"})
    assert " file=seasons/three/state/weeks/7.json," in below.problem(problem("c", "t", week=7))
    place = Place("config/season.yaml", 1, 2)
    assert " file=seasons/three/config/season.yaml," in below.fault(Fault("f", place))
    elsewhere = Place("/elsewhere/world.json", 1, 2)
    assert " file=/elsewhere/world.json," in below.fault(Fault("f", elsewhere))


@given(hostile, hostile, hostile)
def test_hostile_text_stays_inside_its_command(text: str, path: str, hint: str) -> None:
    command = TOP.fault(Fault(text, Place(path, 1, 1), hint))
    assert "\n" not in command
    assert "\r" not in command
    head, sign, rest = command.removeprefix("::error ").partition("::")
    assert sign == "::"
    assert len(head.split(",")) == 3
    assert rest.count("%0A") == bool(hint)
