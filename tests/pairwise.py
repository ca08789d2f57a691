"""Combinations of settings in which any two values of two settings meet at least once.

Most faults need one setting to show, nearly all others two (Kuhn et al. 2004), and the number of
these combinations is about that of the two longest lists multiplied, not of all.
"""

from itertools import combinations


def pairs_of(case):
    """Return the pairs of values of one combination, each with its place."""
    return set(combinations(enumerate(case), 2))


def pairwise_cases(*lists):
    """Choose one value of each list for every case, such that all pairs of values occur.

    Each case starts from a pair that is missing; then every list adds the value that brings most
    others with it. The first of equals is taken, so that the cases are always the same.
    """
    missing = {
        ((i, one), (j, other)): None
        for (i, left), (j, right) in combinations(enumerate(lists), 2)
        for one in left
        for other in right
    }
    cases = []
    while missing:
        case = dict(next(iter(missing)))
        for place, values in enumerate(lists):
            if place not in case:
                case[place] = max(values, key=lambda value, p=place: _gain(missing, case, p, value))
        cases.append(tuple(case[place] for place in range(len(lists))))
        for pair in pairs_of(cases[-1]):
            missing.pop(pair, None)
    return cases


def _gain(missing, case, place, value):
    """Count the missing pairs of a value with those that a case already has."""
    mates = ((other, (place, value)) for other in case.items())
    return sum(tuple(sorted(pair, key=lambda one: one[0])) in missing for pair in mates)
