"""bench.py BINARY ROWS SEED RUNS: see bench.sh.

Every time is a whole command's, from start to end, processes included, nothing subtracted. Only ratios of one run mean
anything: machines differ and are shared. A slice is compared only where both sides give the same figures.
"""

import csv
import io
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import run, say

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent.parent
COUNTED = ("count(*) filter ((anomaly or confirmed) and not msm_failure)::double"
           " / nullif(count(*) filter (not msm_failure), 0), count(*) filter (not msm_failure)")
HOST = "regexp_extract(input, '^https?://([^/]+)', 1)"
COUNTRY, PLATFORM = "IR", "x"
# (what, Curfew's statement, DuckDB's, columns of the key)
SLICES = [
    ("rate by country over the year", "show interference-rate by country",
     f"select probe_cc, {COUNTED} from m group by 1", ["country"]),
    (f"rate in {COUNTRY} by day and target", f"show interference-rate in {COUNTRY} by target per day",
     f"select case when input is null then test_name else {HOST} end, strftime(measurement_start_time, '%Y-%m-%d'),"
     f" {COUNTED} from m where probe_cc = '{COUNTRY}' group by 1, 2", ["target", "day"]),
    (f"rate of {PLATFORM} in {COUNTRY} by hour, three days",
     f"show interference-rate in {COUNTRY} on {PLATFORM} during 2023-03-01..2023-03-03 per hour",
     f"select strftime(measurement_start_time, '%Y-%m-%dT%H'), {COUNTED} from m where probe_cc = '{COUNTRY}'"
     f" and {HOST} in ('x.com', 'twitter.com') and measurement_start_time >= '2023-03-01'"
     " and measurement_start_time < '2023-03-04' group by 1", ["hour"]),
]
RATE = ("count(*) filter ((anomaly or confirmed) and not msm_failure and measurement_start_time {0} '2023-07-01')::double"
        " / nullif(count(*) filter (not msm_failure and measurement_start_time {0} '2023-07-01'), 0)")
COMPARED = f"{RATE.format('>=')} - {RATE.format('<')}"
# (what, Curfew's statement, DuckDB's): the difference of two half-years, which both work out.
COMPARISONS = [
    ("half-years by country", "compare interference-rate during 2023-H2 against 2023-H1 by country min n = 1",
     f"select probe_cc, {COMPARED} from m group by 1", "country"),
    ("half-years by target", "compare interference-rate during 2023-H2 against 2023-H1 by target min n = 1",
     f"select case when input is null then test_name else {HOST} end, {COMPARED} from m group by 1", "target"),
]
# (what, statement, seconds that it must not take): what no database has a function for.
ANALYSES = [
    ("episodes of one country, one year", f"list episodes in {COUNTRY}", 0.5),
    ("episodes of the world, one year", "rank countries by blocked-days", 10),
    ("index of the world with 1,000 draws, episodes included", "rank countries by restriction-index with ci", None),
    ("associate, 200 countries, 4 years, 10,000 shifts",
     "associate incidents(from made-incidents) with events(from made-events) during 2020..2023", 2),
    ("lag, the same", "lag incidents(from made-incidents) to events(from made-events) between -14d and 14d per 1d", None),
]


def size(base):
    return sum(Path(f"{base}{end}").stat().st_size for end in ("", "-wal", ".wal") if Path(f"{base}{end}").exists())


def remove(base):
    for end in ("", "-wal", "-shm", ".wal"):
        Path(f"{base}{end}").unlink(missing_ok=True)


