"""Runs one command from a small process, and says what it cost: ``launch.py FILE PROGRAM …``.

A child begins with the peak memory of the process that it is forked from, so a large one cannot
measure a small one. Writes seconds (user and system, those of its own processes included), seconds
on a wall, KiB and the exit code to FILE.
"""

import os
import sys
import time

out, *command = sys.argv[1:]
began = time.perf_counter()
child = os.posix_spawn(command[0], command, os.environ)
_, status, usage = os.wait4(child, 0)
waited = time.perf_counter() - began
with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT), "w") as file:
    code = os.waitstatus_to_exitcode(status)
    file.write(f"{usage.ru_utime + usage.ru_stime} {waited} {usage.ru_maxrss} {code}")
