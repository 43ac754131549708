#!/usr/bin/env python3
"""Figures of Documentation/results/shutdowns-and-politics.md from the publishers' files, by other means than Curfew's.

    python3 Tests/Reference/shutdowns_and_politics.py FOLDER

FOLDER holds outages/ioda-investigated-outages-2018-2022.csv, incidents/access-now-stop-2016-2025.csv,
events/powell-thyne-coups.tsv and events/mass-mobilization-1990-2020.csv. Standard library only; country codes and zones
are those of the system's time zone database.
"""

import csv
import re
import statistics
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ORDERED = {"Government-Ordered", "Exams"}
FIRST, LAST = date(2018, 1, 1), date(2021, 7, 31)
MONTHS = "January February March April May June July August September October November December".split()

# Spellings of the four files that the list of the time zone database does not have.
ALIASES = {
    "Myanmar/Burma": "MM", "Myanmar": "MM", "Swaziland": "SZ", "eSwatini": "SZ", "Eswatini": "SZ", "Syria": "SY",
    "Saint Martin": "MF", "Turks And Caicos Islands": "TC", "Federated States Of Micronesia": "FM",
    "Democratic Republic of (DRC)": "CD",
    "Central African Republic": "CF", "Timor-Leste": "TL", "Timor Leste": "TL", "Reunion": "RE", "Curacao": "CW",
    "Saint Kitts and Nevis": "KN", "Saint Kitts And Nevis": "KN", "Palestinian Territories": "PS", "South Korea": "KR",
    "Kyrgyz Republic (Kyrgyzstan)": "KG", "Ivory Coast (Cote d'Ivoire)": "CI", "Saint Lucia": "LC",
    "Sao Tome And Principe": "ST", "Antigua And Barbuda": "AG", "Congo Kinshasa": "CD", "Congo Brazzaville": "CG",
    "Democratic Republic of the Congo": "CD", "Republic of the Congo": "CG", "Republic of Congo": "CG", "Congo": "CG",
    "Cape Verde": "CV", "Ivory Coast": "CI", "Macedonia": "MK", "Czech Republic": "CZ", "United Kingdom": "GB",
    "North Korea": "KP", "Bosnia": "BA", "Germany East": "DE", "Germany West": "DE", "Kosovo": "XK", "Niger": "NE",
    "Slovak Republic": "SK", "Guinea": "GN", "United Arab Emirate": "AE", "Burma": "MM", "Iran": "IR", "Sudan": "SD",
    "Nigeria": "NG", "Yugoslavia": None, "USSR": None, "Czechoslovakia": None, "Serbia and Montenegro": None,
    "Iran (Islamic Republic of)": "IR", "Syrian Arab Republic": "SY", "Palestine, State of": "PS", "Turkey": "TR",
    "Türkiye": "TR", "Somaliland": "SO", "Congo DRC": "CD", "DRC": "CD", "European Union": None,
}


def zone_table(name):
    with open(f"/usr/share/zoneinfo/{name}", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]


CODES = {fields[1]: fields[0] for fields in zone_table("iso3166.tab")}
ZONES = {}
for fields in zone_table("zone.tab"):
    ZONES.setdefault(fields[0], fields[2])


def code(name):
    name = name.strip()
    if name in ALIASES:
        return ALIASES[name]
    if name in CODES:
        return CODES[name]
    near = [value for key, value in CODES.items() if key.startswith(name) or name.startswith(key)]
    return near[0] if near else None


def moment(text):
    """One of the three spellings of IODA's table; None where there is no time."""
    found = re.match(r"(?:\w+,? )?(\w+) (\d+), (\d+), (\d+):(\d+):? ?(?:\d+)? ?(AM|PM)", text.strip())
    if found:
        month, day, year, hour, minute, half = found.groups()
        month = MONTHS.index(month) + 1
    else:
        found = re.match(r"(\d+)/(\d+)/(\d+)\s+(\d+):(\d+)(?::\d+)?:? ?(AM|PM)?", text.strip())
        if not found:
            return None
        month, day, year, hour, minute, half = found.groups()
    hour = int(hour)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "PM" else 0)
    return datetime(int(year), int(month), int(day), hour, int(minute))


