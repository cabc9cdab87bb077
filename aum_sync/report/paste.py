"""YAML to paste into a list of the configuration, and where it goes."""

from __future__ import annotations

import yaml

from aum_sync.config.source import SourceMap, line_of


def where_to(path: str, source: SourceMap) -> str:
    """``add to cleanup (config/season.yaml:40)``: where an item of the list at ``path`` goes.

    Within brackets or braces that is a place in a line: right behind the one that opens.
    """
    parent, _, key = path.rpartition(".")
    if source.place(path) and not source.place(f"{path}[0]"):
        return f"write in place of {key} ({line_of(source.at_rule(path))})"
    around = path if source.place(path) else parent
    if opens := source.bracket(around):
        sign = "[" if around == path else "{"
        return f"put right behind the {sign} of {around or 'the season'} ({opens})"
    if not around:
        return f"add to {source.path}"
    return f"add to {around} ({line_of(source.at_rule(around))})"


def stanza(path: str, item: object, source: SourceMap) -> list[str]:
    """The item for a list that has some, else the list under its key, as its place wants it."""
    parent, _, key = path.rpartition(".")
    text = yaml.safe_dump([item], default_flow_style=True, sort_keys=False, width=1_000).strip()
    if source.place(f"{path}[0]"):
        return [f"{text[1:-1]}," if source.bracket(path) else f"- {text[1:-1]}"]
    if source.place(path):
        return [f"{key}: {text}"]
    return [f"{key}: {text},"] if source.bracket(parent) else [f"{key}:", f"  - {text[1:-1]}"]
