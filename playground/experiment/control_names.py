"""The parts of the page by name, by which a link or an exercise hides them."""

CONTROLS = (
    "reset",
    "play",
    "step",
    "learning_rate",
    "activation",
    "regularization",
    "regularization_rate",
    "problem",
    "speed",
    "dataset",
    "train_fraction",
    "noise",
    "marked_digit",
    "batch_size",
    "regenerate",
    "new_weights",
    "features",
    "layers",
    "show_test",
    "discretize",
)
"""What is in sight at first."""

DRAWER_GROUPS = {
    "build": ("data", "formulas", "model"),
    "look_inside": ("sketchpad", "inspect", "hidden_space", "maximisation", "graph"),
    "understand": ("metrics", "by_eye", "relevance", "landscape", "skip_connections"),
    "keep": ("history", "save"),
    "learn": ("starts", "exercise", "author", "grading"),
}
"""What opens on demand: the drawers of each group, in the order of their buttons.

A drawer is a module of `playground.drawers`; its title is the text "drawer.<name>", and that of a
group "drawers.<group>".
"""

DRAWERS = tuple(name for names in DRAWER_GROUPS.values() for name in names)
"""Names of all drawers."""

PARTS = (*CONTROLS, "drawers", *DRAWER_GROUPS, *DRAWERS)
"""All of it; "drawers" are all of them at once. Settings in drawers can be hidden besides."""


def hides(drawer: str) -> tuple[str, str, str]:
    """Return the names of all that hides a drawer: itself, its group, and all drawers."""
    group = next(group for group, names in DRAWER_GROUPS.items() if drawer in names)
    return ("drawers", group, drawer)
