"""The table of all tracks: searched, narrowed, sorted, walked through, with ten thousand rows."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Page
from tests.browser.season import HEBREW

ALL = 14
"""Twelve items of weeks, one track that leaves a master, one orphan that stays."""


def shown(page: Page) -> str:
    return page.text("#shown")


def test_every_track_is_there_with_what_becomes_of_it(page: Page) -> None:
    assert shown(page) == f"{ALL} tracks"
    assert len(page.column("name")) == ALL
    assert page.one("#grid").get_attribute("aria-rowcount") == str(ALL + 1)
    assert page.column("change").count("+") == 5
    assert page.column("change").count("−") == 1
    assert page.column("word")[-1] == "in no week: kept"


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("deja beyonce", ["Déjà Vu", "Déjà Vu"]),
        ("DÉJÀ", ["Déjà Vu", "Déjà Vu"]),
        ("𝘻𝘰𝘦 track 2", ["Track 2"]),
        (HEBREW[:4], [HEBREW]),
        ("polka", ["Song p"]),
        ("nothing like it", []),
    ],
)
def test_it_is_searched_by_all_words_without_accents_and_styles(
    page: Page, typed: str, titles: list[str]
) -> None:
    page.fill("#q", typed)
    assert page.column("name") == titles
    assert shown(page) == f"{len(titles)} of {ALL} tracks"


def test_filters_narrow_it_together_and_one_button_clears_them(page: Page) -> None:
    page.choose("#outcome", "placed")
    assert len(page.column("name")) == 5
    page.choose("#change", "remove")
    assert page.column("name") == []
    page.choose("#outcome", "")
    assert page.column("name") == ["Track 10"]
    page.choose("#change", "any")
    assert len(page.column("name")) == 6
    page.choose("#master", "rap")
    assert len(page.column("name")) == 4
    page.fill("#week", "4")
    assert page.column("week") == ["#4"]
    page.one("#clear").click()
    assert shown(page) == f"{ALL} tracks"
    assert page.focused == "q"
    page.one("#review").click()
    assert page.column("name") == [HEBREW]
    assert page.column("word")[0].endswith("review")


def test_it_is_sorted_upwards_downwards_and_as_it_was(page: Page) -> None:
    page.fill("#q", "zed")
    before = page.column("name")
    head = page.one("#grid th.name")
    orders = []
    for expected in ("ascending", "descending", "none"):
        page.one("[data-sort=name]").click()
        assert head.get_attribute("aria-sort") == expected
        orders.append(page.column("name"))
    assert orders[0] == sorted(before, key=lambda title: int(title.removeprefix("Track ")))
    assert orders[1] == orders[0][::-1]
    assert orders[2] == before


def test_what_is_empty_is_sorted_last_either_way(page: Page) -> None:
    for _ in range(2):
        page.one("[data-sort=genre]").click()
        genres = page.column("genre")
        assert genres[0]
        assert not genres[-1]


def test_it_is_walked_through_by_keys_alone(page: Page) -> None:
    page.press("/")
    assert page.focused == "q"
    page.press("zed", *[Keys.TAB] * 6)
    assert page.focused == "clear"
    while page.focused != "grid":
        page.press(Keys.TAB)
    active = "return document.querySelector('#grid .current td.name').textContent"
    rows = page.column("name")
    assert page.js(active) == rows[0]
    page.press(Keys.ARROW_DOWN)
    assert page.js(active) == rows[1]
    selected = page.one("#grid").get_attribute("aria-activedescendant")
    assert page.one(f"#{selected}").get_attribute("aria-selected") == "true"
    page.press(Keys.END, Keys.ARROW_DOWN)
    assert page.js(active) == rows[-1]
    page.press(Keys.HOME, Keys.ENTER)
    assert page.one("#track").get_property("open") is True
    assert page.text("#track h3") == rows[0]
    page.press(Keys.ESCAPE)
    page.until(lambda: page.focused == "grid")


def test_a_track_says_where_it_is_why_and_how_to_hear_it(page: Page) -> None:
    page.go("tracks?q=deja&week=3")
    page.until(lambda: len(page.column("name")) == 1)
    page.one("#grid tbody td.name").click()
    told = dict(zip(page.texts("#track dt"), page.texts("#track dd"), strict=True))
    assert told["outcome"] == "duplicate"
    assert told["why"] == "repeats week 1, track 2"
    assert told["where"] == "week 3, track 3"
    assert told["rule"].startswith("masters.rap.genres")
    listen = page.one("#track a[target=_blank]")
    assert listen.get_attribute("href") == f"https://open.spotify.com/track/{'bey':0>22}"
    assert listen.get_attribute("rel") == "noopener noreferrer"
    page.one("#track a[href='#week-3']").click()
    page.until(lambda: page.one("#week-3").get_property("open"))
    assert page.one("#track").get_property("open") is False


def test_of_ten_thousand_tracks_those_in_sight_exist_and_the_last_is_reached(big: Page) -> None:
    assert shown(big) == "10,020 tracks"
    assert big.one("#grid").get_attribute("aria-rowcount") == "10021"
    assert len(big.column("name")) < 60
    big.js("document.getElementById('grid').focus()")
    big.press(Keys.END)
    last = "document.querySelector(\"tr[aria-rowindex='10021']\")"
    big.until(lambda: big.js(f"return {last} !== null"))
    inside = f"const r = {last}.getBoundingClientRect(), g = grid.getBoundingClientRect();"
    assert big.js(f"{inside} return r.top >= g.top && r.bottom <= g.bottom + 1")
    assert len(big.column("name")) < 60
    big.js("document.getElementById('grid').scrollTop /= 2")
    big.until(lambda: 4900 < int(big.one("tr[data-at]").get_attribute("data-at") or 0) < 5100)


def test_ten_thousand_tracks_are_searched_and_sorted_whole(big: Page) -> None:
    big.one("[data-sort=name]").click()
    big.one("[data-sort=name]").click()
    assert big.column("name")[0] == "Song 10039"
    big.fill("#q", "song 777 polka")
    assert [title for title in big.column("name") if "777" not in title] == []
    big.choose("#change", "remove")
    assert shown(big) == "0 of 10,020 tracks"


def test_all_that_was_found_is_printed(page: Page, big: Page) -> None:
    big.fill("#week", "77")
    big.js("dispatchEvent(new Event('beforeprint'))")
    big.emulate("print")
    assert len(big.column("name")) == 40
    assert big.style("nav", "display") == "none"
    assert big.style("#grid", "max-height") == "none"
    big.js("dispatchEvent(new Event('afterprint'))")
    assert page.driver is big.driver
