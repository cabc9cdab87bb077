"""What the fake GitHub answers about pull requests, people, runs and environments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.github import fake_json
from tests.github.fake_http import Answer, Ask, Rows, error, route
from tests.github.fake_model import Pull
from tests.github.spec import filled

if TYPE_CHECKING:
    from tests.github.fake import FakeGitHub

_REPO = "GET /repos/{owner}/{repo}"
_PULL = f"{_REPO}/pulls/{{pull_number}}"
_MOST_COMMITS, _MOST_FILES = 250, 3000
_FIELDS = frozenset(
    {"query", "owner", "name", "number", "after", "String", "Int", "first"}
    | {"repository", "pullRequest", "reviews", "nodes", "pageInfo", "hasNextPage", "endCursor"}
    | {"fullDatabaseId", "lastEditedAt", "editor", "login"}
)
"""What the one query may say; all of it is in GitHub's GraphQL schema."""
_LEVELS = {"maintain": "write", "triage": "read"}
NOT_FOUND = error(404, "Not Found")


@route(_REPO)
def about(fake: FakeGitHub, _ask: Ask) -> Answer:
    kind = "Organization" if fake.world.of_organization else "User"
    found = fake_json.repository(fake.world, fake.world.repository, "full-repository")
    return Answer(200, {**found, "owner": {**found["owner"], "type": kind}})


@route(f"{_REPO}/commits/{{commit_sha}}/pulls", "pull_requests=read")
def pulls_of_commit(fake: FakeGitHub, ask: Ask) -> Answer | Rows:
    sha = fake.remote.tip(ask.params["commit_sha"])
    if sha is None:
        return error(422, f"No commit found for SHA: {ask.params['commit_sha']}")
    # Open ones, and those into other branches, too, newest first: the right one is not the first.
    found = [p for p in reversed(fake.world.pulls.values()) if sha in (*p.commits, *p.landed)]
    if fake.world.lag:
        fake.world.lag -= 1
        found = [one for one in found if not one.merged_at]
    return Rows([fake_json.pull(fake.world, one) for one in found])


@route(f"{_REPO}/pulls", "pull_requests=read")
def pulls(fake: FakeGitHub, ask: Ask) -> Rows:
    head, state = ask.query.get("head", ""), ask.query.get("state", "open")
    # A head without its owner is no filter to GitHub: everything comes.
    branch = head.partition(":")[2]
    found = [
        one
        for one in reversed(fake.world.pulls.values())
        if state in (one.state, "all") and (not branch or one.branch == branch)
    ]
    return Rows([fake_json.pull(fake.world, one) for one in found])


@route(_PULL, "pull_requests=read")
def pull(fake: FakeGitHub, ask: Ask) -> Answer:
    one = pull_of(fake, ask)
    details = fake_json.pull_details(fake.world, fake.remote, one) if one else None
    return Answer(200, details) if details else NOT_FOUND


@route(f"{_PULL}/commits", "pull_requests=read")
def pull_commits(fake: FakeGitHub, ask: Ask) -> Answer | Rows:
    one = pull_of(fake, ask)
    if one is None:
        return NOT_FOUND
    shown = one.commits[:_MOST_COMMITS]
    return Rows([fake_json.commit(fake.world, fake.remote, sha) for sha in shown])


@route(f"{_PULL}/files", "pull_requests=read")
def pull_files(fake: FakeGitHub, ask: Ask) -> Answer | Rows:
    one = pull_of(fake, ask)
    if one is None:
        return NOT_FOUND
    words = {"A": "added", "M": "modified", "D": "removed"}
    rows = fake.remote.changed(one.base_sha, one.head)[:_MOST_FILES]
    entries = []
    for path, kind in rows:
        patch = fake.remote.patch(one.base_sha, one.head, path)
        more = {"patch": patch} if patch else {}
        entries.append(filled("diff-entry", filename=path, status=words[kind], **more))
    return Rows(entries)


