#!/usr/bin/env python3
"""Figures of Access Now's STOP table of 2016 to 2025, counted straight from its rows.

    python3 Tests/Reference/access_now.py access-now-stop-2016-2025.csv

Writes statements with the rows that each must give, as compute.py does. The rules are those of
Documentation/methods/incidents.md; nothing here knows the tool. It needs Python 3.9 or newer and nothing else.
"""
import csv
import json
import re
import sys
from collections import defaultdict
from datetime import date, timedelta

CODES = {
    "Afghanistan": "AF", "Albania": "AL", "Algeria": "DZ", "Angola": "AO", "Armenia": "AM", "Azerbaijan": "AZ",
    "Bahrain": "BH", "Bangladesh": "BD", "Belarus": "BY", "Benin": "BJ", "Brazil": "BR", "Burkina Faso": "BF",
    "Burundi": "BI", "Cambodia": "KH", "Cameroon": "CM", "Central African Republic": "CF", "Chad": "TD",
    "China": "CN", "Comoros": "KM", "Congo": "CG", "Congo (Democratic Republic of the)": "CD", "Cuba": "CU",
    "Côte d'Ivoire": "CI", "Ecuador": "EC", "Egypt": "EG", "El Salvador": "SV", "Equatorial Guinea": "GQ",
    "Eritrea": "ER", "Eswatini": "SZ", "Ethiopia": "ET", "Gabon": "GA", "Gambia": "GM", "Guinea": "GN",
    "Guinea-Bissau": "GW", "India": "IN", "Indonesia": "ID", "Iran (Islamic Republic of)": "IR", "Iraq": "IQ",
    "Israel": "IL", "Jordan": "JO", "Kazakhstan": "KZ", "Kenya": "KE", "Kyrgyzstan": "KG", "Laos": "LA",
    "Latvia": "LV", "Lebanon": "LB", "Liberia": "LR", "Libya": "LY", "Lithuania": "LT", "Malawi": "MW",
    "Malaysia": "MY", "Mali": "ML", "Mauritania": "MR", "Mauritius": "MU", "Montenegro": "ME", "Morocco": "MA",
    "Mozambique": "MZ", "Myanmar": "MM", "Nepal": "NP", "New Caledonia": "NC", "Nicaragua": "NI", "Niger": "NE",
    "Nigeria": "NG", "North Korea": "KP", "Oman": "OM", "Pakistan": "PK", "Palestine, State of": "PS",
    "Panama": "PA", "Papua New Guinea": "PG", "Philippines": "PH", "Qatar": "QA", "Russian Federation": "RU",
    "Rwanda": "RW", "Saudi Arabia": "SA", "Senegal": "SN", "Sierra Leone": "SL", "Somaliland": "SO",
    "South Korea": "KR", "South Sudan": "SS", "Sri Lanka": "LK", "Sudan": "SD", "Suriname": "SR",
    "Syrian Arab Republic": "SY", "Tajikistan": "TJ", "Tanzania, United Republic of": "TZ", "Togo": "TG",
    "Tunisia": "TN", "Turkey": "TR", "Turkmenistan": "TM", "Uganda": "UG", "Ukraine": "UA",
    "United Arab Emirates": "AE", "United Kingdom": "GB", "United States of America": "US", "Uzbekistan": "UZ",
    "Venezuela (Bolivarian Republic of)": "VE", "Viet Nam": "VN", "Yemen": "YE", "Zambia": "ZM", "Zimbabwe": "ZW",
}
SERVICES = ["facebook", "twitter", "whatsapp", "instagram", "telegram", "other", "sms", "phonecall"]
IDENTITY = ["country", "start_date", "area_name", "shutdown_extent"] + [name + "_affected" for name in SERVICES]
# The area as a whole, not a guess at the end of a list of cities.
NATION = re.compile(r"(near )?(nation ?wi?de|country-?wide|national except)|.*(entire|whole) country")
RULES = ["starts", "active", "onset-days", "service-based", "full-network", "multi-region", "shutdown-days"]
PERIODS = {
    "2023-H1": ("2023-01-01", "2023-06-30"), "2023": ("2023-01-01", "2023-12-31"), "2019": ("2019-01-01", "2019-12-31"),
    "2024-Q3": ("2024-07-01", "2024-09-30"), "2021-02": ("2021-02-01", "2021-02-28"),
    "2016..2025": ("2016-01-01", "2025-12-31"),
}


class Incident:
    def __init__(self, row):
        self.row = row
        self.countries = [CODES[name.strip()] for name in row["country"].split(";")]
        self.start = date.fromisoformat(row["start_date"])
        self.end = date.fromisoformat(row["end_date"]) if row["end_date"] else None
        area = " ".join(row["area_name"].lower().split())
        scope = row["geo_scope"]
        self.wide = bool(area == "national" or NATION.match(area)) or "more than one state" in scope

    def last_day(self, snapshot):
        if self.end:
            return max(self.start, self.end)
        if self.row["shutdown_status"].strip() == "Ongoing":
            return max(self.start, min(date(int(self.row["count_year"]), 12, 31), snapshot))
        return self.start


def incidents(path):
    """The newest `count_year` of each incident wins, then the last line."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    newest = {}
    for row in rows:
        key = tuple(row[name] for name in IDENTITY)
        if key not in newest or int(row["count_year"]) >= int(newest[key]["count_year"]):
            newest[key] = row
    return [Incident(row) for row in newest.values()]


def counted(records, rule, first, last, snapshot):
    if rule in ("active", "shutdown-days"):
        days = [(min(r.last_day(snapshot), last) - max(r.start, first)).days + 1 for r in records]
        return sum(d > 0 for d in days) if rule == "active" else sum(d for d in days if d > 0)
    started = [r for r in records if first <= r.start <= last]
    if rule == "onset-days":
        return len({r.start for r in started})
    if rule == "service-based":
        return sum("Service-based" in r.row["shutdown_extent"] for r in started)
    if rule == "full-network":
        return sum("Full network" in r.row["shutdown_extent"] for r in started)
    return sum(r.wide for r in started) if rule == "multi-region" else len(started)


def main():
    records = incidents(sys.argv[1])
    snapshot = max(day for r in records for day in (r.start, r.end) if day)
    by_country = defaultdict(list)
    for record in records:
        for country in record.countries:
            by_country[country].append(record)
    cases = [{"statement": "show incidents from access-now", "columns": ["incidents"],
              "rows": [[sum(map(len, by_country.values()))]]}]
    for period, (first, last) in PERIODS.items():
        for rule in RULES:
            figures = {
                country: counted(members, rule, date.fromisoformat(first), date.fromisoformat(last), snapshot)
                for country, members in by_country.items()
            }
            order = sorted((c for c in figures if figures[c]), key=lambda c: (-figures[c], c))
            values = [figures[c] for c in order]
            places = [1 + sum(other > value for other in values) for value in values]
            rows = [["%d%s" % (p, "=" if places.count(p) > 1 else ""), c, v] for p, c, v in zip(places, order, values)]
            statement = "rank countries by incidents from access-now during %s counting %s" % (period, rule)
            cases.append({"statement": statement, "columns": ["rank", "country", "incidents"], "rows": rows})
    json.dump(cases, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
