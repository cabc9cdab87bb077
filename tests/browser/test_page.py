"""The report as a page: nothing in it acts or asks, every link leads somewhere, everybody reads."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Page
from tests.browser.season import CALL, HEBREW, IMAGE, SCRIPT


def test_what_people_typed_is_text_wherever_it_stands(page: Page) -> None:
    assert SCRIPT in page.column("name")
    assert IMAGE in page.column("artists")
    page.fill("#q", "hacked")
    page.one("#grid tbody td.name").click()
    assert page.text("#track h3") == SCRIPT
    page.press(Keys.ESCAPE)
    for week in (1, 3):
        page.go(f"week-{week}")
        page.until(partial(page.every, f"#week-{week} .items li"))
    assert SCRIPT in page.texts("#week-1 .items .name")
    assert CALL in page.text("#week-3 .description")
    assert page.text("h1") == "Night <b>Bus</b>"
    assert page.every("img, iframe, object, embed, form, b, i, [onerror], [style*=url]") == []
    assert len(page.every("script")) == 2
    assert page.js("return window.hacked === undefined")


def test_what_would_turn_or_hide_text_is_spelled_out(page: Page) -> None:
    assert "abc<U+202E>dcba" in page.column("name")
    assert page.text("#week-4 .description").endswith("abc<U+202E>dcba")
    assert "\u202e" not in page.js("return document.documentElement.outerHTML")


def test_the_policy_keeps_scripts_styles_and_requests_out(page: Page) -> None:
    policy = page.one("meta[http-equiv]").get_attribute("content") or ""
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    tried = page.js("""
      const script = document.createElement("script");
      try { script.textContent = "window.hacked = 1"; document.body.append(script); }
      catch (error) { return [error.name, window.hacked ?? null]; }
      return ["", window.hacked ?? null];
    """)
    assert tried == ["TypeError", None]
    style = "const s = document.createElement('style'); s.textContent = 'h1 { display: none }';"
    page.js(f"{style} document.head.append(s)")
    assert page.one("h1").is_displayed()
    page.driver.set_script_timeout(10)
    asks = "fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused').then(arguments[0])"
    assert page.driver.execute_async_script(asks) == "refused"
    assert len(page.said()) >= 2
    assert page.asked() <= {"about:blank"}


def test_every_link_inside_leads_somewhere(page: Page) -> None:
    links = page.js("return [...document.links].map((one) => one.getAttribute('href'))")
    ids = set(page.js("return [...document.querySelectorAll('[id]')].map((one) => one.id)"))
    assert len(ids) == len(page.every("[id]"))
    assert links
    for link in links:
        name, _, query = link.removeprefix("#").partition("?")
        assert link.startswith("#"), link
        assert name in ids
        assert bool(query) <= (name == "tracks")


def test_a_link_narrows_the_table_and_going_back_undoes_it(page: Page) -> None:
    [removed] = [one for one in page.every(".tiles div.remove a") if one.text]
    number = removed.text
    removed.click()
    page.until(lambda: page.text("#shown").startswith(f"{number} of "))
    assert page.one("#change").get_property("value") == "remove"
    page.go("tracks?master=soul&change=remove")
    page.until(lambda: page.one("#master").get_property("value") == "soul")
    page.driver.back()
    page.until(lambda: page.one("#master").get_property("value") == "")


def test_a_link_to_a_week_works_from_outside_too(page: Page) -> None:
    page.open("#week-2")
    page.until(lambda: page.one("#week-2").get_property("open"))
    assert page.texts("#week-2 .items .name") == ["Track 2", "Song a"]
    assert page.js("return document.activeElement.closest('details').id") == "week-2"


def test_a_week_has_its_segments_on_the_text_and_on_the_tracks(page: Page) -> None:
    page.go("week-1")
    page.until(lambda: page.every("#week-1 .items li"))
    assert page.texts("#week-1 mark") == ["𝘙𝘢𝘱³", "Soul 1"]
    assert page.text("#week-1 .description") == "14-18/02/2022 ♩ 𝘙𝘢𝘱³ ♩ Soul 1"
    assert page.texts("#week-1 .items .genre") == ["Rap", "Rap", "Rap", "Soul"]
    colours = [one.value_of_css_property("border-left-color") for one in page.every("#week-1 li")]
    assert colours[0] == colours[2] != colours[3]
    assert page.style("#week-1 mark", "border-bottom-color") == colours[0]


def test_a_week_that_fails_says_why_and_shows_where_its_counts_fall(page: Page) -> None:
    page.go("week-2")
    page.until(lambda: page.every("#week-2 .items li"))
    assert "Declares 3 tracks and holds 2: its counts are 1 too high." in page.texts(
        "#week-2 .wrong"
    )
    assert page.texts("#week-2 .items .genre") == ["Rap", "Rap"]
    assert '2: {genres: "…"' in page.text("#week-2 pre")
    assert page.every("#week-2 .proposals li")


def test_weeks_to_look_at_can_be_shown_alone(page: Page) -> None:
    page.one("#doubtful").click()
    assert not page.one("#week-1").is_displayed()
    assert page.one("#week-2").is_displayed()
    page.go("week-1")
    page.until(lambda: page.one("#week-1").is_displayed())


def test_pictures_are_named_told_as_tables_and_lead_to_what_they_count(page: Page) -> None:
    for svg in page.every("svg.picture"):
        named = (svg.get_attribute("aria-labelledby") or "").split()
        assert svg.get_attribute("role") == "img"
        assert [bool(page.text(f"#{one}")) for one in named] == [True, True]
    assert len(page.every("figure")) == len(page.every("figure details table")) == 5
    page.js(
        "document.querySelector('#strip [data-go]').dispatchEvent(new MouseEvent('click', "
        "{bubbles: true}))"
    )
    page.until(lambda: page.one("#week-1").get_property("open"))


def test_right_to_left_titles_run_from_right_to_left_and_stand_at_the_left(page: Page) -> None:
    row = f"//*[@id='grid']//td[@class='name']/span[text()='{HEBREW}']"
    hebrew = page.driver.find_element("xpath", row)
    assert hebrew.value_of_css_property("direction") == "rtl"
    assert hebrew.value_of_css_property("text-align") == "left"
    assert page.style("#grid td.name span", "direction") == "ltr"
    assert page.style("#grid td.masters bdi", "unicode-bidi") == "isolate"


def _bright(colour: str) -> float:
    """The relative luminance of an sRGB colour, as WCAG 2 has it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_light_or_dark_as_the_reader_wishes_and_legible_in_both(
    page: Page, scheme: str
) -> None:
    page.emulate(prefers_color_scheme=scheme)
    paper = _bright(page.style("body", "background-color"))
    assert (paper > 0.5) is (scheme == "light")
    for selector in ("body", ".made", "nav a", ".tiles dt", ".wrong", ".problems li", "#shown"):
        ink = _bright(page.style(selector, "color"))
        low, high = sorted((ink, paper))
        assert (high + 0.05) / (low + 0.05) >= 4.5, selector


