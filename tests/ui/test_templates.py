"""Templates of the package escape what is put in, and know every name that they use."""

from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup

import playground
from playground.ui import actions, templates
from tests.cases import every

PACKAGE = Path(playground.__file__).parent
NAMES = [path.relative_to(PACKAGE).as_posix() for path in sorted(PACKAGE.rglob("*.jinja"))]


def made_of(source, **values):
    return templates.environment().from_string(source).render(values)


def test_text_is_escaped_and_markup_is_not():
    html = made_of('<p title="{{ a }}">{{ a }}{{ b }}</p>', a="<'\"&", b=Markup("<br>"))
    escaped = "&lt;&#39;&#34;&amp;"
    assert html == f'<p title="{escaped}">{escaped}<br></p>'


def test_texts_of_the_catalogue_can_be_named():
    assert made_of("{{ text('setting.noise') }}") == "Noise"


@pytest.mark.parametrize(
    "source", ["{{ a }}", "{% if a %}{% endif %}", "{% for b in a %}{% endfor %}"]
)
def test_a_name_without_a_value_is_an_error(source):
    with pytest.raises(jinja2.UndefinedError, match="'a' is undefined"):
        made_of(source)


TASK = "authoring/task.html.jinja"
VALUES = {
    "key": actions.spell,
    "action": actions.spell,
    "images": [],
    "languages": [],
    "offered": {},
}


def test_what_was_rendered_is_not_escaped_again():
    html = templates.render(TASK, **VALUES)
    assert made_of("{{ a }}", a=html) == html


def test_templates_made_into_modules_render_the_same(tmp_path, monkeypatch):
    expected = templates.render(TASK, **VALUES)
    templates.environment().compile_templates(tmp_path, extensions=["jinja"], zip=None)
    monkeypatch.setattr(templates, "COMPILED", tmp_path)
    templates.environment.cache_clear()
    try:
        assert isinstance(templates.environment().loader, jinja2.ModuleLoader)
        assert templates.render(TASK, **VALUES) == expected
    finally:
        templates.environment.cache_clear()


def test_there_are_templates_to_look_at():
    assert len(NAMES) > 5


@every("name", NAMES)
def test_no_template_leaves_anything_unescaped(name):
    source = (PACKAGE / name).read_text(encoding="utf-8")
    tree = jinja2.Environment().parse(source)
    filters = {node.name for node in tree.find_all(jinja2.nodes.Filter)}
    assert filters.isdisjoint({"safe", "xmlattr"})
    assert [*tree.find_all((jinja2.nodes.EvalContextModifier, jinja2.nodes.MarkSafe))] == []
