"""The parts that a memory snapshot is made with."""

import pytest

from playground.packaging.archive import pack, unpack
from playground.packaging.errors import BuildError
from playground.packaging.patch_pyodide import CHANGES, patch_pyodide
from playground.packaging.snapshot import PAGE, kept_runs, used_runs

EMPTY = bytes(PAGE)
USED = bytes(PAGE - 1) + b"\x01"


@pytest.mark.parametrize(
    "pages",
    [
        [],
        [EMPTY],
        [USED],
        [EMPTY, USED, USED, EMPTY, EMPTY, USED],
        [USED, EMPTY, USED, b"\x01 a page that is cut off"],
        [USED, bytes(100)],
    ],
    ids=["nothing", "empty", "used", "mixed", "used end", "empty end"],
)
def test_zeros_and_the_used_runs_make_the_memory_again(pages):
    memory = b"".join(pages)
    again = bytearray(len(memory))
    for address, content in used_runs(memoryview(memory)):
        again[int(address) : int(address) + len(content)] = content
        assert any(content[:PAGE])
        assert any(content[-PAGE:])
    assert again == memory


def test_neighbouring_pages_make_one_run():
    runs = dict(used_runs(memoryview(EMPTY + USED + USED + EMPTY + USED)))
    assert runs == {str(PAGE): USED + USED, str(4 * PAGE): USED}


def test_pages_that_are_as_in_the_data_are_kept_instead():
    data = USED + EMPTY + USED
    heap = memoryview(USED + USED + EMPTY + USED)
    assert kept_runs(heap, data) == [(0, PAGE)]
    assert dict(used_runs(heap, data)) == {str(PAGE): USED, str(3 * PAGE): USED}


def test_a_pack_has_what_was_put_into_it():
    files = {"folder/file.txt": b"content", "empty": b"", "bytes": bytes(range(256))}
    assert unpack(pack(files)) == files
    assert pack(files) == pack(files)


def sources():
    """Pyodide's scripts as far as the changes look at them."""
    loader = "var loadWebAssemblyModule=(binary,"
    found = {name: "\n".join(changes) for name, changes in CHANGES.items()}
    found["pyodide.asm.js"] += loader
    return {name: text.encode() for name, text in found.items()}


def test_every_change_is_made():
    patched = patch_pyodide(sources())
    for name, changes in CHANGES.items():
        for new in changes.values():
            assert new.encode() in patched[name]


@pytest.mark.parametrize("name", CHANGES)
def test_another_pyodide_stops_the_build(name):
    unchanged = sources()
    old = next(iter(CHANGES[name])).encode()
    for other in (unchanged[name].replace(old, b""), unchanged[name] + old):
        with pytest.raises(BuildError, match="Does the Pyodide version in the lock file fit"):
            patch_pyodide({**unchanged, name: other})
