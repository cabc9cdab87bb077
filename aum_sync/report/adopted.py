"""What became of the edits that were to be adopted, and which files go into the pull request."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from aum_sync.plan.adoption import Answer, Verdict
from aum_sync.report.style import Style
from aum_sync.text.cells import visible, wrap

_CONFIG = "config/season.yaml"
_MARKS: Mapping[Verdict, tuple[str, Callable[[Style, str], str], str]] = {
    "written": ("✓", Style.green, "kept by "),
    "kept": ("·", Style.dim, ""),
    "refused": ("!", Style.red, "not written: "),
}


def render(answers: Sequence[Answer], style: Style, *, apart: bool) -> str:
    """A line or two per edit, and how to go on; ``apart``: snapshots are on another branch."""
    if not answers:
        return "There is nothing to adopt: as far as is pulled, nobody edited it on Spotify."
    lines = [line for answer in answers for line in _lines(answer, style)]
    files = files_of(answers, apart=apart)
    if files:
        lines += ["", "See what is left to do, then put these into one pull request:"]
        lines += ["  aum-sync plan", "  git switch --create adopt"]
        lines += [f"  git add {' '.join(files)} && git commit"]
    return "\n".join(lines)


def _lines(answer: Answer, style: Style) -> list[str]:
    sign, paint, word = _MARKS[answer.verdict]
    head, *rest = wrap(visible(f"{answer.master}: {answer.subject}"), style.cells - 2)
    more = wrap(visible(word + answer.text), style.cells - 4)
    return [f"{paint(style, sign)} {head}", *(f"  {line}" for line in rest), *_indented(more)]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def files_of(answers: Sequence[Answer], *, apart: bool) -> list[str]:
    """What belongs into the pull request: the YAML if it changed, the snapshots it answers."""
    masters = sorted({answer.master for answer in answers if answer.verdict != "refused"})
    config = [_CONFIG] if any(answer.changes for answer in answers) else []
    return [*config, *(f"state/masters/{key}.json" for key in masters if not apart)]


def as_json(answers: Sequence[Answer], *, apart: bool) -> str:
    """The same for a program."""
    value = {
        "edits": [
            {
                "master": answer.master,
                "subject": answer.subject,
                "verdict": answer.verdict,
                "text": answer.text,
            }
            for answer in answers
        ],
        "files": files_of(answers, apart=apart),
    }
    return json.dumps(value, ensure_ascii=False, indent=2)
