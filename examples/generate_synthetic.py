#!/usr/bin/env python3
"""Write the three synthetic files: invented tests, invented networks and invented numbers of Tor users.

Nothing here was measured. The countries are real places, the networks are numbers that no network holds (64512 and up
are set aside for private use, RFC 6996), and every file says `synthetic`. What is taken from public reports is only
*when* four platforms were blocked in Pakistan (incidents.csv has the sources); the rest is chosen so that the figures
are worth looking at.

    python3 examples/generate_synthetic.py [FOLDER]

The bytes are the same on every machine: random numbers from a generator of this file's own and none from a library,
whole numbers throughout, nothing whose order could differ, no clock, line ends written as bytes.
Standard library only, Python 3.9 and newer.
"""

import os
import sys
from datetime import datetime, timedelta, timezone

SEED = 20240107
# Streams of their own, so that what one file holds does not move another's figures.
KIND_SEED = 20240108
USERS_SEED = 20240109
START = datetime(2023, 12, 11, tzinfo=timezone.utc)
END = datetime(2024, 1, 29, tzinfo=timezone.utc)
MASK = (1 << 64) - 1

# Chances are in ten-thousandths.
SURE = 10_000

# (test, host, platform or None). The input is the host's page; app tests have none.
TARGETS = [
    ("web_connectivity", "twitter.com", "x"),
    ("web_connectivity", "www.facebook.com", "facebook"),
    ("web_connectivity", "www.instagram.com", "instagram"),
    ("web_connectivity", "www.youtube.com", "youtube"),
    ("web_connectivity", "www.tiktok.com", "tiktok"),
    ("whatsapp", "", "whatsapp"),
    ("telegram", "", "telegram"),
    ("web_connectivity", "www.bbc.com", None),
    ("web_connectivity", "www.wikipedia.org", "wikipedia"),
    ("web_connectivity", "example.org", None),
]

# How often a target is tested, in parts of the sum.
TARGET_WEIGHTS = [17, 16, 14, 16, 8, 8, 7, 5, 5, 4]

# country: (networks, tests an hour in hundredths, base anomaly chance, base failure chance)
COUNTRIES = [
    ("BD", 5, 170, 260, 320),
    ("BR", 8, 230, 120, 180),
    ("CO", 4, 165, 150, 210),
    ("DE", 7, 240, 90, 120),
    ("IN", 9, 260, 240, 260),
    ("KE", 4, 165, 190, 300),
    ("PK", 10, 340, 280, 340),
    ("TR", 6, 185, 230, 220),
    ("VE", 5, 180, 310, 380),
]

# What stays blocked throughout: (country, platform, chance, chance that a block page confirms it).
STANDING = [("IN", "tiktok", 8_700, 4_500)]

# The blocks: country, first and last moment, platforms, networks (counted from the largest, 0 first), chance that a test
# fails while it lasts, extra tests in hundredths an hour (people test more when something is wrong).
PK_BLOCKED = ("x", "facebook", "instagram", "youtube")
BLOCKS = [
    # 2023-12-17, about 20:00 local; NetBlocks: about seven hours.
    ("PK", "2023-12-17T15:00", "2023-12-17T22:00", PK_BLOCKED, (0, 1, 2, 3, 4, 5, 7, 8), 8_800, 2_600),
    # 2024-01-07, NetBlocks at 18:13 local; the end is not published and is assumed here.
    ("PK", "2024-01-07T13:13", "2024-01-07T20:00", PK_BLOCKED, (0, 1, 2, 3, 4, 5, 6, 8), 9_000, 3_600),
    # 2024-01-20, NetBlocks at 19:12 local; the end is not published and is assumed here.
    ("PK", "2024-01-20T14:12", "2024-01-20T20:00", PK_BLOCKED, (0, 1, 2, 4, 5, 6, 7, 9), 8_500, 2_600),
    # An invented short block on one network, of the kind seen in Venezuela in 2019.
    ("VE", "2024-01-14T16:30", "2024-01-14T18:00", ("youtube", "instagram"), (0,), 9_200, 1_500),
]

# How tests are blocked: weights of (dns, tcp_ip, http-diff, http-failure). Within a block each network has a way of its
# own, by its rank; elsewhere it is chance, and in India a block page.
KINDS = ["dns", "tcp_ip", "http-diff", "http-failure"]
CHANCE_KINDS = [3, 3, 2, 2]
STANDING_KINDS = [3, 0, 7, 0]
NETWORK_KINDS = [[8, 1, 0, 1], [1, 7, 0, 2], [0, 1, 0, 9]]

