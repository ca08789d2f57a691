"""Which files come with the start, which ones right after it."""

from playground.packaging.browser_python import SITE_PACKAGES
from playground.packaging.start_files import divided

FILES = {
    "library/used.pyc": b"1",
    "library/lazy.pyc": b"2",
    "library/used.so": b"3",
    "library/lazy.so": b"4",
    "library/read.css": b"5",
    "library/unread.css": b"6",
    "playground/views/digits/used.pyc": b"7",
    "playground/views/digits/lazy.pyc": b"8",
}
USED = (
    "library/used.pyc",
    "library/used.so",
    "library/read.css",
    "playground/views/digits/used.pyc",
)


def test_imported_code_is_for_the_start_and_data_that_were_read_are_read_again():
    start, early, rest = divided(FILES, {f"{SITE_PACKAGES}/{path}" for path in USED})
    assert set(start) == {path for path in USED if not path.endswith(".css")}
    assert set(early) == {"library/read.css", "playground/views/digits/lazy.pyc"}
    assert set(rest) == {"library/lazy.pyc", "library/unread.css"}
