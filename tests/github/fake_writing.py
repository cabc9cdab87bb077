"""What the fake GitHub lets tokens write: comments, issues, pull requests, dispatches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.github import fake_json
from tests.github.fake_http import Answer, Ask, Rows, error, route
from tests.github.fake_model import BOT, Comment, Dispatch, Issue, LineComment, Pull
from tests.github.fake_reading import NOT_FOUND, pull_of

if TYPE_CHECKING:
    from tests.github.fake import FakeGitHub

_REPO = "/repos/{owner}/{repo}"
_COMMENTS = f"{_REPO}/issues/{{issue_number}}/comments"
_TALKS = "issues=write; pull_requests=write"
_LINES = "PullRequestReviewComment"
_MOST_CHARACTERS = 65_536


@route(f"GET {_COMMENTS}", "issues=read; pull_requests=read")
def comments(fake: FakeGitHub, ask: Ask) -> Answer | Rows:
    number = int(ask.params["issue_number"])
    if number not in {*fake.world.pulls, *fake.world.issues}:
        return NOT_FOUND
    found = (one for one in fake.world.comments if one.number == number)
    return Rows([fake_json.comment(fake.world, one) for one in found])


@route(f"POST {_COMMENTS}", _TALKS)
def comment(fake: FakeGitHub, ask: Ask) -> Answer:
    number = int(ask.params["issue_number"])
    if number not in {*fake.world.pulls, *fake.world.issues}:
        return NOT_FOUND
    if fault := _unfit("IssueComment", ask.body["body"]):
        return fault
    one = Comment(fake.world.new_id(), number, ask.token.login, ask.body["body"], fake.world.tick())
    fake.world.comments.append(one)
    return Answer(201, fake_json.comment(fake.world, one))


@route(f"PATCH {_REPO}/issues/comments/{{comment_id}}", _TALKS)
def edit_comment(fake: FakeGitHub, ask: Ask) -> Answer:
    number = int(ask.params["comment_id"])
    one = next((one for one in fake.world.comments if one.id == number), None)
    if one is None:
        return NOT_FOUND
    if fault := _unfit("IssueComment", ask.body["body"]):
        return fault
    one.body = ask.body["body"]
    return Answer(200, fake_json.comment(fake.world, one))


@route(f"DELETE {_REPO}/issues/comments/{{comment_id}}", _TALKS)
def delete_comment(fake: FakeGitHub, ask: Ask) -> Answer:
    number = int(ask.params["comment_id"])
    kept = [one for one in fake.world.comments if one.id != number]
    if len(kept) == len(fake.world.comments):
        return NOT_FOUND
    fake.world.comments = kept
    return Answer(204)


@route(f"GET {_REPO}/pulls/{{pull_number}}/comments", "pull_requests=read")
def line_comments(fake: FakeGitHub, ask: Ask) -> Answer | Rows:
    if pull_of(fake, ask) is None:
        return NOT_FOUND
    number = int(ask.params["pull_number"])
    found = (one for one in fake.world.line_comments if one.number == number)
    return Rows([fake_json.line_comment(fake.world, fake.remote, one) for one in found])


@route(f"POST {_REPO}/pulls/{{pull_number}}/comments", "pull_requests=write")
def comment_on_lines(fake: FakeGitHub, ask: Ask) -> Answer:
    pull = pull_of(fake, ask)
    if pull is None:
        return NOT_FOUND
    last: int = ask.body["line"]
    one = LineComment(
        fake.world.new_id(),
        pull.number,
        ask.token.login,
        ask.body["body"],
        fake.world.tick(),
        ask.body["path"],
        ask.body["commit_id"],
        int(ask.body.get("start_line", last)),
        last,
    )
    if fault := _unfit(_LINES, one.body) or _off_the_diff(fake, pull, one):
        return fault
    fake.world.line_comments.append(one)
    return Answer(201, fake_json.line_comment(fake.world, fake.remote, one))


def _off_the_diff(fake: FakeGitHub, pull: Pull, one: LineComment) -> Answer | None:
    """The refusal of a comment beside the diff, in GitHub's words."""
    thread = "pull_request_review_thread"
    blank = {"resource": _LINES, "field": f"{thread}.diff_hunk", "code": "missing_field"}
    if one.commit not in pull.commits:
        field = f"{thread}.end_commit_oid"
        return _invalid(_custom(_LINES, f"{field} is not part of the pull request", field=field))
    hunks = fake_json.shown_lines(fake.remote, pull, one.path)
    if not hunks:
        return _invalid({"resource": _LINES, "field": f"{thread}.path", "code": "invalid"}, blank)
    hunk = next((lines for lines in hunks if one.last in lines), None)
    if hunk is None:
        field = f"{thread}.line"
        return _invalid(_custom(_LINES, f"{field} must be part of the diff", field=field), blank)
    if one.first not in hunk:
        field = f"{thread}.start_line"
        text = f"{field} must be part of the same hunk as the line."
        return _invalid(_custom(_LINES, text, field=field))
    return None