# Networks that the state owns, by rank, 0 the largest, and those of which nobody says who owns them.
STATE_OWNED = {"BD": (1,), "BR": (), "CO": (), "DE": (), "IN": (2,), "KE": (3,), "PK": (0, 6), "TR": (0,), "VE": (0,)}
UNKNOWN_OWNER = {"PK": (9,), "VE": (4,)}

# Tor users: country, users on a usual day. Days run from four weeks before the tests on, so that each day of the tests
# has four of its weekday before it.
USERS = [("BR", 21_000), ("DE", 88_000), ("IN", 24_000), ("PK", 9_000), ("TR", 15_000), ("VE", 6_000)]
USERS_START = datetime(2023, 11, 1, tzinfo=timezone.utc)
USERS_END = datetime(2024, 2, 1, tzinfo=timezone.utc)
WEEK = [101, 102, 103, 101, 98, 96, 99]

# Rises in users: country, first day, percent of a usual day on that day and on those after it.
RISES = [
    ("PK", "2023-12-17T00:00", [112, 128, 114, 106]),
    ("PK", "2024-01-07T00:00", [124, 178, 166, 151, 139, 131, 125, 120, 116, 112, 109, 106, 104]),
    ("PK", "2024-01-20T00:00", [118, 148, 139, 130, 123, 117, 112, 108, 105]),
]

# Days with more tests all day long, in hundredths an hour: so that the hours before and after a block can be compared.
BUSY = [("PK", "2024-01-06T00:00", "2024-01-09T00:00", 1_200)]


