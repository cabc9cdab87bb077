"""What `make bench` measures of a report is there to be measured."""

from __future__ import annotations

from tests.bench.page import looked_at
from tests.browser.chromium import Page


def test_the_first_table_and_a_narrowed_one_are_seen(page: Page) -> None:
    look = looked_at(page.driver, page.file, "polka")
    assert page.column("name") == ["Song p"]
    assert min(look.painted_ms, look.filtered_ms, look.heap_mib) > 0