@route(f"PATCH {_REPO}/pulls/comments/{{comment_id}}", "pull_requests=write")
def edit_line_comment(fake: FakeGitHub, ask: Ask) -> Answer:
    one = _line_comment(fake, ask)
    if one is None:
        return NOT_FOUND
    if fault := _unfit(_LINES, ask.body["body"]):
        return fault
    one.body = ask.body["body"]
    return Answer(200, fake_json.line_comment(fake.world, fake.remote, one))


@route(f"DELETE {_REPO}/pulls/comments/{{comment_id}}", "pull_requests=write")
def delete_line_comment(fake: FakeGitHub, ask: Ask) -> Answer:
    one = _line_comment(fake, ask)
    if one is None:
        return NOT_FOUND
    fake.world.line_comments.remove(one)
    return Answer(204)


def _line_comment(fake: FakeGitHub, ask: Ask) -> LineComment | None:
    number = int(ask.params["comment_id"])
    return next((one for one in fake.world.line_comments if one.id == number), None)


@route(f"GET {_REPO}/issues", "issues=read")
def issues(fake: FakeGitHub, ask: Ask) -> Rows:
    everything: dict[int, Issue | Pull] = {**fake.world.issues, **fake.world.pulls}
    state = ask.query.get("state", "open")
    newest_first = ask.query.get("direction", "desc") == "desc"
    numbers = sorted(everything, reverse=newest_first)
    found = (everything[number] for number in numbers)
    return Rows([fake_json.issue(fake.world, one) for one in found if state in (one.state, "all")])


@route(f"GET {_REPO}/issues/{{issue_number}}", "issues=read; pull_requests=read")
def issue(fake: FakeGitHub, ask: Ask) -> Answer:
    everything: dict[int, Issue | Pull] = {**fake.world.issues, **fake.world.pulls}
    one = everything.get(int(ask.params["issue_number"]))
    return Answer(200, fake_json.issue(fake.world, one, alone=True)) if one else NOT_FOUND


@route(f"POST {_REPO}/issues", "issues=write")
def open_issue(fake: FakeGitHub, ask: Ask) -> Answer:
    if fault := _unfit("Issue", ask.body.get("body", "-"), ask.body["title"]):
        return fault
    one = Issue(
        fake.world.new_number(),
        ask.token.login,
        ask.body["title"],
        ask.body.get("body", ""),
        fake.world.tick(),
    )
    fake.world.issues[one.number] = one
    return Answer(201, fake_json.issue(fake.world, one))


