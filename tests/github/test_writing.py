"""Comments, issues, pull requests and dispatches: what is written, once, and by whom."""

from __future__ import annotations

import pytest

from aum_sync.github.errors import DeniedError, NotFoundError, RejectedError
from aum_sync.github.talk import MOST_CHARACTERS
from aum_sync.github.writer import GitHubWriter
from tests.github.conftest import Doors
from tests.github.fake import FakeGitHub
from tests.github.fake_model import BOT, Comment

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
    assert writer.comment_with(number, MARKER) is None
    ours = writer.put_comment(number, MARKER, f"{MARKER} ours")
    assert writer.comment_with(number, MARKER) == ours
    assert len(writer.comments(number)) == 103
    assert fake.world.comments[0].body == MARKER


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
