from __future__ import annotations

import json

import pytest

from tests.validate.conftest import OnDisk

WRONG = {2: ("♩ Rap 3", "a b")}


@pytest.fixture
def on_github(season: OnDisk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.chdir(season.root)


def commands(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("::")]


@pytest.mark.usefixtures("on_github")
def test_a_week_that_fails_is_annotated_at_its_newest_reading(season: OnDisk) -> None:
    season.write(WRONG)
    (command,) = commands(season.validate().out)
    assert command.startswith(
        "::warning file=state/weeks/2.held.json,title=mismatch::"
        "week 2: declares 3 tracks and holds 2: its counts are 1 too high%0A→ "
    )


@pytest.mark.usefixtures("on_github")
def test_under_fail_the_annotation_is_an_error(season: OnDisk) -> None:
    season.write(WRONG, more="policy: {on_mismatch: fail}\n")
    (command,) = commands(season.validate().out)
    assert command.startswith("::error ")


@pytest.mark.usefixtures("on_github")
def test_machine_output_stays_alone_on_standard_output(season: OnDisk) -> None:
    season.write(WRONG)
    done = season.validate("--format", "json")
    assert json.loads(done.out)["weeks"][0]["week"] == 2
    assert len(commands(done.err)) == 1


@pytest.mark.usefixtures("on_github")
def test_faults_of_the_configuration_are_annotated_at_their_lines(season: OnDisk) -> None:
    season.write({})
    file = season.root / "config" / "season.yaml"
    file.write_text(file.read_text().replace("match:", "mach:"))
    done = season.validate()
    assert done.code == 1
    assert any(c.startswith("::error file=config/season.yaml,line=6,") for c in commands(done.out))
    assert not commands(done.err)


def test_outside_of_github_there_are_no_annotations(season: OnDisk) -> None:
    season.write(WRONG)
    done = season.validate()
    assert not commands(done.out + done.err)