def national_outages(folder):
    """(country, start, end, cause), each outage once."""
    with open(f"{folder}/outages/ioda-investigated-outages-2018-2022.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    scope = next(key for key in rows[0] if key.startswith("Scope"))
    outages = {}
    for row in rows:
        start, end = moment(row["Begin time"]), moment(row["End time"])
        if row[scope].startswith("Country") and start and FIRST <= start.date() <= LAST:
            outages[row["ID"], start, end] = (code(row["Country"]), start, end, row["Cause"].strip())
    return list(outages.values())


def catalogue(folder):
    """(country, first day, last day) of full-network shutdowns in more than one province; the last is the first where
    it is not known."""
    with open(f"{folder}/incidents/access-now-stop-2016-2025.csv", encoding="utf-8-sig", newline="") as file:
        read = list(csv.DictReader(file))
    rows = [{key.strip(): (value or "").strip() for key, value in row.items() if key} for row in read]
    found = set()
    for row in rows:
        wide = row["geo_scope"].startswith("It affected locations in more than one state")
        if "Full network" in row["shutdown_extent"] and wide:
            start = date.fromisoformat(row["start_date"][:10])
            ends = re.match(r"\d{4}-\d{2}-\d{2}", row["end_date"])
            end = date.fromisoformat(ends[0]) if ends else start
            # A cell may name several countries.
            found |= {(code(name), start, max(start, end)) for name in row["country"].split(";")}
    return found


def describe(name, outages):
    lengths = [(end - start).total_seconds() / 3600 for _, start, end, _ in outages if end and end >= start]
    local = [start.replace(tzinfo=timezone.utc).astimezone(ZoneInfo(ZONES[c])) for c, start, _, _ in outages if c]
    by_country = defaultdict(list)
    for country, start, _, _ in outages:
        by_country[country].append(start)
    share = lambda part, whole: f"{part} of {whole} ({part / whole:.1%})"
    # Of each outage, since the last distinct start before its own.
    since = [min((own - start for start in starts if start < own), default=None)
             for starts in by_country.values() for own in starts]
    known = [gap.total_seconds() / 3600 for gap in since if gap]
    print(f"{name}: {len(outages)} outages in {len(by_country)} countries")
    print(f"  median of {len(lengths)} durations: {statistics.median(lengths):.2f} h")
    print("  on the hour, UTC:", share(sum(start.minute == 0 for _, start, _, _ in outages), len(outages)))
    print("  on the hour, local:", share(sum(time.minute == 0 for time in local), len(local)))
    print("  recurrences at 24, 48, 72 or 96 h:", share(sum(gap in (24, 48, 72, 96) for gap in known), len(known)))
    off = [min(abs(gap - 24 * days) for days in (1, 2, 3, 4)) for gap in known]
    print("  the same within an hour:", share(sum(hours <= 1 for hours in off), len(known)))


def days(start, end):
    return {start + timedelta(days=place) for place in range((end - start).days + 1)}


def coups(folder):
    with open(f"{folder}/events/powell-thyne-coups.tsv", encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {(code(row["country"]), date(int(row["year"]), int(row["month"]), int(row["day"]))) for row in rows}


def protests(folder):
    """Country-days with a protest, and the countries that the file has."""
    found, countries = set(), set()
    with open(f"{folder}/events/mass-mobilization-1990-2020.csv", encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            country = code(row["country"])
            if country is None:
                continue
            countries.add(country)
            if row["protest"] == "1":
                start, end = date.fromisoformat(row["start_date"]), date.fromisoformat(row["end_date"])
                found |= {(country, day) for day in days(start, end)}
    return found, countries


def ratio(name, events, restrictions, countries, first, last):
    """`countries` is a set, or a number where every country counts."""
    inside = lambda pair: first <= pair[1] <= last and (isinstance(countries, int) or pair[0] in countries)
    x, y = set(filter(inside, events)), set(filter(inside, restrictions))
    total = (countries if isinstance(countries, int) else len(countries)) * ((last - first).days + 1)
    both = len(x & y)
    figure = (both / len(x)) / ((len(y) - both) / (total - len(x)))
    print(f"{name}: {total} country-days, both {both}, events {len(x)}, restrictions {len(y)}, ratio {figure:.10g}")


def main(folder):
    outages = national_outages(folder)
    ordered = [outage for outage in outages if outage[3] in ORDERED]
    others = [outage for outage in outages if outage[3] not in ORDERED]
    listed = catalogue(folder)
    day = timedelta(days=1)
    near = lambda country, start: any(
        country == where and first - day <= start.date() <= last + day for where, first, last in listed)
    matched = [outage for outage in others if near(outage[0], outage[1])]
    rest = [outage for outage in others if not near(outage[0], outage[1])]
    describe("ordered by IODA's cause", ordered)
    describe("other causes or none", others)
    describe("ordered by cause, or within a day of Access Now's", ordered + matched)
    describe("neither", rest)

    starts = {(country, start.date()) for country, start, _, _ in ordered}
    force = set()
    for country, start, end, _ in ordered:
        last = max(start.date(), (end - timedelta(seconds=1)).date()) if end and end >= start else start.date()
        force |= {(country, day) for day in days(start.date(), last)}
    first = date(2018, 1, 21)
    protested, countries = protests(folder)
    # 249 countries of ISO 3166-1, and Kosovo.
    for name, restrictions in (("starts", starts), ("in force", force)):
        ratio(f"coups, {name}", coups(folder), restrictions, 250, first, LAST)
        ratio(f"protests, {name}", protested, restrictions, countries, first, date(2020, 3, 31))


if __name__ == "__main__":
    main(sys.argv[1])
