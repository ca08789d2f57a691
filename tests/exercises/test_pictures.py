"""An exercise holds small images only, of the kind that they say, and shows no others."""

import base64
import struct
import zlib

import pytest

from playground.exercises.advice import advice
from playground.exercises.document import ExerciseError
from playground.exercises.exercise import Exercise
from playground.exercises.markdown import to_html
from tests.cases import every


def png(width=2, height=2):
    def chunk(kind, content):
        whole = kind + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes((1 + 2) * 2)))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


def address(file, kind="png"):
    return f"data:image/{kind};base64,{base64.b64encode(file).decode()}"


GIF = b"GIF89a" + struct.pack("<HH", 3, 3) + b"\x80\x00\x00\x00\x00\x00\xff\xff\xff;"
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 5, 6) + bytes(6)
WEBP = b"RIFF\x20\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + bytes([4, 0, 0, 4, 0, 0])


@every(("file", "kind"), [(png(), "png"), (GIF, "gif"), (JPEG, "jpeg"), (WEBP, "webp")])
def test_an_image_is_kept_by_files_and_links(exercise_with, file, kind):
    exercise = exercise_with(images={"ring": address(file, kind)})
    assert Exercise.from_yaml(exercise.to_yaml()).images == exercise.images
    assert Exercise.from_code(exercise.to_code()).images == exercise.images


@every(
    ("images", "reason"),
    [
        ({"a": "https://example.org/a.png"}, "data URL"),
        ({"a": "data:image/svg+xml;base64,PHN2Zz4="}, "data URL"),
        ({"a": "data:text/html;base64,PHN2Zz4="}, "data URL"),
        ({"a": address(b"<svg onload=alert(1)>")}, "not the kind of file"),
        ({"a": address(GIF)}, "not the kind of file"),
        ({"a": address(png()[:20])}, "not the kind of file"),
        ({"a": address(JPEG[:12], "jpeg")}, "not the kind of file"),
        ({"a": address(png(100_000, 2))}, "4096 pixels"),
        ({"a": address(png(0, 2))}, "4096 pixels"),
        ({"a": address(png() + bytes(30_000))}, "40,000 characters"),
        ({f"a{n}": address(png() + bytes(24_000)) for n in range(2)}, "64,"),
        ({"A b": address(png())}, "small letters"),
    ],
)
def test_what_is_no_small_image_is_refused(exercise_with, images, reason):
    with pytest.raises(ExerciseError, match=reason):
        exercise_with(images=images)


def test_a_text_shows_the_images_of_its_exercise_only():
    images = {"ring": address(png())}
    shown = to_html(
        "![A ring](image:ring) ![b](image:other) ![c](data:image/png;base64,AA)", images
    )
    assert shown.count("<img") == 1
    assert f'src="{images["ring"]}" alt="A ring"' in shown
    assert 'alt="a&quot;onload=' in to_html('![a"onload=x](image:ring)', images)


def test_a_small_image_may_stand_in_the_text_itself():
    own = address(png())
    assert f'<img src="{own}" alt="A ring"' in to_html(f"![A ring]({own})")
    for other in (own.replace("png", "svg+xml"), own[:60], address(png(9999, 9999))):
        assert "<img" not in to_html(f"![a]({other}) [b]({other})")
        assert "href" not in to_html(f"![a]({other}) [b]({other})")


def test_an_image_that_is_missing_is_a_fault(exercise_with):
    exercise = exercise_with(text="![A ring](image:ring)")
    assert [one.message for one in advice(exercise) if one.is_fault] == [
        "A text shows the image “ring”, which the exercise does not have."
    ]