@route(f"PATCH {_REPO}/issues/{{issue_number}}", "issues=write")
def update_issue(fake: FakeGitHub, ask: Ask) -> Answer:
    one = fake.world.issues.get(int(ask.params["issue_number"]))
    if one is None:
        return NOT_FOUND
    if fault := _unfit("Issue", ask.body.get("body", "-"), ask.body.get("title", "-")):
        return fault
    _set(one, ask)
    if "state" in ask.body:
        one.closed_by = ask.token.login if one.state == "closed" else None
    return Answer(200, fake_json.issue(fake.world, one))


@route(f"POST {_REPO}/pulls", "pull_requests=write")
def open_pull(fake: FakeGitHub, ask: Ask) -> Answer:
    head, base = ask.body["head"].rpartition(":")[2], ask.body["base"]
    if ask.token.login == BOT and not fake.world.actions_open_pulls:
        return error(403, "GitHub Actions is not permitted to create or approve pull requests.")
    if fake.remote.tip(f"refs/heads/{head}") is None:
        return _invalid({"resource": "PullRequest", "field": "head", "code": "invalid"})
    twins = (one.branch for one in fake.world.pulls.values() if one.state == "open")
    if head in twins:
        return _invalid(_custom("PullRequest", f"A pull request already exists for aum:{head}."))
    if not fake.remote.between(f"refs/heads/{base}", f"refs/heads/{head}"):
        return _invalid(_custom("PullRequest", f"No commits between {base} and {head}"))
    if fault := _unfit("PullRequest", ask.body.get("body", "-"), ask.body["title"]):
        return fault
    one = fake.open_pull(
        ask.token.login, head, base, title=ask.body["title"], body=ask.body.get("body", "")
    )
    return Answer(201, fake_json.pull_details(fake.world, fake.remote, one))


@route(f"PATCH {_REPO}/pulls/{{pull_number}}", "pull_requests=write")
def update_pull(fake: FakeGitHub, ask: Ask) -> Answer:
    one = pull_of(fake, ask)
    if one is None:
        return NOT_FOUND
    if fault := _unfit("PullRequest", ask.body.get("body", "-"), ask.body.get("title", "-")):
        return fault
    if ask.body.get("state") == "open" and one.merged_at:
        return _invalid(_custom("PullRequest", "state cannot be changed. It was merged."))
    if ask.body.get("state") == "closed" and one.state == "open":
        fake.close(one, ask.token.login)
    _set(one, ask)
    return Answer(200, fake_json.pull_details(fake.world, fake.remote, one))


@route(f"POST {_REPO}/actions/workflows/{{workflow_id}}/dispatches", "actions=write")
def dispatch(fake: FakeGitHub, ask: Ask) -> Answer:
    named, ref = ask.params["workflow_id"], ask.body["ref"]
    flow = next((f for f in fake.world.workflows if named in (f.file, str(f.id))), None)
    if flow is None:
        return NOT_FOUND
    if fake.remote.tip(ref) is None:
        return error(422, f"No ref found for: {ref}")
    fake.world.dispatches.append(
        Dispatch(flow.file, ref, ask.body.get("inputs", {}), ask.token.login)
    )
    return Answer(204)


def _set(one: Any, ask: Ask) -> None:
    for name in {"title", "body", "state"} & ask.body.keys():
        setattr(one, name, ask.body[name])


def _custom(resource: str, message: str, **more: str) -> dict[str, str]:
    return {"resource": resource, "code": "custom", "message": message, **more}


def _invalid(*errors: Any) -> Answer:
    return error(422, "Validation Failed", *errors)


def _unfit(resource: str, body: str, title: str = "-") -> Answer | None:
    """The refusal of a text that is blank or too long."""
    if not title.strip():
        return _invalid({"resource": resource, "field": "title", "code": "missing_field"})
    if not body.strip() and resource in ("IssueComment", _LINES):
        return _invalid(_custom(resource, "body cannot be blank", field="body"))
    if len(body) > _MOST_CHARACTERS:
        message = f"body is too long (maximum is {_MOST_CHARACTERS} characters)"
        return _invalid(_custom(resource, message, field="body"))
    return None
