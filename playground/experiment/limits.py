"""Limits on settings, as exercises set them: what is inside, for the page and for the grader alike.

Limits are a dict with "min" and "max", either of them or both, or with "only", a list of names.
"""

SUMS = {"hidden_layers": len, "hidden_neurons": sum}
"""Numbers that limits may be on and that are no settings: what counts them in a list of neurons per
hidden layer."""


def limited_value(name, experiment):
    """Return what an experiment has of a setting or a sum: a number, a name or a list of names."""
    if name in SUMS:
        return SUMS[name](experiment.hidden)
    return experiment.sample_count if name == "samples" else getattr(experiment, name)


def allows(limits, value):
    """Tell whether limits allow a value.

    Parameters
    ----------
    limits : dict
        Empty if there are none.
    value : number, str or list of str
        Of several names all have to be allowed.
    """
    if "only" in limits:
        names = [value] if isinstance(value, str) else value
        return set(names) <= set(limits["only"])
    return limits.get("min", value) <= value <= limits.get("max", value)


def within(limits, low, high):
    """Return what limits leave of a range of numbers, its least and its largest number."""
    return max(low, limits.get("min", low)), min(high, limits.get("max", high))
