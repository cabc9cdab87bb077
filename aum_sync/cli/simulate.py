"""``aum-sync simulate``: a world file as a local Spotify, until it is told to end."""

from __future__ import annotations

import gc
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from aum_sync.cli.output import result, say
from aum_sync.errors import AumSyncError, DataError, Fault
from aum_sync.simulator.faults import Faults
from aum_sync.simulator.server import Simulator
from aum_sync.simulator.world import World
from aum_sync.store.atomic import replace_file
from aum_sync.text.cells import visible

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("simulate")
@click.option("--world", required=True, type=_FILE, help="The world file to serve.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Default: 0, which is any free one."
)
@click.option("--faults", type=_FILE, help="A fault file: which requests to spoil, and how.")
@click.option("--log", type=_FILE, help="Gets a JSON line per request, behind what it holds.")
@click.option("--save", type=_FILE, help="Gets the world as it is at the end.")
def command(
    world: Path, port: int, faults: Path | None, log: Path | None, save: Path | None
) -> None:
    """Serve a world file as a local Spotify Web API on 127.0.0.1.

    The first line on stdout is its address: in AUM_SYNC_SPOTIFY_URL it points every command at
    it. Ends on SIGTERM or Ctrl-C.

    \b
    Example:
      aum-sync simulate --world world.json --port 8765
      AUM_SYNC_SPOTIFY_URL=http://127.0.0.1:8765 aum-sync pull
    """
    gc.enable()
    served = World.from_json(_read(world), str(world))
    spoiling = Faults.from_json(_read(faults), str(faults)) if faults else None
    if save and not save.absolute().parent.is_dir():
        raise AumSyncError(
            Fault(f"{save}: there is no such folder", hint=f"mkdir -p {save.parent}")
        )
    with _ending() as ended, Simulator(served, spoiling, log, port) as simulator:
        result(simulator.url)
        lists = len(served.playlists)
        say(f"serving the library of {visible(served.user.id)}, playlists: {lists}; Ctrl-C ends it")
        say(f"export AUM_SYNC_SPOTIFY_URL={simulator.url}")
        ended.wait()
    if save:
        _save(save, simulator.world.to_json())
    say(f"requests served: {len(simulator.requests)}")


@contextmanager
def _ending() -> Iterator[threading.Event]:
    """An event that SIGTERM and SIGINT set in place of what they do otherwise."""
    ended = threading.Event()
    signals = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda *_: ended.set()) for number in signals]
    try:
        yield ended
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        hint = f"name a file that can be read: ls -l {path}; docs/simulator.md says what it holds"
        raise DataError(f"cannot read {path}: {error.strerror}", hint=hint) from None
    except UnicodeDecodeError as error:
        message = f"{path} is no UTF-8 text: byte {error.start} is wrong"
        raise DataError(message, hint=f"save {path} as UTF-8") from None


def _save(path: Path, text: str) -> None:
    try:
        replace_file(path, text.encode())
    except OSError as error:
        raise AumSyncError(
            f"cannot save the world to {path}: {error.strerror}",
            hint="make room or set its permissions; what the simulator held is lost",
        ) from None
