"""Comments, issues, pull requests and dispatches: what is written, once, and by whom."""

from __future__ import annotations

import pytest

from aum_sync.github.errors import DeniedError, NotFoundError, RejectedError
from aum_sync.github.talk import MOST_CHARACTERS
from aum_sync.github.writer import GitHubWriter
from tests.github.conftest import Doors
from tests.github.fake import FakeGitHub
from tests.github.fake_http import Meanwhile
from tests.github.fake_model import BOT, Comment
from tests.github.spec import problems

MARKER = "<!-- aum-sync:plan -->"
FILES = {"config/season.yaml": "version: 1\n"}


def test_our_comment_is_updated_and_not_repeated(fake: FakeGitHub, writer: GitHubWriter) -> None:
    number = fake.propose("alice", FILES).number
    first = writer.put_comment(number, MARKER, f"{MARKER}\none")
    second = writer.put_comment(number, MARKER, f"{MARKER}\ntwo")
    sent = len(fake.exchanges)
    assert writer.put_comment(number, MARKER, f"{MARKER}\ntwo") == second
    assert [one.method for one in fake.exchanges[sent:]] == ["GET"]
    assert (first.id, second.body) == (second.id, f"{MARKER}\ntwo")
    assert [one.body for one in fake.world.comments] == [f"{MARKER}\ntwo"]
    assert second.author
    assert (second.author.login, second.author.bot) == (BOT, True)
    assert second.url.endswith(f"#issuecomment-{second.id}")


def test_a_marker_that_somebody_else_wrote_is_not_ours(
    fake: FakeGitHub, writer: GitHubWriter
) -> None:
    number = fake.propose("alice", FILES).number
    for author in ("rita", None):
        fake.world.comments.append(Comment(fake.world.new_id(), number, author, MARKER, ""))
    for text in range(100):
        fake.world.comments.append(Comment(fake.world.new_id(), number, BOT, f"{text}", ""))
    assert writer.comments_with(number, MARKER) == ()
    ours = writer.put_comment(number, MARKER, f"{MARKER} ours")
    assert writer.comments_with(number, MARKER) == (ours,)
    assert len(writer.comments(number)) == 103
    assert fake.world.comments[0].body == MARKER


def test_of_two_runs_that_comment_at_once_the_first_ones_comment_stays(
    fake: FakeGitHub, doors: Doors
) -> None:
    number = fake.propose("alice", FILES).number
    theirs = Comment(fake.world.new_id(), number, "rita", MARKER, "")
    other = Comment(fake.world.new_id(), number, BOT, f"{MARKER} other", "")
    fake.world.comments.append(theirs)
    path = rf".*/issues/{number}/comments"
    fake.faults.append(Meanwhile("POST", path, lambda: fake.world.comments.append(other)))
    ours = doors.writer(fake.environ()).put_comment(number, MARKER, f"{MARKER} ours")
    assert [one.body for one in fake.world.comments] == [MARKER, f"{MARKER} ours"]
    assert ours.id == other.id


def test_copies_that_are_there_are_taken_away_or_were_already(
    fake: FakeGitHub, writer: GitHubWriter
) -> None:
    number = fake.propose("alice", FILES).number
    for text in "abc":
        one = Comment(fake.world.new_id(), number, BOT, f"{MARKER} {text}", "")
        fake.world.comments.append(one)
    first, second, _ = fake.world.comments
    gone = Meanwhile("DELETE", rf".*/{second.id}", lambda: fake.world.comments.remove(second))
    fake.faults.append(gone)
    writer.put_comment(number, MARKER, f"{MARKER} a")
    assert fake.world.comments == [first]
    deleted = [one for one in fake.exchanges if one.method == "DELETE"]
    assert [one.status for one in deleted] == [404, 204]
    assert problems(deleted[1].operation, 204, deleted[1].answer) == []


def test_a_comment_that_lacks_its_marker_would_be_repeated_for_ever(writer: GitHubWriter) -> None:
    with pytest.raises(ValueError, match="lacks its marker"):
        writer.put_comment(1, MARKER, "text")


