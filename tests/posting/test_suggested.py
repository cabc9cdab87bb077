"""Corrections as suggested changes: where the diff shows their lines, once, and kept true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aum_sync.config.loader import load
from aum_sync.season.items import Slot, State
from aum_sync.season.weeks import was_of
from aum_sync.store.state import save_state
from aum_sync.store.tree import WorkTree
from tests.gate.conftest import SEASON
from tests.github.fake_model import BOT, LineComment, Pull
from tests.posting.conftest import PLAN, Forge
from tests.season.typos.small import MASTERS, season, tracks
from tests.season.typos.small import SEASON as TRUE
from tests.seasons import HEAD, track

TEXT = TRUE[11][0]
CANCELLED = ("♩ Rap 5 ♩ Soul 3 ♩ Pop 3", "rrrrssssppp")
FIXED = 'genres: "Rap 4 ♩ Soul 4 ♩ Pop 3"\n      was: "'
LINE = f'    11: {{genres: "{TEXT}", was: "{was_of(TEXT)}", reason: by ear}}\n'
YAML = f"{HEAD.lstrip()}{MASTERS}# Ours.\ncorrections:\n  weeks:\n{LINE}policy: {{approvals: 1}}\n"
TWICE = YAML.replace("by ear", "by ear twice")
NEXT = YAML.split("\n").index(LINE.rstrip()) + 1
"""The line of the last correction, behind which the next one goes."""
MARK = "<!-- aum-sync:suggestion:.:13 -->\n"

Files = dict[str, str | None]


class Typos(Forge):
    """The season, with a week whose errors cancel out in every pull request."""

    folder: Path

    def lock(self, text: str, content: str | tuple[Slot, ...], week: int = 13) -> Files:
        """A week as a file of state/."""
        save_state(WorkTree(self.folder), State(), season({week: (text, content)}))
        (file,) = (self.folder / "state" / "weeks").glob(f"{week}.*")
        return {f"state/weeks/{file.name}": file.read_text("utf-8")}

    def proposed_typo(
        self, yaml: str | None = TWICE, content: str | tuple[Slot, ...] = CANCELLED[1]
    ) -> Pull:
        """A pull request with the week, and perhaps an edit of season.yaml."""
        files = self.lock(CANCELLED[0], content) | ({SEASON: yaml} if yaml else {})
        return self.fake.propose("alice", files)

    def told(self, pull: Pull) -> str:
        """The review on a pull request, made anew."""
        self.run("comment", "--pull", pull.number)
        return self.comment(pull.number, PLAN)

    def suggested(self, number: int) -> LineComment:
        """The one suggestion of ours."""
        (one,) = [one for one in self.fake.world.line_comments if one.number == number]
        return one

    def committed(self, pull: Pull, by: str = "alice") -> str:
        """Press "Commit suggestion"; the file then."""
        one = self.suggested(pull.number)
        new = re.search(r"(`{3,})suggestion\n(.*)\n\1", one.body, re.DOTALL)
        assert new
        lines = self.stage.text(ref=pull.head).split("\n")
        lines[one.first - 1 : one.last] = new[2].split("\n")
        self.fake.commit(pull.branch, {SEASON: "\n".join(lines)}, by)
        return "\n".join(lines)


@pytest.fixture
def typos(forge: Forge, tmp_path: Path) -> Typos:
    made = Typos(forge.stage)
    made.folder = tmp_path / "weeks"
    save_state(WorkTree(made.folder), State(), season({}))
    files: Files = {
        f"state/weeks/{number}.json": (made.folder / f"state/weeks/{number}.json").read_text()
        for number in TRUE
    }
    forge.stage.direct({**files, SEASON: YAML})
    return made


def test_without_its_lines_in_the_diff_the_comment_has_all_that_is_needed(typos: Typos) -> None:
    pull = typos.proposed_typo(None)
    said = typos.told(pull)
    assert typos.fake.world.line_comments == []
    assert "**Week 13**, probably: Rap 4, not 5; Soul 4, not 3 (" in said
    assert "1 week; about 1 track would change master. Nothing of this is in the plan" in said
    assert "- track 5, 'Song 13x4' by s2: s2 is soul in 12 other weeks\n" in said
    assert "| 5 | Song 13x4 | s2 | rap | soul |" in said
    assert "`aum-sync fix --week 13` writes the correction; with `--description`" in said
    link = f"https://github.com/aum/season/edit/{pull.branch}/config/season.yaml"
    assert f"behind line {NEXT} of [`config/season.yaml`]({link}):\n\n```yaml\n    13:\n" in said
    stanza = said.partition("```yaml\n")[2].partition("\n```")[0]
    lines = YAML.split("\n")
    lines.insert(NEXT, stanza)
    files = {SEASON: "\n".join(lines).encode()}
    corrections = {one.week: one.genres for one in load(files.get).config.week_corrections}
    assert corrections[13] == "Rap 4 ♩ Soul 4 ♩ Pop 3"


def test_one_click_commits_the_correction_and_nothing_is_left_to_say(typos: Typos) -> None:
    pull = typos.proposed_typo()
    said = typos.told(pull)
    assert "the suggested change in *Files changed* commits the correction with one click" in said
    assert "aum-sync fix" not in said.partition("<details>")[0]
    one = typos.suggested(pull.number)
    assert one.body.startswith(MARK)
    assert (one.path, one.first, one.last, one.commit) == (SEASON, NEXT, NEXT, pull.head)
    assert FIXED in one.body
    assert "somebody else" in one.body
    text = typos.committed(pull)
    assert text.count("by ear twice") == 1
    after = typos.told(pull)
    assert "Probably a typo" not in after
    assert typos.fake.world.line_comments == []
    found = load({SEASON: text.encode()}.get).config.week_corrections
    assert [(one.week, one.genres) for one in found][1] == (13, "Rap 4 ♩ Soul 4 ♩ Pop 3")


def test_where_the_season_cannot_be_read_any_more_it_is_taken_back(typos: Typos) -> None:
    pull = typos.proposed_typo()
    typos.told(pull)
    assert typos.suggested(pull.number).body
    broken = typos.stage.text(ref=pull.head).replace("version: 1", "version: one")
    typos.fake.commit(pull.branch, {SEASON: broken}, "alice")
    assert "cannot be read" in typos.told(pull)
    assert typos.fake.world.line_comments == []


def test_it_is_made_once_and_put_right_where_somebody_edits_it(typos: Typos) -> None:
    pull = typos.proposed_typo()
    typos.told(pull)
    one = typos.suggested(pull.number)
    first = one.body
    typos.told(pull)
    assert typos.suggested(pull.number) is one
    one.body = f"{MARK}Rather do this."
    typos.told(pull)
    assert typos.suggested(pull.number) is one
    assert one.body == first
    copy = LineComment(**{**vars(one), "id": typos.fake.world.new_id()})
    typos.fake.world.line_comments.append(copy)
    typos.told(pull)
    assert typos.suggested(pull.number) is one


def test_it_goes_along_with_its_lines_and_is_made_anew_where_they_are_gone(typos: Typos) -> None:
    pull = typos.proposed_typo()
    typos.told(pull)
    first = typos.suggested(pull.number)
    typos.fake.commit(pull.branch, {SEASON: f"# One line more.\n{TWICE}"}, "alice")
    typos.told(pull)
    assert typos.suggested(pull.number) is first
    typos.fake.commit(pull.branch, {SEASON: TWICE.replace("twice", "thrice")}, "alice")
    typos.told(pull)
    second = typos.suggested(pull.number)
    assert second is not first
    assert "by ear thrice" in second.body


def test_what_was_left_behind_by_its_lines_stays_folded_with_its_answers(typos: Typos) -> None:
    pull = typos.proposed_typo()
    typos.told(pull)
    first = typos.suggested(pull.number)
    changed: Files = {SEASON: TWICE.replace("twice", "thrice"), **typos.lock(*TRUE[11])}
    typos.fake.commit(pull.branch, changed, "alice")
    typos.told(pull)
    assert typos.suggested(pull.number) is first


def test_what_others_wrote_is_left_alone(typos: Typos) -> None:
    pull = typos.proposed_typo()
    typos.told(pull)
    ours = typos.suggested(pull.number)
    for author in ("rita", None):
        planted = {**vars(ours), "id": typos.fake.world.new_id(), "author": author, "body": MARK}
        typos.fake.world.line_comments.append(LineComment(**planted))
    below = {**vars(ours), "id": typos.fake.world.new_id(), "body": MARK.replace(":.:", ":.x:")}
    typos.fake.world.line_comments.append(LineComment(**below))
    typos.told(pull)
    assert [one.author for one in typos.fake.world.line_comments] == [BOT, "rita", None, BOT]
    assert typos.fake.world.line_comments[0] is ours


def test_a_correction_that_does_not_add_up_keeps_its_reason(typos: Typos) -> None:
    wrong = f'    14: {{genres: "Rap 5 ♩ Soul 4", was: "{was_of("?")}", reason: "heard: 4"}}\n'
    yaml = YAML.replace("policy:", f"{wrong}policy:")
    pull = typos.fake.propose("alice", {SEASON: yaml, **typos.lock("?", "rrrrssss", 14)})
    said = typos.told(pull)
    assert "**Week 14**, probably: Rap 4, not 5" in said
    assert f"in place of line {NEXT + 1} of" in said
    fixed = typos.committed(pull)
    was = was_of("?")
    assert f'14: {{genres: Rap 4 ♩ Soul 4, was: "{was}", reason: "heard: 4"}}' in fixed


def test_where_github_takes_no_suggestion_the_review_is_there_without(typos: Typos) -> None:
    pull = typos.proposed_typo()
    body = {"message": "Validation Failed", "errors": [], "status": "422"}
    path = rf".*/pulls/{pull.number}/comments"
    typos.fake.fault("say", path, method="POST", status=422, body=body)
    said = typos.run("comment", "--pull", pull.number).err
    assert "No change could be suggested: " in said
    assert "`aum-sync fix --week 13` writes the correction" in typos.comment(pull.number, PLAN)


def test_a_fork_that_is_gone_has_no_file_to_edit(typos: Typos) -> None:
    files = typos.lock(*CANCELLED)
    pull = typos.fake.propose("rita", files, fork="rita/season")
    assert f"aum/season/edit/{pull.branch}" not in typos.told(pull)
    assert f"(https://github.com/rita/season/edit/{pull.branch}/config" in typos.told(pull)
    pull.fork_deleted = True
    assert "/edit/" not in typos.told(pull)


def test_hostile_titles_end_no_block_and_call_nobody(typos: Typos) -> None:
    title = "@bob ``` ```suggestion\u202e <img src=x> #1 -->"
    content = list(tracks(13, CANCELLED[1]))
    content[4] = track("h", "s2", title=title)
    pull = typos.proposed_typo(content=tuple(content))
    said = typos.told(pull)
    one = typos.suggested(pull.number)
    for text in (said, one.body):
        shown = re.sub(r"(`{3,})(?:yaml|suggestion)\n.*?\n\1", "", text, flags=re.DOTALL)
        assert "```" not in shown.replace("```mermaid", "").replace("\n```\n", "")
        assert "@bob" not in shown
        assert "<img" not in shown
        assert "\u202e" not in text
    assert one.body.count("\n````suggestion\n") == 1
    fixed = typos.committed(pull)
    assert '13:\n      genres: "Rap 4 ♩ Soul 4 ♩ Pop 3"' in fixed
    load({SEASON: fixed.encode()}.get)
