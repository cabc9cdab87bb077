"""The report's page: its bytes, and how long a headless Chromium takes until there is a table.

These are times on a wall, by the browser's own clock: the least of several rounds.
"""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome

from tests.bench.invented import TRACKS, Invented
from tests.bench.meter import AUM, run
from tests.bench.sizes import write
from tests.browser.chromium import proxies, start
from tests.demo.played import git

ROWS = 10_000
_PAINTED = """
const look = () => requestAnimationFrame(() => {
  if (!document.querySelector('#grid td.name')) look();
  else requestAnimationFrame(() => { window.painted = performance.now(); });
});
look();
"""
"""Runs before the page does, and notes when the frame with the first rows has been painted."""
_IS_PAINTED = """
const done = arguments[0];
const look = () => window.painted ? done(window.painted) : requestAnimationFrame(look);
look();
"""
_FILTERED = """
const [text, done] = arguments;
const field = document.querySelector('#q'), shown = document.querySelector('#shown');
const before = shown.textContent, begun = performance.now();
field.value = text;
field.dispatchEvent(new Event('input', {bubbles: true}));
const look = () => requestAnimationFrame(() => {
  if (shown.textContent === before) look();
  else requestAnimationFrame(() => done(performance.now() - begun));
});
look();
"""


@dataclass(frozen=True, slots=True)
class Look:
    """Milliseconds from the address until the table is painted, and from a word typed into the
    search until the narrowed one is; the page's JavaScript heap in MiB after both."""

    painted_ms: float
    filtered_ms: float
    heap_mib: float


def looked_at(driver: Chrome, file: Path, typed: str) -> Look:
    """Open a report anew and search it for a word that some of its tracks have."""
    name = "Page.addScriptToEvaluateOnNewDocument"
    script = driver.execute_cdp_cmd(name, {"source": _PAINTED})
    try:
        driver.get("about:blank")
        driver.get(file.as_uri())
        painted = float(driver.execute_async_script(_IS_PAINTED))
        filtered = float(driver.execute_async_script(_FILTERED, typed))
        heap = _heap(driver)
    finally:
        driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
    return Look(painted, filtered, heap / 2**20)


def _heap(driver: Chrome) -> float:
    driver.execute_cdp_cmd("Performance.enable", {})
    metrics = driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return next(float(one["value"]) for one in metrics if one["name"] == "JSHeapUsedSize")


def pages(rounds: int) -> Iterator[dict[str, Any]]:
    """A row for the demo's season and one for a plan of 10,000 tracks.

    Raises pytest's Skipped where there is no Chromium.
    """
    for name in proxies():
        del os.environ[name]
    with tempfile.TemporaryDirectory() as name:
        box = Path(name)
        driver = start(box / "profile")
        try:
            driver.set_script_timeout(300)
            yield _row("the demo's season", _demo(box), "guitarra", driver, rounds)
            yield _row("10,000 tracks to add", _large(box), "lorem", driver, rounds)
        finally:
            driver.quit()


def _row(name: str, root: Path, typed: str, driver: Chrome, rounds: int) -> dict[str, Any]:
    file = root.parent / f"{root.name}.html"
    making = run(AUM, "report", "--offline", "--root", str(root), "--output", str(file))
    data = file.read_bytes()
    looks = [looked_at(driver, file, typed) for _ in range(rounds)]
    least = Look(*(min(column) for column in zip(*map(_figures, looks), strict=True)))
    return {
        "report": name,
        "bytes": len(data),
        "gzipped": len(gzip.compress(data)),
        **asdict(making.cost),
        **asdict(least),
    }


def _figures(look: Look) -> tuple[float, float, float]:
    return look.painted_ms, look.filtered_ms, look.heap_mib


def _demo(box: Path) -> Path:
    """The season as the demo's first pull left it: half of its tracks are to be added."""
    run(AUM, "demo", str(box / "played"))
    root = box / "demo"
    git(box / "played", "clone", "--quiet", ".", str(root))
    git(root, "checkout", "--quiet", git(root, "log", "--format=%H", "--grep=^Pull Low Tide"))
    return root


def _large(box: Path) -> Path:
    """A season none of whose tracks any master holds."""
    root = box / "large"
    write(Invented(-(-ROWS // TRACKS)), root)
    return root
