"""Style sheets of several files, joined into one as the page gets it."""

import re
from pathlib import Path

WIDGETS = "widgets.css"
"""The one of all widgets, by its file name, which is its name in documents, too."""

IMPORT = re.compile(r'@import "([^"]+)";\n')
COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)


def joined(path: Path) -> str:
    """Return a style sheet with the files that it imports in their places, without comments.

    Parameters
    ----------
    path : Path
        Of the file; it names the others relative to itself.

    Returns
    -------
    str
    """
    source = path.read_text(encoding="utf-8")
    whole = IMPORT.sub(lambda match: joined(path.parent / match[1]), source)
    return COMMENT.sub("", whole).lstrip()
