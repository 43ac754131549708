#!/usr/bin/env python3
"""Figures of `associate` by SciPy, statsmodels and NumPy, on fixed tables and days.

    python3 Tests/Reference/associate.py > Tests/Reference/associate.json

Needs scipy, statsmodels and numpy (recorded with 1.17.1, 0.15.0 and 2.4.6). Nothing here knows the tool.
"""
import json

import numpy as np
from scipy import stats
from scipy.stats.contingency import relative_risk
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.multitest import multipletests

TABLES = [
    [5, 2, 3, 990], [9, 120, 40, 5000], [1, 1, 1, 1], [40, 10, 60, 1351], [2, 5, 30, 1424], [12, 700, 31, 9000],
    [0, 7, 12, 700], [3, 0, 9, 500], [4, 6, 0, 900], [40, 500, 2000, 280000], [30, 1000, 60, 400],
]
STRATA = [
    [[5, 2, 3, 990], [9, 120, 40, 5000]],
    [[40, 10, 60, 1351], [1, 2, 1, 1457], [2, 5, 30, 1424], [0, 3, 8, 1450]],
    [[4, 20, 2, 300], [2, 10, 0, 320], [0, 5, 0, 340]],
]


def katz(a, b, c, d):
    if 0 in (a, b, c, d):
        # SciPy takes whole numbers only, so the corrected table is doubled for the ratio and not for the interval.
        a, b, c, d = a + 0.5, b + 0.5, c + 0.5, d + 0.5
        ratio = (a / (a + b)) / (c / (c + d))
        half = stats.norm.ppf(0.975) * np.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
        return [ratio, ratio * np.exp(-half), ratio * np.exp(half)]
    result = relative_risk(a, a + b, c, c + d)
    interval = result.confidence_interval(0.95)
    return [result.relative_risk, interval.low, interval.high]


def mantel_haenszel(tables):
    pooled = StratifiedTable([np.array(t, float).reshape(2, 2) for t in tables]).riskratio_pooled
    t = np.array(tables, float)
    a, b, c, d = t.T
    n1, n0, m1, n = a + b, c + d, a + c, t.sum(axis=1)
    variance = np.sum(m1 * n1 * n0 / n**2 - a * c / n) / (np.sum(a * n0 / n) * np.sum(c * n1 / n))
    half = stats.norm.ppf(0.975) * np.sqrt(variance)
    return [pooled, pooled * np.exp(-half), pooled * np.exp(half)]


def exact(a, b, c, d):
    p = stats.fisher_exact([[a, b], [c, d]], alternative="greater").pvalue
    return [p, p - 0.5 * stats.hypergeom(a + b + c + d, a + c, a + b).pmf(a)]


def shifts():
    """One country, all shifts: every day by day, rolled with numpy.roll."""
    random = np.random.default_rng(20240107)
    cases = []
    for days, events, restrictions, gaps in [(365, 12, 9, 0), (730, 20, 25, 4), (100, 6, 5, 2), (64, 3, 4, 0),
                                             (128, 5, 5, 1), (1461, 30, 40, 6)]:
        covered = np.ones(days, bool)
        for start in random.integers(0, days, gaps):
            covered[start:start + days // 10] = False
        x = [[int(s), int(min(days - 1, s + random.integers(0, 3)))] for s in random.integers(0, days, events)]
        y = [[int(s), int(s)] for s in random.integers(0, days, restrictions)] + [x[0], x[1]]
        event, restricted = np.zeros(days, bool), np.zeros(days, bool)
        for low, high in x:
            event[low:high + 1] = True
        for low, high in y:
            restricted[low:high + 1] = True
        ratios = []
        for shift in range(days):
            moved = np.roll(restricted, shift) & covered
            on, off = (moved & event).sum(), (moved & ~event).sum()
            n1, n0 = (covered & event).sum(), (covered & ~event).sum()
            ratios.append(np.inf if off == 0 else (on / n1) / (off / n0))
        ratios = np.array(ratios)
        as_good = int(np.sum(ratios[1:] >= ratios[0] * (1 - 1e-12)))
        runs, day = [], 0
        while day < days:
            if covered[day]:
                end = day
                while end + 1 < days and covered[end + 1]:
                    end += 1
                runs.append([day, end])
                day = end
            day += 1
        table = [int((covered & event & restricted).sum()), int((covered & event & ~restricted).sum()),
                 int((covered & ~event & restricted).sum()), int((covered & ~event & ~restricted).sum())]
        cases.append({"days": days, "covered": runs, "events": x, "restrictions": y, "table": table,
                      "asGood": as_good, "p": (1 + as_good) / days})
    return cases


P = [0.01, 0.04, 0.03, 0.5, 0.8, 0.0001, 0.04, 0.9, 1.0, 0.02]
print(json.dumps({
    "katz": {"call": "scipy.stats.contingency.relative_risk(a, a+b, c, c+d).confidence_interval(0.95)",
             "cases": [{"input": t, "output": katz(*t)} for t in TABLES]},
    "exact": {"call": "scipy.stats.fisher_exact(table, 'greater'); less half of hypergeom.pmf",
              "cases": [{"input": t, "output": exact(*t)} for t in TABLES]},
    "mantelHaenszel": {"call": "statsmodels StratifiedTable(tables).riskratio_pooled; Greenland-Robins with numpy",
                       "cases": [{"input": sum(s, []), "output": mantel_haenszel(s)} for s in STRATA]},
    "adjusted": {"call": "statsmodels multipletests(p, method='fdr_bh')",
                 "cases": [{"input": P, "output": list(multipletests(P, method="fdr_bh")[1])}]},
    "shifts": shifts(),
}))
