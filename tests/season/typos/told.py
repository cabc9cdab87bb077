"""Prints what is found in a small season: PYTHONHASHSEED=1 python -m tests.season.typos.told."""

from __future__ import annotations

import sys

from aum_sync.season.typos.find import find
from tests.season.typos.small import MASTERS, season
from tests.seasons import config

WEEKS = {
    13: ("Rap 5 ♩ Soul 3 ♩ Pop 3", "rrrrssssppp"),
    14: ("Rap 4 ♩ Soul", "rrrrsss"),
    15: ("Rap 4 ♩ Pop 3", "rrrrssssppp"),
    16: ("Hip Hpo, Rap 4 ♩ Soull 4", "rrrrssss"),
    17: ("Rap 9 ♩ Soul 9", "........"),
}

if __name__ == "__main__":
    for finding in find(config(MASTERS), season({**WEEKS})):
        sys.stdout.write(f"{finding}\n")
