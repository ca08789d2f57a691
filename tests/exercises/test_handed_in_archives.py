"""Archives that mean harm, or are damaged: each is read, or refused with the reason."""

import errno
import zipfile
from pathlib import Path

import pytest

from playground.exercises import pieces, submissions
from playground.exercises.pieces import find_pieces
from playground.exercises.submissions import find_submissions
from playground.exercises.zip_archive import Budget
from tests.exercises.handed_in import found, graded, zip_of


def damaged(content):
    return content[:200] + bytes(60) + content[260:]


def encrypted(content):
    """Set the flag of each file, in its own head and in the list at the end."""
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content = content[: start + place] + b"\x01" + content[start + place + 1 :]
            start = content.find(mark, start + 4)
    return content


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (encrypted, "password"),
        (damaged, "damaged"),
        (lambda content: content[:-30], "damaged"),
        (lambda _: b"PK\x03\x04 and nothing else", "damaged"),
        (lambda _: zip_of({"a.json": bytes(6_000_000)}), "larger than"),
        (lambda content: zip_of({"a.zip": zip_of({"b.zip": content})}), "not opened"),
    ],
)
def test_an_archive_that_cannot_be_read_is_a_row_with_the_reason(tmp_path, results, change, reason):
    content = zip_of({"ada/result.json": results[0].to_json() * 3})
    (one,) = found(tmp_path / "a.zip", change(content))
    assert reason in one.reason


def garbled(name, packed_by):
    """Pack a file, and change the bytes that it was packed to."""
    content = bytearray(zip_of({name: "x" * 2_000}, packed_by))
    start = content.find(name.encode()) + len(name) + 9
    for i in range(start, start + 20):
        content[i] ^= 0x5A
    return bytes(content)


@pytest.mark.parametrize("name", ["a.zip", "a.json"])
@pytest.mark.parametrize("packed_by", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_no_archive_keeps_others_from_being_read_however_it_is_packed(
    tmp_path, results, name, packed_by
):
    (tmp_path / name).write_bytes(garbled("docProps/core.xml", packed_by))
    (tmp_path / "b.json").write_text(results[0].to_json(), encoding="utf-8")
    assert [row["status"] for row in graded([tmp_path])] == ["refused", "graded"]


@pytest.mark.parametrize("name", ["members_of", "plain_text"])
def test_a_file_that_something_unforeseen_happens_to_is_a_row_that_says_so(
    tmp_path, results, monkeypatch, name
):
    def fail(*_):
        raise ArithmeticError("nobody knows why")

    module = pieces if name == "members_of" else submissions
    monkeypatch.setattr(module, name, fail)
    (tmp_path / "a.zip").write_bytes(zip_of({"a.html": "<p>"}))
    (tmp_path / "b.json").write_text(results[0].to_json(), encoding="utf-8")
    rows = graded([tmp_path])
    assert [row["status"] for row in rows] == ["refused", "graded"]
    assert "nobody knows why" in rows[0]["reason"]


def test_an_archive_in_an_archive_belongs_to_its_student(tmp_path, results):
    inner = zip_of({"work/result.json": results[0].to_json()})
    name = "Jörg Müller_101_assignsubmission_file_/work.zip"
    (one,) = found(tmp_path / "all.zip", zip_of({name: inner}))
    assert (one.student.id, one.content) == ("101", results[0].to_json())


@pytest.mark.parametrize("budget", [Budget(members=7), Budget(bytes=3_000)])
def test_what_grows_without_end_is_stopped(tmp_path, monkeypatch, budget):
    monkeypatch.setattr(pieces, "Budget", lambda: budget)
    inner = zip_of({f"{n}.json": bytes(1_000) for n in range(2)})
    content = zip_of({f"{n}.zip": inner for n in range(5)})
    reasons = [one.reason for one in found(tmp_path / "bomb.zip", content)]
    assert any("holds too much" in reason for reason in reasons)
    assert len(reasons) <= 10


def test_an_archive_in_an_archive_is_unpacked_once(tmp_path, monkeypatch):
    """Each of its files had it unpacked again, until the class had used up what one may unpack."""
    inner = zip_of({f"{n}.json": "x" * 500 for n in range(40)}, zipfile.ZIP_STORED)
    monkeypatch.setattr(pieces, "Budget", lambda: Budget(bytes=len(inner) + 40 * 500))
    rows = found(tmp_path / "all.zip", zip_of({"class.zip": inner}))
    assert [one.reason for one in rows] == [""] * 40


def test_reading_again_takes_nothing_more(tmp_path, monkeypatch):
    monkeypatch.setattr(pieces, "Budget", lambda: Budget(bytes=1_000))
    (tmp_path / "a.zip").write_bytes(zip_of({"a.json": "x" * 900}))
    (piece,) = find_pieces([tmp_path / "a.zip"])
    assert piece.read() == piece.read()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no list of open files")
def test_a_thousand_archives_are_not_open_at_once(tmp_path):
    """Systems allow 1,024 open files, on a Mac 256."""
    for n in range(30):
        (tmp_path / f"{n}.zip").write_bytes(zip_of({"result.json": "x"}))
    open_before = len(list(Path("/proc/self/fd").iterdir()))
    kept = list(find_pieces([tmp_path]))
    assert [piece.read() for piece in kept] == [b"x"] * 30
    assert len(list(Path("/proc/self/fd").iterdir())) <= open_before + 5


def test_an_archive_that_the_system_does_not_open_is_not_called_damaged(tmp_path, monkeypatch):
    def refuse(_):
        raise OSError(errno.EMFILE, "Too many open files")

    (tmp_path / "a.zip").write_bytes(zip_of({"a.json": "x"}))
    monkeypatch.setattr(zipfile, "ZipFile", refuse)
    (one,) = find_submissions([tmp_path / "a.zip"])
    assert "Too many open files" in one.reason


@pytest.mark.parametrize(
    "name", ["../../evil.json", "/etc/evil.json", "..\\..\\evil.json", "a/../evil.json"]
)
def test_names_in_an_archive_lead_nowhere(tmp_path, name):
    info = zipfile.ZipInfo("x")
    info.filename = name
    (one,) = found(tmp_path / "a.zip", zip_of({info: "x"}))
    assert ".." not in one.name
    assert not list(tmp_path.parent.rglob("evil.json"))


def test_names_without_a_word_on_their_letters_are_read(tmp_path):
    """As a Mac (UTF-8, letters and accents apart) and Windows (its old letters) write them."""
    names = ["Ju\u0308rgen/code.txt".encode(), "Jürgen/code.txt".encode("cp437")]
    content = zip_of({f"{n}{'x' * (len(name) - 1)}": "x" for n, name in enumerate(names)})
    for n, name in enumerate(names):
        content = content.replace(f"{n}{'x' * (len(name) - 1)}".encode(), name)
    assert {one.student.name for one in found(tmp_path / "a.zip", content)} == {"Jürgen"}