def test_a_comment_of_the_greatest_length_is_taken(fake: FakeGitHub, writer: GitHubWriter) -> None:
    number = fake.propose("alice", FILES).number
    assert writer.comment(number, "x" * MOST_CHARACTERS).id
    with pytest.raises(RejectedError, match=r"body is too long \(maximum is 65536 characters\)"):
        writer.comment(number, "x" * (MOST_CHARACTERS + 1))
    with pytest.raises(NotFoundError):
        writer.comment(99, "text")
    assert len(fake.world.comments) == 1


def test_one_issue_opens_updates_and_closes_itself(fake: FakeGitHub, writer: GitHubWriter) -> None:
    fake.propose(BOT, FILES, "pull/weeks", body=MARKER)
    assert writer.issue_with(MARKER) is None
    opened = writer.open_issue("Drift", f"{MARKER} one")
    assert writer.issue_with(MARKER) == opened
    assert (opened.state, opened.title, opened.body) == ("open", "Drift", f"{MARKER} one")
    assert opened.url.endswith(f"/issues/{opened.number}")
    changed = writer.update_issue(opened.number, title="Drift again", body=f"{MARKER} two")
    assert (changed.title, changed.body, changed.state) == ("Drift again", f"{MARKER} two", "open")
    assert writer.update_issue(opened.number, state="closed").state == "closed"
    assert writer.issue_with(MARKER) is None
    assert fake.world.issues[opened.number].body == f"{MARKER} two"


def test_an_issue_of_somebody_else_is_not_ours(fake: FakeGitHub, doors: Doors) -> None:
    theirs = doors.writer(fake.environ("rita"))
    ours = doors.writer(fake.environ())
    planted = theirs.open_issue("Drift", MARKER)
    assert ours.issue_with(MARKER) is None
    assert ours.issue_with(MARKER, "rita") == planted


def test_a_pull_request_is_opened_updated_and_closed(
    fake: FakeGitHub, writer: GitHubWriter
) -> None:
    fake.commit("pull/weeks", FILES, by=BOT)
    opened = writer.open_pull("pull/weeks", "main", "Weeks", "text")
    assert writer.pulls_from("pull/weeks") == (opened,)
    assert (opened.title, opened.body, opened.base.ref) == ("Weeks", "text", "main")
    assert opened.author
    assert opened.author.bot
    with pytest.raises(RejectedError, match="A pull request already exists for aum:pull/weeks"):
        writer.open_pull("pull/weeks", "main", "Weeks", "text")
    assert writer.update_pull(opened.number, title="New", body="more").title == "New"
    assert writer.update_pull(opened.number, state="closed").state == "closed"
    assert fake.world.pulls[opened.number].body == "more"


def test_a_pull_request_needs_a_branch_with_something_new(
    fake: FakeGitHub, writer: GitHubWriter
) -> None:
    fake.push("same", fake.remote.tip("main") or "", "alice")
    with pytest.raises(RejectedError, match="No commits between main and same"):
        writer.open_pull("same", "main", "x", "y")
    with pytest.raises(RejectedError, match="PullRequest head invalid"):
        writer.open_pull("none", "main", "x", "y")
    with pytest.raises(RejectedError, match="Issue title missing_field"):
        writer.open_issue(" ", "y")


def test_a_repository_may_let_no_workflow_open_pull_requests(
    fake: FakeGitHub, writer: GitHubWriter
) -> None:
    fake.commit("pull/weeks", FILES, by=BOT)
    fake.world.actions_open_pulls = False
    with pytest.raises(DeniedError, match="GitHub Actions is not permitted to create"):
        writer.open_pull("pull/weeks", "main", "Weeks", "text")
    assert fake.world.pulls == {}


LINES = "".join(f"{n}\n" for n in range(1, 41))


