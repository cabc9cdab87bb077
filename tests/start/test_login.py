"""``aum-sync login``: who may come back, what is checked, and that nobody sees what it gives."""

from __future__ import annotations

import json
import time
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from aum_sync.simulator.server import Simulator
from aum_sync.spotify.apps import READING, WRITING
from tests.conftest import Aum
from tests.git.repository import Repository
from tests.simulator_fixture import serve
from tests.spotify.scripted import Say, scripted
from tests.start.conftest import WORLD
from tests.start.desk import GH, Desk, agree, get


@pytest.fixture
def desk(aum: Aum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spotify: Simulator) -> Desk:
    monkeypatch.setenv("AUM_SYNC_SPOTIFY_URL", spotify.url)
    program = tmp_path / "bin" / "gh"
    program.parent.mkdir()
    program.write_text(GH, "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    monkeypatch.setenv("GH_SEEN", str(tmp_path / "seen"))
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")
    one = Desk(aum, monkeypatch, tmp_path / "seen")
    one.browser(agree)
    return one


def values(text: str) -> dict[str, str]:
    lines = (line.removeprefix("export ") for line in text.splitlines() if "=" in line)
    return dict(line.split("=", 1) for line in lines)


def today() -> str:
    return time.strftime("%Y-%m-%d", time.gmtime())


def test_the_page_asks_for_what_the_app_needs_and_shows_it(desk: Desk, tmp_path: Path) -> None:
    assert desk.login("reading", "--to", tmp_path / "a.env").code == 0
    parts = urlsplit(desk.pages[0])
    asked = {key: value[0] for key, value in parse_qs(parts.query).items()}
    assert parts.path == "/authorize"
    assert asked["scope"].split() == list(READING.scopes)
    assert (asked["show_dialog"], asked["response_type"]) == ("true", "code")
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")
    assert len(asked["state"]) >= 32


def test_what_it_gives_is_kept_in_a_file_that_only_its_owner_reads(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "reader.env"
    done = desk.login("reading", "--to", file)
    assert (done.code, file.stat().st_mode & 0o777) == (0, 0o600)
    kept = values(file.read_text("utf-8"))
    assert set(kept) == {*READING.variables, READING.authorized}
    assert kept[READING.authorized] == today()
    assert kept[READING.refresh_token] not in done.out + done.err
    assert "me let the reading app in" in done.err
    assert desk.login("reading", "--to", file).code == 1
    assert values(file.read_text("utf-8")) == kept


@pytest.mark.parametrize(
    ("app", "review", "place"),
    [
        ("reading", "environment", []),
        ("writing", "environment", ["--env", "spotify"]),
        ("writing", "acknowledge", []),
        ("writing", None, ["--env", "spotify"]),
    ],
)
def test_gh_gets_the_values_by_its_standard_input(
    desk: Desk, begun: Path, tmp_path: Path, app: str, review: str | None, place: list[str]
) -> None:
    root = tmp_path / "season"
    (root / "config").mkdir(parents=True)
    if review:
        text = (begun / "config" / "season.yaml").read_text("utf-8")
        told = text.replace("review: environment", f"review: {review}")
        (root / "config" / "season.yaml").write_text(told, "utf-8")
    known = READING if app == "reading" else WRITING
    done = desk.login(app, "--root", root)
    assert done.code == 0
    _, *rest = desk.told()
    secrets = {str(one["argv"]): str(one["stdin"]) for one in rest[:3]}
    assert list(secrets) == [str(["secret", "set", name, *place]) for name in known.variables]
    assert rest[3]["argv"] == ["variable", "set", known.authorized, "--body", today()]
    token = list(secrets.values())[2]
    assert len(token) == 22
    shown = done.out + done.err + str([one["argv"] for one in rest])
    assert token not in shown
    assert not any(name.startswith("AUM_SYNC_") for one in rest for name in one["environ"])


def test_the_secrets_are_those_of_the_repository_that_it_was_cloned_from(
    desk: Desk, tmp_path: Path
) -> None:
    season = Repository.make(tmp_path / "season")
    season.git("remote", "add", "upstream", "https://github.com/them/season.git")
    season.git("remote", "add", "origin", "https://github.com/me/season.git")
    done = desk.login("reading", "--root", season.root)
    assert "me/season" in done.out
    first, *rest = [one["argv"] for one in desk.told()]
    assert first[:3] == ["repo", "view", "me/season"]
    assert all(argv[-2:] == ["--repo", "me/season"] for argv in rest)
    assert len(rest) == 4


def test_shown_it_is_only_where_that_is_asked_for(desk: Desk) -> None:
    done = desk.login("writing", "--show")
    shown = values(done.out)
    assert set(shown) == {*WRITING.variables, WRITING.authorized}
    assert shown[WRITING.refresh_token] not in done.err
    assert desk.told() == []


def test_a_gh_that_fails_is_told_before_anybody_has_to_agree(desk: Desk) -> None:
    desk.env.setenv("GH_FAILS", "repo")
    done = desk.login("reading")
    assert (done.code, desk.pages) == (1, [])
    assert "gh repo view" in done.err
    assert "\x1b" not in done.err


def test_a_gh_that_fails_later_shows_no_value(desk: Desk) -> None:
    desk.env.setenv("GH_FAILS", READING.refresh_token)
    done = desk.login("reading")
    assert done.code == 1
    token = str(desk.told()[-1]["stdin"])
    assert len(token) == 22
    assert token not in done.out + done.err


def test_nothing_of_a_simulator_becomes_a_secret_of_the_real_github(desk: Desk) -> None:
    desk.env.delenv("GITHUB_API_URL")
    done = desk.login("reading")
    assert (done.code, desk.pages) == (1, [])
    assert "--to FILE" in done.err


def test_a_file_that_git_would_take_up_is_refused(desk: Desk, tmp_path: Path) -> None:
    season = Repository.make(tmp_path / "season")
    season.commit(_gitignore="*.env\n")
    refused = desk.login("reading", "--to", season.root / "tokens.txt")
    assert (refused.code, desk.pages) == (1, [])
    assert "git would take" in refused.err
    assert desk.login("reading", "--to", season.root / "tokens.env").code == 0
    assert desk.login("reading", "--to", tmp_path / "no" / "such.env").code == 1


def back(page: str) -> tuple[str, dict[str, str]]:
    """Where a page sends the browser back to, and with what state."""
    query = {key: value[0] for key, value in parse_qs(urlsplit(page).query).items()}
    return query["redirect_uri"], {"state": query["state"]}


def test_whoever_comes_with_another_state_is_turned_away(desk: Desk, tmp_path: Path) -> None:
    answers: list[int] = []

    def meddle(page: str) -> None:
        place, _ = back(page)
        forged = ({"code": "stolen"}, {"code": "stolen", "state": "x"}, {"state": "é"})
        answers.extend(get(f"{place}?{urlencode(one)}").status_code for one in forged)
        answers.append(get(place.replace("callback", "favicon.ico")).status_code)
        agree(page)

    desk.browser(meddle)
    assert desk.login("reading", "--to", tmp_path / "a.env").code == 0
    assert answers == [400, 400, 400, 404]


def test_somebody_who_says_no_is_told_so(desk: Desk, tmp_path: Path) -> None:
    def deny(page: str) -> None:
        place, state = back(page)
        get(place, error="access_denied\x1b[31m", **state)

    desk.browser(deny)
    done = desk.login("reading", "--to", tmp_path / "a.env")
    assert done.code == 1
    assert "access_denied" in done.err
    assert "\x1b" not in done.err
    assert not (tmp_path / "a.env").exists()


def test_nobody_comes_back(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.env"
    done = desk.aum("login", "reading", "--to", file, "--port", 0, "--timeout", 1, "--no-browser")
    assert (done.code, desk.pages) == (1, [])
    assert "no browser came back" in done.err
    assert "/authorize?" in done.err


def test_a_code_that_is_not_good(desk: Desk, tmp_path: Path) -> None:
    def forge(page: str) -> None:
        place, state = back(page)
        get(place, code="made-up", **state)

    desk.browser(forge)
    done = desk.login("reading", "--to", tmp_path / "a.env")
    assert done.code == 1
    assert "does not accept the code" in done.err
    assert "made-up" not in done.err


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"scope": "playlist-read-private"}, "did not grant playlist-read-collaborative"),
        ({}, "did not grant playlist-read-private and playlist-read-collaborative"),
        ({"scope": " ".join(READING.scopes), "refresh_token": None}, "`refresh_token`"),
        ({"scope": " ".join(READING.scopes), "refresh_token": "two\nlines"}, "`refresh_token`"),
    ],
)
def test_an_exchange_that_is_not_all_right_keeps_nothing(
    desk: Desk, tmp_path: Path, answer: dict[str, object], words: str
) -> None:
    token = Say(json.dumps({"access_token": "x" * 30, "refresh_token": "r" * 30, **answer}))

    def come_back(page: str) -> None:
        place, state = back(page)
        get(place, code="good", **state)

    desk.browser(come_back)
    with scripted(tokens=(token,)) as server:
        desk.env.setenv("AUM_SYNC_SPOTIFY_URL", server.url)
        done = desk.login("reading", "--to", tmp_path / "a.env")
    assert done.code == 1
    assert words in done.err
    assert not (tmp_path / "a.env").exists()
    assert "r" * 30 not in done.err


