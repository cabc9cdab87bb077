"""The fake GitHub's values as the JSON that GitHub would send, filled up by its own description."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from tests.github.fake_git import FakeRemote
from tests.github.fake_model import (
    BOT,
    Comment,
    Environment,
    Issue,
    LineComment,
    Pull,
    Review,
    Run,
    World,
)
from tests.github.spec import Json, filled

_ADDRESS = re.compile(r"\d+\+(.+)@users\.noreply\.github\.com")
_HUNK = re.compile(r"@@ -\S+ \+(\d+)")
_WEB = "https://github.com"


def user(world: World, login: str | None) -> Json | None:
    """An account; None where it no longer exists."""
    if login is None:
        return None
    account = world.accounts[login]
    return filled("simple-user", id=account.id, login=login, type=account.kind)


def repository(world: World, name: str, schema: str = "repository", **more: Any) -> Json:
    """A repository, this one or a fork, in one of the lengths that GitHub describes."""
    return filled(
        schema,
        id=world.id,
        name=name.partition("/")[2],
        full_name=name,
        owner=user(world, name.partition("/")[0]),
        private=world.visibility != "public",
        visibility=world.visibility,
        default_branch=world.default_branch,
        **more,
    )


def pull(world: World, one: Pull) -> Json:
    """A pull request as lists have it: no ``merged``, no ``merged_by``, no counts."""
    return filled("pull-request-simple", **_pull(world, one))


def pull_details(world: World, remote: FakeRemote, one: Pull) -> Json:
    """A pull request as its own page has it."""
    return filled(
        "pull-request",
        **_pull(world, one),
        merged=one.merged_at is not None,
        merged_by=user(world, one.merged_by),
        commits=len(one.commits),
        changed_files=len(remote.changed(one.base_sha, one.head)),
        comments=sum(comment.number == one.number for comment in world.comments),
    )


def _pull(world: World, one: Pull) -> Json:
    home = None if one.fork_deleted else repository(world, one.fork or world.repository)
    base = {"ref": one.base, "sha": one.base_sha, "repo": repository(world, world.repository)}
    head = {"ref": one.branch, "sha": one.head, "repo": home}
    return {
        "id": 10_000 + one.number,
        "number": one.number,
        "state": one.state,
        "title": one.title,
        "body": one.body or None,
        "html_url": f"{_WEB}/{world.repository}/pull/{one.number}",
        "user": user(world, one.author),
        "draft": False,
        "base": {**base, "label": f"aum:{one.base}", "user": user(world, "aum")},
        "head": {**head, "label": f"aum:{one.branch}", "user": user(world, one.author)},
        "created_at": one.at,
        "updated_at": one.merged_at or one.at,
        "merged_at": one.merged_at,
        "merge_commit_sha": one.merge_sha,
    }


def commit(world: World, remote: FakeRemote, sha: str) -> Json:
    """A commit. Whose address is nobody's has null, or an empty object, for its account."""
    author, committer = (_known(world, address) for address in remote.people(sha))
    return filled(
        "commit",
        sha=sha,
        author=author or {},
        committer=committer,
        parents=[{"sha": parent, "url": ""} for parent in remote.parents(sha)],
    )


def _known(world: World, address: str) -> Json | None:
    found = _ADDRESS.fullmatch(address)
    return user(world, found[1]) if found and found[1] in world.accounts else None


def review(world: World, one: Review) -> Json:
    """A review; one that is pending was not submitted yet."""
    found = filled(
        "pull-request-review",
        id=one.id,
        user=user(world, one.author),
        body=one.body,
        state=one.state,
        commit_id=one.commit,
    )
    return found if one.state == "PENDING" else {**found, "submitted_at": one.at}


def run(world: World, one: Run) -> Json:
    workflow = next(flow for flow in world.workflows if flow.file == one.workflow)
    return filled(
        "workflow-run",
        id=one.id,
        run_attempt=one.attempt,
        event=one.event,
        path=workflow.path,
        workflow_id=workflow.id,
        head_branch=one.branch,
        head_sha=one.commit,
        status=one.status,
        conclusion=one.conclusion,
        actor=user(world, one.actor),
        triggering_actor=user(world, one.started_by or one.actor),
        created_at=one.at,
        html_url=f"{_WEB}/{world.repository}/actions/runs/{one.id}",
        repository=repository(world, world.repository, "minimal-repository"),
        head_repository=repository(world, world.repository, "minimal-repository"),
    )


