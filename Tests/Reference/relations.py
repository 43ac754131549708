#!/usr/bin/env python3
"""Figures of verbs that hold two sides against each other, computed straight from the rows of the example data.

The rules are those of Documentation/methods (compare, associate, match, lag) and of `near` and `without` in
Documentation/language.md; nothing here knows the tool. Pairs are found by trying sizes of assignments, days are sets of
dates, tests are counted one by one. Intervals that are drawn at random are left out. As compute.py, whose rows these
are, it writes statements with the rows that each must give:

    python3 Tests/Reference/relations.py > Tests/Reference/relations.json

It needs Python 3.9 or newer and nothing else.
"""
import json
import math
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta
from fractions import Fraction
from statistics import NormalDist

import compute
from compute import EVENTS, INCIDENTS, REGIONS, SNAPSHOT, SOCIAL, TESTS, rounded, select

DAY = timedelta(days=1)
Z = NormalDist().inv_cdf(0.975)
CASES = []


def case(statement, columns, rows):
    CASES.append({"statement": statement, "columns": columns.split(), "rows": rows})


def is_timed(record):
    """Known to the clock, and not to the day or month."""
    return len(record.row["start"]) > 10


def is_dated(record):
    return len(record.row["start"]) > 7


def instants(record):
    """From the start to the end of the end's unit; an unknown end is the start's unit, an ongoing one the snapshot."""
    start, unit = record.start
    if record.end:
        return start, record.end[1]
    if record.row.get("status") == "ongoing":
        return start, datetime(SNAPSHOT.year, SNAPSHOT.month, SNAPSHOT.day) + DAY
    return start, unit


def dates(first, after):
    """The days that a half-open span of instants touches."""
    day, found = first.date(), set()
    while datetime(day.year, day.month, day.day) < after:
        found.add(day)
        day += DAY
    return found


def extent(records):
    """First and last day that the rows of a dataset speak of."""
    days = [moment for record in records for pair in (record.start, record.end) if pair for moment in pair[:1]]
    return min(days).date(), max(days).date()


EVENT_SPAN, INCIDENT_SPAN = extent(EVENTS), extent(INCIDENTS)
COUNTRIES = ("PK", "VE")
BOTH = max(EVENT_SPAN[0], INCIDENT_SPAN[0]), min(EVENT_SPAN[1], INCIDENT_SPAN[1])
RALLIES = [e for e in EVENTS if e.row["kind"] == "rally"]
OPPOSITION = [e for e in EVENTS if e.row["actor"] == "opposition"]
YOUTUBE = [r for r in INCIDENTS if "youtube" in r.platforms]
ON_X = [r for r in INCIDENTS if "x" in r.platforms]


def calendar(first, last):
    return [first + DAY * i for i in range((last - first).days + 1)]


# ---------------------------------------------------------------- associate


def local(record, zone):
    """Clock times on the wall clock of a zone; a day is the local day in any zone."""
    start, end = instants(record)
    last = record.row["end"] or record.row["start"]
    return start + zone * is_timed(record), end + zone * (len(last) > 10)


def event_days(event, within, zone=timedelta(0)):
    start, end = local(event, zone)
    if is_timed(event):
        return dates(start - within, end + within)
    whole = within // DAY * DAY
    return dates(start - whole, end + whole)


def restriction_days(record, active, zone=timedelta(0)):
    first, after = local(record, zone)
    return dates(first, after) if active else {first.date()}


def table(days, x, y):
    """(a, b, c, d) of a country's days, of which x and y are some."""
    a, b, c = len(x & y), len(x - y), len(y - x)
    return a, b, c, len(days) - a - b - c


def crude(a, b, c, d):
    if 0 in (a, b, c, d):
        a, b, c, d = a + 0.5, b + 0.5, c + 0.5, d + 0.5
    ratio = a / (a + b) / (c / (c + d))
    spread = Z * math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
    return ratio, ratio * math.exp(-spread), ratio * math.exp(spread)


