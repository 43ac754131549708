#!/usr/bin/env python3
"""Theil-Sen slopes with their interval and Mann-Kendall tests of series.

    python3 Tests/Reference/trend.py > Tests/Reference/trend.json

Needs scipy, pymannkendall and numpy (recorded with 1.17.1, 1.4.3 and 2.4.6). Slopes are scipy.stats.theilslopes; p is
scipy.stats.kendalltau(method="exact") without ties up to 33 points, else pymannkendall.original_test. Nothing here knows
the tool.
"""
import json

import numpy as np
import pymannkendall
from scipy.stats import kendalltau, theilslopes

random = np.random.default_rng(20240208)
series = []
for count, slope, digits in [(4, 0.2, 6), (5, 0, 6), (8, 0.05, 6), (12, -0.1, 6), (24, 0.03, 6), (33, 0, 6), (34, 0.02, 6),
                             (52, 0.01, 1), (8, 0.0, 0), (12, 0.3, 0), (120, -0.002, 2), (6, 0, -2)]:
    times = np.sort(random.choice(np.arange(2 * count), count, replace=False))
    values = np.round(slope * times + random.normal(0, 1, count), digits)
    series.append((times, values))
cases = []
for times, values in series:
    slope, _, low, high = theilslopes(values, times, 0.95)
    hasTies = len(set(values)) < len(values)
    if not hasTies and len(values) <= 33:
        p = kendalltau(times, values, method="exact").pvalue
    else:
        p = pymannkendall.original_test(values).p
    cases.append({"times": [int(t) for t in times], "values": [float(v) for v in values], "slope": float(slope),
                  "low": float(low), "high": float(high), "p": float(p)})
print(json.dumps(cases, indent=1))
