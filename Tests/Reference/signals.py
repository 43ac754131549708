#!/usr/bin/env python3
"""Levels of a made-up hourly signal by NumPy: median of the values 168, 336, 504 and 672 hours before, of two at least.

    python3 Tests/Reference/signals.py > Tests/Reference/signals.json

Needs numpy (recorded with 2.4.6). Nothing here knows the tool.
"""
import json

import numpy as np

random = np.random.default_rng(20240107)


def series(steps, week):
    values = np.round(100 + 30 * np.sin(np.arange(steps) * 2 * np.pi / week) + random.normal(0, 5, steps), 3)
    values[random.random(steps) < 0.25] = np.nan
    return values


def case(steps, week):
    values = series(steps, week)
    levels = []
    for i, value in enumerate(values):
        before = np.array([values[i - k * week] for k in range(1, 5) if i >= k * week])
        before = before[~np.isnan(before)]
        levels.append(None if np.isnan(value) or len(before) < 2 else float(value / np.median(before)))
    return {"stepsPerWeek": week, "values": [None if np.isnan(v) else float(v) for v in values], "levels": levels}


print(json.dumps({"call": "numpy.median", "cases": [case(900, 168), case(70, 7)]}))