def test_on_a_narrow_screen_nothing_sticks_out(page: Page) -> None:
    page.sized(380, 800)
    assert page.js("return document.documentElement.scrollWidth") <= 380
    page.until(lambda: page.js("return document.querySelector('tr[data-at]').offsetHeight") > 60)
    tops = page.js(
        "return [...document.querySelectorAll('tr[data-at]')].map("
        "(one) => one.getBoundingClientRect().top)"
    )
    assert all(one < other for one, other in pairwise(tops))
    page.go("week-2")
    page.until(lambda: page.one("#week-2").get_property("open"))
    assert page.js("return document.documentElement.scrollWidth") <= 380
    page.sized(360, 800)
    for whole in ("nav", ".proposals code"):
        assert (
            page.js(
                "const one = document.querySelector(arguments[0]);"
                "return one.scrollWidth - one.clientWidth",
                whole,
            )
            <= 0
        ), whole


def test_the_words_of_the_page_are_explained_in_a_fold(page: Page) -> None:
    assert "a track of a master that no week holds" in page.text(".glossary dl")
    assert not page.one(".glossary dl").is_displayed()
    page.one(".glossary summary").click()
    assert page.one(".glossary dl").is_displayed()


def test_everything_that_can_be_worked_has_a_name_for_those_who_hear_the_page(page: Page) -> None:
    tree = page.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles = {
        "button",
        "link",
        "searchbox",
        "textbox",
        "combobox",
        "checkbox",
        "grid",
        "region",
        "image",
        "columnheader",
        "DisclosureTriangle",
        "dialog",
    }
    worked = [one for one in tree if one.get("role", {}).get("value") in roles]
    nameless = [one["role"]["value"] for one in worked if not one.get("name", {}).get("value")]
    assert len(worked) > 50
    assert nameless == []


def test_headings_leave_no_level_out(page: Page) -> None:
    levels = page.js(
        "return [...document.querySelectorAll('h1,h2,h3,h4')].map("
        "(one) => Number(one.localName[1]))"
    )
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
