"""The error that stops a build."""


class BuildError(Exception):
    """A build cannot go on; the message says what is wrong and what to do."""
