"""What an apply did, for people: a line per master that was to change, one for the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from aum_sync.apply.job import Ending, Outcome, Result
from aum_sync.report.style import Style
from aum_sync.report.summary import tally
from aum_sync.report.view import EVERYTHING
from aum_sync.text.cells import visible, wrap
from aum_sync.text.words import plural

_MARKS: Mapping[Ending, str] = {
    "applied": "✓",
    "grown": "…",
    "drifted": "!",
    "waits": "…",
    "unfinished": "…",
}
_PAINT: Mapping[Ending, Callable[[Style, str], str]] = {
    "applied": Style.green,
    "grown": Style.yellow,
    "drifted": Style.red,
    "waits": Style.yellow,
    "unfinished": Style.yellow,
}
_NOT: Mapping[Ending, str] = {
    "applied": "",
    "grown": "all has entered, and nothing left",
    "drifted": "edited on Spotify since it was planned: left alone",
    "waits": "not done",
    "unfinished": "not finished",
}


def render(number: int, outcome: Outcome, requests: int, style: Style) -> str:
    """The lines for a terminal; tracks that Spotify refused are named."""
    lines = [line for result in outcome.results for line in _result(result, style)]
    for uri, words in outcome.refused:
        lines += [style.red(f"! Spotify does not take {uri}")]
        lines += [f"    {line}" for line in wrap(visible(words), style.cells - 4)]
        lines += [f"    {style.cyan('→')} corrections: {{tracks: {{{uri}: {{master: none, …}}}}}}"]
    if any(result.ending == "drifted" for result in outcome.results):
        lines += [f"  {style.cyan('→')} aum-sync pull, and put what it brings into a pull request"]
    return "\n".join([*lines, style.bold(summary(number, outcome, requests))])


def what(result: Result) -> str:
    """What came of one playlist, in a few words: ``3 added, 1 removed``."""
    done = (
        str(tally([result.master], EVERYTHING))
        .replace("to add", "added")
        .replace("to remove", "removed")
    )
    done = done.replace("to move", "moved").replace("to change", "changed")
    return done if result.ending == "applied" else _NOT[result.ending]


def _result(result: Result, style: Style) -> list[str]:
    mark = _PAINT[result.ending](style, _MARKS[result.ending])
    lines = [f"{mark} {visible(result.master.title)}: {what(result)}"]
    if result.text:
        lines += [f"    {line}" for line in wrap(visible(result.text), max(style.cells - 4, 40))]
    return lines


def summary(number: int, outcome: Outcome, requests: int) -> str:
    """One line: ``Apply 41: 3 masters changed; 1 edited on Spotify (12 requests).``."""
    if outcome.void:
        return f"Apply {number} had begun and written nothing: it is off."
    counts = Counter(result.ending for result in outcome.results)
    parts = [f"{plural(counts['applied'], 'master')} changed"]
    parts += [f"{counts['drifted']} edited on Spotify"] if counts["drifted"] else []
    waiting = counts["grown"] + counts["waits"] + counts["unfinished"]
    parts += [f"{waiting} not finished"] if waiting else []
    parts += [f"{plural(len(outcome.refused), 'track')} refused"] if outcome.refused else []
    stopped = " stopped:" if outcome.error else ":"
    return f"Apply {number}{stopped} {'; '.join(parts)} ({plural(requests, 'request')})."


def as_value(number: int, outcome: Outcome, requests: int) -> dict[str, object]:
    """The same for a program, as a value of JSON."""
    return {
        "apply": number,
        "void": outcome.void,
        "finished": outcome.error is None,
        "masters": {
            one.master.key: {"ending": one.ending, "text": one.text} for one in outcome.results
        },
        "refused": dict(outcome.refused),
        "requests": requests,
    }