class Bench:
    def __init__(self, binary, rows, seed, runs, folder):
        self.binary, self.rows, self.runs, self.folder = binary, rows, runs, folder
        self.data = folder / "measurements.csv"
        self.duckdb, self.sqlite = shutil.which("duckdb"), shutil.which("sqlite3")
        say(f"writing {rows:,} measurements, seed {seed}")
        with open(self.data, "wb") as file:
            subprocess.run([sys.executable, HERE / "generate_measurements.py", str(rows), str(seed)], stdout=file,
                           check=True)

    def loads(self):
        """Each side's load, in turn, into a new database every time; the last database is kept for the slices."""
        sides = {"curfew load": lambda base: run([self.binary, "--db", base, "load", self.data, "--as", "bench"])}
        if self.duckdb:
            statement = f"create table m as select * from read_csv('{self.data}')"
            sides["DuckDB create table as"] = lambda base: run([self.duckdb, base, "-c", statement])
        if self.sqlite:
            script = f".mode csv\npragma journal_mode=off;\npragma synchronous=off;\n.import {self.data} m\n"
            sides["sqlite3 .import"] = lambda base: run([self.sqlite, base], script)
        found = {name: [] for name in sides}
        for turn in range(self.runs):
            for number, (name, load) in enumerate(sides.items()):
                base = str(self.folder / f"side{number}.db")
                remove(base)
                found[name].append(load(base))
                say(f"{name}, run {turn + 1}: {found[name][-1][0]:.1f} s")
        return [(name, statistics.median(each[0] for each in runs), statistics.median(each[3] for each in runs),
                 max(each[1] for each in runs), size(self.folder / f"side{number}.db"))
                for number, (name, runs) in enumerate(found.items())]

    def slices(self):
        """Seconds of each side for each slice, and that both sides agree."""
        for what, statement, sql, keys in SLICES:
            ours, theirs, inside = [], [], []
            for _ in range(max(self.runs, 5)):
                ours.append(run([self.binary, "--db", self.folder / "side0.db", "--format", "csv", "-c", statement]))
                if self.duckdb:
                    theirs.append(run([self.duckdb, "-readonly", "-csv", "-noheader", self.folder / "side1.db", "-c",
                                       sql]))
                    inside.append(self.timed(sql))
            agrees = self.agree(ours[-1][2], theirs[-1][2], keys) if theirs else None
            yield (what, statistics.median(each[0] for each in ours), statistics.median(each[0] for each in theirs)
                   if theirs else None, statistics.median(inside) if inside else None, agrees)

    def comparisons(self):
        """As `slices`, of differences: theirs has no interval, and its ratios are ours to twelve digits."""
        for what, statement, sql, key in COMPARISONS:
            ours, theirs = [], []
            for _ in range(max(self.runs, 5)):
                ours.append(run([self.binary, "--db", self.folder / "side0.db", "--format", "csv", "-c", statement]))
                if self.duckdb:
                    theirs.append(run([self.duckdb, "-readonly", "-csv", "-noheader", self.folder / "side1.db", "-c",
                                       sql]))
            agrees = self.same(ours[-1][2], theirs[-1][2], key) if theirs else None
            yield (what, statistics.median(each[0] for each in ours), statistics.median(each[0] for each in theirs)
                   if theirs else None, None, agrees)

    @staticmethod
    def same(ours, theirs, key):
        left = {row[key]: float(row["difference"]) for row in csv.DictReader(io.StringIO(ours)) if row["difference"]}
        right = {row[0]: float(row[1]) for row in csv.reader(io.StringIO(theirs)) if row[1] not in ("", "NULL")}
        wrong = [name for name in left.keys() | right.keys()
                 if abs(left.get(name, 9) - right.get(name, 9)) > 1e-9]
        if wrong:
            sys.exit(f"bench: the sides differ in {len(wrong)} rows, such as {wrong[0]}: {left.get(wrong[0])} and "
                     f"{right.get(wrong[0])}")
        return len(left)

    def analyses(self, seed):
        """Seconds and processor seconds of statements that have no counterpart, on the same measurements and made-up
        incidents and events of the same countries."""
        base = str(self.folder / "side0.db")
        source = random.Random(seed)
        with open(self.data) as file:
            countries = sorted({row["probe_cc"] for row in csv.DictReader(file)})
        for name, header, kinds in (("incidents", "id,country,start,end,extent", ["service-based", "full-network"]),
                                    ("events", "id,country,start,end,kind", ["protest", "election", "rally"])):
            path = self.folder / f"made-{name}.csv"
            with open(path, "w") as file:
                file.write(header + "\n")
                for number in range(3_000):
                    day = f"{source.randint(2020, 2023)}-{source.randint(1, 12):02}-{source.randint(1, 28):02}"
                    file.write(f"m{number},{source.choice(countries)},{day},{day},{source.choice(kinds)}\n")
            run([self.binary, "--db", base, "load", path, "--as", f"made-{name}"])
        for what, statement, must in ANALYSES:
            found = [run([self.binary, "--db", base, "--format", "csv", "-c", statement]) for _ in range(self.runs)]
            yield (what, statistics.median(each[0] for each in found), statistics.median(each[3] for each in found),
                   max(each[1] for each in found), must)

    def timed(self, sql):
        """What DuckDB itself says of the query alone, in a process that has run it once."""
        text = run([self.duckdb, "-readonly", "-csv", self.folder / "side1.db", "-c", f"{sql};", "-c", ".timer on", "-c",
                    f"{sql};"])[2]
        return float(text.rsplit("real", 1)[1].split()[0])

    @staticmethod
    def agree(ours, theirs, keys):
        """The number of rows in which both have the same figures; ends the bench where they differ."""
        def figure(text):
            return "" if text in ("", "NULL") else f"{float(text):.9g}"
        left = {tuple(row[key] for key in keys): (figure(row["interference_rate"]), row["n"])
                for row in csv.DictReader(io.StringIO(ours))}
        right = {tuple(row[:len(keys)]): (figure(row[len(keys)]), row[len(keys) + 1])
                 for row in csv.reader(io.StringIO(theirs))}
        # An hour without a test, and a group with failures only, is a row without a figure on one side.
        left = {key: value for key, value in left.items() if value[1] != "0"}
        right = {key: value for key, value in right.items() if value[1] != "0"}
        if left != right:
            wrong = sorted(key for key in left.keys() | right.keys() if left.get(key) != right.get(key))
            sys.exit(f"bench: the sides differ in {len(wrong)} rows, such as {wrong[0]}: "
                     f"{left.get(wrong[0])} and {right.get(wrong[0])}")
        return len(left)