@route(f"{_PULL}/reviews", "pull_requests=read")
def reviews(fake: FakeGitHub, ask: Ask) -> Answer | Rows:
    one = pull_of(fake, ask)
    if one is None:
        return NOT_FOUND
    # What is pending only its author sees.
    seen = [r for r in one.reviews if r.state != "PENDING" or r.author == ask.token.login]
    return Rows([fake_json.review(fake.world, review) for review in seen])


@route("POST /graphql", "pull_requests=read")
def graphql(fake: FakeGitHub, ask: Ask) -> Answer:
    query, given = ask.body["query"], ask.body["variables"]
    if strange := set(re.findall(r"[A-Za-z]\w*", query)) - _FIELDS:
        message = f"Field '{min(strange)}' doesn't exist on type 'PullRequestReview'"
        return Answer(
            200, {"errors": [{"message": message, "extensions": {"code": "undefinedField"}}]}
        )
    one = fake.world.pulls.get(given["number"])
    if f"{given['owner']}/{given['name']}" != fake.world.repository or one is None:
        message = f"Could not resolve to a PullRequest with the number of {given['number']}."
        return Answer(
            200,
            {"data": {"repository": None}, "errors": [{"type": "NOT_FOUND", "message": message}]},
        )
    start = int(given.get("after") or 0)
    rows = [
        {
            "fullDatabaseId": str(review.id),
            "lastEditedAt": review.edited_at,
            "editor": fake_json.graphql_login(review.editor),
        }
        for review in one.reviews[start : start + 100]
    ]
    following = {"hasNextPage": start + 100 < len(one.reviews), "endCursor": str(start + 100)}
    found = {"nodes": rows, "pageInfo": following}
    return Answer(200, {"data": {"repository": {"pullRequest": {"reviews": found}}}})


@route(f"{_REPO}/activity", "contents=read")
def activity(fake: FakeGitHub, ask: Ask) -> Rows:
    names = ask.params
    # A link to the next page has the id for the name, and only this repository has one here.
    where = f"{names['owner']}/{names['repo']}" if "owner" in names else fake.world.repository
    rows = [
        filled(
            "activity",
            id=number,
            before=one.before,
            after=one.after,
            ref=one.ref,
            timestamp="2026-11-22T12:00:00Z",
            activity_type=one.kind,
            actor=fake_json.user(fake.world, one.actor),
        )
        for number, one in enumerate(fake.remote.activities(), 1)
        if (one.fork or fake.world.repository) == where and ask.query.get("ref", one.ref) == one.ref
    ]
    oldest_first = ask.query.get("direction") == "asc"
    return Rows(rows if oldest_first else rows[::-1], cursor=True)


@route(f"{_REPO}/collaborators/{{username}}/permission")
def permission(fake: FakeGitHub, ask: Ask) -> Answer:
    login = ask.params["username"]
    if login not in fake.world.accounts:
        return error(404, f"{login} is not a user")
    # In a public repository everybody may read.
    anybody = "read" if fake.world.visibility == "public" else "none"
    role = fake.world.levels.get(login, anybody)
    found = filled(
        "repository-collaborator-permission",
        permission=_LEVELS.get(role, role),
        role_name=role,
        user={**(fake_json.user(fake.world, login) or {}), "role_name": role},
    )
    return Answer(200, found)


@route(f"{_REPO}/collaborators")
def writers(fake: FakeGitHub, ask: Ask) -> Rows:
    assert ask.query["permission"] == "push", "nobody asks for others"
    logins = [one for one, level in fake.world.levels.items() if level not in ("read", "triage")]
    people = [fake_json.user(fake.world, one) or {} for one in logins]
    return Rows([filled("collaborator", **one, role_name="write") for one in people])


@route(f"{_REPO}/actions/permissions/workflow", "administration=read")
def workflow_rights(fake: FakeGitHub, _ask: Ask) -> Answer:
    level = "write" if fake.world.workflows_write else "read"
    opens = fake.world.actions_open_pulls
    told = {"default_workflow_permissions": level, "can_approve_pull_request_reviews": opens}
    return Answer(200, filled("actions-get-default-workflow-permissions", **told))


@route(f"{_REPO}/actions/secrets", "secrets=read")
def secrets(fake: FakeGitHub, _ask: Ask) -> Rows:
    return _secrets(fake, None)