def mantel_haenszel(tables):
    informative = [t for t in tables if t[0] + t[1] and t[2] + t[3] and t[0] + t[2]]
    if len(informative) < 2:
        return None, None, None
    above = below = spread = 0.0
    for a, b, c, d in tables:
        n1, n0, m, total = a + b, c + d, a + c, a + b + c + d
        above += a * n0 / total
        below += c * n1 / total
        spread += (m * n1 * n0 - a * c * total) / total**2
    if not above or not below:
        return None, None, None
    ratio, width = above / below, Z * math.sqrt(spread / (above * below))
    return ratio, ratio * math.exp(-width), ratio * math.exp(width)


def exact(a, b, c, d):
    """One-sided p and mid-p of the hypergeometric distribution, in whole numbers to the last step."""
    n1, m, total = a + b, a + c, a + b + c + d

    def ways(k):
        return math.comb(n1, k) * math.comb(total - n1, m - k)

    every = math.comb(total, m)
    tail = sum(ways(k) for k in range(a, min(n1, m) + 1))
    return float(Fraction(tail, every)), float(Fraction(2 * tail - ways(a), 2 * every))


def shifted(period, covered, x, y):
    """p of one country's ratio by all circular shifts of its restrictions over the days of the period that are covered at all; events and
    coverage stay."""
    place = {day: i for i, day in enumerate(period)}
    known = {place[d] for d in covered}
    xs, ys = {place[d] for d in x}, [place[d] for d in y]
    seen = []
    for shift in range(len(period)):
        moved = {(i + shift) % len(period) for i in ys} & known
        hits = len(moved & xs)
        others = len(moved) - hits
        # Over zero is above any ratio, more hits above fewer; no restriction left counts against the finding.
        top = not others
        seen.append((top, hits if top and hits else math.inf if top else
                     Fraction(hits * (len(known) - len(xs)), others * len(xs))))
    return Fraction(1 + sum(ratio >= seen[0] for ratio in seen[1:]), len(period))


def associate(left, right, tail, countries=COUNTRIES, span=BOTH, within=timedelta(0), active=False, by=None,
              zone=timedelta(0)):
    """`left` and `right` are (words, records); one row, or one of each value of `by`."""
    period = calendar(*span)
    days = [day for day in period if BOTH[0] <= day <= BOTH[1]]
    within_days = set(days)
    groups = {(): (left[1], right[1], countries)}
    if by == "country":
        groups = {(c,): (left[1], right[1], [c]) for c in countries}
    elif by == "region":
        groups = {(r,): (left[1], right[1], [c for c in countries if REGIONS[c] == r])
                  for r in sorted({REGIONS[c] for c in countries})}
    elif by == "kind":
        groups = {(k,): (left[1], [e for e in right[1] if e.row["kind"] == k], countries)
                  for k in sorted({e.row["kind"] for e in right[1]})}
    rows, shifts = [], []
    for key, (restrictions, events, places) in groups.items():
        tables, counts = [], [0, 0, 0, 0]
        for country in places:
            mine = [e for e in events if e.country == country and is_dated(e)]
            theirs = [r for r in restrictions if r.country == country and is_dated(r)]
            x = set().union(*[event_days(e, within, zone) for e in mine], set()) & within_days
            y = set().union(*[restriction_days(r, active, zone) for r in theirs], set()) & within_days
            tables.append(table(days, x, y))
            mine = [e for e in mine if event_days(e, within, zone) & within_days]
            theirs = [r for r in theirs if restriction_days(r, active, zone) & within_days]
            counts[0] += len(mine)
            counts[1] += sum(bool(event_days(e, within, zone) & y) for e in mine)
            counts[2] += len(theirs)
            counts[3] += sum(bool(restriction_days(r, active, zone) & x) for r in theirs)
        a, b, c, d = (sum(column) for column in zip(*tables))
        # No event, no day without one or no restriction: nothing to hold against each other.
        says = a + b and c + d and a + c
        figures = [*crude(a, b, c, d), *mantel_haenszel(tables), *exact(a, b, c, d)] if says else [None] * 8
        rows.append([*key, a + b + c + d, a, a + b, a + c, *map(rounded, figures), *counts])
        if by == "country":
            shifts.append(shifted(days, days, x, y) if says else None)
    columns = "days days_with_both x_days y_days risk_ratio risk_ratio_low risk_ratio_high mh_ratio mh_low mh_high "
    columns += "p_fisher p_mid events events_with restrictions restrictions_with"
    if by == "country":
        # Benjamini and Hochberg: each the smallest of its own and of those above it, times tests over rank.
        order = sorted(p for p in shifts if p is not None)
        for row, p in zip(rows, shifts):
            if p is None:
                row += [None, None]
                continue
            adjusted = min(order[i] * len(order) / (i + 1) for i in range(len(order)) if order[i] >= p)
            row += [rounded(float(p)), rounded(float(min(Fraction(1), adjusted)))]
        columns += " p_shift p_adjusted"
    case("associate %s with %s%s%s" % (left[0], right[0], tail, " by " + by if by else ""),
         (by + " " if by else "") + columns, rows)


