"""The parts that a memory snapshot is made with."""

import struct

import pytest

from playground.packaging.archive import pack, unpack
from playground.packaging.errors import BuildError
from playground.packaging.patch_pyodide import CHANGES, patch_pyodide
from playground.packaging.snapshot import PAGE, divided_heaps, kept_runs

EMPTY = bytes(PAGE)


def page(*words):
    """A page that begins with some words."""
    return struct.pack(f"<{len(words)}I", *words).ljust(PAGE, b"\0")


FULL = page(*range(1, 1000))
HEAPS = {
    "en": [FULL, EMPTY, page(1, 2), FULL, page(5), page(7), EMPTY, page(9)],
    "de": [FULL, EMPTY, page(1, 3), page(4), page(5), EMPTY, page(8), EMPTY],
}
DATA = page() * 4 + page(5) + page(7)
"""What the memory is at first: two pages of it are as in English, and one as in German."""


def again(heap, data, *packs):
    """Fill the memory as the page's script does."""
    runs = [run for given in packs for run in given.items()]
    whole = {int(name): pages for name, pages in runs if name[0] != "^"}
    for start, end in kept_runs(memoryview(b"".join(HEAPS["en"])), data):
        whole.setdefault(start, data[start:end])
    filled = bytearray(len(heap))
    for address, pages in sorted(whole.items()):
        filled[address : address + len(pages)] = pages
    changes = [(int(name[1:]), change) for name, change in runs if name[0] == "^"]
    for address, change in changes:
        for i, byte in enumerate(change, address):
            filled[i] ^= byte
    return bytes(filled)


def test_what_all_share_and_what_is_their_own_make_each_heap_again():
    heaps = {code: b"".join(pages) for code, pages in HEAPS.items()}
    shared, own = divided_heaps({code: memoryview(one) for code, one in heaps.items()}, DATA)
    for code, heap in heaps.items():
        assert again(heap, DATA, shared, own[code]) == heap


def test_a_page_that_hardly_differs_is_told_by_the_difference_and_others_are_ones_own():
    heaps = {code: memoryview(b"".join(pages)) for code, pages in HEAPS.items()}
    shared, own = divided_heaps(heaps, DATA)
    assert list(shared) == ["0", str(2 * PAGE), str(7 * PAGE)]
    assert list(own["en"]) == [str(3 * PAGE)]
    assert set(own["de"]) == {f"^{2 * PAGE}", str(3 * PAGE), str(5 * PAGE), f"^{7 * PAGE}"}


def test_pages_that_are_as_in_the_data_are_kept():
    assert kept_runs(memoryview(b"".join(HEAPS["en"])), DATA) == [(4 * PAGE, 6 * PAGE)]


def test_a_pack_has_what_was_put_into_it():
    files = {"folder/file.txt": b"content", "empty": b"", "bytes": bytes(range(256))}
    assert unpack(pack(files)) == files
    assert pack(files) == pack(files)


def sources():
    """Pyodide's scripts as far as the changes look at them."""
    return {name: "\n".join(changes).encode() for name, changes in CHANGES.items()}


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
        with pytest.raises(BuildError, match=f"{name} cannot be changed"):
            patch_pyodide({**unchanged, name: other})