def test_an_app_that_may_write_is_no_reader_for_long(desk: Desk, tmp_path: Path) -> None:
    with serve(WORLD) as simulator:
        desk.env.setenv("AUM_SYNC_SPOTIFY_URL", simulator.url)
        form = {"grant_type": "refresh_token", "refresh_token": "writer"}
        with requests.Session() as session:
            session.trust_env = False
            url = f"{simulator.url}/api/token"
            assert session.post(url, form, auth=("simulator", "x"), timeout=10).ok
        done = desk.login("reading", "--to", tmp_path / "a.env")
    assert done.code == 0
    assert "may also playlist-modify-private and playlist-modify-public" in done.err


def test_a_port_that_is_taken(desk: Desk, tmp_path: Path, spotify: Simulator) -> None:
    port = spotify.url.rpartition(":")[2]
    done = desk.aum("login", "reading", "--to", tmp_path / "a.env", "--port", port)
    assert done.code == 1
    assert "--port N" in done.err


def test_without_credentials_and_a_terminal_it_says_which_are_missing(
    desk: Desk, tmp_path: Path
) -> None:
    desk.env.delenv("AUM_SYNC_SPOTIFY_URL")
    for name in (READING.client_id, READING.client_secret):
        done = desk.login("reading", "--to", tmp_path / "a.env")
        assert done.code == 1
        assert f"{name} is not set" in done.err
        desk.env.setenv(name, "0123456789abcdef")
    assert desk.login("reading", "--to", "a", "--show").code == 2


def test_without_gh_it_names_the_other_way(desk: Desk, tmp_path: Path) -> None:
    desk.env.setenv("PATH", str(tmp_path))
    done = desk.login("reading")
    assert done.code == 1
    assert "--to FILE" in done.err


def test_a_simulators_app_is_not_taken_to_spotify(desk: Desk, tmp_path: Path) -> None:
    desk.env.delenv("AUM_SYNC_SPOTIFY_URL")
    desk.env.setenv(READING.client_id, "simulator")
    done = desk.login("reading", "--to", tmp_path / "a.env")
    assert done.code == 1
    assert "AUM_SYNC_READ_CLIENT_ID is a simulator's" in done.err
    assert f"unset {' '.join(READING.variables)}" in " ".join(done.err.split())
