"""The obvious way, as a script that one would write in an evening: ``obvious.py URL YAML WAY``.

It lists all playlists, reads every week and every master, sorts by what the descriptions say, and
then appends what is missing (``append``), or wipes each master and fills it again (``refill``).
Nothing is remembered from one run to the next, and nothing is checked.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import spotipy
import yaml


def client(url: str) -> Any:
    """Spotipy on a simulator."""
    spotify = spotipy.Spotify(auth="writer")
    spotify.prefix = f"{url}/v1/"
    return spotify


def every(spotify: Any, page: Any) -> list[Any]:
    """All rows of all pages."""
    rows = list(page["items"])
    while page["next"]:
        page = spotify.next(page)
        rows += page["items"]
    return rows


def tracks(spotify: Any, playlist: str) -> list[str]:
    """The URIs that a playlist holds."""
    rows = every(spotify, spotify.playlist_items(playlist))
    items = (row.get("item") or row.get("track") for row in rows)
    return [item["uri"] for item in items if item and item["uri"].startswith("spotify:track:")]


def genres(description: str) -> list[str]:
    """The genre of each position."""
    text = unicodedata.normalize("NFKC", description).replace("&amp;", "&")
    pairs = re.findall(r"([^♩♪♫|\d]+?)\s*(\d+)", text)
    return [name.strip(" ,.").casefold() for name, count in pairs for _ in range(int(count))]


def sort(url: str, config: Any, way: str) -> None:
    """One run."""
    spotify = client(url)
    match = re.compile(config["season"]["match"])
    home = {
        alias.casefold(): master["playlist"]
        for master in config["masters"].values()
        for alias in master.get("genres", ())
    }
    wanted: dict[str, list[str]] = {m["playlist"]: [] for m in config["masters"].values()}
    for card in every(spotify, spotify.current_user_playlists()):
        if card and match.search(unicodedata.normalize("NFKC", card["name"])):
            names = genres(card["description"] or "")
            for uri, name in zip(tracks(spotify, card["id"]), names, strict=False):
                if name in home:
                    wanted[home[name]].append(uri)
    for playlist, uris in wanted.items():
        there = tracks(spotify, playlist)
        if way == "refill":
            spotify.playlist_replace_items(playlist, [])
            there = []
        missing = [uri for uri in dict.fromkeys(uris) if uri not in set(there)]
        for at in range(0, len(missing), 100):
            spotify.playlist_add_items(playlist, missing[at : at + 100])


if __name__ == "__main__":
    sort(sys.argv[1], yaml.safe_load(Path(sys.argv[2]).read_text("utf-8")), sys.argv[3])
