"""``aum-sync simulate`` from the command line, as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from aum_sync.simulator.world import World
from tests.conftest import Aum
from tests.simulator.ask import a_list, a_uri, an_id, world

LIBRARY = world(a_list("Week", "a", None), a_list("Other"))


@pytest.fixture
def world_file(tmp_path: Path) -> Path:
    file = tmp_path / "world.json"
    file.write_text(json.dumps(LIBRARY), encoding="utf-8")
    return file


@contextmanager
def simulate(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A running simulator; killed at the end where it has not ended by itself."""
    command = [sys.executable, "-m", "aum_sync", "simulate", *map(str, arguments)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def get(url: str) -> Any:
    headers = {"Authorization": "Bearer reader"}
    with requests.Session() as session:
        session.trust_env = False
        return session.get(url, headers=headers, timeout=10)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_end_and_saves(
    world_file: Path, tmp_path: Path, ending: signal.Signals
) -> None:
    save, log = tmp_path / "saved.json", tmp_path / "log.jsonl"
    save.write_text("what was there", encoding="utf-8")
    with simulate("--world", world_file, "--save", save, "--log", log) as process:
        url = first_line(process)
        assert get(f"{url}/v1/playlists/{an_id('Week')}").json()["items"]["total"] == 2
        now = get(f"{url}/simulator/world")
        assert save.read_text("utf-8") == "what was there"
        process.send_signal(ending)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert out == ""
    assert f"export AUM_SYNC_SPOTIFY_URL={url}\n" in err
    assert save.read_text("utf-8") == now.text
    assert [json.loads(line)["n"] for line in log.read_text("utf-8").splitlines()] == [1, 2]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "home",
        "log.jsonl",
        "saved.json",
        "world.json",
    ]


def test_what_was_written_is_what_is_saved(world_file: Path, tmp_path: Path) -> None:
    save = tmp_path / "saved.json"
    with simulate("--world", world_file, "--save", save) as process:
        url = f"{first_line(process)}/v1/playlists/{an_id('Week')}/items"
        with requests.Session() as session:
            session.trust_env = False
            session.headers["Authorization"] = "Bearer writer"
            assert session.post(url, json={"uris": [a_uri("x")]}, timeout=10).status_code == 201
        process.terminate()
        process.communicate(timeout=20)
    saved = json.loads(save.read_text("utf-8"))["playlists"]
    assert [track and track["uri"] for track in saved[0]["tracks"]] == [
        a_uri("a"),
        None,
        a_uri("x"),
    ]
    assert (
        saved[1] == json.loads(World.from_json(json.dumps(LIBRARY), "w").to_json())["playlists"][1]
    )


def test_faults_come_from_their_file(world_file: Path, tmp_path: Path) -> None:
    faults = tmp_path / "faults.json"
    faults.write_text('{"rules": [{"path": "/v1/me$", "do": "502"}]}', encoding="utf-8")
    with simulate("--world", world_file, "--faults", faults) as process:
        url = first_line(process)
        assert [get(f"{url}/v1/{path}").status_code for path in ("me", "me/playlists")] == [
            502,
            200,
        ]
        process.terminate()
        assert "requests served: 2" in process.communicate(timeout=20)[1]
    assert process.returncode == 0


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=20)
    return process.returncode, out, err


def test_a_port_can_be_chosen_unless_it_is_taken(world_file: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        with simulate("--world", world_file, "--port", port) as process:
            code, out, err = ended(process)
    assert (code, out) == (1, "")
    assert f"cannot serve on port {port} of 127.0.0.1" in err
    assert "--port 0" in err
    with simulate("--world", world_file, "--port", port) as process:
        assert first_line(process) == f"http://127.0.0.1:{port}"


def test_two_simulators_do_not_share_a_port(world_file: Path) -> None:
    with simulate("--world", world_file) as process:
        port = first_line(process).rsplit(":", 1)[1]
        with simulate("--world", world_file, "--port", port) as second:
            assert ended(second)[0] == 1


def test_every_fault_of_a_world_is_told(tmp_path: Path, aum: Aum) -> None:
    file = tmp_path / "world.json"
    file.write_text('{"playlist": [], "generation": "neu"}', encoding="utf-8")
    outcome = aum("simulate", "--world", file)
    assert (outcome.code, outcome.out) == (1, "")
    assert "unknown key 'playlist'" in outcome.err
    assert "did you mean 'playlists'?" in outcome.err
    assert "generation: must be new, old or both" in outcome.err


def test_broken_json_is_shown_with_its_line(tmp_path: Path, aum: Aum) -> None:
    file = tmp_path / "world.json"
    file.write_text('{"playlists": [\n  oops\n]}', encoding="utf-8")
    outcome = aum("simulate", "--world", file)
    assert outcome.code == 1
    assert f"{file}:2:3" in outcome.err
    assert "  oops\n" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--world", "missing.json"), "cannot read missing.json: No such file"),
        (("--world", "latin.json"), "latin.json is no UTF-8 text"),
        (("--world", "world.json", "--faults", "missing.json"), "cannot read missing.json"),
        (("--world", "world.json", "--save", "no/where.json"), "no/where.json: there is no such"),
        (("--world", "world.json", "--log", "no/log"), "cannot write the log no/log: No such"),
    ],
)
def test_files_that_cannot_be_used_are_named(
    arguments: tuple[str, ...],
    message: str,
    world_file: Path,
    aum: Aum,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(world_file.parent)
    Path("latin.json").write_bytes(b'{"user": {"id": "\xe9"}}')
    outcome = aum("simulate", *arguments)
    assert (outcome.code, outcome.out) == (1, "")
    assert message in outcome.err
    assert "→ " in outcome.err


def test_a_save_that_fails_is_told_and_leaves_nothing_behind(
    world_file: Path, tmp_path: Path
) -> None:
    save = tmp_path / "there"
    with simulate("--world", world_file, "--save", save) as process:
        first_line(process)
        save.mkdir()
        process.terminate()
        _, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert f"cannot save the world to {save}" in err
    assert "→ make room or set its permissions" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "there", "world.json"]
