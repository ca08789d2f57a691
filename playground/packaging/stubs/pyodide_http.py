"""Stands in for the package of this name, without which Panel would import pandas in a browser.

The package lets Python make requests; this page's Python makes none.
"""


def patch_all() -> None:
    """Do nothing."""
