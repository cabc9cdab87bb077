from __future__ import annotations

from hypothesis import given

from aum_sync.errors import Fault, Place
from aum_sync.report.annotations import fault_annotation, problem_annotation
from tests.report.plans import problem
from tests.text.hostile import hostile


def test_a_fault_is_shown_at_its_line() -> None:
    place = Place("config/season.yaml", 12, 5, "    genres: [Rap]")
    fault = Fault("'Rap' is in two masters", place, "keep one of them")
    assert fault_annotation(fault) == (
        "::error file=config/season.yaml,line=12,col=5::"
        "'Rap' is in two masters%0A→ keep one of them"
    )


def test_a_fault_without_a_place_has_no_properties() -> None:
    assert fault_annotation(Fault("no masters", level="warning")) == "::warning::no masters"


def test_signs_that_end_a_command_or_a_property_are_escaped() -> None:
    place = Place("config/a,b:c%.yaml", 1, 1)
    assert fault_annotation(Fault("100%\nsure, yes: ok", place)) == (
        "::error file=config/a%2Cb%3Ac%25.yaml,line=1,col=1::100%25 sure, yes: ok"
    )


def test_a_problem_is_shown_at_the_lock_of_its_week() -> None:
    shown = problem("checksum-mismatch", "declares 36", week=221, master="rap", hint="look")
    assert problem_annotation(shown) == (
        "::warning file=state/weeks/221.json,title=checksum-mismatch::"
        "week 221, rap: declares 36%0A→ look"
    )
    assert problem_annotation(problem("unused", "12 aliases")) == (
        "::warning title=unused::12 aliases"
    )


@given(hostile, hostile, hostile)
def test_hostile_text_stays_inside_its_command(text: str, path: str, hint: str) -> None:
    command = fault_annotation(Fault(text, Place(path, 1, 1), hint))
    assert "\n" not in command
    assert "\r" not in command
    head, sign, rest = command.removeprefix("::error ").partition("::")
    assert sign == "::"
    assert len(head.split(",")) == 3
    assert rest.count("%0A") == bool(hint)
