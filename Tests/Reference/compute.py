#!/usr/bin/env python3
"""Figures of the example data, computed straight from the rows of its three files.

Nothing here knows the tool: tests are counted one by one, incidents and events are taken as they stand in their files,
and the quantile of Student's t is found by bisection of its distribution function. The output is a list of statements
with the rows that each must give, and is kept beside this file as expected.json:

    python3 Tests/Reference/compute.py > Tests/Reference/expected.json

It needs Python 3.9 or newer and nothing else. Shares are written to 12 significant digits.
"""
import csv
import json
import math
import pathlib
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"
HOSTS = {
    "twitter.com": "x", "www.facebook.com": "facebook", "www.instagram.com": "instagram", "www.tiktok.com": "tiktok",
    "www.youtube.com": "youtube", "www.wikipedia.org": "wikipedia", "www.bbc.com": None, "example.org": None,
}
SUBREGIONS = {
    "BD": "southern-asia", "IN": "southern-asia", "PK": "southern-asia", "TR": "western-asia",
    "BR": "latin-america-and-the-caribbean", "CO": "latin-america-and-the-caribbean",
    "VE": "latin-america-and-the-caribbean", "DE": "western-europe", "KE": "sub-saharan-africa",
}
REGIONS = {
    "BD": "asia", "IN": "asia", "PK": "asia", "TR": "asia", "BR": "americas", "CO": "americas", "VE": "americas",
    "DE": "europe", "KE": "africa",
}
SOCIAL = ["x", "facebook", "instagram", "youtube", "tiktok"]
OUTCOMES = ["ok", "anomaly", "confirmed", "failure"]
ZONES = {"UTC": timedelta(0), "Asia/Karachi": timedelta(hours=5), "Asia/Kolkata": timedelta(hours=5, minutes=30)}
RULES = [
    "starts", "active", "onset-days", "service-based", "full-network", "multi-region", "shutdown-days", "platform-days",
]
CASES = []


