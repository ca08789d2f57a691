"""What is tried: for each way into the playground, how an input is made, and what has to hold."""

from tests.fuzz.targets import exercises, files, links, page, tables

TARGETS = {**links.TARGETS, **tables.TARGETS, **files.TARGETS, **exercises.TARGETS, **page.TARGETS}
"""Name -> Target."""
