"""Bytecode for the browser: without documentation, and with the lines of functions only."""

import inspect
import marshal
import traceback

import pytest

from playground.packaging.compile import compile_folder

HEADER = 16
"""Bytes before the code in a file of bytecode, see PEP 552."""

SOURCE = '''"""Documentation."""

def divide(a: int, b: int) -> float:
    """Divide."""
    values = [a]

    return [value / b for value in values][0]
'''
LENGTHS = "\n".join(
    f"def f{n}(x):\n{'    x += 1' + chr(10) if n else ''}" + "    x * 2\n" * n + "    return 1 / 0"
    for n in range(9)
)


def run(folder, library, source):
    """Compile a module of a library as the build does, and run it."""
    path = folder / library / "module.py"
    path.parent.mkdir(parents=True)
    path.write_text(source)
    compile_folder(folder, "/lib")
    names = {}
    exec(marshal.loads(path.with_suffix(".pyc").read_bytes()[HEADER:]), names)
    return names


def lines_of(function, *arguments):
    """The lines that a traceback names."""
    with pytest.raises(ZeroDivisionError) as raised:
        function(*arguments)
    return [frame.lineno for frame in traceback.extract_tb(raised.value.__traceback__)][1:]


def test_tracebacks_name_the_very_line_in_our_package(tmp_path):
    divide = run(tmp_path, "playground", SOURCE)["divide"]
    assert set(lines_of(divide, 1, 0)) == {7}


def test_tracebacks_name_the_line_of_the_function_in_libraries(tmp_path):
    divide = run(tmp_path, "bokeh", SOURCE)["divide"]
    assert lines_of(divide, 1, 0)[0] == 3
    assert divide(1, 2) == 0.5


def test_functions_of_every_length_have_their_lines(tmp_path):
    functions = run(tmp_path, "bokeh", LENGTHS)
    for name in (f"f{n}" for n in range(9)):
        first = functions[name].__code__.co_firstlineno
        assert lines_of(functions[name], 1) == [first]
        assert {line for _, _, line in functions[name].__code__.co_lines()} == {first}


def test_documentation_and_annotations_are_dropped(tmp_path):
    names = run(tmp_path, "bokeh", SOURCE)
    assert names["__doc__"] == names["divide"].__doc__ == ""
    assert inspect.get_annotations(names["divide"]) == {}
