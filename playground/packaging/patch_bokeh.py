"""Changes to BokehJS, so that it starts in pieces.

All of its 570 modules run in one task, as long as it takes; on a slow machine nobody is answered
meanwhile. With the changes the script only defines ``startBokeh``, which runs them in the same
order and lets the browser do other work after each of `PIECES`.
"""

import json

from playground.packaging.replacements import replaced

BOKEH = "bokeh.min.js"

PIECES = ("index", "models/annotations/index")
"""Modules with which about a third and two thirds of the work is done. The main module begins with
the first one, and with the second one goes on: running them beforehand changes no order."""

CHANGES = {
    "  const bokeh = factory();\n": (
        "root.startBokeh = async function(pause) {\n  const bokeh = await factory(pause);\n"
    ),
    "})(this, function() {\n": "};\n})(this, function(pause) {\n",
    "  return (function(modules, entry, aliases, externals) {\n": (
        "  return (async function(modules, entry, aliases, externals) {\n"
    ),
    "  const main = require(entry);\n": (
        f"  for (const piece of {json.dumps(PIECES)}) {{ require(piece); await pause(); }}\n"
        "  const main = require(entry);\n"
    ),
}


def patch_bokeh(script: bytes) -> bytes:
    """Return BokehJS with the changes.

    Raises
    ------
    BuildError
        If a change does not apply exactly once.
    """
    return replaced(BOKEH, script, CHANGES)
