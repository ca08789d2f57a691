"""Stands in for Bokeh's templates of whole pages, none of which the page renders."""


def __getattr__(name: str) -> None:
    """Give no template, whatever its name."""
