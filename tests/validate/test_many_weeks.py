"""A season of more weeks than anybody has."""

from __future__ import annotations

from tests.validate.conftest import OnDisk


def test_hundreds_of_weeks_are_validated_and_their_typos_left_to_the_verb(season: OnDisk) -> None:
    season.write(dict.fromkeys(range(1, 502), ("♩ Rap 1", "a")), last=501)
    done = season.validate()
    assert done.code == 0
    assert done.err == "501 weeks are too many to look for typos here: aum-sync typos\n"
    assert season.validate("--format", "json").err == ""
