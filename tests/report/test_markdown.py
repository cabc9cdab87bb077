from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

import pytest
import regex
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from aum_sync.plan.types import Plan
from aum_sync.report.escape import code, markdown
from aum_sync.report.review.flow import edges_of
from aum_sync.report.review.render import render as rendered
from aum_sync.report.review.types import Review
from aum_sync.report.view import EVERYTHING
from tests.report.generated import plans
from tests.report.plans import FULL, HOSTILE, add, master, plan, problem, remove
from tests.text.hostile import hostile

GITHUB = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OUR_HTML = re.compile(r"<details><summary>.*</summary>\n?|</details>\n?")
LINKED_BY_GITHUB = regex.compile(
    r"[@#]\w|\bGH-\d|://|\bwww\.|(?<![^\W_])(?<!\bsha:)[0-9a-f]{7,40}(?![^\W_])|(?<!spotify):[\w+-]+:",
    regex.IGNORECASE,
)
LABEL = r"[\p{L}\p{M}\p{Nd} ]|#\d+;"
DRAWN = regex.compile(
    rf"  (?:g\d+\[\"(?:{LABEL})+\"\]|m\d+\(\[\"(?:{LABEL})+\"\]\)|g\d+ -- \d+ --> m\d+)"
)
HARMLESS = {
    "heading", "paragraph", "table", "thead", "tbody", "tr", "th", "td", "strong", "text",
    "inline", "code_inline", "html_block", "bullet_list", "list_item", "softbreak", "fence",
}  # fmt: skip


def render(shown: Plan) -> str:
    return rendered(Review(shown))


def tokens(text: str) -> list[Token]:
    found = GITHUB.parse(text)
    return [token for block in found for token in (block, *(block.children or ()))]


def kinds(text: str) -> set[str]:
    return {re.sub("_(open|close)$", "", token.type) for token in tokens(text)}


class Words(HTMLParser):
    """What a browser shows of a piece of HTML, and the elements in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.elements: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def prose(text: str) -> str:
    """All words that are shown outside of code."""
    shown = [token.content for token in tokens(text) if token.type == "text"]
    shown += [Words(t.content).words for t in tokens(text) if t.type == "html_block"]
    return "\n".join(shown)


@settings(max_examples=30)
@given(plans)
def test_hostile_titles_bring_no_link_no_element_and_no_mention(shown: Plan) -> None:
    text = render(shown)
    assert kinds(text) <= HARMLESS
    for token in tokens(text):
        if token.type == "html_block":
            assert set(Words(token.content).elements) <= {"details", "summary"}
            assert OUR_HTML.fullmatch(token.content)
        if token.type == "fence":
            assert token.info == "mermaid"
            assert all(map(DRAWN.fullmatch, token.content.splitlines()[7:]))
    assert not LINKED_BY_GITHUB.search(prose(text))


@settings(max_examples=30)
@given(plans)
def test_every_row_of_a_table_has_the_cells_of_its_head(shown: Plan) -> None:
    heads, row = 0, 0
    for token in tokens(render(shown)):
        if token.type == "thead_open":
            heads = 0
        heads += token.type == "th_open"
        row = 0 if token.type == "tr_open" else row + (token.type == "td_open")
        if token.type == "tr_close" and row:
            assert row == heads
    for line in render(shown).split("\n"):
        assert not line.startswith("|") or line.count("|") in (4, 5, 6, 7, 9)


@settings(max_examples=30)
@given(plans)
def test_every_change_has_its_row(shown: Plan) -> None:
    rows = sum(token.type == "tr_open" for token in tokens(render(shown)))
    heads = sum(token.type == "thead_open" for token in tokens(render(shown)))
    listed = [m for m in shown.masters if m.changed or m.status != "managed"]
    changes = sum(len(m.add) + len(m.remove) + len(m.move) + len(m.details) for m in listed)
    assert rows - heads == changes + len(listed) + len(edges_of(shown, EVERYTHING))


@given(hostile)
def test_escaped_text_is_shown_as_it_was(text: str) -> None:
    shown = "".join(t.content for t in tokens(f"x {markdown(text)} x") if t.type == "text")
    assert not set(markdown(text)) & set("\u202a\u202b\u202d\u202e\u200b\u200d\u0000") - {"\u200d"}
    kept = [char for char in shown if unicodedata.category(char) != "Cf"]
    assert "".join(kept).count("U+202E") == text.count("\u202e")


@pytest.mark.parametrize(
    "text",
    [
        "@octocat", "a@b.example", "#1", "owner/repo#12", "GH-7", "https://evil.example", "ftp://x",
        "www.evil.example", "<script>x</script>", "<https://evil.example>", "[x](http://y)",
        "![x](http://y)", "`code`", "**bold**", "_i_", "~~gone~~", "a | b | c", "<!-- -->", "&amp;",
        "deadbeef1234", "sha 8c1f09aa32d1", ":tada:", ":+1:", "_deadbee_", "a/b@deadbeef1",
        "</details>", "\\", "a\n\n# head\n\n- list", "[x]: http://y", "<b", "`", "```",
    ],
)  # fmt: skip
def test_one_piece_of_hostile_text_stays_text(text: str) -> None:
    shown = f"### {markdown(text)}\n\n| {markdown(text)} |\n| --- |\n| {markdown(text)} |\n"
    assert kinds(shown) == {
        "heading",
        "inline",
        "text",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    words = {token.content for token in tokens(shown) if token.type == "inline"}
    assert len(words) == 1
    assert not LINKED_BY_GITHUB.search(prose(shown))
    plain = prose(shown).split("\n")[0].replace("\u200b", "")
    assert plain == re.sub(r"\s", " ", text)


def test_right_to_left_text_is_isolated_and_overrides_are_spelled_out() -> None:
    assert markdown("נחכה לך") == "\u2068נחכה לך\u2069"
    assert markdown("\u202eevil") == "&#60;U+202E&#62;evil"
    assert markdown("\u2069נחכה") == "\u2068&#60;U+2069&#62;נחכה\u2069"


def test_keys_are_code_and_hostile_keys_are_not() -> None:
    assert code("masters.hip-hop.genres[3]") == "`masters.hip-hop.genres[3]`"
    assert code("`x`") == "&#96;x&#96;"
    assert code("מזרחי") == "\u2068מזרחי\u2069"


def test_removals_are_open_and_additions_folded() -> None:
    gone = tuple(remove(f"Gone {n}", at=n) for n in range(300))
    come = tuple(add(f"New {n}", at=n) for n in range(300))
    text = render(plan(master("a", add=come, remove=gone, size=(300, 300))))
    open_part = text[: text.index("<details>")]
    assert open_part.count("Gone ") == 300
    assert "New " not in open_part
    assert text.count("New ") == 300


def test_many_warnings_are_folded_and_errors_never() -> None:
    warnings = [problem("w", f"warning {n}") for n in range(11)]
    errors = [problem("e", f"error {n}", level="error") for n in range(11)]
    text = render(plan(problems=(*warnings, *errors)))
    assert text.index("error 10") < text.index("<details><summary>11 warnings</summary>")
    assert text.index("warning 0") > text.index("<details>")
    assert "warning 0" not in render(plan(problems=tuple(errors)))


def test_the_hostile_title_of_the_golden_file_is_one_cell() -> None:
    assert HOSTILE.count("|") == 1
    cells = [token.content for token in tokens(render(FULL)) if token.type == "inline"]
    assert sum("octocat" in cell for cell in cells) == 1
