"""Cuts what tests/github/ needs out of GitHub's own OpenAPI description.

    npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
    python scripts/github_openapi.py package/generated/api.github.com.json tests/github/openapi.json

Shapes only: no prose, no examples; ``nullable`` as JSON Schema has it. The description is GitHub's
(github/rest-api-description), packed by Octokit, both under the MIT licence.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]

REPOSITORY = "/repos/{owner}/{repo}"
OPERATIONS = (
    ("get", ""),
    ("get", "/activity"),
    ("get", "/actions/permissions/workflow"),
    ("get", "/actions/runs/{run_id}"),
    ("get", "/actions/runs/{run_id}/approvals"),
    ("get", "/actions/secrets"),
    ("get", "/actions/variables"),
    ("get", "/actions/workflows"),
    ("get", "/actions/workflows/{workflow_id}/runs"),
    ("post", "/actions/workflows/{workflow_id}/dispatches"),
    ("get", "/collaborators"),
    ("get", "/collaborators/{username}/permission"),
    ("get", "/commits/{commit_sha}/pulls"),
    ("get", "/environments/{environment_name}"),
    ("get", "/environments/{environment_name}/deployment-branch-policies"),
    ("get", "/environments/{environment_name}/secrets"),
    ("get", "/issues"),
    ("post", "/issues"),
    ("get", "/issues/{issue_number}"),
    ("patch", "/issues/{issue_number}"),
    ("get", "/issues/{issue_number}/comments"),
    ("post", "/issues/{issue_number}/comments"),
    ("patch", "/issues/comments/{comment_id}"),
    ("delete", "/issues/comments/{comment_id}"),
    ("get", "/pulls"),
    ("post", "/pulls"),
    ("get", "/pulls/{pull_number}"),
    ("patch", "/pulls/{pull_number}"),
    ("get", "/pulls/{pull_number}/comments"),
    ("post", "/pulls/{pull_number}/comments"),
    ("patch", "/pulls/comments/{comment_id}"),
    ("delete", "/pulls/comments/{comment_id}"),
    ("get", "/pulls/{pull_number}/commits"),
    ("get", "/pulls/{pull_number}/files"),
    ("get", "/pulls/{pull_number}/reviews"),
    ("get", "/rules/branches/{branch}"),
)
KEPT = (
    *("$ref", "type", "properties", "required", "items", "enum", "nullable", "anyOf", "oneOf"),
    *("allOf", "additionalProperties", "minimum", "maximum", "minItems", "maxItems"),
)
"""What of a schema says something about a value."""
COMBINED = ("anyOf", "oneOf", "allOf")


def shape(schema: Json) -> Json:
    """A schema without prose, in the words of JSON Schema."""
    kept = {key: schema[key] for key in KEPT if key in schema}
    for key in COMBINED:
        if key in kept:
            kept[key] = [shape(part) for part in kept[key]]
    for key in ("items", "additionalProperties"):
        if isinstance(kept.get(key), dict):
            kept[key] = shape(kept[key])
    if "properties" in kept:
        kept["properties"] = {name: shape(part) for name, part in kept["properties"].items()}
    nullable = kept.pop("nullable", False)
    return {"anyOf": [kept, {"type": "null"}]} if nullable else kept


def resolved(document: Json, part: Json) -> Json:
    """What a ``$ref`` to a response, parameter or body stands for."""
    while "$ref" in part:
        target = part["$ref"]
        part = document
        for step in target.removeprefix("#/").split("/"):
            part = part[step]
    return part


def body_shape(document: Json, part: Json) -> Json | None:
    """The shape of a JSON body; None where there is none."""
    content = resolved(document, part).get("content", {})
    return shape(content["application/json"]["schema"]) if "application/json" in content else None


def operation(document: Json, method: str, path: str) -> Json:
    """One operation: its query, its body, and its answers by status."""
    found = document["paths"][path][method]
    parameters = [resolved(document, one) for one in found.get("parameters", ())]
    return {
        "query": sorted(one["name"] for one in parameters if one["in"] == "query"),
        "request": body_shape(document, found.get("requestBody", {})),
        "responses": {
            status: body_shape(document, answer) for status, answer in found["responses"].items()
        },
    }


def names_in(part: object) -> Iterator[str]:
    """The schemas that a shape refers to."""
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"].rpartition("/")[2]
        for value in part.values():
            yield from names_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from names_in(value)


def extract(document: Json) -> Json:
    """The operations that we use, with every schema that they lead to."""
    operations = {
        f"{method.upper()} {REPOSITORY}{path}": operation(document, method, f"{REPOSITORY}{path}")
        for method, path in OPERATIONS
    }
    schemas: Json = {}
    waiting = set(names_in(operations))
    while waiting:
        name = waiting.pop()
        schemas[name] = shape(document["components"]["schemas"][name])
        waiting |= set(names_in(schemas[name])) - schemas.keys()
    return {
        "source": f"npm @octokit/openapi {document['info']['version']}, api.github.com.json; "
        "made by scripts/github_openapi.py",
        "licence": "MIT; Copyright (c) 2020 GitHub; Copyright (c) 2020 Octokit contributors",
        "operations": operations,
        "components": {"schemas": schemas},
    }


def main(source: str, target: str) -> None:
    """Write the extract, one operation or schema per line."""
    found = extract(json.loads(Path(source).read_text("utf-8")))
    lines = [
        *(f'"{key}": {json.dumps(found[key])}' for key in ("source", "licence")),
        f'"operations": {_by_line(found["operations"])}',
        f'"components": {{"schemas": {_by_line(found["components"]["schemas"])}}}',
    ]
    Path(target).write_text("{" + ",\n".join(lines) + "}\n", "utf-8")


def _by_line(mapping: Json) -> str:
    rows = (f"{json.dumps(name)}: {json.dumps(mapping[name], sort_keys=True)}" for name in mapping)
    return "{\n" + ",\n".join(sorted(rows)) + "\n}"


if __name__ == "__main__":
    main(*sys.argv[1:])