def environment(world: World, one: Environment) -> Json:
    rules: list[Json] = []
    if one.reviewers or one.teams:
        people = [{"type": "User", "reviewer": user(world, login)} for login in one.reviewers]
        teams = [{"type": "Team", "reviewer": filled("team", slug=slug)} for slug in one.teams]
        asking = {"prevent_self_review": one.prevent_self_review, "reviewers": people + teams}
        rules.append({"id": 1, "node_id": "", "type": "required_reviewers", **asking})
    if one.wait_minutes:
        wait = {"type": "wait_timer", "wait_timer": one.wait_minutes}
        rules.append({"id": 2, "node_id": "", **wait})
    policy = None
    if one.branches is not None:
        listed = one.branches != "protected"
        policy = {"protected_branches": not listed, "custom_branch_policies": listed}
        rules.append({"id": 3, "node_id": "", "type": "branch_policy"})
    bypass = {} if one.bypass is None else {"can_admins_bypass": one.bypass}
    return filled(
        "environment",
        name=one.name,
        protection_rules=rules,
        deployment_branch_policy=policy,
        **bypass,
    )


def comment(world: World, one: Comment) -> Json:
    return filled(
        "issue-comment",
        id=one.id,
        user=user(world, one.author),
        body=one.body,
        created_at=one.at,
        updated_at=one.at,
        html_url=f"{_WEB}/{world.repository}/issues/{one.number}#issuecomment-{one.id}",
    )


def line_comment(world: World, remote: FakeRemote, one: LineComment) -> Json:
    """A comment on lines of a diff, where they are now; its line is null where they are gone."""
    pull = world.pulls[one.number]
    now = lines_now(remote, pull, one)
    return filled(
        "pull-request-review-comment",
        id=one.id,
        pull_request_review_id=one.id,
        user=user(world, one.author),
        body=one.body,
        path=one.path,
        commit_id=pull.head,
        original_commit_id=one.commit,
        side="RIGHT",
        line=now[-1] if now else None,
        original_line=one.last,
        start_line=now[0] if len(now) > 1 else None,
        original_start_line=one.first if one.first < one.last else None,
        start_side="RIGHT" if one.first < one.last else None,
        created_at=one.at,
        updated_at=one.at,
        html_url=f"{_WEB}/{world.repository}/pull/{one.number}#discussion_r{one.id}",
    )


def lines_now(remote: FakeRemote, pull: Pull, one: LineComment) -> list[int]:
    """Where the lines of a comment are in the pull request's diff now; none where it lost them."""
    then, now = remote.text(one.commit, one.path), remote.text(pull.head, one.path)
    found = {
        a + n + 1: b + n + 1
        for a, b, size in SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks()
        for n in range(size)
    }
    lines = [found.get(line, 0) for line in range(one.first, one.last + 1)]
    in_one = any(set(lines) <= hunk for hunk in shown_lines(remote, pull, one.path))
    return lines if in_one else []


def shown_lines(remote: FakeRemote, pull: Pull, path: str) -> list[set[int]]:
    """The lines of a file that a pull request's diff shows on its right side, hunk by hunk."""
    hunks: list[set[int]] = []
    number = 0
    for row in remote.patch(pull.base_sha, pull.head, path).split("\n"):
        if head := _HUNK.match(row):
            number = int(head[1])
            hunks.append(set())
        elif row[:1] in ("+", " "):
            hunks[-1].add(number)
            number += 1
    return hunks


def issue(world: World, one: Issue | Pull, *, alone: bool = False) -> Json:
    """An issue; to lists of issues a pull request is one, too. Who closed it, its page tells."""
    kind = "pull" if isinstance(one, Pull) else "issues"
    url = f"{_WEB}/{world.repository}/{kind}/{one.number}"
    link = {"url": url, "html_url": url, "diff_url": url, "patch_url": url}
    return filled(
        "issue",
        number=one.number,
        state=one.state,
        title=one.title,
        body=one.body or None,
        user=user(world, one.author),
        html_url=url,
        created_at=one.at,
        **({"closed_by": user(world, one.closed_by)} if alone else {}),
        **({"pull_request": link} if isinstance(one, Pull) else {}),
    )


def graphql_login(login: str | None) -> Json | None:
    """An account as GraphQL names it: a bot without its brackets."""
    return None if login is None else {"login": "github-actions" if login == BOT else login}
