"""Normalised forms for comparing what people typed: names, titles, genres.

Facts: Spotify hands out descriptions with HTML entities, and curators style letters with
mathematical alphanumerics and superscripts, which NFKC turns into plain ones.
"""

from __future__ import annotations

import html
import unicodedata
from html.entities import html5

import regex

_ENTITY = regex.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BLANKS = regex.compile(r"\s+")
_AROUND_COMMA = regex.compile(r"\s*,\s*")
_AND_TOKENS = frozenset({"&", "and", "n"})
_HYPHENS = regex.compile(r"\p{Dash_Punctuation}")
_FORMAT = regex.compile(r"\p{Cf}")


def unescape(text: str) -> str:
    """HTML entities decoded: only whole ones, so that ``Soul &reggae;`` stays what it is."""
    return _ENTITY.sub(_decoded, text) if "&" in text else text


def _decoded(found: regex.Match[str]) -> str:
    # html.unescape would also decode what a name only begins with: &reg in &reggae;.
    entity = found[0]
    return html.unescape(entity) if entity[1] == "#" or entity[1:] in html5 else entity


def nfkc(text: str) -> str:
    """The compatibility form: ``𝘏𝘪𝘱 ¹⁰`` becomes ``Hip 10``."""
    return unicodedata.normalize("NFKC", text)


def collapse(text: str) -> str:
    """Every run of blanks as one space, none at the ends."""
    if text.isprintable() and "  " not in text:  # As most are: the space is the one blank in it.
        return text.strip()
    return _BLANKS.sub(" ", text).strip()


def plain(text: str) -> str:
    """For comparing names and descriptions: entities decoded, NFKC, blanks collapsed, trimmed."""
    return collapse(nfkc(unescape(text)))


def fold(text: str) -> str:
    """For comparing titles and artists' names: NFKC, case folded, blanks collapsed, trimmed."""
    return collapse(nfkc(nfkc(text).casefold()))


def bare(text: str) -> str:
    """For finding what is like a text, never for what is equal: folded, without diacritics."""
    apart = unicodedata.normalize("NFD", fold(text))
    return "".join(char for char in apart if not unicodedata.combining(char))


def genre_key(text: str) -> str:
    """The key by which two spellings of a genre are the same.

    Entities decoded, NFKC, case folded, invisible characters removed, hyphens as spaces; ``&``,
    ``and`` and ``n`` equal as whole tokens; blanks collapsed, none around commas.

    >>> genre_key("R&amp;B") == genre_key("r and B") == genre_key("R n B")
    True
    >>> genre_key("Drum-n-Bass")
    'drum & bass'
    """
    folded = nfkc(_FORMAT.sub("", nfkc(unescape(text)).casefold()))
    spaced = _HYPHENS.sub(" ", folded).replace("&", " & ").replace(",", " , ")
    tokens = ("&" if token in _AND_TOKENS else token for token in spaced.split())
    return _AROUND_COMMA.sub(",", " ".join(tokens))
