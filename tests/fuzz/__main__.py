"""``make fuzz``: descriptions and season files by the million, guided by coverage."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.fuzz.engine import Report
from tests.fuzz.shards import shards, work


def main() -> int:
    """Run all shards and say what came of them; 1 where something failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=281)
    chosen = parser.parse_args()
    os.environ["PYTHONHASHSEED"] = str(chosen.seed)
    planned = list(shards(chosen.inputs, chosen.seed))
    inputs: Counter[str] = Counter()
    whole = Report()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(mp_context=context, max_tasks_per_child=1) as pool:
        for shard, part in zip(planned, pool.map(work, planned), strict=True):
            inputs[shard.kind] += part.inputs
            whole.probes |= part.probes
            whole.failures |= part.failures
            _say(f"{shard.seed}: inputs={part.inputs} branches={len(part.probes)}")
    for place, (shortest, story) in whole.failures.items():
        _say(f"\n{story}\nFAILED {place}\ninput: {shortest}\n")
    _say(
        f"inputs={inputs.total()} descriptions={inputs['descriptions']} "
        f"documents={inputs['documents']} branches={len(whole.probes)} "
        f"failures={len(whole.failures)} seed={chosen.seed}"
    )
    return 1 if whole.failures else 0


def _say(line: str) -> None:
    sys.stdout.buffer.write(f"{line}\n".encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