def version(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[0].strip()


def table(header, rows):
    lines = [header] + ["---"] + [row for row in rows]
    width = len(header)
    return "\n".join("| " + " | ".join(["---"] * width if line == "---" else line) + " |" for line in lines)


def report(bench, loads, slices, comparisons, analyses):
    peers = [("curfew", version(bench.binary, "--version"))]
    if bench.duckdb:
        peers.append(("DuckDB", version(bench.duckdb, "--version")))
    if bench.sqlite:
        peers.append(("sqlite3", version(bench.sqlite, "--version").split()[0]))
    million = bench.rows / 1e6
    base = next((load for load in loads if load[0].startswith("DuckDB")), None)
    rows = [[name, f"{wall:.2f}", f"{cpu:.2f}", f"{wall / base[1]:.2f}" if base else "no data", f"{memory / 1e6:.0f}",
             f"{disk / million / 1e6:.1f}"] for name, wall, cpu, memory, disk in loads]
    parts = [
        f"{bench.rows:,} measurements, {bench.data.stat().st_size / 1e6:.0f} MB of CSV; {os.cpu_count()} processors "
        f"({platform.machine()}); median of {bench.runs}. " + ", ".join(f"{name} {text}" for name, text in peers) + ".",
        table(["load", "s", "CPU s", "of DuckDB's", "peak MB", "disk MB a million rows"], rows)]
    rows = [[what, f"{ours * 1e3:.0f}", f"{theirs * 1e3:.0f}" if theirs else "no data",
             f"{inside * 1e3:.0f}" if inside is not None else "no data", f"{ours / theirs:.2f}" if theirs else "no data",
             f"{agrees:,} rows the same" if agrees is not None else "not checked"]
            for what, ours, theirs, inside, agrees in slices]
    parts.append(table(["slice, whole command", "curfew ms", "DuckDB ms", "DuckDB's query alone, warm, ms",
                        "of DuckDB's", "figures"], rows))
    rows = [[what, f"{ours * 1e3:.0f}", f"{theirs * 1e3:.0f}" if theirs else "no data",
             f"{ours / theirs:.2f}" if theirs else "no data",
             f"{agrees:,} rows the same" if agrees is not None else "not checked"]
            for what, ours, theirs, _, agrees in comparisons]
    parts.append(table(["compare, with intervals by network; theirs without, whole command", "curfew ms", "DuckDB ms",
                        "of DuckDB's", "figures"], rows))
    rows = [[what, f"{wall:.2f}", f"{cpu:.2f}", f"{memory / 1e6:.0f}", f"{must:g}" if must else ""]
            for what, wall, cpu, memory, must in analyses]
    parts.append(table(["analysis, whole command", "s", "CPU s", "peak MB", "must, s, on 10,000,000"], rows))
    return "\n\n".join(parts) + "\n"


def main():
    binary, rows, seed, runs = os.path.abspath(sys.argv[1]), *map(int, sys.argv[2:5])
    with tempfile.TemporaryDirectory(prefix="curfew-bench-") as folder:
        bench = Bench(binary, rows, seed, runs, Path(folder))
        text = report(bench, bench.loads(), list(bench.slices()), list(bench.comparisons()), list(bench.analyses(seed)))
    target = PACKAGE / ".build" / "bench.md"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text)
    print(text, end="")


main()
