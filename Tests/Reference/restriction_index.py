#!/usr/bin/env python3
"""The restriction index from hours, its interval and rank intervals, with NumPy and SciPy on the draws of the seed.

    python3 Tests/Reference/restriction_index.py > Tests/Reference/restriction_index.json

Needs scipy and numpy (recorded with 1.17.1 and 2.4.6). Draws come from seeded_random.py; nothing here knows the tool.
"""
import json

import numpy as np
from scipy import stats

from seeded_random import below, xoshiro

random = np.random.default_rng(20240107)
DRAWS, SEED = 400, 11
# People who use the first and the second platform, for the weighted index.
USERS = np.array([3_000_000, 1_250_000])


def resampled(units, seed, stream):
    numbers = xoshiro(seed, stream)
    counts = np.zeros((DRAWS, units))
    for draw in range(DRAWS):
        for _ in range(units):
            counts[draw, below(numbers, units)] += 1
    return counts


def made_up(weeks, networks, level):
    """Blocks of six hours: day, week, probability, networks measured, networks that restrict."""
    hours = []
    part = [j for j in range(networks) if random.random() < 0.7]
    for day in range(7 * weeks):
        if random.random() < 0.1:
            continue
        blocked = random.random() < level
        for _ in range(4):
            measured = [j for j in range(networks) if random.random() < 0.6]
            if measured:
                p = round(float(random.uniform(0.6, 1)), 3) if blocked else 0.0
                hours.append([day, day // 7, p, measured, [j for j in measured if j in part]])
    return hours


def exposure(hours):
    """As the design has it: sum of P times the share of networks, over covered hours."""
    return sum(p * len(who) / len(measured) for _, _, p, measured, who in hours) / len(hours)


def country(code, weeks, networks, levels):
    platforms = [made_up(weeks, networks, level) for level in levels]
    code_number = ord(code[0]) << 8 | ord(code[1])
    week_draws, network_draws = resampled(weeks, SEED, 0), resampled(networks, SEED, code_number)
    point, each, effective = [], [], np.inf
    for hours in platforms:
        measured, restricted = np.zeros((weeks, networks)), np.zeros((weeks, networks))
        for _, week, p, those, who in hours:
            measured[week, those] += 6 / len(those)
            restricted[week, who] += 6 * p / len(those)
        point.append(exposure(hours))
        over = np.einsum("bw,wj,bj->b", week_draws, measured, network_draws)
        each.append(np.einsum("bw,wj,bj->b", week_draws, restricted, network_draws) / over)
        for sizes in (measured.sum(axis=0), measured.sum(axis=1)):
            effective = min(effective, sizes.sum() ** 2 / (sizes ** 2).sum())
    t = stats.t.ppf(0.975, max(1, effective - 1))
    widening = np.sqrt(effective / max(effective - 1, 0.5))
    tail = stats.norm.cdf(-t * widening)
    covered = min(len({week for _, week, *_ in hours}) for hours in platforms)

    def weighted(weights):
        index = 100 * float(np.average(point, weights=weights))
        drawn = 100 * np.average(each, axis=0, weights=weights)
        low, high = np.quantile(drawn, [tail, 1 - tail], method="inverted_cdf")
        if index == 0:
            low, high = 0, 100 * (1 - 0.05 ** (1 / covered))
        return index, [float(max(0, min(low, index))), float(min(100, max(high, index)))], drawn

    index, interval, drawn = weighted(np.ones(len(levels)))
    by_users, by_users_interval, _ = weighted(USERS)
    return {"code": code, "platforms": platforms, "networks": networks, "exposures": point, "index": index,
            "interval": interval, "byUsers": by_users, "byUsersInterval": by_users_interval,
            "deviations": (drawn - index) * t * widening / stats.norm.ppf(0.975)}


WEEKS = 8
countries = [country("AA", WEEKS, 6, [0.5, 0.4]), country("BB", WEEKS, 9, [0.05, 0]), country("CC", WEEKS, 5, [0, 0]),
             country("DD", WEEKS, 12, [0.9, 0.8]), country("EE", WEEKS, 7, [0.45, 0.4])]
figures = np.array([c["index"] for c in countries])
deviations = np.array([c["deviations"] if c["index"] > 0 else np.zeros(DRAWS) for c in countries])
errors = np.std(deviations[:, None] - deviations[None], axis=2, ddof=1)
with np.errstate(all="ignore"):
    largest = np.nanmax(np.abs(deviations[:, None] - deviations[None]) / errors[:, :, None], axis=(0, 1))
critical = np.quantile(largest, 0.95, method="inverted_cdf")
for i, c in enumerate(countries):
    limit = [x["interval"][1] if x["index"] == 0 else 0 for x in countries]
    above = sum(figures[k] > 0 and figures[k] - figures[i] > critical * errors[i, k] + limit[i]
                for k in range(len(countries)) if k != i)
    below_it = sum(figures[i] > 0 and figures[i] - figures[k] > critical * errors[i, k] + limit[k]
                   for k in range(len(countries)) if k != i)
    c["ranks"] = [int(1 + above), int(len(countries) - below_it)]
    del c["deviations"]
print(json.dumps({"call": "numpy.einsum over draws, numpy.quantile(method='inverted_cdf'), scipy.stats.t.ppf",
                  "seed": SEED, "draws": DRAWS, "weeks": WEEKS, "hoursOfABlock": 6, "users": USERS.tolist(), "countries": countries}))
