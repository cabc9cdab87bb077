"""``aum-sync import``: a season as an account suggests it, or masters pinned to an old backup."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from aum_sync.cli import options
from aum_sync.cli.output import Progress, result, say, tell
from aum_sync.cli.season import CONFIG, open_season, tree_of
from aum_sync.config import edit
from aum_sync.config.loader import load
from aum_sync.config.types import Config
from aum_sync.errors import AumSyncError, ConfigError, DataError, UnreadableError
from aum_sync.formats.json_text import read_json_bytes
from aum_sync.plan.build import build
from aum_sync.season.items import Slot
from aum_sync.spotify.connect import connect
from aum_sync.spotify.errors import AccessError, BudgetError
from aum_sync.spotify.limits import Limits
from aum_sync.spotify.reader import PAGE_SIZE, SpotifyLibrary
from aum_sync.start.backup import Pinned, pins_of, read_backup
from aum_sync.start.draft import Draft, proposal, skeleton
from aum_sync.start.survey import Library, Survey, part, survey
from aum_sync.store.files import encode
from aum_sync.store.tree import WorkTree
from aum_sync.text.cells import quoted
from aum_sync.text.words import plural

_FRESH = Draft("Season", "1-100", r"#\s*(?P<week>\d+)", "pull-request")
"""What is proposed where there is no season yet that says otherwise."""
_MOST_NAMES = 10


@click.command("import")
@options.root
@click.option("--write", is_flag=True, help=f"Put it into {CONFIG}, which nobody edited yet.")
@click.option(
    "--read",
    is_flag=True,
    help="Also read weeks and likely masters (a request per 50 tracks), and go by what they hold.",
)
@click.option(
    "--backup",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="JSON, a name with a list of URIs each: pin the masters of these names to that.",
)
@options.master
def command(
    root: Path, backup: Path | None, masters: tuple[str, ...], *, write: bool, read: bool
) -> None:
    """Propose a season from an account: week names, masters, where genres lead, with counts.

    Names and descriptions say it, in one request per 50 playlists. What is sure becomes YAML; the
    rest are comments for you to decide. It comes on stdout and is written only with --write, and
    never over a file that somebody edited.
    With --backup nothing is asked of Spotify: the pins come as files for a pull request, whose
    plan shows what they would bring back.

    \b
    Examples:
      aum-sync import                        # look at it
      aum-sync import --read --write
      aum-sync import --backup backup.json --master hip-hop
    """
    if backup is not None:
        if write or read:
            raise click.UsageError("--backup goes with neither --write nor --read.")
        _pin(root, backup, masters)
        return
    if masters:
        raise click.UsageError("--master goes with --backup.")
    tree = WorkTree(root)
    config, draft = _configured(tree, write=write)
    found, requests = _look(config, read=read)
    _refuse_nothing(found, write=write)
    text = proposal(draft, found)
    load({CONFIG: text.encode()}.get)
    if write:
        tree.write(CONFIG, text.encode())
        tell(f"Wrote {CONFIG}. Look through it, and then: aum-sync pull")
    else:
        result(text)
    say(f"{_summary(found)} ({plural(requests, 'request')})")


def _configured(tree: WorkTree, *, write: bool) -> tuple[Config, Draft]:
    """The season as it is configured; raises ConfigError where it must not be written over."""
    data = tree.read(CONFIG)
    if data is None:
        return load({CONFIG: skeleton(_FRESH).encode()}.get).config, _FRESH
    config = load(tree.read).config
    draft = Draft.of(config)
    if write and data != skeleton(draft).encode():
        raise ConfigError(
            f"{CONFIG} is not as init wrote it, so nothing is written over it",
            hint="leave out --write, and take from the proposal what you want",
        )
    return config, draft


def _look(config: Config, *, read: bool) -> tuple[Survey, int]:
    """What the account suggests, and how many requests that took."""
    library = connect(os.environ, Limits(budget=config.policy.budget))
    if library is None:
        raise AccessError(
            "there is no access to Spotify to import from",
            hint="aum-sync login reading --to reader.env, and then: . ./reader.env; or point "
            "AUM_SYNC_SPOTIFY_URL at a simulator",
        )
    parted = part(library.cards(), library.account_id())
    contents: Mapping[str, tuple[Slot, ...]] = {}
    if read:
        contents = _contents(library, parted, config)
    return survey(parted, config, contents), library.requests


def _contents(
    library: SpotifyLibrary, parted: Library, config: Config
) -> dict[str, tuple[Slot, ...]]:
    """What the weeks hold, and the playlists whose names have to do with a genre."""
    first = survey(parted, config, {})
    likely = {home.card.id for home in first.homes}
    likely |= {genre.home for genre in first.homeless if genre.home}
    cards = [card for _, card in parted.weeks]
    cards += [card for card in parted.rest if card.id in likely]
    needed = sum(max(-(-(card.total or 0) // PAGE_SIZE), 1) for card in cards)
    left = config.policy.budget - library.requests
    if needed > left:
        raise BudgetError(
            f"reading {plural(len(cards), 'playlist')} takes {needed} requests, "
            f"and the budget leaves {left}",
            hint="raise policy.budget in config/season.yaml, or leave out --read",
        )
    progress, found = Progress(), {}
    try:
        for number, card in enumerate(cards, 1):
            progress(f"reading playlist {number} of {len(cards)}")
            try:
                found[card.id] = library.slots(card.id)
            except UnreadableError as error:
                say(f"left out: {error}")
    finally:
        progress.clear()
    return found


def _refuse_nothing(found: Survey, *, write: bool) -> None:
    """Raise DataError where there is nothing to propose; an account's list alone is not written."""
    if found.names or not (write or not found.others):
        return
    owned = plural(len(found.others), "playlist") if found.others else "no playlist"
    raise DataError(
        f"nothing was found: the account owns {owned}, and no two are named like weeks (Tape#1, "
        "Tape#2)",
        hint="is it the curator's account? aum-sync doctor says whose it is; else say by hand how "
        f"weeks are named: season.match in {CONFIG}",
    )


