"""Runs one command from a small process, and says what it cost: ``launch.py FILE PROGRAM …``.

A child begins with the peak memory of the process that it is forked from, so a large one cannot
measure a small one. Writes seconds (user and system, git's included), KiB and the exit code to
FILE.
"""

import os
import sys

out, *command = sys.argv[1:]
child = os.posix_spawn(command[0], command, os.environ)
_, status, usage = os.wait4(child, 0)
with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT), "w") as file:
    code = os.waitstatus_to_exitcode(status)
    file.write(f"{usage.ru_utime + usage.ru_stime} {usage.ru_maxrss} {code}")
