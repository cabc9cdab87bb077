"""``aum-sync doctor`` where what is around a season is broken: its files, this machine, GitHub."""

from __future__ import annotations

import shutil
from dataclasses import replace

from aum_sync.season.items import Pending
from aum_sync.spotify import access
from aum_sync.store.files import encode
from tests.start.conftest import APPS, COMMITTED, Clinic


def test_an_apply_that_began_and_did_not_end(clinic: Clinic) -> None:
    begun = encode(Pending("c" * 40, "d" * 64, 7, "run 1"))
    (clinic.season.root / "state" / "pending.json").write_bytes(begun)
    assert clinic.found() == {"pending": "warn"}


def test_a_schema_that_is_no_file(clinic: Clinic) -> None:
    path = clinic.season.root / "config" / "season.schema.json"
    path.unlink()
    path.symlink_to(clinic.season.root / "README.md")
    assert clinic.found() == {"schema": "warn"}


def test_a_season_outside_of_git_has_no_workflows(clinic: Clinic) -> None:
    shutil.rmtree(clinic.season.root / ".git")
    assert clinic.found() == {"token-in-git": "warn"}
    shutil.rmtree(clinic.season.root / ".github")
    assert clinic.found() == {"token-in-git": "warn", "workflow-missing": "fail"}


def test_a_token_is_seen_before_it_is_committed(clinic: Clinic) -> None:
    (clinic.season.root / "reader.env").write_text(f"AUM_SYNC_READ_TOKEN={COMMITTED}\n")
    clinic.season.git("add", "--force", "reader.env")
    assert clinic.found() == {"token-in-git": "fail"}
    clinic.season.git("commit", "--quiet", "--message", "oh")
    clinic.season.git("rm", "--quiet", "--cached", "reader.env")
    assert clinic.found() == {"token-in-git": "fail"}
    clinic.season.git("add", "--force", "reader.env")
    clinic.season.git("update-ref", "-d", "HEAD")
    assert clinic.found()["token-in-git"] == "fail"


def test_a_token_to_write_with_has_no_place_on_this_machine(clinic: Clinic) -> None:
    """This Spotify is taken for the real one, beside which GitHub is asked by https alone."""
    here = replace(access._simulator(clinic.simulator.url), loopback=False)
    clinic.env.setattr(access, "SPOTIFY", here)
    clinic.env.delenv("AUM_SYNC_SPOTIFY_URL")
    clinic.env.delenv("GITHUB_TOKEN")
    for app, known in APPS.items():
        values = (known.client_id, known.client_secret, known.refresh_token)
        for name, value in zip(app.variables, values, strict=True):
            clinic.env.setenv(name, value)
    assert clinic.found() == {"writing-here": "warn", "github": "warn", "age": "warn"}


def test_a_part_of_github_that_fails_is_said_and_the_rest_goes_on(clinic: Clinic) -> None:
    clinic.fake.fault("error", path=".*/rules/branches/.*", times=9, status=404)
    assert clinic.found() == {"rules": "fail"}