def _summary(found: Survey) -> str:
    names = found.names
    weeks = "no weeks" if names is None else f"weeks {names.first}-{names.last}"
    led = sum(len(home.genres) for home in found.homes)
    return (
        f"{weeks}: {plural(len(found.weeks), 'playlist')}, {plural(len(found.homes), 'master')}, "
        f"{plural(led, 'genre')} with a home, {len(found.homeless)} without"
    )


def _pin(root: Path, backup: Path, masters: tuple[str, ...]) -> None:
    """Pin masters to what a backup has. Raises AumSyncError, and nothing is written then."""
    tree = WorkTree(root)
    loaded, state = open_season(tree_of(root, None)[0])
    config = loaded.config
    only = options.known_masters(masters, [master.key for master in config.masters])
    lists = read_backup(read_json_bytes(_bytes(backup), str(backup)))
    since = datetime.fromtimestamp(time.time(), UTC).strftime("%Y-%m-%d")
    pins, unknown = pins_of(
        lists, config, state, since=since, reason=f"from the backup {backup.name}"
    )
    pins = tuple(one for one in pins if not only or one.key in only)
    if not pins:
        raise DataError(
            f"no master bears a name of {backup}",
            hint=f"it has {_some(unknown)}; name: and the keys in {CONFIG} are compared with that",
        )
    if pinned := [one.key for one in pins if config.master(one.key).pin]:
        raise DataError(
            f"pinned already: {', '.join(pinned)}", hint="aum-sync rollback --release takes it out"
        )
    _write(tree, pins)
    _foretell(root, pins)
    if unknown and not only:
        say(f"left out, since no master bears the name: {_some(unknown)}")


def _write(tree: WorkTree, pins: tuple[Pinned, ...]) -> None:
    text = (tree.read(CONFIG) or b"").decode()
    for one in pins:
        text = edit.put(text, ("masters", one.key, "pin"), one.pin.path)
    for one in pins:
        tree.write(one.pin.path, encode(one.pin))
    tree.write(CONFIG, text.encode())


def _foretell(root: Path, pins: tuple[Pinned, ...]) -> None:
    """Say what each pin holds, and what the first plan with it adds and removes."""
    loaded, state = open_season(tree_of(root, None)[0])
    plan = build(loaded.config, state, commit=None, base_from="snapshots")
    masters = {master.key: master for master in plan.masters}
    for one in pins:
        held, master = plural(len(one.pin.slots), "track"), masters[one.key]
        blank = f", {one.blank} of them unknown to state/" if one.blank else ""
        tell(f"{one.key}: pinned to {held}{blank}  {one.pin.path}")
        if master.status in ("managed", "create"):
            tell(f"  the plan adds {len(master.add):,} and removes {len(master.remove):,}")
        else:
            tell("  not read yet, so nobody knows what changes: aum-sync pull")
    tell(
        "A pinned master holds just what its backup had: all else leaves it, what came since then "
        "too. aum-sync plan names every track; --master KEY pins one master alone."
    )


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
    return f"{', '.join(map(quoted, names[:_MOST_NAMES])) or 'no name at all'}{more}"


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise AumSyncError(
            f"cannot read {path}: {error.strerror}",
            hint=f"name a file that can be read: ls -l {path}",
        ) from None
