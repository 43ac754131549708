#!/usr/bin/env python3
"""First numbers of xoshiro256** after the authors' reference code (prng.di.unimi.it), seeded through SplitMix64.

    python3 Tests/Reference/seeded_random.py

A stream other than 0 is mixed into the seed by one step of SplitMix64. Needs Python 3.9 and nothing else.
"""
MASK = (1 << 64) - 1


def splitmix(state):
    state = (state + 0x9E3779B97F4A7C15) & MASK
    z = state
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
    return state, z ^ z >> 31


def rotl(x, k):
    return (x << k | x >> (64 - k)) & MASK


def xoshiro(seed, stream=0):
    if stream:
        seed ^= splitmix(stream)[1]
    s = []
    for _ in range(4):
        seed, word = splitmix(seed)
        s.append(word)
    while True:
        yield rotl(s[1] * 5 & MASK, 7) * 9 & MASK
        t = s[1] << 17 & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)


def below(numbers, bound):
    """Lemire's unbiased number under a bound."""
    while True:
        product = next(numbers) * bound
        if product & MASK >= (1 << 64) % bound:
            return product >> 64


if __name__ == "__main__":
    for seed, stream in ((0, 0), (1, 0), (20240107, 0), (20240107, 20555), (MASK, MASK)):
        numbers = xoshiro(seed, stream)
        print("(%d, %d, [%s])," % (seed, stream, ", ".join("%d" % next(numbers) for _ in range(4))))
