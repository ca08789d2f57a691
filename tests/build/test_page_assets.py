"""The build follows the imports of the page's modules, and stops at those it would not follow."""

import pytest

from playground.packaging.errors import BuildError
from playground.packaging.page_assets import imported, modules


@pytest.fixture
def module(tmp_path):
    """A function that writes a module; beside it there are two more."""
    for name in ("a.js", "b-c.js"):
        (tmp_path / name).write_text("export const one = 1;\n", encoding="utf-8")

    def write(source, name="main.js"):
        path = tmp_path / name
        path.write_text(source, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    "source",
    [
        'import { one } from "./a.js";',
        "import one from './a.js';",
        'import "./a.js";',
        'import * as all from "./a.js";',
        'import {\n  one,\n  two,\n} from "./a.js";\n',
        'export { one } from "./a.js";',
        'export * from "./a.js";',
        '// A comment.\n\nimport { one } from "./a.js"; // why\n',
    ],
)
def test_every_way_to_import_a_file_is_understood(module, source):
    assert imported(module(source)) == ["a.js"]


@pytest.mark.parametrize(
    "source",
    [
        "",
        'const later = import("./a.js");',
        'import("./a.js").then(use);',
        "const here = import.meta.url;",
        'import.meta.hot("./a.js");',
        "export const one = 1;\nconst from = one;",
        "export { one };\n\nconst from = './a.js';",
        'export function from() {\n  return "./a.js";\n}',
        ' * import { one } from "./a.js";',
    ],
)
def test_what_is_loaded_later_or_not_at_all_is_no_import(module, source):
    assert imported(module(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        'import { one } from "./missing.js";',
        'import { one } from "package";',
        'import { one } from "../a.js";',
        'import { one } from "./folder/a.js";',
        'import data from "./a.json" with { type: "json" };',
        'import { one } from "./a.js"',
        'import { one } from "./a.js"\nimport { two } from "./b-c.js";',
        'export { one } from "https://example.org/a.js";',
    ],
)
def test_what_the_build_would_not_follow_stops_it(module, source):
    with pytest.raises(BuildError, match=r"main\.js: what is imported must lie beside it"):
        imported(module(source))


def test_modules_come_once_each_the_importing_one_first(module, tmp_path):
    module('import "./main.js";\nimport "./b-c.js";\n', "a.js")
    module('import "./a.js";\nimport "./b-c.js";\n')
    assert modules(tmp_path, "main.js") == ["main.js", "a.js", "b-c.js"]


def test_all_of_the_page_can_be_followed(project):
    found = modules(project / "static", "start.js")
    assert {"page.js", "network.js", "geometry.js", "worker-connection.js"} <= set(found)
    assert not {"scorm.js", "worker.js", "boot.js"} & set(found)
