#!/usr/bin/env python3
"""Figures of two published lists held against each other, counted straight from their rows.

    python3 Tests/Reference/relations_data.py DATA

DATA is a folder with incidents/access-now-stop-2016-2025.csv, incidents/isoc-pulse-shutdowns-expanded.csv,
events/powell-thyne-coups.tsv and events/mass-mobilization-1990-2020.csv. Writes statements with the rows that each must
give, as relations.py does, by whose rules it counts. Restrictions are known to the day, so are coups and protests.
"""
import csv
import json
import pathlib
import sys
from datetime import date, datetime, timedelta

import access_now
from relations import chapman, crude, exact, largest, mantel_haenszel, rounded, table

DAY = timedelta(days=1)
# ISO 3166-1 has 249; Kosovo is told apart too.
WORLD = 250
COUPS = {
    "Burkina Faso": "BF", "Burundi": "BI", "Chad": "TD", "Gabon": "GA", "Guinea": "GN", "Guinea-Bissau": "GW",
    "Mali": "ML", "Myanmar": "MM", "Niger": "NE", "Sao Tome and Principe": "ST", "Sudan": "SD", "Turkey": "TR",
    "Zimbabwe": "ZW",
}
PROTESTS = {"India": "IN", "Iran": "IR", "Pakistan": "PK", "Sudan": "SD", "Venezuela": "VE", "Kenya": "KE"}
SERVICES = {
    "facebook": "Facebook", "twitter": "Twitter", "whatsapp": "WhatsApp", "instagram": "Instagram",
    "telegram": "Telegram",
}
CASES = []
FIGURES = "days days_with_both x_days y_days risk_ratio risk_ratio_low risk_ratio_high mh_ratio mh_low mh_high "
FIGURES += "p_fisher p_mid events events_with restrictions restrictions_with"


def case(statement, columns, rows):
    CASES.append({"statement": statement, "columns": columns.split(), "rows": rows})


def days_between(first, last):
    return {first + DAY * i for i in range((last - first).days + 1)}


def restrictions(path):
    """(country, first day, last day, extents, platforms) of each country of each incident."""
    records = access_now.incidents(path)
    snapshot = max(day for r in records for day in (r.start, r.end) if day)
    found = []
    for record in records:
        platforms = {key for key in SERVICES if record.row[key + "_affected"].strip().lower() in ("yes", "true", "1")}
        extents = {name for name in ("Full network", "Service-based") if name in record.row["shutdown_extent"]}
        for country in record.countries:
            found.append((country, record.start, record.last_day(snapshot), extents, platforms))
    return found