@route(f"{_REPO}/environments/{{environment_name}}/secrets", "environments=read")
def environment_secrets(fake: FakeGitHub, ask: Ask) -> Answer | Rows:
    name = ask.params["environment_name"]
    return _secrets(fake, name) if name in fake.world.environments else NOT_FOUND


def _secrets(fake: FakeGitHub, place: str | None) -> Rows:
    names = sorted(fake.world.secrets.get(place, ()))
    return Rows([filled("actions-secret", name=name) for name in names], under="secrets")


@route(f"{_REPO}/actions/variables", "actions_variables=read")
def variables(fake: FakeGitHub, _ask: Ask) -> Rows:
    rows = [filled("actions-variable", name=n, value=v) for n, v in fake.world.variables.items()]
    return Rows(rows, under="variables")


@route(f"{_REPO}/rules/branches/{{branch}}")
def rules(fake: FakeGitHub, ask: Ask) -> Rows:
    source = {"ruleset_source_type": "Repository", "ruleset_source": fake.world.repository}
    found = fake.world.rules.get(ask.params["branch"], [])
    return Rows([{**rule, **source, "ruleset_id": 1} for rule in found])


@route(f"{_REPO}/actions/runs/{{run_id}}", "actions=read")
def run(fake: FakeGitHub, ask: Ask) -> Answer:
    one = fake.world.runs.get(int(ask.params["run_id"]))
    return Answer(200, fake_json.run(fake.world, one)) if one else NOT_FOUND


@route(f"{_REPO}/actions/runs/{{run_id}}/approvals", "actions=read")
def approvals(fake: FakeGitHub, ask: Ask) -> Answer:
    number = int(ask.params["run_id"])
    if number not in fake.world.runs:
        return NOT_FOUND
    # No time, no attempt, no page: all verdicts on the run, whenever they were given.
    dull = {"id": 1, "node_id": "", "url": "", "html_url": "", "created_at": "", "updated_at": ""}
    rows = [
        {
            "environments": [{**dull, "name": one.environment}],
            "state": one.state,
            "user": fake_json.user(fake.world, one.user),
            "comment": one.comment,
        }
        for one in fake.world.approvals.get(number, [])
    ]
    return Answer(200, rows)


@route(f"{_REPO}/environments/{{environment_name}}", "actions=read")
def environment(fake: FakeGitHub, ask: Ask) -> Answer:
    one = fake.world.environments.get(ask.params["environment_name"])
    return Answer(200, fake_json.environment(fake.world, one)) if one else NOT_FOUND


@route(f"{_REPO}/environments/{{environment_name}}/deployment-branch-policies", "actions=read")
def branch_policies(fake: FakeGitHub, ask: Ask) -> Answer | Rows:
    one = fake.world.environments.get(ask.params["environment_name"])
    if one is None:
        return NOT_FOUND
    names = one.branches if isinstance(one.branches, tuple) else ()
    rows = [filled("deployment-branch-policy", name=name, type="branch") for name in names]
    return Rows(rows, under="branch_policies")


@route(f"{_REPO}/actions/workflows", "actions=read")
def workflows(fake: FakeGitHub, _ask: Ask) -> Rows:
    rows = [
        filled("workflow", id=one.id, name=one.name, path=one.path, state=one.state)
        for one in fake.world.workflows
    ]
    return Rows(rows, under="workflows")


@route(f"{_REPO}/actions/workflows/{{workflow_id}}/runs", "actions=read")
def workflow_runs(fake: FakeGitHub, ask: Ask) -> Answer | Rows:
    named = ask.params["workflow_id"]
    flow = next((f for f in fake.world.workflows if named in (f.file, str(f.id))), None)
    if flow is None:
        return NOT_FOUND
    found = [one for one in reversed(fake.world.runs.values()) if one.workflow == flow.file]
    return Rows([fake_json.run(fake.world, one) for one in found], under="workflow_runs")


def pull_of(fake: FakeGitHub, ask: Ask) -> Pull | None:
    return fake.world.pulls.get(int(ask.params["pull_number"]))
