"""bench_growth.py BINARY SEED ROWS...: how a load's time, disk and memory grow with the measurements, and two slices'
time with them; a Markdown table with the exponents of a least-squares fit in logarithms (1 is in proportion)."""

import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import run, say

HERE = Path(__file__).resolve().parent
WORLD = "show interference-rate by country"
DAY = "show interference-rate by country during 2023-06-01"


def exponent(sizes, values):
    points = [(math.log(size), math.log(value)) for size, value in zip(sizes, values)]
    x, y = (sum(each) / len(points) for each in zip(*points))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def measure(binary, seed, rows, folder):
    data, base = folder / "measurements.csv", folder / "growth.db"
    with open(data, "wb") as file:
        subprocess.run([sys.executable, HERE / "generate_measurements.py", str(rows), seed], stdout=file, check=True)
    for end in ("", "-wal", "-shm"):
        Path(f"{base}{end}").unlink(missing_ok=True)
    seconds, memory, _, cpu = run([binary, "--db", base, "load", data, "--as", "growth"])
    slices = [min(run([binary, "--db", base, "--format", "csv", "-c", text])[0] for _ in range(5))
              for text in (WORLD, DAY)]
    say(f"{rows:,} measurements: {seconds:.1f} s")
    return [seconds, cpu, base.stat().st_size, memory] + slices


def main():
    binary, seed, sizes = os.path.abspath(sys.argv[1]), sys.argv[2], [int(text) for text in sys.argv[3:]]
    with tempfile.TemporaryDirectory(prefix="curfew-growth-") as folder:
        found = [measure(binary, seed, rows, Path(folder)) for rows in sizes]
    print("\n| measurements | load s | CPU s | disk MB | peak MB | world by country ms | a day by country ms |")
    print("| " + " | ".join(["---"] * 7) + " |")
    for rows, (seconds, cpu, disk, memory, world, day) in zip(sizes, found):
        print(f"| {rows:,} | {seconds:.2f} | {cpu:.2f} | {disk / 1e6:.0f} | {memory / 1e6:.0f} | {world * 1e3:.0f} "
              f"| {day * 1e3:.0f} |")
    if len(sizes) > 1:
        print("| exponent | " + " | ".join(f"{exponent(sizes, column):.2f}" for column in zip(*found)) + " |")


main()
