"""bench_raw.py BINARY BYTES SEED RUNS [FILE.json ...]: loads of raw measurements, scored, beside DuckDB taking fields.

The same file is loaded plain and from gzip. DuckDB has two sides: eight fields of the top level into a table, and the
same with one field of `test_keys`, which is the least that a score needs. Neither scores. Every time is a whole
command's, both sides in turn, medians. The number of rows and the rows by country must be the same on all sides.
"""

import csv
import io
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import run, say

HERE = Path(__file__).resolve().parent
NAMES = ["report_id", "input", "measurement_start_time", "probe_cc", "probe_asn", "test_name", "software_version"]


def duckdb_sql(data, with_keys):
    last, kind = ("test_keys", "json") if with_keys else ("resolver_ip", "varchar")
    columns = ", ".join([f"{name}: 'varchar'" for name in NAMES] + [f"{last}: '{kind}'"])
    extra = "test_keys->>'blocking' as blocking" if with_keys else last
    return (f"create table m as select {', '.join(NAMES)}, {extra} from read_json('{data}', columns = {{{columns}}},"
            " format = 'newline_delimited', maximum_object_size = 33554432)")


def main():
    binary, size, seed, runs = os.path.abspath(sys.argv[1]), *map(int, sys.argv[2:5])
    with tempfile.TemporaryDirectory(prefix="curfew-bench-") as folder:
        data = Path(folder) / "raw.jsonl"
        say(f"writing {size:,} bytes of raw measurements, seed {seed}")
        with open(data, "wb") as file:
            subprocess.run([sys.executable, HERE / "generate_raw.py", str(size), str(seed), *sys.argv[5:]], stdout=file,
                           check=True)
        subprocess.run(["gzip", "--keep", data], check=True)
        counts = countries(data)
        tables = [table(measure(binary, path, counts, runs, Path(folder) / "side.db"), path, runs)
                  for path in (data, data.with_suffix(".jsonl.gz"))]
    text = "\n".join(tables)
    target = HERE.parent.parent / ".build" / "bench-raw.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text)
    print(text, end="")


def countries(data):
    """Lines of each country."""
    counts = {}
    with open(data) as lines:
        for line in lines:
            country = line.split('"probe_cc":"', 1)[1][:2]
            counts[country] = counts.get(country, 0) + 1
    return counts


def measure(binary, data, counts, runs, base):
    """Every run of each side, in turn, into a new database every time."""
    duckdb = shutil.which("duckdb")
    sides = [("curfew: read, scored, stored", lambda: [binary, "--db", base, "load", data])]
    if duckdb:
        for name, with_keys in (("DuckDB: eight fields", False), ("DuckDB: the same, one of test_keys", True)):
            sql = duckdb_sql(data, with_keys)
            sides.append((name, lambda sql=sql: [duckdb, base, "-c", sql]))
    found = {name: [] for name, _ in sides}
    for turn in range(runs):
        for name, command in sides:
            for end in ("", "-wal", "-shm", ".wal"):
                Path(f"{base}{end}").unlink(missing_ok=True)
            found[name].append(run(command()))
            say(f"{data.name}, {name}, run {turn + 1}: {found[name][-1][0]:.2f} s")
            if turn == 0:
                check(name, binary, duckdb, base, counts)
    return found


def check(name, binary, duckdb, base, counts):
    """Both sides have every line, and as many of each country."""
    if name.startswith("curfew"):
        text = run([binary, "--db", base, "--format", "csv", "-c", "show tests by country"])[2]
        seen = {row["country"]: int(row["tests"]) for row in csv.DictReader(io.StringIO(text))}
    else:
        text = run([duckdb, "-csv", "-noheader", base, "-c", "select probe_cc, count(*) from m group by 1"])[2]
        seen = {row[0]: int(row[1]) for row in csv.reader(io.StringIO(text))}
    if seen != counts:
        sys.exit(f"bench: {name} has {sum(seen.values())} rows of {sum(counts.values())}, or other countries")


def table(found, data, runs):
    names = list(found)
    wall = {name: statistics.median(each[0] for each in found[name]) for name in names}
    lines = [f"{data.name}, {data.stat().st_size / 1e6:.0f} MB of raw measurements; {os.cpu_count()} processors "
             f"({platform.machine()}); median of {runs}.", "",
             "| load | s | CPU s | of eight fields | of one of test_keys | peak MB |",
             "| --- | --- | --- | --- | --- | --- |"]
    for name in names:
        peers = [f"{wall[name] / wall[peer]:.2f}" for peer in names[1:]] or ["no data"] * 2
        cpu = statistics.median(each[3] for each in found[name])
        peak = max(each[1] for each in found[name]) / 1e6
        lines.append(f"| {name} | {wall[name]:.2f} | {cpu:.2f} | {' | '.join(peers)} | {peak:.0f} |")
    return "\n".join(lines) + "\n"


main()
