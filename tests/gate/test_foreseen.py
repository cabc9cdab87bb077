"""``gate --preview`` where an environment decides: is there one, and does it ask anybody?"""

from __future__ import annotations

import pytest

from tests.gate.conftest import Stage
from tests.github.fake_model import Environment, Pull


@pytest.fixture
def pull(stage: Stage) -> Pull:
    stage.policy("{review: environment}")
    stage.ci()
    return stage.propose()


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        (None, "is not there yet, so that it asks nobody"),
        (Environment("spotify"), "the environment spotify is no gate: it asks for no reviewer"),
        (
            Environment("spotify", ("aum",), bypass=True),
            "the environment spotify is no gate: admins may pass without review",
        ),
    ],
)
def test_one_that_asks_nobody_is_told_before_the_merge(
    stage: Stage, pull: Pull, environment: Environment | None, said: str
) -> None:
    if environment:
        stage.fake.world.environments["spotify"] = environment
    found = stage.run("gate", "--preview", "--pull", pull.number, code=4).out
    assert said in found
    assert "settings, environments" in found


def test_one_that_asks_somebody_is_named(stage: Stage, pull: Pull) -> None:
    stage.fake.world.environments["spotify"] = Environment("spotify", ("aum",))
    said = stage.run("gate", "--preview", "--pull", pull.number).out
    assert "whoever lets the run into spotify decides" in said


def test_where_the_token_may_not_look_that_is_said(stage: Stage, pull: Pull) -> None:
    less = stage.fake.environ(contents="read", pull_requests="read")
    stage.monkeypatch.setenv("GITHUB_TOKEN", less["GITHUB_TOKEN"])
    said = stage.run("gate", "--preview", "--pull", pull.number).out
    assert "decides; the settings of that were not looked at, which takes actions: read" in said
