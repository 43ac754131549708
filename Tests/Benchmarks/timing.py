"""What the benches share: whole commands, timed from start to end, processes included, nothing subtracted."""

import os
import subprocess
import sys
import tempfile
import time


def run(command, text=None):
    """Seconds, peak bytes of memory, standard output."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as messages:
        start = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.PIPE if text else subprocess.DEVNULL, stdout=output,
                                   stderr=messages)
        if text:
            process.stdin.write(text.encode())
            process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        messages.seek(0)
        if process.returncode != 0:
            sys.exit(f"bench: {command[0]} ended with {process.returncode}: {messages.read().decode()[:500]}")
        unit = 1 if sys.platform == "darwin" else 1024
        return seconds, usage.ru_maxrss * unit, output.read().decode(), usage.ru_utime + usage.ru_stime


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)
