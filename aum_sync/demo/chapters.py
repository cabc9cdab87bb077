"""The chapters of the demo's story, each told with the real verbs on the invented Spotify."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from aum_sync.config import edit
from aum_sync.demo.incidents import Misspelling, Visit, cancelled_out, tracks
from aum_sync.demo.repository import commit, follow, push
from aum_sync.demo.stage import Stage
from aum_sync.errors import ExitCode
from aum_sync.simulator.server import Simulator
from aum_sync.simulator.world import Item
from aum_sync.text.words import plural

_CONFIG = Path("config", "season.yaml")
_HERE = Path()
_COMMIT = "git add --all && git commit --message "
_FOLLOW = "git pull"


@dataclass(frozen=True, slots=True)
class Scene:
    """A stage, the invented Spotify behind it, and what happens there."""

    stage: Stage
    simulator: Simulator
    misspelling: Misspelling
    visit: Visit

    def play(self) -> None:
        """Tell all chapters; the working directory is the demo's folder."""
        self._read()
        self._check()
        self._put_right()
        self._plan()
        self._read_again()
        self._apply()
        self._cut_off()
        self._go_on()
        then = self._edit()
        self._roll_back(then)
        self._release()

    def _read(self) -> None:
        self.stage.tell(
            "1. Read Spotify into files",
            "state/ gets one file per playlist and one line per track: git shows what changed.",
        )
        self.stage.perform("pull", only=-2)
        message = "Pull Low Tide, weeks 101 to 200"
        self.stage.show(_COMMIT + shlex.quote(message))
        commit(_HERE, message)

    def _check(self) -> None:
        self.stage.tell(
            "2. Do the descriptions add up?",
            "'♩ Indie Pop 5 ♩ Afrobeat 5' says what the first five tracks are, and the next five.",
            "One wrong number would shift all that follow, so they must add up to what is there.",
        )
        self.stage.perform("validate", "--week", "157")

    def _put_right(self) -> None:
        week = str(cancelled_out())
        self.stage.tell(
            "3. And where two errors cancel out?",
            f"Week {week} adds up, and puts two Mizrahi songs into Israeli Music all the same.",
            "What other weeks know of its artists gives it away. A person listens, and decides.",
        )
        self.stage.perform("typos")
        self.stage.perform("typos", "--week", week, only=-5)
        self.stage.perform("fix", "--week", week, only=1)
        self.stage.perform("plan", "--week", week, "--master", "mizrahi", only=5)
        message = f"Week {week}, counted by ear"
        self.stage.show(_COMMIT + shlex.quote(message))
        commit(_HERE, message)

    def _plan(self) -> None:
        self.stage.tell(
            "4. What would change on Spotify, and why?",
            "Everything follows from config/, state/ and what the masters hold now. A piece of it:",
            "week 164 calls a song Mizrahi that week 123 had under Israeli Music. It moves, since",
            "config/season.yaml says that Israeli Music excludes Mizrahi.",
        )
        weeks, masters = ("123", "164"), ("israeli-music", "mizrahi")
        narrowed = [word for week in weeks for word in ("--week", week)]
        narrowed += [word for master in masters for word in ("--master", master)]
        self.stage.perform("plan", *narrowed)

    def _read_again(self) -> None:
        self.stage.tell(
            "5. And when nothing has changed?",
            "Spotify names a version for every playlist, and one request names fifty of them.",
        )
        before = len(self.simulator.requests)
        self.stage.perform("pull", only=-1)
        self.stage.say(f"That took {plural(self._requests(before), 'request')}.")

    def _apply(self) -> None:
        self.stage.tell(
            "6. Make it so",
            "In real life that commit is a pull request: people review the plan, and its merge",
            "starts the apply. Here a push is the merge, and .origin.git stands for GitHub.",
        )
        self.stage.show("git push")
        push(_HERE)
        self.stage.perform("apply")

    def _cut_off(self) -> None:
        wrong, songs = self.misspelling, plural(len(self.misspelling.slots), "song")
        self.stage.tell(
            "7. An apply that is cut off",
            f"Week {wrong.week} says '{wrong.genre}', so {songs} wait in To sort. As one more",
            f"genre of {wrong.home} that brings them home. But this time the answer to the first",
            "write gets lost on its way, and before the second one Spotify's quota is used up.",
        )
        self.stage.show(f"{_FOLLOW} && $EDITOR {_CONFIG}")
        follow(_HERE)
        text = _CONFIG.read_text(encoding="utf-8")
        way = ("masters", wrong.home, "genres")
        _CONFIG.write_text(edit.append(text, way, wrong.genre), encoding="utf-8")
        self._merge(f"{wrong.genre} is Melodic House")
        before = len(self.simulator.requests)
        self.stage.perform("apply", ends=ExitCode.PARTIAL)
        both = min(wrong.places(self.simulator.world).values())
        self.stage.say(
            f"Exit {ExitCode.PARTIAL:d} after {plural(self._requests(before), 'request')}. "
            f"{plural(both, 'song')} are in both lists now: additions come first."
        )

    def _go_on(self) -> None:
        wrong, before = self.misspelling, len(self.simulator.requests)
        self.stage.say(
            "\nSpotify would ask to wait for a day, and the simulator asks for none. Then the\n"
            "same command goes on from where it stands:"
        )
        self.stage.perform("apply")
        sent = [one for one in self.simulator.requests[before:] if one.path.startswith("/v1/")]
        writes = sum(one.method != "GET" for one in sent)
        places = wrong.places(self.simulator.world)
        self.stage.say(
            f"{plural(len(sent), 'request')}, {plural(writes, 'write')} among them: "
            "what was done was seen, and not done again.\n"
            f"{plural(len(wrong.slots), 'song')} have {places[wrong.to]} places in Melodic House "
            f"and {places[wrong.waiting]} in To sort."
        )

    def _edit(self) -> tuple[Item | None, ...]:
        """Somebody edits a master; what it held before."""
        self.stage.tell(
            "8. Somebody edits a master in the Spotify app",
            f"Two songs leave {self.visit.title}, and one comes that no week ever had.",
        )
        then = tracks(self.simulator.world, self.visit.playlist)
        self.simulator.edit(self.visit)
        follow(_HERE)
        self.stage.perform("status", ahead=_FOLLOW, only=-10)
        return then

    def _roll_back(self, then: tuple[Item | None, ...]) -> None:
        self.stage.tell(
            "9. Roll back",
            "The next apply would put the two at the end, and keep the stranger. Better is all of",
            "it as apply 2 left it. A rollback pins that, in files for a pull request. That the",
            "stranger goes must be said, since it is in no other playlist.",
        )
        self.stage.perform("pull", only=-1)
        self.stage.perform("rollback", "2", "--lose", "1", only=1)
        self._merge("Roll back to apply 2")
        self.stage.perform("apply")
        now = tracks(self.simulator.world, self.visit.playlist)
        uris = [[item and item.uri for item in items] for items in (then, now)]
        same = sum(old == new for old, new in zip(*uris, strict=False))
        self.stage.say(
            f"{same} of {plural(len(then), 'song')} stand where apply 2 had left them, and "
            f"{len(now) - same} beside them."
        )

    def _release(self) -> None:
        self.stage.tell(
            "10. In sync",
            "A pinned master does not follow the season. Without its pin it stays as it is, and",
            "follows again.",
        )
        follow(_HERE)
        self.stage.perform("rollback", "--release", ahead=_FOLLOW, only=1)
        self._merge("Release Reggae, Dub")
        self.stage.perform("status", only=-1)

    def _merge(self, message: str) -> None:
        """What in real life is a pull request and its merge."""
        self.stage.show(f"{_COMMIT}{shlex.quote(message)} && git push")
        commit(_HERE, message)
        push(_HERE)

    def _requests(self, since: int) -> int:
        return sum(one.path.startswith("/v1/") for one in self.simulator.requests[since:])
