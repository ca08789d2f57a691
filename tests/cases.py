"""Many cases in one test: for what takes less time than to report it."""

from functools import wraps
from inspect import signature


def every(names, cases, ids=None):
    """Try a test with every case, as `pytest.mark.parametrize` does, but in one; name what fails.

    The cases share the test's fixtures, so it must not change them.
    """
    arguments = [name.strip() for name in names.split(",")] if isinstance(names, str) else names
    cases = list(cases)

    def decorate(test):
        @wraps(test)
        def with_every(*instance, **fixtures):
            for number, case in enumerate(cases):
                values = [case] if len(arguments) == 1 else case
                try:
                    test(*instance, **fixtures, **dict(zip(arguments, values, strict=True)))
                except BaseException as error:
                    name = ids(case) if callable(ids) else ids[number] if ids else repr(case)
                    error.add_note(f"Case {number}: {name}")
                    raise

        parameters = signature(test).parameters
        kept = [one for name, one in parameters.items() if name not in arguments]
        with_every.__signature__ = signature(test).replace(parameters=kept)
        return with_every

    return decorate
