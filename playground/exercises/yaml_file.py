"""Reads YAML as plain data that remembers its lines, and writes plain data as YAML.

Of YAML only that is taken which JSON can express too, as in YAML 1.2: `yes` is a word, `1e-3` is a
number, a date is text. Aliases and tags are refused, so a small file cannot grow in memory or make
an object, and a key that is given twice is an error.
"""

import re
from collections.abc import Callable
from math import isfinite
from typing import ClassVar

import yaml

from playground.exercises.shapes import Lines, Path
from playground.experiment.setting_kinds import excerpt
from playground.strict_json import Json
from playground.text import text

DEEPEST = 20
"""Levels of nesting at most."""

TAG = "tag:yaml.org,2002:"

SCALARS: dict[str, tuple[str | None, list[str], Callable[[str], Json]]] = {
    "null": (r"null|~|", ["n", "~", ""], lambda spelling: None),
    "bool": (r"true|false", ["t", "f"], lambda spelling: spelling == "true"),
    "int": (r"[-+]?[0-9]{1,18}", list("-+0123456789"), int),
    "float": (
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
        list("-+.0123456789"),
        float,
    ),
    "str": (None, [], str),
}
"""Kind of scalar: how it is spelled, its first characters, what makes it of its spelling."""


class YamlError(ValueError):
    """A text that is not YAML, or not of the part of YAML that is taken here.

    Parameters
    ----------
    message : str
        What is wrong.
    line : int
        Where, counted from 1; kept as an attribute.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class _Loader(yaml.SafeLoader):  # type: ignore[misc] # PyYAML has no types
    yaml_implicit_resolvers: ClassVar[dict[str, object]] = {}
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node:
        event = self.peek_event()
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise YamlError(text("yaml.alias"), line)
        if event.tag is not None:
            raise YamlError(text("yaml.tag", tag=excerpt(event.tag.replace(TAG, "!!"))), line)
        self.depth += 1
        if self.depth > DEEPEST:
            raise YamlError(text("yaml.deep", levels=DEEPEST), line)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Dumper(yaml.SafeDumper):  # type: ignore[misc] # PyYAML has no types
    def ignore_aliases(self, data: object) -> bool:
        return True


def _block_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar(TAG + "str", value, style=style)


_Dumper.add_representer(str, _block_text)
for _kind, (_spelling, _first, _) in SCALARS.items():
    if _spelling is not None:
        for _class in (_Loader, _Dumper):
            _class.add_implicit_resolver(TAG + _kind, re.compile(f"^({_spelling})$"), _first)


def read(source: str) -> tuple[Json, Lines]:
    """Read YAML.

    Parameters
    ----------
    source : str

    Returns
    -------
    data : dict, list, str, int, float, bool or None
        What the text says.
    lines : dict
        Path of keys and indices (a tuple) -> line of the value, counted from 1.

    Raises
    ------
    YamlError
        If the text is not YAML, or uses what is refused here.
    """
    node = _compose(source)
    lines: Lines = {(): 1}
    return (None if node is None else _plain(node, (), lines)), lines


def _compose(source: str) -> yaml.Node | None:
    """Return the root of the tree of nodes, None for an empty text."""
    try:
        loader = _Loader(source)
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + 1
        raise YamlError(text("data.character"), line) from None
    try:
        return loader.get_single_node()
    except YamlError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(text("yaml.syntax", problem=error.problem), mark.line + 1) from None
    except yaml.reader.ReaderError:
        raise YamlError(text("data.character"), loader.line + 1) from None
    except (ValueError, OverflowError):
        # PyYAML lets slip what Python says of an escape beyond Unicode or of endless digits.
        raise YamlError(text("yaml.escape"), loader.line + 1) from None
    finally:
        loader.dispose()


def write(data: object) -> str:
    """Return YAML that `read` turns into the same data; texts of several lines are blocks."""
    written: str = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=88)
    return written


def _plain(node: yaml.Node, path: Path, lines: Lines) -> Json:
    """Return what a node says and note the lines of its parts."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), lines) for i, item in enumerate(node.value)]
    value = SCALARS[node.tag.removeprefix(TAG)][2](node.value)
    if isinstance(value, float) and not isfinite(value):
        raise YamlError(text("data.large", found=node.value), node.start_mark.line + 1)
    return value


def _mapping(node: yaml.MappingNode, path: Path, lines: Lines) -> Json:
    mapping: dict[str, Json] = {}
    for key_node, value_node in node.value:
        key, line = key_node.value, key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlError(text("yaml.key"), line)
        if key in mapping:
            raise YamlError(text("data.twice", name=key), line)
        lines[(*path, key)] = line
        mapping[key] = _plain(value_node, (*path, key), lines)
    return mapping
