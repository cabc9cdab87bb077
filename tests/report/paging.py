"""Reports of small seasons, as a reader takes them apart."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from aum_sync.config.types import Config
from aum_sync.plan.build import plan_of
from aum_sync.plan.stats import stats_of
from aum_sync.plan.workings import Workings, work_out
from aum_sync.report.page.render import render
from aum_sync.report.page.types import Report
from aum_sync.report.validation import validate
from aum_sync.season.items import State
from aum_sync.season.typos.find import find


def report_of(config: Config, state: State) -> Report:
    """The report of a work tree."""
    return report_from(work_out(config, state))


def report_from(workings: Workings, commit: str | None = None) -> Report:
    """The report of what is worked out."""
    config, state = workings.config, workings.state
    return Report(
        config,
        plan_of(workings, commit=commit, base_from="snapshots"),
        stats_of(workings),
        validate(config, state),
        find(config, state),
    )


@dataclass
class _Reader(HTMLParser):
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[tuple[str, ...]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input"):
            self.path.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.path.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((data, *self.path))


@dataclass(frozen=True)
class Read:
    """A page as HTML: its elements with their attributes, its texts, the data of its script."""

    html: str
    tags: list[tuple[str, dict[str, str | None]]]
    texts: list[str]
    data: dict[str, Any]

    @property
    def tracks(self) -> list[str]:
        """The rows of the table in words: sign, week and position, title, masters, why."""
        return [self._track(row) for row in self.data["tracks"]]

    def _track(self, row: list[Any]) -> str:
        change, outcome, name, _, masters, word, _, _, week, position, _, review = row
        texts = self.data["texts"]
        place = "" if week is None else f"{week}.{'' if position is None else position} "
        keys = ",".join(self.data["masters"][index][0] for index in masters)
        mark = " review" if review else ""
        return f"{texts[change]} {place}{name} [{keys}] {texts[outcome]}: {texts[word]}{mark}"


def read(report: Report) -> Read:
    """The page of a report, read."""
    html = render(report)
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.path == []
    texts = [text for text, *path in reader.texts if not {"script", "style"} & set(path)]
    [data] = [text for text, *path in reader.texts if path[-1:] == ["script"] and text[0] == "{"]
    return Read(html, reader.tags, texts, json.loads(data))
