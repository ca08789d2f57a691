"""Tree shaking: what can be reached stays, everything else goes."""

import ast
import fnmatch
import pkgutil

import pytest

from playground.packaging.errors import BuildError
from playground.packaging.tree_shaking import shake
from playground.packaging.tree_shaking.uncalled import UNCALLED

APP = "playground/app.py"


def shaken(ours, **modules):
    """Shake a library `panel` of modules, of which our only one has this source.

    `panel/__init__.py` is empty unless it is given as `package`.
    """
    sources = {"panel/__init__.py": modules.pop("package", "")}
    sources |= {f"panel/{name}.py": source for name, source in modules.items()}
    files = shake({name: source.encode() for name, source in sources.items()}, {APP: ours.encode()})
    return {name: content.decode() for name, content in files.items()}


def names(source):
    """What a module defines or imports."""
    tree = ast.parse(source)
    defined = {node.name for node in tree.body if hasattr(node, "name")}
    imported = (node for node in tree.body if isinstance(node, ast.ImportFrom | ast.Import))
    return defined | {alias.asname or alias.name for node in imported for alias in node.names}


TWO = "class Wanted: pass\nclass Other: pass\n"

REACHED = {
    "imported": "from panel.models import Wanted",
    "by its module": "import panel.models as models\nmodels.Wanted",
    "by a path from the top": "import panel.models\npanel.models.Wanted",
    "imported in a function": "def f():\n    from panel.models import Wanted",
    "by a module imported in a function": (
        "def f():\n    from panel import models\n    models.Wanted"
    ),
    "imported if something works": (
        "try:\n    from panel import models\nexcept ImportError:\n    pass\nmodels.Wanted"
    ),
    "its name in a text": "KIND = 'panel.models.Wanted'",
    "its name as a text": "from panel import models\ngetattr(models, 'Wanted', None)",
    "any name": "from panel import models\ndef f(name): return getattr(models, name)",
    "all names": "from panel import models\nvars(models)",
    "a module by its name": "from importlib import import_module\n"
    "import_module('panel.models').Wanted",
    "a function that is told both": "load('panel.models', 'Wanted')",
    "a module that is there": "import sys\nsys.modules['panel.models'].Wanted",
    "everything of a module": "from panel.models import *\nWanted()",
}


@pytest.mark.parametrize("ours", REACHED.values(), ids=list(REACHED))
def test_what_we_reach_stays(ours):
    assert "Wanted" in names(shaken(ours, models=TWO)["panel/models.py"])


@pytest.mark.parametrize(
    "ours",
    [
        "from panel.models import Wanted",
        "from panel import models\nmodels.Wanted",
        "KIND = 'panel.models.Wanted'",
        "from panel.models import *\nWanted()",
        "from panel.models import Wanted\nWanted().Other",
        "from __future__ import annotations\nfrom panel.models import Wanted\n"
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from panel.models import Other\n"
        "def f(other: Other): pass\n",
    ],
)
def test_what_nobody_mentions_goes(ours):
    assert names(shaken(ours, models=TWO)["panel/models.py"]) == {"Wanted"}


def test_what_is_kept_keeps_what_it_mentions():
    source = (
        "class Base: pass\nclass Part: pass\nclass Other: pass\ndef helper(): return Part()\n"
        "class Wanted(Base):\n    def method(self): return helper()\n"
    )
    kept = shaken("from panel.models import Wanted", models=source)["panel/models.py"]
    assert names(kept) == {"Base", "Part", "helper", "Wanted"}


def test_a_module_that_nothing_imports_any_more_goes():
    package = "from .models import Wanted\nfrom .others import Other\n"
    files = shaken(
        "import panel\npanel.Wanted", package=package, models=TWO, others="class Other: pass\n"
    )
    assert set(files) == {"panel/__init__.py", "panel/models.py"}
    assert names(files["panel/__init__.py"]) == {"Wanted"}


def test_a_module_that_is_loaded_does_all_it_did_but_define():
    source = "class Other: pass\ntable = {}\ntable['x'] = 1\n@table.setdefault\ndef known(): pass\n"
    kept = shaken("import panel.models", models=source)["panel/models.py"]
    assert names(kept) == {"known"}
    assert "table['x'] = 1" in kept


def test_public_names_are_those_that_are_left():
    source = f"__all__ = ('Wanted', 'Other')\n{TWO}"
    kept = shaken("from panel.models import *\nWanted()", models=source)["panel/models.py"]
    assert "__all__ = ['Wanted']" in kept


def test_public_names_that_are_put_together_stay():
    source = f"__all__ = ['Wanted']\n__all__ += ['Other']\n{TWO}"
    kept = shaken("from panel.models import *\nWanted()", models=source)["panel/models.py"]
    assert names(kept) == {"Wanted", "Other"}


REGISTERED = {
    "by a hook": (
        "class Base:\n    known = {}\n"
        "    def __init_subclass__(cls): Base.known[cls.__name__] = cls\n"
        "class Middle(Base): pass\nclass Wanted(Middle): pass\n"
    ),
    "by a search": (
        "class Base: pass\nclass Middle(Base): pass\nclass Wanted(Middle): pass\n"
        "print(Base.__subclasses__())\n"
    ),
    "by a helper": (
        "from param import concrete_descendents\nclass Base: pass\n"
        "class Wanted(Base): pass\nprint(concrete_descendents(Base))\n"
    ),
    "by a decorator": (
        "class Base: pass\ndef register(c): return c\n@register\nclass Wanted: pass\n"
    ),
}


@pytest.mark.parametrize("source", REGISTERED.values(), ids=list(REGISTERED))
def test_a_class_that_is_found_by_its_base_or_its_decorator_stays(source):
    source += "class Other: pass\n"
    kept = shaken("from panel.models import Base", models=source)["panel/models.py"]
    assert "Wanted" in names(kept)
    assert "Other" not in names(kept)


def test_a_subclass_in_another_module_that_is_loaded_stays():
    base = "class Base:\n    def __init_subclass__(cls): pass\n"
    files = shaken(
        "from panel.models import Base\nimport panel.events",
        models=base,
        events="from .models import Base\nclass Wanted(Base): pass\n",
    )
    assert names(files["panel/events.py"]) == {"Base", "Wanted"}


def test_lines_stay_where_they_were():
    source = "import os\nfrom sys import (\n    argv,\n    path,\n)\n\n\nclass Wanted:\n    os\n"
    kept = shaken("from panel.models import Wanted", models=source)["panel/models.py"]
    assert kept.splitlines()[7:] == ["class Wanted:", "    os"]
    assert "argv" not in kept


def test_names_that_stand_for_each_other_end():
    files = shaken(
        "from panel.models import Wanted\nfrom panel import models, others",
        package="from .models import *\nfrom .others import *\n",
        models="from .others import Wanted\n",
        others="from .models import Wanted\n",
    )
    assert names(files["panel/models.py"]) == {"Wanted"}


def test_other_libraries_and_other_files_are_as_they_were():
    files = {"numpy/__init__.py": b"class Other: pass\n", "panel/theme.css": b"a {}"}
    assert shake(files, {APP: b""}) == files


@pytest.mark.parametrize("owner", UNCALLED)
def test_every_part_that_is_never_used_is_one_of_the_library(owner):
    """A new version in which a part has another name is noticed."""
    found = vars(pkgutil.resolve_name(owner))
    assert [part for part in UNCALLED[owner] if not fnmatch.filter(found, part)] == []


def test_what_is_no_python_is_named():
    with pytest.raises(BuildError, match=r"playground/app\.py, line 2: "):
        shake({}, {APP: b"x = 1\ndef broken(:\n"})
