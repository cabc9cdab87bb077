"""Text as nobody wants it, for property tests: every script, escape, override and joiner."""

from __future__ import annotations

from hypothesis import strategies as st

FRAGMENTS = (
    "\x1b[31m",
    "\x1b]8;;http://evil\x07",
    "\x9b2J",
    "\r\n",
    "\t",
    "\u2028",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200b",
    "\u200d",
    "\u200c",
    "\u200f",
    "\ufeff",
    "\ufe0f",
    "\u3164",
    "\U000e0041",
    "\U000e0100",
    "\ud83d",
    "e\u0301",
    "Z\u0351\u036b\u0343\u032d" * 3,
    "\u0301" * 20,
    "שיר",
    "أغنية",
    "می‌خواهم",
    "漢字",
    "한글",
    "नमस्ते",
    "𝘏𝘪𝘱 ¹⁰",
    "👩‍👩‍👧",
    "🇮🇱",
    "❤️",
    "👍🏽",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "１",
    " ",
    "a" * 90,
)

hostile = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8), st.characters(codec=None)),
    max_size=6,
).map("".join)
"""Any text, lone surrogates included, with a liking for what breaks terminals."""
