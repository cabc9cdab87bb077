"""``action.yml`` as a season repository calls it: by full commit id, from a checkout of its own."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.act import Act
from tests.e2e.stage import CONFIG, write_project
from tests.e2e.workflows import used
from tests.git.repository import Repository

COMMIT = "5" * 40
CHECKOUT = next(commit for name, commit in used() if name == "actions/checkout")
CALLER = f"""
on: push
jobs:
  call:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@{CHECKOUT}
      - uses: aum/aum_sync@{COMMIT}
      - run: aum-sync --version && aum-sync validate && command -v aum-sync
"""
MINE = "raise SystemExit('a module of the season was imported')\n"


def test_it_puts_aum_sync_on_the_path_of_a_repository_without_tool_code(tmp_path: Path) -> None:
    write_project(tmp_path / "tool")
    season = Repository.make(tmp_path / "season")
    modules = {f"{name}_py": MINE for name in ("pip", "click", "yaml", "sitecustomize")}
    commit = season.commit(config__season_yaml=CONFIG, call_yml=CALLER, **modules)
    act = Act(
        tmp_path / "act",
        {"AUM_TEST_REMOTE": f"file://{season.root}", "SHA_REF": commit},
        {},
        {f"aum/aum_sync@{COMMIT}": tmp_path / "tool"},
        pip=True,
    )
    ran = act.run(season.root, season.root / "call.yml", "push", {}, {"GITHUB_TOKEN": "none"})
    said = ran.succeeded("call").said
    assert "aum-sync, version " in said
    assert "scripts/action/aum-sync" in said
    assert str(season.root) not in said.partition("aum-sync, version ")[2]