class Random:
    """SplitMix64 (Steele, Lea and Flood 2014): whole numbers only."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, bound):
        """A whole number from 0 to bound - 1; the bias of the remainder is under 2**-40 here."""
        return self.next() % bound

    def happens(self, chance):
        return self.below(SURE) < chance

    def pick(self, weights):
        """An index, each as likely as its weight."""
        left = self.below(sum(weights))
        for index, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return index
        return len(weights) - 1


def moment(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=timezone.utc)


PARSED_BLOCKS = [(c, moment(a), moment(b), p, n, chance, extra) for c, a, b, p, n, chance, extra in BLOCKS]
PARSED_BUSY = [(c, moment(a), moment(b), extra) for c, a, b, extra in BUSY]

# Whole hours from UTC, for fewer tests at night (India's half hour does not matter here).
OFFSETS = {"BD": 6, "BR": -3, "CO": -5, "DE": 1, "IN": 5, "KE": 3, "PK": 5, "TR": 3, "VE": -4}


def network_weights(count):
    """Heavy-tailed: the second network has half of the first one's tests, the third a third, and so on."""
    return [1_000 // rank for rank in range(1, count + 1)]


def blocks_at(country, time):
    return [b for b in PARSED_BLOCKS if b[0] == country and b[1] <= time < b[2]]


def tests_in_hour(random, country, hundredths, hour):
    """How many: fewer at night (local time), more on busy days and while something is blocked."""
    local = (hour + timedelta(hours=OFFSETS[country])).hour
    share = 45 if local < 7 else 125 if 17 <= local <= 23 else 100
    busy = sum(b[3] for b in PARSED_BUSY if b[0] == country and b[1] <= hour < b[2])
    rate = (hundredths + busy) * share // 100
    rate += sum(b[6] for b in PARSED_BLOCKS if b[0] == country and b[1] < hour + timedelta(hours=1) and hour < b[2])
    whole, rest = divmod(rate, 100)
    return whole + (1 if random.below(100) < rest else 0)


def outcome(random, country, platform, network, time, base_anomaly, base_failure):
    """(anomaly, confirmed, failure). As in OONI's tables a confirmed test is an anomaly too; a failure is neither."""
    if random.happens(base_failure):
        return False, False, True
    for block in blocks_at(country, time):
        if platform in block[3] and network in block[4] and random.happens(block[5]):
            return True, random.happens(600), False
    for where, what, chance, confirmed in STANDING:
        if where == country and what == platform and random.happens(chance):
            return True, random.happens(confirmed), False
    return random.happens(base_anomaly), False, False


def rows():
    random = Random(SEED)
    first_network = 64_512
    networks = {}
    for country, count, _, _, _ in COUNTRIES:
        networks[country] = (first_network, network_weights(count))
        first_network += count
    hour, number = START, 0
    while hour < END:
        for country, _, hundredths, base_anomaly, base_failure in COUNTRIES:
            base, weights = networks[country]
            count = tests_in_hour(random, country, hundredths, hour)
            seconds = sorted(random.below(3600) for _ in range(count))
            for second in seconds:
                time = hour + timedelta(seconds=second)
                network = random.pick(weights)
                test, host, platform = TARGETS[random.pick(TARGET_WEIGHTS)]
                found = outcome(random, country, platform, network, time, base_anomaly, base_failure)
                number += 1
                yield number, time, country, base + network, test, host, found
        hour += timedelta(hours=1)


def kind(random, country, platform, network, time, test, found):
    """How a test was blocked, empty for what was not and for tests of an app, which do not say."""
    anomaly, confirmed, _ = found
    if test != "web_connectivity" or not (anomaly or confirmed):
        return ""
    if any(platform in block[3] and network in block[4] for block in blocks_at(country, time)):
        return KINDS[random.pick(NETWORK_KINDS[network % len(NETWORK_KINDS)])]
    if any(where == country and what == platform for where, what, _, _ in STANDING):
        return KINDS[random.pick(STANDING_KINDS)]
    return KINDS[random.pick(CHANCE_KINDS)]


def line(row, blocking):
    number, time, country, network, test, host, (anomaly, confirmed, failure) = row
    flag = {True: "t", False: "f"}
    fields = [
        f"SYN-{number:06d}",
        time.strftime("%Y-%m-%dT%H:%M:%SZ"),
        country,
        str(network),
        test,
        f"https://{host}/" if host else "",
        flag[anomaly],
        flag[confirmed],
        flag[failure],
        "t",
        blocking,
    ]
    return ",".join(fields) + "\n"


HEADER = (
    "measurement_uid,measurement_start_time,probe_cc,probe_asn,test_name,input,anomaly,confirmed,msm_failure,synthetic,"
    "blocking_type\n"
)


def measurements():
    yield HEADER
    random = Random(KIND_SEED)
    platforms = {(test, host): platform for test, host, platform in TARGETS}
    first, base = 64_512, {}
    for country, count, _, _, _ in COUNTRIES:
        base[country] = first
        first += count
    for row in rows():
        _, time, country, network, test, host, found = row
        platform = platforms[test, host]
        yield line(row, kind(random, country, platform, network - base[country], time, test, found))


def networks():
    yield "# synthetic: invented networks; the numbers are set aside for private use (RFC 6996)\n"
    yield "asn,name,country,ownership\n"
    number = 64_512
    for country, count, _, _, _ in COUNTRIES:
        for rank in range(count):
            state, unknown = rank in STATE_OWNED[country], rank in UNKNOWN_OWNER.get(country, ())
            ownership = "state" if state else "unknown" if unknown else "private"
            yield f"AS{number},Example network {country} {rank + 1},{country},{ownership}\n"
            number += 1


def percent(country, day):
    """Of a usual day's users."""
    for where, first, shares in RISES:
        place = (day - moment(first)).days
        if where == country and 0 <= place < len(shares):
            return shares[place]
    return 100


def users():
    """Tor Metrics' columns; the range is about the value of a week before, and frac is made up too."""
    yield "# synthetic: invented numbers in the columns of Tor Metrics, https://metrics.torproject.org/\n"
    yield "date,country,users,lower,upper,frac\n"
    random = Random(USERS_SEED)
    seen = {}
    day = USERS_START
    while day < USERS_END:
        frac = 93 + random.below(5)
        for country, usual in USERS:
            noise = 1_000 + random.below(81) - 40
            count = usual * WEEK[day.weekday()] * percent(country, day) * noise // 10_000_000
            seen[country, day] = count
            before = seen.get((country, day - timedelta(days=7)))
            bounds = f"{before * 80 // 100},{before * 125 // 100}" if before else ","
            yield f"{day:%Y-%m-%d},{country.lower()},{count},{bounds},{frac}\n"
        day += timedelta(days=1)


FILES = [
    ("synthetic-measurements.csv", measurements),
    ("synthetic-networks.csv", networks),
    ("synthetic-tor-users.csv", users),
]


def main(arguments):
    folder = arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__))
    for name, lines in FILES:
        with open(os.path.join(folder, name), "wb") as file:
            for text in lines():
                file.write(text.encode("ascii"))


if __name__ == "__main__":
    main(sys.argv[1:])
