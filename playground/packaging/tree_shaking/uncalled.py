"""Parts of the libraries' classes and modules that the page never uses, unlike the rest."""

import ast
import fnmatch
from collections.abc import Iterator

UNCALLED = {
    "bokeh.models.plots.Plot": ("add_tile",),
    "bokeh.plotting._figure.figure": (
        "*_stack",
        "borders",
        "coastlines",
        "contour",
        "graph",
        "hexbin",
        "lakes",
        "land",
        "ocean",
        "projection_boundary",
        "provinces",
        "rivers",
        "states",
    ),
    "jinja2.environment.Environment": (
        "_compile",
        "_generate",
        "_parse",
        "_tokenize",
        "code_generator_class",
        "compile",
        "compile_expression",
        "compile_templates",
        "lex",
        "lexer",
        "parse",
    ),
    "panel.config._config": ("_enable_notifications", "_setup_notifications"),
    "panel.config.panel_extension": ("__call__", "_apply_signatures", "_load_entry_points"),
    "panel.io.notebook": ("AUTOLOAD_NB_JS", "DOC_NB_JS", "NB_TEMPLATE_BASE"),
    "panel.io.resources": ("*_TEMPLATE", "JS_RESOURCES"),
    "panel.links.Callback": ("_process_callbacks",),
    "panel.reactive.Reactive": ("controls", "jscallback", "jslink"),
    "panel.viewable.MimeRenderMixin": ("_render_mimebundle",),
    "panel.viewable.ServableMixin": ("_add_location",),
    "panel.viewable.Viewable": (
        "_repr_mimebundle_",
        "embed",
        "save",
    ),
    "panel.viewable.Viewer": ("_repr_mimebundle_",),
}
"""Classes or modules, and parts of them: exports, maps, reading of templates."""


def is_uncalled(owner: str, part: ast.AST) -> bool:
    """Whether the page never uses this part of what is given by its dotted name."""
    patterns = UNCALLED.get(owner, ())
    return any(fnmatch.fnmatchcase(name, each) for name in _names(part) for each in patterns)


def _names(part: ast.AST) -> Iterator[str]:
    match part:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            yield name
