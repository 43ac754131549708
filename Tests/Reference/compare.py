#!/usr/bin/env python3
"""Differences and ratios of two phases with their intervals, by NumPy and SciPy on the draws of the seed.

    python3 Tests/Reference/compare.py > Tests/Reference/compare.json

Needs scipy and numpy (recorded with 1.17.1 and 2.4.6). Draws come from seeded_random.py; nothing here knows the tool.
"""
import json

import numpy as np
from scipy import stats

from seeded_random import below, xoshiro

DRAWS = 1000


def rate(k, b, n):
    p, q = k / n, b / n
    return max(0, (p - q) / (1 - q)) if b > 0 else p


def figures(rows):
    n0, k0, b0, n1, k1, b1 = np.sum(rows, axis=0)
    return rate(k0, b0, n0), rate(k1, b1, n1)


def interval(value, draws, effective):
    """The wider of the percentiles farther out and the t interval."""
    t = stats.t.ppf(0.975, max(1, effective - 1))
    widening = np.sqrt(effective / max(effective - 1, 0.5))
    tail = stats.norm.cdf(-t * widening)
    low, high = np.quantile(draws, [tail, 1 - tail], method="inverted_cdf")
    half = t * widening * np.std(draws, ddof=1)
    return [min(low, value - half), max(high, value + half)]


def compare(rows, seed):
    rows = np.array(rows, float)
    numbers = xoshiro(seed)
    drawn = [figures(rows[[below(numbers, len(rows)) for _ in rows]]) for _ in range(DRAWS)]
    first, second = figures(rows)
    effective = min(rows[:, i].sum() ** 2 / (rows[:, i] ** 2).sum() for i in (0, 3))
    low, high = interval(second - first, np.array([b - a for a, b in drawn]), effective)
    ratio = interval(np.log(second / first), np.log([b / a for a, b in drawn]), effective)
    return [first, second, second - first, max(-1, low), min(1, high), second / first, *np.exp(ratio)]


def case(rows, seed):
    return {"seed": seed, "rows": rows, "output": compare(rows, seed)}


random = np.random.default_rng(20240107)


def networks(count, base, effect, baseline=0.0):
    rows = []
    for _ in range(count):
        n0, n1 = int(10 + random.pareto(1.2) * 20), int(10 + random.pareto(1.2) * 20)
        n0, n1 = min(n0, 900), min(n1, 900)
        k0 = max(1, int(random.binomial(n0, base)))
        k1 = max(1, int(random.binomial(n1, min(1, base + effect * random.uniform(0, 2)))))
        rows.append([n0, k0, round(n0 * baseline, 3), n1, k1, round(n1 * baseline, 3)])
    return rows


print(json.dumps({
    "call": "numpy.quantile(draws, tail, method='inverted_cdf'), scipy.stats.t.ppf, scipy.stats.norm.cdf",
    "networks": [case(networks(12, 0.1, 0.3), 7), case(networks(4, 0.2, 0.2), 8), case(networks(30, 0.2, 0.1, 0.03), 9),
                 case(networks(3, 0.3, 0.3), 10)],
    "events": [case([[1, round(float(a), 6), 0, 1, round(float(b), 6), 0] for a, b in random.uniform(0.05, 0.9, (m, 2))],
                    m) for m in (3, 9, 25)],
}))
