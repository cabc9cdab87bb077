"""Any sequence of writes leaves over HTTP what it leaves in a plain list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from aum_sync.simulator.server import Simulator
from aum_sync.simulator.world import Item, Playlist, World
from tests.simulator.ask import a_uri, an_id, send, told
from tests.simulator_fixture import serve

WEEK = an_id("Week")
ITEMS = f"playlists/{WEEK}/items"
LOCAL = Item("spotify:local:DJ::song:1", added_at="2026-01-01T00:00:00Z")
KNOWN: dict[str, Item] = {
    uri: Item(uri, added_at="2026-01-01T00:00:00Z") for uri in map(a_uri, "abcdef")
}
KNOWN[a_uri("b")] = Item(a_uri("r"), linked_from=a_uri("b"))
KNOWN[a_uri("c")] = Item(a_uri("c"), read_as=a_uri("s"))
KNOWN[a_uri("d")] = Item(a_uri("d"), readable=False)
READ = {a_uri("b"): a_uri("r"), a_uri("c"): a_uri("s"), a_uri("d"): None}
uris = st.lists(st.sampled_from(list(KNOWN)), max_size=5)
numbers = st.integers(0, 12)
Row = tuple[str | None, str | None]
"""The URI that was written and the date; no URI where the item was lost."""


@dataclass
class Plain:
    """A playlist as a list, and what each request does to it."""

    rows: list[Row]

    def add(self, simulator: Simulator, uris: list[str], at: int | None) -> None:
        body = {"uris": uris} if at is None else {"uris": uris, "position": at}
        right = bool(uris) and (at is None or at <= len(self.rows))
        dated = self._sent(simulator, "POST", body, right=right)
        place = len(self.rows) if at is None else at
        if right:
            self.rows[place:place] = [(uri, dated) for uri in uris]

    def remove(self, simulator: Simulator, uris: list[str]) -> None:
        body = {"items": [{"uri": uri, "positions": [0]} for uri in uris]}
        self._sent(simulator, "DELETE", body, right=bool(uris))
        self.rows = [row for row in self.rows if row[0] not in uris]

    def rewrite(self, simulator: Simulator, uris: list[str]) -> None:
        dated = self._sent(simulator, "PUT", {"uris": uris}, right=True)
        self.rows = [(uri, dated) for uri in uris]

    def move(self, simulator: Simulator, start: int, before: int, length: int) -> None:
        body = {"range_start": start, "insert_before": before, "range_length": length}
        size = len(self.rows)
        right = length > 0 and start + length <= size and before <= size
        self._sent(simulator, "PUT", body, right=right)
        if right and not start <= before <= start + length:
            marked = [(n, row) for n, row in enumerate(self.rows)]
            moved = marked[start : start + length]
            head = [one for one in marked[:before] if one not in moved]
            tail = [one for one in marked[before:] if one not in moved]
            self.rows = [row for _, row in [*head, *moved, *tail]]

    def _sent(self, simulator: Simulator, method: str, body: object, *, right: bool) -> str | None:
        """Send it, to be taken or refused; the date of what it added."""
        answer = send(simulator, method, ITEMS, body)
        assert answer.status_code == ((201 if method == "POST" else 200) if right else 400)
        known = {row[1] for row in self.rows}
        found = simulator.world.playlist(WEEK)
        assert found is not None
        dates = {item.added_at for item in found.tracks if item} - known
        assert len(dates) <= 1
        return next(iter(dates), None)


writes: st.SearchStrategy[Callable[[Plain, Simulator], None]] = st.one_of(
    st.builds(lambda u, at: lambda p, s: p.add(s, u, at), uris, st.none() | numbers),
    st.builds(lambda u: lambda p, s: p.remove(s, u), uris),
    st.builds(lambda u: lambda p, s: p.rewrite(s, u), uris),
    st.builds(lambda a, b, n: lambda p, s: p.move(s, a, b, n), numbers, numbers, st.integers(0, 4)),
)


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from([None, LOCAL, *KNOWN.values()]), max_size=8),
    st.lists(writes, max_size=8),
)
def test_writes_leave_what_they_leave_in_a_list(
    items: list[Item | None], steps: list[Callable[[Plain, Simulator], None]]
) -> None:
    other = Playlist(an_id("Other"), tracks=tuple(KNOWN.values()))
    plain = Plain([(item.written, item.added_at) if item else (None, None) for item in items])
    with serve(World(playlists=(Playlist(WEEK, tracks=tuple(items)), other))) as simulator:
        for step in steps:
            step(plain, simulator)
            found = told(simulator, ITEMS, limit=50)["items"]
            assert [_seen(row) for row in found] == [_expected(row) for row in plain.rows]
        assert simulator.world.playlists[-1] == other


def _seen(row: dict[str, Any]) -> Row:
    return row["item"] and row["item"]["uri"], row["added_at"]


def _expected(row: Row) -> Row:
    uri, added_at = row
    return (READ.get(uri, uri) if uri else None), added_at