def associations():
    everything = ("incidents", INCIDENTS)
    any_event, rallies = ("events", EVENTS), ("events(kind = rally)", RALLIES)
    opposed = ("events(actor = opposition)", OPPOSITION)
    for right in (any_event, rallies, opposed):
        associate(everything, right, " in PK, VE")
        associate(everything, right, " in PK, VE", by="country")
        associate(everything, right, " in PK, VE", by="region")
        for words, within in (("1d", DAY), ("2d", 2 * DAY), ("12h", DAY / 2)):
            associate(everything, right, " in PK, VE within " + words, within=within)
        associate(everything, right, " in PK, VE counting active", active=True)
        associate(everything, right, " in PK, VE within 1d counting active", within=DAY, active=True, by="country")
    for name in ("Asia/Karachi", "Asia/Kolkata"):
        zone = compute.ZONES[name]
        for active in (False, True):
            tail = " in PK, VE tz " + name + (" counting active" if active else "")
            associate(everything, any_event, tail, active=active, zone=zone)
            associate(everything, rallies, tail + " within 12h", within=DAY / 2, active=active, zone=zone)
    associate(everything, any_event, " in PK, VE", by="kind")
    associate(everything, any_event, " in PK, VE counting active", active=True, by="kind")
    for words, first, last in (("2022..2024", (2022, 1, 1), (2024, 12, 31)), ("2019", (2019, 1, 1), (2019, 12, 31)),
                               ("2024-H1", (2024, 1, 1), (2024, 6, 30))):
        span = date(*first), date(*last)
        associate(everything, opposed, " in PK, VE during " + words, span=span)
        associate(everything, opposed, " in PK during %s" % words, countries=["PK"], span=span, by="country")
    associate(("incidents(on youtube)", YOUTUBE), opposed, " in VE within 1d", countries=["VE"], within=DAY)


# ---------------------------------------------------------------- match


def time_unit(record):
    start, after = record.start
    return start, after - start


def nearest_gap(left, right):
    """How near two starts may be: each may lie in any second of its unit."""
    (a, unit_a), (b, unit_b) = time_unit(left), time_unit(right)
    if a < b:
        return max(timedelta(0), b - (a + unit_a - timedelta(seconds=1)))
    return max(timedelta(0), a - (b + unit_b - timedelta(seconds=1)))


def largest(edges):
    """The most pairs that records can make, one to one."""
    partner = {}

    def place(left, tried):
        for right in edges[left]:
            if right not in tried:
                tried.add(right)
                if right not in partner or place(partner[right], tried):
                    partner[right] = left
                    return True
        return False

    return sum(place(left, set()) for left in range(len(edges)))


def alike(left, right):
    """Extents and platforms agree where both name some."""
    for field in ("extent", "platforms"):
        a, b = (set(filter(None, r.row.get(field, "").split(";"))) for r in (left, right))
        if a and b and not a & b:
            return False
    return True


def covers(span, record):
    """Some of the unit of the start lies on the days covered."""
    return record.start[0].date() <= span[1] and (record.start[1] - timedelta(seconds=1)).date() >= span[0]


