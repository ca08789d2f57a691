"""What is missing, stale or wrong in a language's files, and files to begin one with."""

from playground.translation.checking import Finding, check
from playground.translation.files import new, update

__all__ = ["Finding", "check", "new", "update"]
