#!/usr/bin/env python3
"""Optimal assignments by SciPy and by trying all, and Chapman's estimate with NumPy.

    python3 Tests/Reference/match.py > Tests/Reference/match.json

Needs scipy and numpy (recorded with 1.17.1 and 2.4.6). Nothing here knows the tool.
"""
import itertools
import json

import numpy as np
from scipy import stats
from scipy.optimize import linear_sum_assignment

random = np.random.default_rng(20240107)


def optimum(lefts, rights, edges):
    """Most pairs and their least cost: what is no edge costs more than all edges together."""
    nobody = 1 + sum(cost for _, _, cost in edges)
    costs = np.full((lefts, rights), nobody)
    for left, right, cost in edges:
        costs[left, right] = min(costs[left, right], cost)
    chosen = costs[linear_sum_assignment(costs)]
    return [int(np.sum(chosen < nobody)), int(np.sum(chosen[chosen < nobody]))]


def all_ways(lefts, rights, edges):
    """The best of all assignments: most pairs, least cost, then the smallest partners in order (nobody last)."""
    options = [[rights] for _ in range(lefts)]
    cost_of = {}
    for left, right, cost in edges:
        options[left].append(right)
        cost_of[left, right] = cost
    best = None
    for way in itertools.product(*options):
        taken = [right for right in way if right < rights]
        if len(set(taken)) < len(taken):
            continue
        cost = sum(cost_of[left, right] for left, right in enumerate(way) if right < rights)
        key = (-len(taken), cost, way)
        best = key if best is None or key < best else best
    return [-1 if right == rights else right for right in best[2]]


def graph(lefts, rights, share, costs):
    return [[left, right, int(random.integers(0, costs))]
            for left in range(lefts) for right in range(rights) if random.random() < share]


small = []
for _ in range(400):
    lefts, rights = int(random.integers(1, 6)), int(random.integers(1, 6))
    edges = graph(lefts, rights, random.choice([0.3, 0.6, 1.0]), int(random.choice([1, 2, 4, 30])))
    small.append({"lefts": lefts, "rights": rights, "edges": edges, "output": all_ways(lefts, rights, edges)})
large = []
for lefts, rights, share, costs in [(40, 30, 0.2, 5), (60, 60, 0.1, 1000), (25, 70, 0.5, 3), (50, 50, 1.0, 100),
                                    (80, 50, 0.06, 2)]:
    edges = graph(lefts, rights, share, costs)
    large.append({"lefts": lefts, "rights": rights, "edges": edges, "output": optimum(lefts, rights, edges)})
chapman = []
for pairs, left, right in [(80, 20, 40), (7, 30, 11), (1, 1, 1), (3, 200, 90), (1200, 700, 300)]:
    n1, n2, m = pairs + left, pairs + right, pairs
    total = (n1 + 1) * (n2 + 1) / (m + 1) - 1
    variance = (n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) / ((m + 1) ** 2 * (m + 2))
    seen = n1 + n2 - m
    factor = np.exp(stats.norm.ppf(0.975) * np.sqrt(np.log1p(variance / (total - seen) ** 2)))
    chapman.append({"input": [pairs, left, right],
                    "output": [total, seen + (total - seen) / factor, seen + (total - seen) * factor]})
print(json.dumps({
    "small": {"call": "itertools.product over all assignments", "cases": small},
    "large": {"call": "scipy.optimize.linear_sum_assignment", "cases": large},
    "chapman": {"call": "numpy, scipy.stats.norm.ppf", "cases": chapman},
}))
