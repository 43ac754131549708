#!/usr/bin/env python3
"""Gower distances by the package of that name, Jaccard's by SciPy.

    python3 Tests/Reference/similar.py > Tests/Reference/similar.json

Needs gower, pandas, scipy and numpy (recorded with 0.1.2, 3.1.1, 1.17.1 and 2.4.6). Nothing here knows the tool.
"""
import json

import gower
import numpy as np
import pandas as pd
from scipy.spatial.distance import jaccard

random = np.random.default_rng(20240107)
PLATFORMS = ["x", "facebook", "instagram", "youtube", "tiktok", "whatsapp"]


def record(i, lead, duration, networks):
    platforms = [p for p in PLATFORMS if random.random() < 0.5] or ["x"]
    return {"id": "e%02d" % i, "lead": lead, "duration": duration, "platforms": platforms,
            "scope": str(random.choice(["network", "partial", "national"])),
            "trigger": str(random.choice(["election", "protest", "coup", "rally"])), "networks": networks}


# The first is the target, inside the ranges of the others, since the package takes the ranges over all.
records = [record(0, -2.5, 4.0, 0.5), record(1, -70.0, 0.5, 0.02), record(2, 70.0, 900.0, 1.0)]
for i in range(3, 25):
    records.append(record(i, round(float(random.uniform(-70, 70)), 2), round(float(random.uniform(0.6, 800)), 2),
                          round(float(random.uniform(0.03, 0.99)), 3)))
table = pd.DataFrame({
    "lead": [r["lead"] for r in records], "duration": np.log([r["duration"] for r in records]),
    "networks": [r["networks"] for r in records], "scope": [r["scope"] for r in records],
    "trigger": [r["trigger"] for r in records]})
# The package scales by the largest value first, which must be above zero.
table["lead"] += 100
table["duration"] += 10
five = gower.gower_matrix(table, cat_features=[False, False, False, True, True])[0]
sets = np.array([[p in r["platforms"] for p in PLATFORMS] for r in records])
output = [float((5 * five[i] + jaccard(sets[0], sets[i])) / 6) for i in range(1, len(records))]
print(json.dumps({"call": "gower.gower_matrix(table, cat_features=...)[0], scipy.spatial.distance.jaccard",
                  "records": records, "output": output}))
