"""YAML to paste into a list of the configuration, and where it goes."""

from __future__ import annotations

import yaml

from aum_sync.config.source import SourceMap, line_of


def where_to(path: str, source: SourceMap) -> str:
    """``add to cleanup (config/season.yaml:40)``: where an item of the list at ``path`` goes."""
    parent, _, key = path.rpartition(".")
    place = source.place(path)
    if place and source.place(f"{path}[0]"):
        return f"add to {path} ({line_of(place)})"
    if place:
        return f"write in place of {key} ({line_of(place)})"
    if not parent:
        return f"add to {source.path}"
    return f"add to {parent} ({line_of(source.at_rule(parent))})"


def stanza(path: str, item: object, source: SourceMap) -> list[str]:
    """The item for a list that has some; else the whole list, under its key."""
    dumped = yaml.safe_dump([item], default_flow_style=True, sort_keys=False, width=1_000)
    line = f"- {dumped.strip()[1:-1]}"
    return [line] if source.place(f"{path}[0]") else [f"{path.rpartition('.')[2]}:", f"  {line}"]