def read(name):
    with open(EXAMPLES / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rounded(value):
    return None if value is None else float("%.12g" % value)


def case(statement, columns, rows):
    CASES.append({"statement": statement, "columns": columns, "rows": rows})


# ---------------------------------------------------------------- Student's t


def incomplete_beta(x, a, b):
    """I_x(a, b) by Lentz's continued fraction."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    front = math.exp(
        a * math.log(x) + b * math.log1p(-x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)) / a
    tiny = 1e-300
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    fraction = d
    for m in range(1, 10_000):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + numerator * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + numerator / c
            c = c if abs(c) > tiny else tiny
            fraction *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return front * fraction


def student_quantile(freedom):
    """The t that leaves 2.5% above it."""
    low, high = 0.0, 1000.0
    for _ in range(200):
        middle = (low + high) / 2
        above = incomplete_beta(freedom / (freedom + middle * middle), freedom / 2, 0.5) / 2
        low, high = (middle, high) if above > 0.025 else (low, middle)
    return (low + high) / 2


def interval(networks):
    """(rate, lower, upper) of pairs (n, k), one a network."""
    networks = [(n, k) for n, k in networks if n > 0]
    total, hits = sum(n for n, _ in networks), sum(k for _, k in networks)
    if total == 0:
        return None, None, None
    rate = hits / total
    squares = sum(n * n for n, _ in networks)
    design = 1 + 0.05 * (squares / total - 1)
    count = len(networks)
    if count > 1 and 0 < hits < total:
        spread = sum((k - rate * n) ** 2 for n, k in networks)
        clustered = count / (count - 1) * spread / total**2
        design = max(design, clustered / (rate * (1 - rate) / total))
    size = total / design
    t = student_quantile(max(1.0, total * total / squares - 1))
    centre = (rate + t * t / (2 * size)) / (1 + t * t / size)
    half = t / (1 + t * t / size) * math.sqrt(rate * (1 - rate) / size + t * t / (4 * size * size))
    lower = 0.0 if hits == 0 else max(0.0, centre - half)
    upper = 1.0 if hits == total else min(1.0, centre + half)
    return rate, lower, upper


# ---------------------------------------------------------------- measurements


class Test:
    def __init__(self, row):
        self.time = datetime.strptime(row["measurement_start_time"], "%Y-%m-%dT%H:%M:%SZ")
        self.country = row["probe_cc"]
        self.subregion, self.region = SUBREGIONS[self.country], REGIONS[self.country]
        self.asn = int(row["probe_asn"])
        self.network = "AS%d" % self.asn
        self.test = row["test_name"]
        host = row["input"].split("/")[2] if row["input"] else None
        self.target = host or self.test
        self.platform = HOSTS[host] if host else self.test
        failed, confirmed, anomaly = (row[key] == "t" for key in ("msm_failure", "confirmed", "anomaly"))
        self.outcome = "failure" if failed else "confirmed" if confirmed else "anomaly" if anomaly else "ok"

    @property
    def says(self):
        return self.outcome != "failure"

    @property
    def interferes(self):
        return self.outcome in ("anomaly", "confirmed")


TESTS = [Test(row) for row in read("synthetic-measurements.csv")]


def share(part, whole):
    part, whole = sum(1 for _ in part), sum(1 for _ in whole)
    return rounded(part / whole) if whole else None


def rate(tests, *outcomes):
    return share((t for t in tests if t.outcome in outcomes), (t for t in tests if t.says))


def n(tests):
    return sum(t.says for t in tests)


MEASURES = {
    "tests": len,
    "n": n,
    "networks": lambda tests: len({t.asn for t in tests if t.says}),
    "covered-hours": lambda tests: len({t.time.replace(minute=0, second=0) for t in tests if t.says}),
    "covered-days": lambda tests: len({t.time.date() for t in tests if t.says}),
    "ok-rate": lambda tests: rate(tests, "ok"),
    "anomaly-rate": lambda tests: rate(tests, "anomaly"),
    "confirmed-rate": lambda tests: rate(tests, "confirmed"),
    "interference-rate": lambda tests: rate(tests, "anomaly", "confirmed"),
    "failure-rate": lambda tests: share((t for t in tests if not t.says), tests),
    "blocking-rate": lambda tests: blocking(tests)[0],
}


def column(name):
    return name.replace("-", "_")


def by_network(tests):
    found = defaultdict(lambda: [0, 0])
    for test in tests:
        found[test.asn][0] += test.says
        found[test.asn][1] += test.interferes
    return [found[asn] for asn in sorted(found)]


def monthly_rates():
    counts = defaultdict(lambda: [0, 0])
    for test in TESTS:
        entry = counts[test.target, test.time.strftime("%Y-%m"), test.country]
        entry[0] += test.says
        entry[1] += test.interferes
    rates = defaultdict(dict)
    for (target, month, country), (tested, hits) in counts.items():
        if tested >= 30:
            rates[target, month][country] = hits / tested
    return rates


MONTHLY = monthly_rates()


def baseline(test):
    others = sorted(
        value for country, value in MONTHLY[test.target, test.time.strftime("%Y-%m")].items() if country != test.country)
    if len(others) < 5:
        return 0.02
    middle = len(others) // 2
    return others[middle] if len(others) % 2 else (others[middle - 1] + others[middle]) / 2


def blocking(tests):
    said = [t for t in tests if t.says]
    if not said:
        return None, None, None
    base = math.fsum(baseline(t) for t in said) / len(said)
    return tuple(rounded(max(0.0, (value - base) / (1 - base))) for value in interval(by_network(tests)))


BINS = {
    "hour": lambda t: t.strftime("%Y-%m-%dT%H"),
    "day": lambda t: t.strftime("%Y-%m-%d"),
    "week": lambda t: "%d-W%02d" % tuple(t.isocalendar())[:2],
    "month": lambda t: t.strftime("%Y-%m"),
    "quarter": lambda t: "%d-Q%d" % (t.year, (t.month + 2) // 3),
    "half": lambda t: "%d-H%d" % (t.year, 1 if t.month <= 6 else 2),
    "year": lambda t: str(t.year),
}


def select(during=None, zone="UTC", **wanted):
    """Tests with the attributes wanted, in a half-open span of local wall-clock time. A stored hour belongs where it
    starts, so the hour's start is what is compared."""
    kept = []
    for test in TESTS:
        hour = test.time.replace(minute=0, second=0) + ZONES[zone]
        if during and not during[0] <= hour < during[1]:
            continue
        if all(getattr(test, key) in values for key, values in wanted.items()):
            kept.append(test)
    return kept


def span(first, last=None):
    """Whole days, or hours where they say so; the last one is in."""
    last = last or first
    if "T" in first:
        start, end = (datetime.strptime(text, "%Y-%m-%dT%H") for text in (first, last))
        return start, end + timedelta(hours=1)
    return datetime.fromisoformat(first), datetime.fromisoformat(last) + timedelta(days=1)


def local_hour(test, zone):
    return test.time.replace(minute=0, second=0) + ZONES[zone]


def key_order(key):
    return [(value is None, value or "") for value in key]


def grouped(tests, dimensions, per=None, zone="UTC"):
    found = defaultdict(list)
    for test in tests:
        key = [getattr(test, name) for name in dimensions]
        if per:
            key.append(BINS[per](local_hour(test, zone)))
        found[tuple(key)].append(test)
    return [(list(key), found[key]) for key in sorted(found, key=key_order)]


def show(measures, tail="", tests=None, by=(), per=None, zone="UTC", minimum=0, named_tail=None):
    """Adds a `show` with its rows; `tail` is the clauses that chose the tests."""
    tests = TESTS if tests is None else tests
    statement = "show " + ", ".join(measures) + tail
    statement += " by " + ", ".join(by) if by else ""
    statement += " per " + per if per else ""
    statement += " tz " + zone if zone != "UTC" else ""
    statement += " min n = %d" % minimum if minimum else ""
    rows = []
    for key, members in grouped(tests, by, per, zone):
        figures = [MEASURES[measure](members) for measure in measures]
        if n(members) < minimum:
            figures = [None if m.endswith("-rate") else figure for m, figure in zip(measures, figures)]
        rows.append(key + figures)
    case(statement, list(by) + ([per] if per else []) + [column(m) for m in measures], rows)


def rates():
    plain = ["tests", "n", "networks"]
    shares = ["ok-rate", "anomaly-rate", "confirmed-rate", "interference-rate", "failure-rate"]
    show(plain)
    show(shares)
    show(["covered-hours"], by=["country"])
    show(["covered-days"], by=["country"])
    show(["covered-hours", "covered-days"], by=["country"])
    parts = [[key[0], len(members), rounded(len(members) / len(TESTS))] for key, members in grouped(TESTS, ["country"])]
    case("show tests by country with share", ["country", "tests", "tests_share"], parts)
    largest = sorted(sorted(parts, key=lambda part: -part[1])[:2])
    case("show tests by country with share top 2", ["country", "tests", "tests_share"], largest)
    show(plain + shares, by=["country"])
    show(["interference-rate", "n"], " in PK", select(country=["PK"]), by=["platform"])
    show(["interference-rate", "tests"], by=["region"])
    show(["interference-rate", "tests"], by=["subregion"])
    show(["tests", "failure-rate"], by=["target"])
    show(["tests", "anomaly-rate"], by=["test"])
    show(["blocking-rate", "n"], by=["country"])
    show(["blocking-rate"], " in PK, VE, IN on @social", select(country=["PK", "VE", "IN"], platform=SOCIAL),
         by=["country", "platform"])
    show(["interference-rate", "n"], " in PK", select(country=["PK"]), by=["network"])
    show(["interference-rate"], " in southern-asia", select(subregion=["southern-asia"]), by=["country"])
    show(["tests"], " in southern-asia, VE", select(country=["BD", "IN", "PK", "VE"]))
    show(["interference-rate", "n"], " in PK, VE on @social where test != telegram",
         select(country=["PK", "VE"], platform=SOCIAL), by=["country", "platform"], minimum=500)
    show(["tests"], " where country = PK and platform in (x, youtube) or test = telegram",
         [t for t in TESTS if t.country == "PK" and t.platform in ("x", "youtube") or t.test == "telegram"])
    show(["n"], ' where target = "twitter.com" and network = 64512',
         select(target=["twitter.com"], asn=[64512]), by=["country"])


def times():
    for per in ("week", "month", "quarter", "half", "year"):
        show(["interference-rate", "tests"], " in PK", select(country=["PK"]), per=per)
    evening = span("2024-01-07")
    show(["interference-rate", "n"], " in PK on @social during 2024-01-07",
         select(evening, country=["PK"], platform=SOCIAL), by=["platform"])
    for zone in ZONES:
        days = select(span("2024-01-06", "2024-01-08"), zone, country=["PK"])
        show(["interference-rate", "n", "networks"], " in PK during 2024-01-06..2024-01-08", days, per="day", zone=zone)
        hours = select(span("2024-01-07T13", "2024-01-07T20"), zone, country=["PK"], platform=SOCIAL)
        show(["blocking-rate", "n"], " in PK on @social during 2024-01-07T13..2024-01-07T20", hours, per="hour",
             zone=zone)
        show(["tests"], " during 2024-01", select(span("2024-01-01", "2024-01-31"), zone), by=["country"], zone=zone)
        show(["covered-days", "n"], " in VE during 2023-12", select(span("2023-12-01", "2023-12-31"), zone,
             country=["VE"]), zone=zone)
    show(["blocking-rate", "interference-rate"], " in VE on youtube, instagram during 2024-01-14T16..2024-01-14T17",
         select(span("2024-01-14T16", "2024-01-14T17"), country=["VE"], platform=["youtube", "instagram"]),
         by=["network"])


def outcomes():
    rows = []
    for (country,), members in grouped(TESTS, ["country"]):
        rows += [[country, o, sum(t.outcome == o for t in members)] for o in OUTCOMES]
    case("show tests by country, outcome", ["country", "outcome", "tests"], rows)
    members = select(country=["PK"])
    case(
        "show interference-rate in PK by outcome", ["outcome", "interference_rate", "n"],
        [[o, rate(members, o) if o in ("anomaly", "confirmed") else None, n(members)] for o in OUTCOMES])


def intervals():
    slices = [
        (" in PK on @social", select(country=["PK"], platform=SOCIAL), ["platform"]),
        ("", TESTS, ["country"]),
        (" in PK on x during 2024-01-07", select(span("2024-01-07"), country=["PK"], platform=["x"]), []),
        (" in PK on x during 2024-01-07", select(span("2024-01-07"), country=["PK"], platform=["x"]), ["network"]),
    ]
    for tail, tests, by in slices:
        clause = " by " + by[0] if by else ""
        rows = []
        raised = []
        for key, members in grouped(tests, by):
            networks = by_network(members)
            measured = sum(1 for count, _ in networks if count)
            rows.append(key + [rounded(v) for v in interval(networks)] + [n(members), measured])
            raised.append(key + list(blocking(members)))
        for name, found, support in (("interference_rate", rows, ["n", "networks"]), ("blocking_rate", raised, [])):
            case(
                "show %s%s%s with ci" % (name.replace("_", "-"), tail, clause),
                by + [name, name + "_low", name + "_high"] + support, found)


# ---------------------------------------------------------------- catalogues


def moment(text):
    """(first instant, first instant after) of the unit that a spelling names."""
    if not text:
        return None
    if len(text) == 7:
        first = date.fromisoformat(text + "-01")
        return datetime(first.year, first.month, 1), datetime(first.year + first.month // 12, first.month % 12 + 1, 1)
    if len(text) == 10:
        start = datetime.fromisoformat(text)
        return start, start + timedelta(days=1)
    start = datetime.strptime(text, "%Y-%m-%dT%H:%MZ")
    return start, start + timedelta(minutes=1)


class Record:
    def __init__(self, row):
        self.id, self.country = row["id"], row["country"]
        self.start, self.end = moment(row["start"]), moment(row["end"])
        self.row = row

    def values(self, field):
        return [value.strip() for value in self.row[field].split(";") if value.strip()] or [None]

    @property
    def platforms(self):
        return [p for p in self.values("platforms") if p]

    def days(self, snapshot):
        """First and last day in force: an unknown end counts the first day, an ongoing one runs to the snapshot."""
        first = self.start[0].date()
        if self.end:
            return first, (self.end[1] - timedelta(microseconds=1)).date()
        return first, snapshot if self.row["status"] == "ongoing" else first


INCIDENTS = [Record(row) for row in read("incidents.csv")]
EVENTS = [Record(row) for row in read("events.csv")]
SNAPSHOT = max(t[0].date() for r in INCIDENTS for t in (r.start, r.end) if t)


def counted(records, rule, first, last):
    """One rule over whole days first..last."""
    if rule in ("active", "shutdown-days", "platform-days"):
        total = 0
        for record in records:
            start, end = record.days(SNAPSHOT)
            days = (min(end, last) - max(start, first)).days + 1
            if days > 0:
                total += {"active": 1, "shutdown-days": days, "platform-days": days * len(record.platforms)}[rule]
        return total
    started = [r for r in records if first <= r.start[0].date() <= last]
    if rule == "onset-days":
        return len({r.start[0].date() for r in started})
    if rule in ("service-based", "full-network"):
        return sum(r.row["extent"] == rule for r in started)
    if rule == "multi-region":
        return sum(r.row["scope"] in ("national", "multi-region") for r in started)
    return len(started)


YEARS = [(year, date(year, 1, 1), date(year, 12, 31)) for year in range(2019, 2025)]
COUNTRIES = ["PK", "VE"]


def of_country(records, country):
    return [r for r in records if r.country == country]


def incidents():
    for rule in RULES:
        rows = [
            [country, str(year), counted(of_country(INCIDENTS, country), rule, first, last)]
            for country in COUNTRIES for year, first, last in YEARS
        ]
        case("show incidents by country per year during 2019..2024 counting " + rule,
             ["country", "year", "incidents"], rows)
    half = date(2024, 1, 1), date(2024, 6, 30)
    for rule in RULES:
        case("show incidents in PK during 2024-H1 counting " + rule, ["incidents"],
             [[counted(of_country(INCIDENTS, "PK"), rule, *half)]])
    everything = date(2019, 1, 1), date(2024, 12, 31)
    for field, name in (("cause", "cause"), ("extent", "extent"), ("scope", "scope"), ("access", "access"),
                        ("platforms", "platform"), ("ordered_by", "ordered-by")):
        groups = defaultdict(list)
        for record in INCIDENTS:
            for value in record.values(field):
                groups[value].append(record)
        rows = [[key, counted(groups[key], "starts", *everything)] for key in sorted(groups, key=lambda k: (k is None, k or ""))]
        case("show incidents during 2019..2024 by " + name, [column(name), "incidents"], rows)
    platforms = sorted({p for r in INCIDENTS for p in r.platforms})
    year = date(2024, 1, 1), date(2024, 12, 31)
    rows = [[p, counted([r for r in INCIDENTS if p in r.platforms], "shutdown-days", *year)] for p in platforms]
    case("show incidents during 2024 by platform counting platform-days", ["platform", "incidents"], rows + [[None, 0]])
    hit = [r for r in INCIDENTS if "x" in r.platforms]
    case("show incidents on x during 2024 counting platform-days", ["incidents"],
         [[counted(hit, "shutdown-days", *year)]])
    venezuela = of_country(INCIDENTS, "VE")
    rows = [[str(y), counted(venezuela, "active", date(y, 1, 1), date(y, 12, 31))] for y in range(2019, 2026)]
    case("show incidents in VE per year counting active", ["year", "incidents"], rows)
    video = [r for r in INCIDENTS if "youtube" in r.platforms]
    case("show incidents on youtube during 2019..2024 per year", ["year", "incidents"],
         [[str(year), counted(video, "starts", first, last)] for year, first, last in YEARS])
    case("show incidents where platforms >= 3 and extent = service-based during 2019..2024 by country",
         ["country", "incidents"],
         [[c, counted([r for r in of_country(INCIDENTS, c) if len(r.platforms) >= 3], "service-based", *everything)]
          for c in COUNTRIES])


def durations():
    def median(records):
        known = sorted((r.days(SNAPSHOT)[1] - r.days(SNAPSHOT)[0]).days + 1 for r in records if r.end)
        middle = len(known) // 2
        return None if not known else known[middle] if len(known) % 2 else (known[middle - 1] + known[middle]) / 2

    case("show median-incident-duration by country", ["country", "median_incident_duration"],
         [[c, median(of_country(INCIDENTS, c))] for c in COUNTRIES])
    years = [[str(year), median([r for r in of_country(INCIDENTS, "PK") if r.start[0].year == year])]
             for year in range(2020, 2025)]
    case("show median-incident-duration in PK during 2020..2024 per year", ["year", "median_incident_duration"], years)


def events():
    for field in ("kind", "actor"):
        keys = sorted({r.row[field] for r in EVENTS})
        case("show events by " + field, [field, "events"], [[k, sum(r.row[field] == k for r in EVENTS)] for k in keys])
    rows = [
        [country, str(year), sum(r.start[0].year == year for r in of_country(EVENTS, country))]
        for country in COUNTRIES for year, _, _ in YEARS
    ]
    case("show events during 2019..2024 by country per year", ["country", "year", "events"], rows)
    chosen = [r for r in EVENTS if r.row["kind"] in ("rally", "speech") and r.row["actor"] == "opposition"]
    case("show events where kind in (rally, speech) and actor = opposition by country", ["country", "events"],
         [[c, len(of_country(chosen, c))] for c in COUNTRIES])


def occupied(event):
    """An event lasts to the end of its end's unit, or of its start's."""
    return event.start[0], (event.end or event.start)[1]


def windows():
    """`during events(...)`: a thing counts if its own country had a selected event then."""
    chosen = [e for e in EVENTS if e.row["actor"] == "opposition"]

    def meets(country, start, end):
        return any(e.country == country and occupied(e)[0] < end and start < occupied(e)[1] for e in chosen)

    hour = timedelta(hours=1)
    kept = [t for t in TESTS if meets(t.country, local_hour(t, "UTC"), local_hour(t, "UTC") + hour)]
    selection = " during events(actor = opposition)"
    show(["tests", "n", "interference-rate", "networks"], selection, kept)
    show(["blocking-rate", "tests"], " on @social" + selection, [t for t in kept if t.platform in SOCIAL],
         by=["country", "platform"])
    show(["tests"], selection, kept, per="day")

    def begun(record):
        return any(
            e.country == record.country and occupied(e)[0] <= record.start[0] < occupied(e)[1] for e in chosen)

    def lasting(record):
        start = record.start[0]
        if record.end:
            return meets(record.country, start, record.end[1])
        last = record.days(SNAPSHOT)[1]
        return meets(record.country, start, datetime(last.year, last.month, last.day) + timedelta(days=1))

    for rule, holds in (("starts", begun), ("active", lasting)):
        case("show incidents%s by country counting %s" % (selection, rule), ["country", "incidents"],
             [[c, sum(map(holds, of_country(INCIDENTS, c)))] for c in COUNTRIES])


# ---------------------------------------------------------------- ranks


def places(figures):
    return [1 + sum(other > figure for other in figures) for figure in figures]


def spelled(place, all_places):
    return "%d=" % place if all_places.count(place) > 1 else str(place)


def ranks():
    by_country = grouped(TESTS, ["country"])
    for measure in ("interference-rate", "networks", "blocking-rate"):
        rows = [(key[0], MEASURES[measure](members)) for key, members in by_country]
        found = places([figure for _, figure in rows])
        order = sorted(range(len(rows)), key=lambda i: (-rows[i][1], rows[i][0]))
        case("rank countries by %s min n = 30" % measure, ["rank", "country", column(measure)],
             [[spelled(found[i], found), *rows[i]] for i in order])
    causes = sorted({v for r in INCIDENTS for v in r.values("cause") if v})
    figures = [sum(v in r.values("cause") for r in INCIDENTS) for v in causes]
    found = places(figures)
    order = sorted(range(len(causes)), key=lambda i: (-figures[i], causes[i]))
    case("rank causes by incidents with share", ["rank", "cause", "incidents", "incidents_share"],
         [[spelled(found[i], found), causes[i], figures[i], rounded(figures[i] / sum(figures))] for i in order])
    varied()


def varied():
    period = date(2019, 1, 1), date(2024, 12, 31)
    figures = {rule: [counted(of_country(INCIDENTS, c), rule, *period) for c in COUNTRIES] for rule in RULES}
    columns, rows = ["country"], []
    for rule in RULES:
        columns += ["incidents_" + column(rule), "rank_" + column(rule)]
    order = sorted(range(len(COUNTRIES)), key=lambda i: (-figures["starts"][i], COUNTRIES[i]))
    for i in order:
        row, own = [COUNTRIES[i]], []
        for rule in RULES:
            found = places(figures[rule])
            own.append(found[i])
            row += [figures[rule][i], spelled(found[i], found)]
        rows.append(row + [min(own), max(own)])
    case("rank countries by incidents during 2019..2024 vary counting", columns + ["rank_low", "rank_high"], rows)


def main():
    for part in (rates, times, outcomes, intervals, incidents, durations, events, windows, ranks):
        part()
    sys.stdout.write("[\n")
    sys.stdout.write(",\n".join(json.dumps(c, ensure_ascii=False) for c in CASES))
    sys.stdout.write("\n]\n")


if __name__ == "__main__":
    main()