def test_comments_on_lines_stand_where_they_were_put_until_their_lines_are_gone(
    fake: FakeGitHub, writer: GitHubWriter
) -> None:
    fake.commit("main", {"a.txt": LINES}, "aum")
    pull = fake.propose("alice", {"a.txt": LINES.replace("10\n", "ten\n")})
    one = writer.comment_on_lines(pull.number, MARKER, "a.txt", range(10, 11), pull.head)
    more = writer.comment_on_lines(pull.number, f"{MARKER}2", "a.txt", range(9, 12), pull.head)
    assert (one.path, one.first, one.last, one.body) == ("a.txt", None, 10, MARKER)
    assert (more.first, more.last) == (9, 11)
    assert one.author
    assert one.author.login == BOT
    theirs = writer.comment_on_lines(pull.number, "no marker", "a.txt", range(7, 8), pull.head)
    assert writer.line_comments_with(pull.number, MARKER) == (one, more)
    fake.commit(pull.branch, {"a.txt": "0\n" + LINES.replace("10\n", "ten\n")}, "alice")
    moved = writer.line_comments_with(pull.number, MARKER)
    assert [(found.first, found.last) for found in moved] == [(None, 11), (10, 12)]
    fake.commit(pull.branch, {"a.txt": LINES.replace("10\n", "zehn\n")}, "alice")
    gone = writer.line_comments_with(pull.number, MARKER)
    assert [(found.first, found.last) for found in gone] == [(None, None)] * 2
    assert writer.change_line_comment(one.id, f"{MARKER}3").body == f"{MARKER}3"
    for _ in range(2):
        writer.delete_line_comment(more.id)
    assert [found.id for found in fake.world.line_comments] == [one.id, theirs.id]
    with pytest.raises(NotFoundError):
        writer.change_line_comment(more.id, MARKER)


@pytest.mark.parametrize(
    ("path", "lines", "words"),
    [
        ("a.txt", range(20, 21), "pull_request_review_thread.line must be part of the diff"),
        ("a.txt", range(10, 31), "start_line must be part of the same hunk"),
        ("b.txt", range(1, 2), "pull_request_review_thread.path invalid"),
    ],
)
def test_a_comment_beside_the_diff_is_refused(
    fake: FakeGitHub, writer: GitHubWriter, path: str, lines: range, words: str
) -> None:
    fake.commit("main", {"a.txt": LINES}, "aum")
    edited = LINES.replace("10\n", "ten\n").replace("30\n", "thirty\n")
    pull = fake.propose("alice", {"a.txt": edited})
    with pytest.raises(RejectedError, match=words):
        writer.comment_on_lines(pull.number, "x", path, lines, pull.head)
    with pytest.raises(RejectedError, match="end_commit_oid is not part of the pull request"):
        writer.comment_on_lines(pull.number, "x", "a.txt", range(10, 11), "a" * 40)
    assert fake.world.line_comments == []


def test_a_workflow_is_dispatched_on_a_branch(fake: FakeGitHub, writer: GitHubWriter) -> None:
    writer.dispatch("apply.yml", "main")
    writer.dispatch("rollback.yml", "main", {"apply": "41"})
    assert [(one.workflow, one.ref, one.inputs) for one in fake.world.dispatches] == [
        ("apply.yml", "main", {}),
        ("rollback.yml", "main", {"apply": "41"}),
    ]
    with pytest.raises(RejectedError, match="No ref found for: none"):
        writer.dispatch("apply.yml", "none")
    with pytest.raises(NotFoundError):
        writer.dispatch("none.yml", "main")


def test_who_closed_is_known_of_issues_and_pull_requests(
    fake: FakeGitHub, writer: GitHubWriter
) -> None:
    pull, issue = fake.propose("alice", FILES), writer.open_issue("Drift", MARKER)
    assert not writer.closed_by_us(pull.number)
    fake.close(pull, "alice")
    writer.update_issue(issue.number, state="closed")
    assert not writer.closed_by_us(pull.number)
    assert writer.closed_by_us(issue.number)


def test_the_newest_closed_issue_of_ours(writer: GitHubWriter) -> None:
    assert writer.closed_issue_with(MARKER) is None
    for text in ("one", "two"):
        writer.update_issue(writer.open_issue("x", f"{MARKER} {text}").number, state="closed")
    writer.open_issue("x", MARKER)
    writer.update_issue(writer.open_issue("x", f"> {MARKER}").number, state="closed")
    found = writer.closed_issue_with(MARKER)
    assert found
    assert (found.body, found.closed_by) == (f"{MARKER} two", None)


def test_pull_requests_of_a_branch_come_newest_first(
    fake: FakeGitHub, writer: GitHubWriter
) -> None:
    for _ in range(2):
        fake.close(fake.propose("alice", FILES, "topic"))
    assert [one.number for one in writer.pulls_from("topic", "all")] == [2, 1]
