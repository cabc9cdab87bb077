"""``plan --format summary`` and ``comment``, on commits of a real repository."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from aum_sync.config.loader import load
from aum_sync.season.items import State
from aum_sync.store.state import save_state
from aum_sync.store.tree import WorkTree
from tests.conftest import Aum
from tests.git.repository import Repository
from tests.report.plans import HOSTILE
from tests.seasons import HEAD, MASTERS, Slots, state, track

TRAP = MASTERS.replace("genres: [Rap, Hip Hop]", "genres: [Rap, Hip Hop, Trap]")
WEEKS = {1: ("Rap 1 | Trap 2", "a b c")}


class Reviewed:
    """A season below the top of a repository, and reviews of its commits."""

    def __init__(self, folder: Path, aum: Aum) -> None:
        self.repository = Repository.make(folder)
        self.root = folder / "seasons" / "one"
        self.root.mkdir(parents=True)
        self._aum = aum

    def commit(
        self,
        masters: str = MASTERS,
        weeks: Mapping[int, tuple[str, Slots]] = WEEKS,
        bases: Mapping[str, Slots] | None = None,
    ) -> str:
        """Commit a season with these masters, weeks and contents now."""
        file = self.root / "config" / "season.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(HEAD + masters, encoding="utf-8")
        tree = WorkTree(self.root)
        save_state(tree, State(), state(load(tree.read).config, weeks, bases))
        return self.repository.commit()

    def review(self, *arguments: object, form: str = "summary") -> tuple[int, str, str]:
        done = self._aum("plan", "--root", self.root, "--format", form, *arguments)
        return done.code, done.out, done.err


@pytest.fixture
def season(tmp_path: Path, aum: Aum) -> Reviewed:
    return Reviewed(tmp_path / "repository", aum)


def test_a_review_compares_two_commits_and_not_the_work_tree(season: Reviewed) -> None:
    base = season.commit()
    head = season.commit(TRAP)
    season.commit(MASTERS.replace("Soul", "Jazz"))
    for form in ("summary", "comment"):
        code, out, err = season.review("--commit", head, "--against", base, form=form)
        assert (code, err) == (0, "")
        assert f"#### The configuration since `{base[:12]}`" in out
        assert "- alias *Trap* now leads to *rap*; this moves 2 tracks\n" in out
        assert "Jazz" not in out
        assert "Checksums: 1 ok; not read yet: 2-50." in out
        assert "Merged before and not applied yet: 1 of 3 effects; new: 2." in out


def test_without_a_commit_to_compare_with_nothing_is_said_of_the_configuration(
    season: Reviewed,
) -> None:
    season.commit(TRAP)
    assert "The configuration" not in season.review("--commit", "HEAD")[1]
    assert "The configuration" not in season.review("--offline")[1]


def test_a_base_that_cannot_be_read_is_said_to_be_so(season: Reviewed) -> None:
    season.commit()
    (season.root / "config" / "season.yaml").write_text("nonsense: true\n")
    base = season.repository.commit()
    season.commit(TRAP)
    code, out, _ = season.review("--commit", "HEAD", "--against", base)
    assert code == 0
    assert "the configuration there cannot be read" in out
    assert "Merged before" not in out


def test_the_same_commits_give_the_same_bytes(season: Reviewed) -> None:
    base, head = season.commit(), season.commit(TRAP)
    first = season.review("--commit", head, "--against", base)
    assert season.review("--commit", head, "--against", base) == first


def test_against_goes_with_a_review_alone(season: Reviewed) -> None:
    season.commit()
    code, out, err = season.review("--against", "HEAD", form="markdown")
    assert (code, out) == (2, "")
    assert "--against goes with --format summary or comment" in err
    assert season.review("--against", "nowhere")[0] == 1


def test_a_plan_that_no_summary_can_show_is_refused(season: Reviewed) -> None:
    bad = "@" * 300
    tracks = tuple(track(f"t{n}", bad, title=bad) for n in range(450))
    season.commit(weeks={1: ("Soul 450", tracks)}, bases={"rap": tracks})
    code, out, err = season.review("--commit", "HEAD")
    assert code == 4
    assert len(out.encode()) <= 1_000_000
    named = re.search(r"approve ([0-9a-f]{16})", err)
    assert named
    assert f"a review needs the line `approve {named[1]}`" in out


def test_a_review_gives_github_no_orders(season: Reviewed, monkeypatch: pytest.MonkeyPatch) -> None:
    forged = "::error::pwn\n##[error]pwn"
    tracks = (track("a", title=HOSTILE), track("b", title=forged))
    season.commit(weeks={1: (f"{forged} 1 | Rap 1", tracks), 2: ("Rap 3", "a")})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    _, out, err = season.review("--commit", "HEAD", form="comment")
    assert "##[" not in out
    assert not re.search(r"^\s*::", out, re.MULTILINE)
    assert [line for line in err.split("\n") if "pwn" in line and line.startswith("::error")] == []


def test_a_commit_is_annotated_where_git_has_its_files(
    season: Reviewed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    weeks = {1: ("Rap 9", "a"), 2: ("Funk 1", "b"), 3: ("Funk 1", "c")}
    season.commit(MASTERS + "expect: [{never_empty: [soul]}]\n", weeks)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "elsewhere"))
    monkeypatch.chdir(tmp_path)
    code, out, err = season.review("--commit", "HEAD")
    assert code == 4
    assert "::" not in out
    notes = [line for line in err.split("\n") if line.startswith("::")]
    config = "file=seasons/one/config/season.yaml"
    assert re.match(rf"::error {config},line=\d+,col=3,title=expect::soul: ", notes[0])
    assert "file=seasons/one/state/weeks/1.held.json," in " ".join(notes)
    assert re.search(rf"::warning {config},line=\d+,col=1,title=unknown-genre::", "\n".join(notes))