def match(left, right, tail, within, left_span, right_span, countries=COUNTRIES, by=None):
    groups = [[c] for c in countries] if by else [countries]
    rows = []
    for places in groups:
        lefts = [r for r in left[1] if r.country in places and covers(right_span, r)]
        rights = [r for r in right[1] if r.country in places and covers(left_span, r)]
        edges = [[j for j, b in enumerate(rights) if a.country == b.country and alike(a, b)
                  and nearest_gap(a, b) <= within] for a in lefts]
        pairs = largest(edges)
        only_left, only_right = len(lefts) - pairs, len(rights) - pairs
        seen = pairs + only_left + only_right
        shares = [pairs / seen, pairs / (pairs + only_left), pairs / (pairs + only_right)]
        row = [pairs, only_left, only_right, *map(rounded, shares), *chapman(pairs, only_left, only_right)]
        rows.append((places if by else []) + row)
    columns = "pairs only_left only_right agreement precision recall estimate estimate_low estimate_high"
    case("match %s with %s%s%s" % (left[0], right[0], tail, " by country" if by else ""),
         ("country " if by else "") + columns, rows)


def chapman(pairs, only_left, only_right):
    if not pairs or not only_left or not only_right:
        return None, None, None
    n1, n2, seen = pairs + only_left, pairs + only_right, pairs + only_left + only_right
    total = (n1 + 1) * (n2 + 1) / (pairs + 1) - 1
    variance = (n1 + 1) * (n2 + 1) * only_left * only_right / ((pairs + 1) ** 2 * (pairs + 2))
    missed = total - seen
    factor = math.exp(Z * math.sqrt(math.log(1 + variance / missed**2)))
    return rounded(total), rounded(seen + missed / factor), rounded(seen + missed * factor)


def matches():
    youtube, on_x = ("incidents(on youtube)", YOUTUBE), ("incidents(on x)", ON_X)
    for words, within in (("1d", DAY), ("2d", 2 * DAY), ("12h", DAY / 2), ("30d", 30 * DAY)):
        match(youtube, on_x, " in PK, VE within " + words, within, INCIDENT_SPAN, INCIDENT_SPAN)
        match(("incidents", INCIDENTS), ("events(kind = rally)", RALLIES), " in PK, VE within " + words, within,
              INCIDENT_SPAN, EVENT_SPAN, by="country")
        match(("events(kind = rally)", RALLIES), ("incidents", INCIDENTS), " in PK, VE within " + words, within,
              EVENT_SPAN, INCIDENT_SPAN, by="country")
    match(("incidents(extent = full-network)", [r for r in INCIDENTS if r.row["extent"] == "full-network"]),
          ("incidents(extent = service-based)", [r for r in INCIDENTS if r.row["extent"] == "service-based"]),
          " in PK within 2d", 2 * DAY, INCIDENT_SPAN, INCIDENT_SPAN, countries=["PK"])


# ---------------------------------------------------------------- lag


def lag_of(record, events):
    """(lag, by the day) to the nearest event, of two as near the earlier."""
    found = None
    for event in sorted(events, key=lambda e: e.start[0]):
        by_day = not (is_timed(record) and is_timed(event))
        if by_day:
            lag = datetime.combine(record.start[0].date(), datetime.min.time()) - datetime.combine(
                event.start[0].date(), datetime.min.time())
        else:
            lag = record.start[0] - event.start[0]
        if found is None or abs(lag) < abs(found[0]):
            found = lag, by_day
    return found


