#!/usr/bin/env python3
"""Lags to the nearest event, and what all shifts of one country expect, by trying every event and every shift.

    python3 Tests/Reference/lag.py > Tests/Reference/lag.json

Needs numpy (recorded with 2.4.6). Nothing here knows the tool.
"""
import json

import numpy as np

random = np.random.default_rng(20240107)
DAY = 86400


def lag(seconds, is_day, events):
    """Signed lag to the nearest event, the earlier of two as near; two exact starts by seconds, others by days."""
    found = []
    for start, only_day in events:
        if is_day or only_day:
            found.append((seconds // DAY - start // DAY) * DAY)
        else:
            found.append(seconds - start)
    return min(found, key=lambda value: (abs(value), -value))


def case(days, restrictions, events, dates, low, high, width):
    def starts(count):
        return [[int(random.integers(0, days * 24)) * 3600, int(random.random() < dates)] for _ in range(count)]

    events, restrictions = starts(events), starts(restrictions)
    for moment in events + restrictions:
        if moment[1]:
            moment[0] -= moment[0] % DAY
    bins = (high - low) // width
    table, first = np.zeros((days, bins), int), np.zeros(days, int)
    for shift in range(days):
        for seconds, is_day in restrictions:
            moved = (seconds // DAY + shift) % days * DAY + seconds % DAY
            value = lag(moved, is_day, events)
            if low <= value < high:
                table[shift, (value - low) // width] += 1
                first[shift] += value < 0
    shares = first[table.sum(axis=1) > 0] / table.sum(axis=1)[table.sum(axis=1) > 0]

    def summary(values):
        return [float(values.mean()), float(np.quantile(values, 0.025, method="inverted_cdf")),
                float(np.quantile(values, 0.975, method="inverted_cdf"))]

    return {"days": days, "restrictions": restrictions, "events": events, "low": low, "high": high, "width": width,
            "counts": table[0].tolist(), "first": int(first[0]), "expected": [summary(column) for column in table.T],
            "expectedFirst": summary(shares)}


CASES = [case(120, 15, 8, 0, -3 * DAY, 3 * DAY, DAY), case(90, 20, 10, 0.4, -7 * DAY, 7 * DAY, DAY),
         case(60, 12, 5, 0, -36 * 3600, 36 * 3600, 3 * 3600), case(100, 25, 20, 0.5, -2 * DAY, 2 * DAY, DAY),
         case(40, 6, 2, 1, -4 * DAY, 4 * DAY, 2 * DAY)]
print(json.dumps({"call": "all events, all shifts; numpy.quantile(method='inverted_cdf')", "cases": CASES}))
