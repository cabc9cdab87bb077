"""The published OpenAPI description as JSON Schemas, corrected where Spotify is known to differ.

The corrections are those of SPOTIFY.md: fields that are null in real answers (8), fields of local
files (3.3), fields that were taken from new apps (1.1). Beyond the description, which requires
little, every field of an object that is not deprecated must be there, but for those that come
only in some cases.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from requests import Response

NULLABLE = {
    "PlaylistTrackObject": ("added_at", "added_by", "item", "track"),
    "SimplifiedPlaylistObject": ("description", "public", "images"),
    "PlaylistObject": ("description", "public", "images"),
    "TrackObject": ("id", "href"),
    "SimplifiedArtistObject": ("id", "href", "uri"),
    "AlbumBase": ("id", "href", "uri", "album_type", "release_date", "release_date_precision"),
}
SOMETIMES = {
    "TrackObject": ("is_playable", "linked_from", "restrictions"),
    "AlbumBase": ("restrictions", "available_markets"),
    "EpisodeBase": ("resume_point", "restrictions"),
    "ShowBase": ("available_markets", "publisher"),
    "ExternalIdObject": ("isrc", "ean", "upc"),
    "ExternalUrlObject": ("spotify",),
}
ENUMS = ("type", "album_type", "release_date_precision")
TWINS = {
    "PlaylistTrackObject": ("item", "track"),
    "SimplifiedPlaylistObject": ("items", "tracks"),
    "PlaylistObject": ("items", "tracks"),
}


@cache
def _document(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document = yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506 (both are safe)
    schemas = document["components"]["schemas"]
    for name, schema in schemas.items():
        schemas[name] = _corrected(name, schema)
    rows = schemas["PagingPlaylistObject"]["allOf"][1]["properties"]["items"]
    rows["items"] = {"anyOf": [rows["items"], {"type": "null"}]}
    return document


def _corrected(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    known = schema.get("properties", {})
    sometimes = {*SOMETIMES.get(name, ()), *TWINS.get(name, ())}
    if known:
        always = {key for key, part in known.items() if not part.get("deprecated")}
        schema["required"] = sorted((always | set(schema.get("required", ()))) - sometimes)
    for key in NULLABLE.get(name, ()):
        known[key] = {"anyOf": [known[key], {"type": "null"}]}
    plain = _without_nullable(schema)
    assert isinstance(plain, dict)
    return plain


def _without_nullable(part: Any) -> Any:
    """OpenAPI 3.0's ``nullable`` as JSON Schema has it."""
    if isinstance(part, list):
        return [_without_nullable(one) for one in part]
    if not isinstance(part, dict):
        return part
    plain = {key: _without_nullable(value) for key, value in part.items() if key != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if part.get("nullable") is True else plain


@cache
def _validator(path: Path, name: str) -> Draft202012Validator:
    return _following(path, {"$ref": f"#/components/schemas/{name}"})


def _following(path: Path, schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**schema, "components": _document(path)["components"]})


def shape(value: Any, key: str = "") -> Any:
    """Keys and kinds of values: all that the description can tell two rows apart by."""
    if isinstance(value, dict):
        return tuple((name, shape(part, name)) for name, part in sorted(value.items()))
    if isinstance(value, list):
        return frozenset(shape(part) for part in value)
    return repr(value) if key in ENUMS else type(value).__name__


def differences(spec: Path, name: str, value: object) -> list[str]:
    """Where ``value`` is not what the description calls ``name``."""
    return _told(_validator(spec, name), value)


def unlike(spec: Path, operation: str, answer: Response) -> list[str]:
    """Where an answer is none that the description has for ``POST /me/playlists`` and its like."""
    method, path = operation.split(" ")
    described = _document(spec)["paths"][path][method.lower()]["responses"]
    found = described.get(str(answer.status_code))
    if found is None:
        return [f"status {answer.status_code} is none of {', '.join(described)}"]
    if name := found.get("$ref", "").removeprefix("#/components/responses/"):
        found = _document(spec)["components"]["responses"][name]
    if "content" not in found:
        return [f"a body: {answer.text[:200]}"] if answer.text else []
    schema = found["content"]["application/json"]["schema"]
    # The description requires nothing of an answer; we require what it knows.
    schema = {"required": sorted(schema.get("properties", ())), **schema}
    return _told(_following(spec, schema), answer.json())


def _told(validator: Draft202012Validator, value: object) -> list[str]:
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in validator.iter_errors(value)
    ]