def lag(left, right, tail, low, high, step, countries=COUNTRIES, span=BOTH):
    whole_days = step % DAY == timedelta(0) and low % DAY == timedelta(0)
    bins = [low + step * i for i in range((high - low) // step)]
    counts = [0] * len(bins)
    for record in left[1]:
        events = [e for e in right[1] if e.country == record.country and span[0] <= e.start[0].date() <= span[1]]
        if record.country not in countries or not span[0] <= record.start[0].date() <= span[1]:
            continue
        events = [e for e in events if is_dated(e) and (whole_days or is_timed(e))]
        if not events or not is_dated(record) or not (whole_days or is_timed(record)):
            continue
        distance, _ = lag_of(record, events)
        if low <= distance < high:
            counts[(distance - low) // step] += 1
    hours = timedelta(hours=1)
    case("lag %s to %s%s" % (left[0], right[0], tail), "lag_from_h lag_to_h count",
         [[start // hours, (start + step) // hours, count] for start, count in zip(bins, counts)])


def lags():
    everything, any_event = ("incidents", INCIDENTS), ("events", EVENTS)
    opposed, rallies = ("events(actor = opposition)", OPPOSITION), ("events(kind = rally)", RALLIES)
    for right in (any_event, opposed, rallies):
        lag(everything, right, " in PK, VE between -7d and 7d per 1d", -7 * DAY, 7 * DAY, DAY)
        lag(everything, right, " in PK between -4d and 4d per 2d", -4 * DAY, 4 * DAY, 2 * DAY, countries=["PK"])
        lag(everything, right, " in PK, VE during 2024 between -3d and 3d per 1d", -3 * DAY, 3 * DAY, DAY,
            span=(date(2024, 1, 1), BOTH[1]))
    lag(everything, rallies, " in PK, VE between -6h and 6h per 1h", -DAY / 4, DAY / 4, timedelta(hours=1))
    lag(("incidents(on youtube)", YOUTUBE), opposed, " in VE between -2d and 2d per 1d", -2 * DAY, 2 * DAY, DAY,
        countries=["VE"])


# ---------------------------------------------------------------- near, without


def gap(left, right):
    """Between two things, each as long as it lasted; 0 where they meet. By whole days if one is known only to the day,
    so that with less than a day only those of one day are near."""
    if is_timed(left) and is_timed(right):
        (a, b), (c, d) = instants(left), instants(right)
        return max(timedelta(0), c - b, a - d)
    (a, b), (c, d) = ((min(days), max(days)) for days in (dates(*instants(left)), dates(*instants(right))))
    return max(timedelta(0), c - b, a - d)


def is_near(record, others, within):
    """What is known only to the month is near nothing."""
    return is_dated(record) and any(
        o.country == record.country and is_dated(o) and gap(record, o) <= within for o in others)


def is_alone(record, others, span, within):
    """None near, and the record's days and as many on either side as may matter are all covered."""
    if not is_dated(record) or is_near(record, others, within):
        return False
    days = event_days(record, within)
    return span[0] <= min(days) and max(days) <= span[1]


def neighbours():
    sides = [
        ("events", EVENTS, INCIDENT_SPAN, [
            ("incidents", INCIDENTS), ("incidents(on youtube)", YOUTUBE),
            ("incidents(extent = full-network)", [r for r in INCIDENTS if r.row["extent"] == "full-network"])]),
        ("incidents", INCIDENTS, EVENT_SPAN, [
            ("events", EVENTS), ("events(kind = rally)", RALLIES), ("events(actor = opposition)", OPPOSITION)]),
    ]
    for subject, records, span, selections in sides:
        for words, others in selections:
            for spelled, within in (("1d", DAY), ("12h", DAY / 2), ("3d", 3 * DAY)):
                near = [r for r in records if is_near(r, others, within)]
                far = [r for r in records if is_alone(r, others, span, within)]
                for clause, kept in (("near", near), ("without", far)):
                    tail = " %s %s within %s" % (clause, words, spelled)
                    ids = sorted(kept, key=lambda r: (r.start[0], r.row["start"], r.country))
                    case("list %s%s" % (subject, tail), "start country",
                         [[r.row["start"], r.country] for r in ids])
                    figures = [sum(r.country == c for r in kept) for c in COUNTRIES]
                    order = sorted(range(2), key=lambda i: (-figures[i], COUNTRIES[i]))
                    places = compute.places(figures)
                    rows = [[compute.spelled(places[i], places), COUNTRIES[i], figures[i]] for i in order if figures[i]]
                    case("rank countries by %s%s" % (subject, tail), "rank country %s" % subject, rows)


# ---------------------------------------------------------------- compare


def changed(before, *others):
    """Difference and ratio of each of the others and the first."""
    found = []
    for later in others:
        known = before is not None and later is not None
        found += [rounded(later - before) if known else None, rounded(later / before) if known and before else None]
    return found


RATES = {
    "interference-rate": lambda tests: exact_rate(tests, "anomaly", "confirmed"),
    "failure-rate": lambda tests: sum(not t.says for t in tests) / len(tests) if tests else None,
    "blocking-rate": lambda tests: exact_blocking(tests),
}


def exact_rate(tests, *outcomes):
    says = [t for t in tests if t.says]
    return sum(t.outcome in outcomes for t in says) / len(says) if says else None


def exact_blocking(tests):
    says = [t for t in tests if t.says]
    if not says:
        return None
    base = math.fsum(compute.baseline(t) for t in says) / len(says)
    return max(0.0, (exact_rate(says, "anomaly", "confirmed") - base) / (1 - base))


def phase(tests, first, after):
    """Tests of the stored hours that start in a half-open span."""
    return [t for t in tests if first <= t.time.replace(minute=0, second=0) < after]


def phases(tests, event, before, after):
    start, end = instants(event)
    return (phase(tests, start - before, start), phase(tests, start, end), phase(tests, end, end + after))


def group_key(dimension):
    return lambda test: getattr(test, dimension)


def by_difference(rows, column):
    """Largest absolute difference first, those without one last, ties by name."""
    return sorted(rows, key=lambda row: (row[column] is None, -abs(row[column] or 0), row[0]))


def split(tests, dimension):
    groups = defaultdict(list)
    for test in tests:
        groups[getattr(test, dimension)].append(test)
    return groups


def compare_one(measure, tests, words, moments, dimension=None, minimum=30):
    """Around one thing: three phases; rates under `min n` are not shown, nor what rests on them."""
    rows = []
    for key, members in split(tests, dimension).items() if dimension else [((), tests)]:
        parts = [phase(members, *moment) for moment in moments]
        sizes = [sum(t.says for t in part) for part in parts]
        rates = [RATES[measure](part) for part in parts]
        rates = [rate if size >= minimum else None for rate, size in zip(rates, sizes)]
        rows.append(([key] if dimension else []) + [rounded(r) if r is not None else None for r in rates]
                    + changed(*rates) + sizes)
    name = measure.replace("-", "_")
    times = ["before", "during", "after"]
    columns = [dimension] if dimension else []
    columns += ["%s_%s" % (name, t) for t in times] + ["difference", "ratio", "difference_after", "ratio_after"]
    columns += ["n_" + t for t in times]
    if dimension:
        rows = by_difference(rows, 4)
    clause = " by " + dimension if dimension else ""
    case("compare %s%s%s" % (measure, words, clause) + (" min n = %d" % minimum if minimum != 30 else ""),
         " ".join(columns), rows)


def compare_spans(measure, tests, words, spans, dimension):
    rows = []
    for key, members in split(tests, dimension).items():
        against, during = (phase(members, *span) for span in spans)
        sizes = [sum(t.says for t in part) for part in (during, against)]
        rates = [RATES[measure](part) for part in (during, against)]
        rates = [rate if size >= 30 else None for rate, size in zip(rates, sizes)]
        shown = [rounded(r) if r is not None else None for r in rates]
        rows.append([key] + shown + changed(rates[1], rates[0]) + sizes)
    name = measure.replace("-", "_")
    case("compare %s%s by %s" % (measure, words, dimension),
         "%s %s_during %s_against difference ratio n_during n_against" % (dimension, name, name),
         by_difference(rows, 3))


def moments_of(event, before, after):
    start, end = instants(event)
    return (start - before, start), (start, end), (end, end + after)


def compare_many(measure, tests, words, events, before, after, countries):
    """Around several: each counts once, windows that overlap within a country are both dropped."""
    windows = [(e, instants(e)[0] - before, instants(e)[1] + after) for e in events if e.country in countries]
    free = [w for w in windows
            if not any(o is not w and o[0].country == w[0].country and o[1] < w[2] and w[1] < o[2] for o in windows)]
    rates, sizes = [], [0, 0, 0]
    for event, _, _ in free:
        own = [t for t in tests if t.country == event.country]
        parts = phases(own, event, before, after)
        figures = [RATES[measure](part) for part in parts]
        if None not in figures:
            rates.append(figures)
            sizes = [total + sum(t.says for t in part) for total, part in zip(sizes, parts)]
    means = [math.fsum(column) / len(rates) for column in zip(*rates)] if rates else [None] * 3
    name = measure.replace("-", "_")
    columns = ["%s_%s" % (name, t) for t in ("before", "during", "after")]
    columns += ["difference", "ratio", "difference_after", "ratio_after", "n_before", "n_during", "n_after", "events"]
    case("compare %s%s" % (measure, words), " ".join(columns),
         [[*(rounded(m) if m is not None else None for m in means), *changed(*means), *sizes, len(rates)]])


def compare_incidents(words, events, width, spelled, dimension=None):
    """Starts in the windows, added up over the events that do not overlap; each row has the events of its place."""
    # Some incidents are known only to the day, so that an event's own time is its days.
    windows = []
    for e in events:
        start, end = (moment.replace(hour=0, minute=0, second=0) for moment in
                      (instants(e)[0], instants(e)[1] - timedelta(seconds=1) + DAY))
        windows.append((e, start - width, start, end, end + width))
    free = [w for w in windows
            if not any(o is not w and o[0].country == w[0].country and o[1] < w[4] and w[1] < o[4] for o in windows)]
    first, last = INCIDENT_SPAN
    free = [w for w in free if first <= w[1].date() and (w[4] - timedelta(seconds=1)).date() <= last]
    rows = []
    keys = {None: COUNTRIES}
    if dimension:
        keys = {c if dimension == "country" else REGIONS[c]: [c] for c in COUNTRIES}
    for key, places in keys.items():
        own = [w for w in free if w[0].country in places]
        counts = [sum(w[0].country == r.country and w[i] <= r.start[0] < w[i + 1] for w in own for r in INCIDENTS
                      if is_dated(r)) for i in (1, 2, 3)]
        if own:
            rows.append(([key] if dimension else []) + counts + changed(*counts) + [len(own)])
    columns = "incidents_before incidents_during incidents_after difference ratio difference_after ratio_after events"
    case("compare incidents around %s before %s after %s%s" % (words, spelled, spelled,
         " by " + dimension if dimension else ""), (dimension + " " if dimension else "") + columns,
         by_difference(rows, 4) if dimension else rows)


def comparisons():
    for dimension in (None, "country", "region"):
        for words, chosen in (("events(kind = rally)", RALLIES), ("events(actor = opposition)", OPPOSITION),
                              ("events(in PK)", [e for e in EVENTS if e.country == "PK"])):
            compare_incidents(words, chosen, 7 * DAY, "7d", dimension)
            compare_incidents(words, chosen, 2 * DAY, "2d", dimension)
    named = {e.id: e for e in EVENTS}
    social = {c: [t for t in TESTS if t.country == c and t.platform in SOCIAL] for c in ("PK", "VE")}
    rally, telethon = named["pk-2023-12-17-virtual-rally"], named["pk-2024-01-07-telethon"]
    for measure in RATES:
        compare_one(measure, social["PK"], " in PK on @social around event %s before 7d after 7d" % rally.id,
                    moments_of(rally, 7 * DAY, 7 * DAY))
        compare_one(measure, social["PK"], " in PK on @social around event %s before 5d after 3d" % telethon.id,
                    moments_of(telethon, 5 * DAY, 3 * DAY), dimension="platform", minimum=5)
        day = datetime(2024, 1, 7)
        compare_one(measure, TESTS, " around 2024-01-07 before 3d after 3d",
                    ((day - 3 * DAY, day), (day, day + DAY), (day + DAY, day + 4 * DAY)), dimension="country")
        hour = datetime(2024, 1, 7, 13)
        compare_one(measure, social["PK"], " in PK on @social around 2024-01-07T13..2024-01-07T19 before 12h after 12h",
                    ((hour - DAY / 2, hour), (hour, hour + timedelta(hours=7)),
                     (hour + timedelta(hours=7), hour + timedelta(hours=19))), dimension="platform")
        spans = (datetime(2023, 12, 11), datetime(2024, 1, 1)), (datetime(2024, 1, 1), datetime(2024, 1, 29))
        for dimension, tests, place in (("country", TESTS, ""), ("platform", select(country=["PK"]), " in PK")):
            if dimension == "platform":
                tests = [t for t in tests if t.platform in SOCIAL]
                place += " on @social"
            compare_spans(measure, tests, "%s during 2024-01 against 2023-12" % place, spans, dimension)
        for words, chosen in (("events(kind = rally)", RALLIES), ("events(actor = opposition)", OPPOSITION)):
            for spelled, width in (("7d", 7 * DAY), ("3d", 3 * DAY), ("24h", DAY)):
                compare_many(measure, social["PK"], " in PK on @social around %s before %s after %s min n = 1" % (
                    words, spelled, spelled), chosen, width, width, ["PK"])


# ---------------------------------------------------------------- episodes

# What generate_synthetic.py puts into the rows: blocks of four platforms in Pakistan, TikTok in India throughout.
BLOCKS = [
    (datetime(2023, 12, 17, 15), datetime(2023, 12, 17, 22)), (datetime(2024, 1, 7, 13), datetime(2024, 1, 7, 20)),
    (datetime(2024, 1, 20, 14), datetime(2024, 1, 20, 20)),
]
BLOCKED = ["facebook", "instagram", "x", "youtube"]


def enforcing(tests):
    """Networks of which most tests interfere."""
    return {network for network, members in split([t for t in tests if t.says], "network").items()
            if 2 * sum(t.interferes for t in members) > len(members)}


def episodes():
    """The blocks that are in the rows are what is found: no other, and on the networks that show them."""
    pakistan = [t for t in TESTS if t.country == "PK" and t.platform in BLOCKED]
    networks = [enforcing(phase(pakistan, *block)) for block in BLOCKS]
    india = enforcing([t for t in TESTS if t.country == "IN" and t.platform == "tiktok"])
    days = len({t.time.date() for t in TESTS})
    figures = "episodes blocked_days networks_blocked"
    measures = "show episodes, blocked-days, networks-blocked"
    both = [["IN", 1, days, len(india)], ["PK", len(BLOCKS), len(BLOCKS), len(set.union(*networks))]]
    case(measures + " by country", "country " + figures, both)
    case(measures, figures, [[sum(row[i] for row in both) for i in (1, 2)] + [len(india | set.union(*networks))]])
    case(measures + " by platform", "platform " + figures,
         [[p] + (both[0] if p == "tiktok" else both[1])[1:] for p in sorted(BLOCKED + ["tiktok"])])
    for block, found in zip(BLOCKS, networks):
        case("%s in PK during %s" % (measures, block[0].date()), figures, [[1, 1, len(found)]])
    case("show episodes, blocked-days in PK per month", "month episodes blocked_days",
         [["2023-12", 1, 1], ["2024-01", 2, 2]])
    measured = min(t.time for t in TESTS).date(), max(t.time for t in TESTS).date()
    known = [r for r in INCIDENTS if r.country == "PK" and covers(measured, r)]
    pairs = largest([[i for i, block in enumerate(BLOCKS) if abs(r.start[0] - block[0]) <= DAY] for r in known])
    only = len(known) - pairs, len(BLOCKS) - pairs
    case("match incidents with episodes in PK within 1d", "pairs only_left only_right agreement estimate",
         [[pairs, *only, rounded(pairs / (pairs + sum(only))), chapman(pairs, *only)[0]]])
    case("rank countries by episodes on @social", "rank country episodes", [["1", "PK", 3], ["2", "IN", 1]])


def main():
    for part in (associations, matches, lags, neighbours, comparisons, episodes):
        part()
    sys.stdout.write("[\n" + ",\n".join(json.dumps(c, ensure_ascii=False) for c in CASES) + "\n]\n")


if __name__ == "__main__":
    main()
