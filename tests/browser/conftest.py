"""One browser for all tests, and the reports that they look at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from aum_sync.cli.main import run
from aum_sync.report.page.render import render
from tests.browser.chromium import Page, proxies, start
from tests.browser.season import big_report, write_season


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with pytest.MonkeyPatch.context() as patch:
        for name in proxies():
            patch.delenv(name)
        driver = start(tmp_path_factory.mktemp("profile"))
        yield driver
        driver.quit()


@pytest.fixture(scope="session")
def small(browser: Chrome, tmp_path_factory: pytest.TempPathFactory) -> Page:
    root = write_season(tmp_path_factory.mktemp("small") / "season")
    file = root.parent / "report.html"
    assert run(["report", "--root", str(root), "--offline", "--output", str(file)]) == 0
    return Page(browser, file)


@pytest.fixture(scope="session")
def large(browser: Chrome, tmp_path_factory: pytest.TempPathFactory) -> Page:
    file = tmp_path_factory.mktemp("large") / "report.html"
    file.write_text(render(big_report()), "utf-8")
    return Page(browser, file)


@pytest.fixture
def page(small: Page) -> Iterator[Page]:
    """The small report, opened anew; whatever a test does, it is quiet and asks for nothing."""
    yield from _watched(small)


@pytest.fixture
def big(large: Page) -> Iterator[Page]:
    """The report of ten thousand tracks, likewise."""
    yield from _watched(large)


def _watched(page: Page) -> Iterator[Page]:
    page.said()
    page.asked()
    yield page.open()
    assert page.said() == []
    assert page.asked() <= {"about:blank"}