def coups(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [r for r in csv.DictReader(file, delimiter="\t")]
    days = [date(int(r["year"]), int(r["month"]), int(r["day"])) for r in rows]
    recent = [(COUPS[r["country"]], day, day) for r, day in zip(rows, days) if day.year >= 2015]
    return recent, max(days)


def protests(path):
    with open(path, encoding="latin-1", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["protest"] == "1" and r["country"] in PROTESTS]
    day = date.fromisoformat
    return [(PROTESTS[r["country"]], day(r["start_date"]), day(r["end_date"])) for r in rows]


def associate(statement, left, right, span, countries, places, within=0, active=False, by=False):
    """`places` is how many countries the denominator has; those without a record add days alone."""
    covered = days_between(*span)
    tables, counts, rows = {}, {}, []
    for country in countries:
        events = [days_between(a - DAY * within, b + DAY * within) & covered for c, a, b in right if c == country]
        lasting = [days_between(a, b if active else a) & covered for c, a, b, *_ in left if c == country]
        events, lasting = [e for e in events if e], [r for r in lasting if r]
        x, y = set().union(*events, set()), set().union(*lasting, set())
        tables[country] = table(covered, x, y)
        met = sum(bool(e & y) for e in events), sum(bool(r & x) for r in lasting)
        counts[country] = [len(events), met[0], len(lasting), met[1]]
    idle = (0, 0, 0, len(covered) * (places - len(countries)))
    groups = [[c] for c in countries] if by else [countries]
    for group in groups:
        parts = [tables[c] for c in group] + ([] if by else [idle])
        a, b, c, d = (sum(column) for column in zip(*parts))
        says = a + b and c + d and a + c
        strata = [p for p in parts if sum(p)]
        figures = [*crude(a, b, c, d), *mantel_haenszel(strata), *exact(a, b, c, d)] if says else [None] * 8
        totals = [sum(column) for column in zip(*(counts[c] for c in group))]
        rows.append((group if by else []) + [a + b + c + d, a, a + b, a + c, *map(rounded, figures), *totals])
    case(statement, ("country " if by else "") + FIGURES, rows)


def against_coups(recorded, folder):
    events, last = coups(folder / "events/powell-thyne-coups.tsv")
    full = [r for r in recorded if "Full network" in r[3]]
    spans = ("2018..2021", (date(2018, 1, 1), date(2021, 12, 31))), ("2016..2023", (date(2016, 1, 1), last))
    for years, span in spans:
        for words, left in (("incidents(from access-now)", recorded),
                            ("incidents(from access-now, extent = full-network)", full)):
            countries = sorted({c for c, *_ in left} | {c for c, *_ in events})
            for within in (0, 2):
                for active in (False, True):
                    tail = " during " + years + (" within %dd" % within if within else "")
                    tail += " counting active" if active else ""
                    associate("associate %s with events(from coups)%s" % (words, tail), left, events, span, countries,
                              WORLD, within, active)
    span = date(2016, 1, 1), last
    counts = [0] * 14
    for country, start, *_ in full:
        lags = [(start - day).days for c, day, _ in sorted(events) if c == country and span[0] <= day <= span[1]]
        if lags and span[0] <= start <= span[1]:
            nearest = min(lags, key=lambda lag: (abs(lag), -lag))
            if -7 <= nearest < 7:
                counts[nearest + 7] += 1
    case("lag incidents(from access-now, extent = full-network) to events(from coups) during 2016..2023 "
         "between -7d and 7d per 1d", "lag_from_h lag_to_h count",
         [[24 * i, 24 * i + 24, n] for i, n in zip(range(-7, 7), counts)])


def against_protests(recorded, folder):
    events = protests(folder / "events/mass-mobilization-1990-2020.csv")
    countries = sorted(PROTESTS.values())
    span = date(2017, 1, 1), date(2019, 12, 31)
    for within in (0, 1):
        for by in (False, True):
            for active in (False, True):
                tail = " in %s during 2017..2019" % ", ".join(countries) + (" within %dd" % within if within else "")
                tail += (" by country" if by else "") + (" counting active" if active else "")
                associate("associate incidents(from access-now) with events(from mass-mobilization)" + tail, recorded,
                          events, span, countries, len(countries), within, active, by)


def pulse(path):
    """(country, start, extents, platforms), one an address."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = {row["detail_url"]: row for row in csv.DictReader(file)}
    found = []
    for row in rows.values():
        service = row["shutdown_type"] == "Service blocking"
        platforms = {key for key, name in SERVICES.items() if service and name in row["connection_type"].split(", ")}
        extents = {"Service-based" if service else "Full network"}
        found.append((row["country_code"], datetime.fromisoformat(row["start_datetime"]), extents, platforms))
    return found


def pairs(lefts, rights, within):
    edges = []
    for country, start, _, extents, platforms in lefts:
        low = datetime.fromisoformat("%sT00:00:00+00:00" % start)
        high = low + DAY - timedelta(seconds=1)
        edges.append([j for j, (c, at, e, p) in enumerate(rights)
                      if c == country and max(low - at, at - high, timedelta(0)) <= DAY * within
                      and (not (e and extents) or e & extents) and (not (p and platforms) or p & platforms)])
    return largest(edges)


def against_pulse(recorded, folder):
    listed = pulse(folder / "incidents/isoc-pulse-shutdowns-expanded.csv")
    case("show incidents from merged, access-now, pulse", "incidents",
         [[len(recorded) + len(listed) - pairs(recorded, listed, 2)]])
    first, last = date(2023, 1, 1), date(2025, 8, 5)
    for within in (1, 2, 7):
        lefts = [r for r in recorded if "Full network" in r[3] and first <= r[1] <= last]
        rights = [r for r in listed if "Full network" in r[2] and first <= r[1].date() <= last]
        rows = []
        for country in sorted({r[0] for r in lefts + rights}):
            mine, theirs = ([r for r in side if r[0] == country] for side in (lefts, rights))
            both = pairs(mine, theirs, within)
            only = len(mine) - both, len(theirs) - both
            shares = [both / whole if whole else None for whole in (both + sum(only), len(mine), len(theirs))]
            rows.append([country, both, *only, *map(rounded, shares), *chapman(both, *only)])
        case("match incidents(from access-now, extent = full-network) with incidents(from pulse, "
             "extent = full-network) during 2023-01-01..2025-08-05 within %dd by country" % within,
             "country pairs only_left only_right agreement precision recall estimate estimate_low estimate_high", rows)


def main():
    folder = pathlib.Path(sys.argv[1])
    recorded = restrictions(folder / "incidents/access-now-stop-2016-2025.csv")
    for part in (against_coups, against_protests, against_pulse):
        part(recorded, folder)
    json.dump(CASES, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
