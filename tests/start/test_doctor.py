"""``aum-sync doctor``: every set-up that is broken in one way is told by that, and by no other."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import requests

from aum_sync.spotify import access
from aum_sync.spotify.access import Credentials
from aum_sync.spotify.apps import READING, WRITING
from aum_sync.times import moment
from tests.start.conftest import WORLD, Clinic

MODIFY = "playlist-modify-public"
READ = ("playlist-read-private", "playlist-read-collaborative")
DAY_S = 86_400


def ago(days: int) -> str:
    return moment(time.time() - days * DAY_S)


def test_where_all_is_well_every_line_says_so(clinic: Clinic) -> None:
    done = clinic.doctor()
    lines = done.out.splitlines()
    assert [line for line in lines[:-2] if not line.startswith("ok ")] == []
    assert lines[-1].endswith("ok, 0 warn, 0 fail.")
    assert len(lines) >= 15
    assert done.code == 0


def misspell(c: Clinic) -> None:
    c.configure("policy:", "polices:")


def damage(c: Clinic) -> None:
    (c.season.root / "state" / "weeks" / "1.json").write_text("{", "utf-8")


def commit_token(c: Clinic) -> None:
    c.season.commit(reader_env=f"export AUM_SYNC_READ_TOKEN={'a' * 40}\n")
    c.season.git("add", "--force", "reader.env")
    c.season.git("commit", "--quiet", "--allow-empty", "--message", "oh")


def unpin(c: Clinic) -> None:
    path = c.season.root / ".github" / "workflows" / "apply.yml"
    path.write_text(path.read_text("utf-8").replace("@" + "5" * 40, "@main"), "utf-8")


def drop_workflow(c: Clinic) -> None:
    (c.season.root / ".github" / "workflows" / "comment.yml").unlink()


def widen(c: Clinic) -> None:
    """Somebody used the reading app to write, once."""
    form = {"grant_type": "refresh_token", "refresh_token": "writer"}
    with requests.Session() as session:
        session.trust_env = False
        url = f"{c.simulator.url}/api/token"
        assert session.post(url, form, auth=("simulator", "x"), timeout=10).ok


def long_ago(c: Clinic) -> None:
    c.world.variables[WRITING.authorized] = ago(190)[:10]


def soon_over(c: Clinic) -> None:
    c.world.variables[READING.authorized] = ago(160)[:10]


def no_day(c: Clinic) -> None:
    c.world.variables.clear()


def no_date(c: Clinic) -> None:
    c.world.variables[READING.authorized] = "in spring"


def other_account(c: Clinic) -> None:
    path = c.season.root / "state" / "account.json"
    path.write_text(path.read_text("utf-8").replace('"me"', '"somebody"'), "utf-8")


def spent(c: Clinic) -> None:
    path = c.season.root / "state" / "account.json"
    hour = moment(time.time())[:13]
    text = path.read_text("utf-8")
    start = text.index('"requests": [')
    row = f'"requests": [\n    {{"hour": "{hour}", "sent": 500}}\n  ]\n}}\n'
    path.write_text(text[:start] + row, "utf-8")


def foreign(c: Clinic) -> None:
    c.world.accounts.setdefault("bob", c.fake.account("bob"))
    c.world.levels["bob"] = "write"
    c.configure("review: environment", "review: acknowledge")
    c.world.secrets[None] = {*READING.variables, *WRITING.variables}


def review_alone(c: Clinic) -> None:
    c.configure("review: environment", "review: pull-request")
    owners: list[dict[str, object]] = [{"type": "pull_request", "parameters": PULL_RULE}]
    c.world.rules["main"] = [*c.world.rules["main"], *owners]
    c.configure("review: pull-request", "review: pull-request, state_branch: aum-state")


PULL_RULE: dict[str, object] = {
    "required_approving_review_count": 1,
    "dismiss_stale_reviews_on_push": True,
    "require_code_owner_review": True,
    "require_last_push_approval": False,
    "required_review_thread_resolution": False,
}


def rule_of_pulls(c: Clinic) -> None:
    rule: dict[str, object] = {"type": "pull_request", "parameters": PULL_RULE}
    c.world.rules["main"] = [*c.world.rules["main"], rule]


def turned_private(c: Clinic) -> None:
    c.world.visibility = "private"


def silenced(c: Clinic) -> None:
    run = c.fake.run("pull.yml", "schedule", c.season.git("rev-parse", "HEAD"), at=ago(30))
    run.status, run.conclusion = "completed", "success"


def slept(c: Clinic) -> None:
    c.world.workflows[2].state = "disabled_inactivity"


Break = Callable[[Clinic], None]

BROKEN: list[tuple[str, str, Break]] = [
    ("config", "fail", misspell),
    ("state", "fail", damage),
    ("token-in-git", "fail", commit_token),
    ("workflow-unpinned", "fail", unpin),
    ("workflow-missing", "fail", drop_workflow),
    ("reading-token", "fail", lambda c: c.simulator.regrant("reader", None)),
    ("writing-token", "fail", lambda c: c.simulator.regrant("writer", None)),
    ("reading-scopes", "fail", lambda c: c.simulator.regrant("reader", READ[:1])),
    ("writing-scopes", "fail", lambda c: c.simulator.regrant("writer", (*READ, MODIFY))),
    ("reading-widened", "warn", widen),
    ("age", "fail", long_ago),
    ("age", "warn", soon_over),
    ("age", "warn", no_day),
    ("age", "fail", no_date),
    ("quota-near", "warn", spent),
    ("review", "fail", review_alone),
    ("review", "warn", foreign),
    ("review", "fail", turned_private),
    ("environment-reviewers", "fail", lambda c: setattr(c.environment, "reviewers", ())),
    ("environment-bypass", "fail", lambda c: setattr(c.environment, "bypass", None)),
    ("environment-branches", "fail", lambda c: setattr(c.environment, "branches", "protected")),
    ("environment-branches", "fail", lambda c: setattr(c.environment, "branches", ("main", "x"))),
    ("environment-self", "fail", lambda c: setattr(c.environment, "prevent_self_review", True)),
    ("secrets-reading", "fail", lambda c: c.world.secrets[None].remove("AUM_SYNC_READ_TOKEN")),
    ("secrets-writing", "fail", lambda c: c.world.secrets["spotify"].clear()),
    ("secrets-place", "fail", lambda c: c.world.secrets[None].add("AUM_SYNC_WRITE_TOKEN")),
    ("workflow-pulls", "fail", lambda c: setattr(c.world, "actions_open_pulls", False)),
    ("workflow-write", "warn", lambda c: setattr(c.world, "workflows_write", True)),
    ("rules-state", "fail", rule_of_pulls),
    ("rules-force", "warn", lambda c: c.world.rules.clear()),
    ("workflow-silent", "warn", silenced),
    ("workflow-disabled", "fail", slept),
]


@pytest.mark.parametrize(
    ("code", "health", "broken"), BROKEN, ids=[f"{c}-{n}" for n, (c, _, _) in enumerate(BROKEN)]
)
def test_what_is_broken_is_told_and_nothing_else(
    clinic: Clinic, code: str, health: str, broken: Break
) -> None:
    broken(clinic)
    assert clinic.found() == {code: health}


def test_a_missing_environment_also_lacks_its_secrets(clinic: Clinic) -> None:
    clinic.world.environments.clear()
    assert clinic.found() == {"environment": "fail", "secrets-writing": "fail"}


def test_an_account_that_is_not_the_seasons(clinic: Clinic) -> None:
    other_account(clinic)
    assert clinic.found() == {"reading-account": "fail", "writing-account": "fail"}


def test_one_app_for_both_is_warned_of(clinic: Clinic) -> None:
    both = Credentials("simulator", "simulator-secret", "writer")
    clinic.env.setitem(access._SIMULATED, WRITING, both)
    assert clinic.found() == {"one-app": "warn"}
    assert clinic.found() == {"one-app": "warn", "reading-widened": "warn"}


def test_the_schema_beside_the_yaml(clinic: Clinic) -> None:
    path = clinic.season.root / "config" / "season.schema.json"
    path.write_text("{}", "utf-8")
    assert clinic.found() == {"schema": "warn"}
    path.unlink()
    assert clinic.found() == {"schema": "warn"}


def test_several_people_want_owners_of_the_workflows(clinic: Clinic) -> None:
    clinic.configure("review: environment", "review: pull-request")
    clinic.world.levels["bob"] = "write"
    assert clinic.found() == {"rules-owners": "warn"}


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"path": "/v1/me/?$", "do": "403"}, "reading-denied"),
        ({"path": "/v1/me/?$", "do": "quota", "retry_after": 9000}, "reading-quota"),
        ({"path": "/v1/me/?$", "do": "500"}, "reading-unreachable"),
        ({"path": "/items", "do": "403"}, "items"),
    ],
)
def test_what_spotify_refuses(clinic: Clinic, rule: dict[str, object], code: str) -> None:
    from tests.simulator_fixture import serve

    with serve(WORLD, {"rules": [{**rule, "times": 2}]}) as simulator:
        clinic.env.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        found = clinic.found()
    assert found.pop(code) == "fail"
    assert set(found) <= {"writing-denied", "writing-quota", "writing-unreachable"}


@pytest.mark.parametrize(("generation", "word"), [("new", "new kind"), ("old", "old kind")])
def test_it_says_which_kind_of_app_this_is(clinic: Clinic, generation: str, word: str) -> None:
    from tests.simulator_fixture import serve

    with serve({**WORLD, "generation": generation}) as simulator:
        clinic.env.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        assert word in clinic.doctor().out


def test_an_account_without_playlists_has_nothing_to_try(clinic: Clinic) -> None:
    from tests.simulator_fixture import serve

    with serve({"user": {"id": "me"}}) as simulator:
        clinic.env.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        assert "nothing" not in clinic.found()


def test_what_this_token_may_not_see_is_said(clinic: Clinic) -> None:
    less = clinic.fake.environ("aum", contents="read", actions="read")
    clinic.env.setenv("GITHUB_TOKEN", less["GITHUB_TOKEN"])
    seen = {"secrets-unseen": "warn", "workflow-rights-unseen": "warn", "age": "warn"}
    assert clinic.found() == seen


def test_a_github_that_does_not_know_the_token(clinic: Clinic) -> None:
    clinic.env.setenv("GITHUB_TOKEN", "ghs_nobody_knows_this")
    found = clinic.found()
    assert found.pop("github") == "fail"
    assert set(found) == {"age"}


def test_no_github_is_asked_where_nothing_names_one(clinic: Clinic) -> None:
    clinic.env.delenv("GITHUB_REPOSITORY")
    assert clinic.found() == {"github": "warn", "age": "warn"}
    clinic.season.git("remote", "add", "origin", "git@github.com:aum/season.git")
    assert clinic.found() == {}
    clinic.env.setenv("GITHUB_API_URL", "https://api.github.com")
    assert clinic.found()["github"] == "fail"


def test_without_access_it_says_how_to_get_some(clinic: Clinic) -> None:
    clinic.env.delenv("AUM_SYNC_SPOTIFY_URL")
    for name in ("GITHUB_TOKEN", "GITHUB_API_URL"):
        clinic.env.delenv(name)
    found = clinic.found()
    assert found == {"reading-missing": "fail", "age": "warn", "github": "warn"}
    clinic.env.setenv("AUM_SYNC_READ_TOKEN", "half-of-a-way-in")
    clinic.env.setenv("AUM_SYNC_WRITE_TOKEN", "half-of-a-way-in")
    assert clinic.found().keys() >= {"reading-half", "writing-half"}


def test_no_line_has_a_token(clinic: Clinic) -> None:
    commit_token(clinic)
    text = clinic.doctor().out + clinic.doctor("--format", "json").out
    hidden = ["a" * 40, *clinic.world.tokens]
    assert [value for value in hidden if value in text] == []
    assert "reader.env" in text


def test_it_is_narrow_and_coloured_where_asked(clinic: Clinic) -> None:
    clinic.env.setenv("FORCE_COLOR", "1")
    clinic.world.environments.clear()
    assert "\x1b[31mfail\x1b[0m" in clinic.doctor().out
