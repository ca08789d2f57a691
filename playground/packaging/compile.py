"""Compiles a folder of Python files to bytecode; runs in Pyodide, started by ``compile.mjs``."""

import ast
import importlib.util
import marshal
from pathlib import Path
from types import CodeType

UNCHECKED_HASH = (1).to_bytes(4, "little")
"""Flags of a bytecode file that is used without a look at its source, see PEP 552."""

DOCUMENTING_ARGUMENTS = {"doc", "help"}
"""Keyword arguments by which Param and Bokeh document an attribute."""

DOCUMENTED_LIBRARIES = {"bokeh", "panel", "param"}

ANNOTATED_LIBRARIES = {"bokeh", "jinja2", "numpy", "panel", "param", "playground"}
"""Libraries that never look at the annotations of a function's arguments."""

TRACED_LIBRARIES = {"playground"}
"""Libraries of which tracebacks name the very line."""

SAME_LINE, LONGEST = 0b1_1101_000, 8
"""An entry of a table of lines: the line as before, for up to so many instructions less one."""

KEPT_AS_THEY_ARE = {"_pyodide", "pyodide"}
"""Libraries whose docstrings are data of theirs."""


Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
"""What may begin with a docstring."""


class Undocumented(ast.NodeTransformer):
    """Empties docstrings, and in some libraries what documents attributes and arguments.

    Empty docstrings, unlike missing ones, suit the libraries that work with them.
    """

    def __init__(self, library: str):
        self.arguments = DOCUMENTING_ARGUMENTS if library in DOCUMENTED_LIBRARIES else set()
        self.keeps_annotations = library not in ANNOTATED_LIBRARIES

    def visit_documented(self, node: Documented) -> ast.AST:
        """Empty the docstring of a module, class or function."""
        match node.body:
            case [ast.Expr(ast.Constant(str()) as docstring), *_]:
                docstring.value = ""
        return self.generic_visit(node)

    visit_Module = visit_ClassDef = visit_documented  # noqa: N815

    def visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        """Empty the docstring, and drop the annotations."""
        if not self.keeps_annotations:
            node.returns = None
        return self.visit_documented(node)

    visit_FunctionDef = visit_AsyncFunctionDef = visit_function  # noqa: N815

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """Drop an argument's annotation."""
        if not self.keeps_annotations:
            node.annotation = None
        return node

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        """Empty an argument that is documentation."""
        if node.arg in self.arguments and _is_text(node.value):
            node.value = ast.copy_location(ast.Constant(""), node.value)
        return self.generic_visit(node)


def compile_folder(folder: Path, target: str) -> None:
    """Put bytecode beside every Python file of a folder.

    Parameters
    ----------
    folder
        Where the files are.
    target
        The folder in which the bytecode will say that they are.
    """
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder)
        library = name.parts[0].removesuffix(".py")
        tree = ast.parse(path.read_bytes(), filename=str(name))
        if library not in KEPT_AS_THEY_ARE:
            tree = Undocumented(library).visit(tree)
        code = compile(tree, f"{target}/{name}", "exec")
        if library not in TRACED_LIBRARIES:
            code = with_few_lines(code)
        content = importlib.util.MAGIC_NUMBER + UNCHECKED_HASH + bytes(8) + marshal.dumps(code)
        path.with_suffix(".pyc").write_bytes(content)


def with_few_lines(code: CodeType) -> CodeType:
    """Say that each instruction is in the line in which its function begins."""
    constants = (
        with_few_lines(each) if isinstance(each, CodeType) else each for each in code.co_consts
    )
    whole, rest = divmod(len(code.co_code) // 2, LONGEST)
    lengths = [*[LONGEST] * whole, *([rest] if rest else [])]
    table = b"".join(bytes([SAME_LINE + length - 1, 0]) for length in lengths)
    return code.replace(co_linetable=table, co_consts=tuple(constants))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
