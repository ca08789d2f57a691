"""What a class hands in, as platforms pack it."""

import zipfile
from io import BytesIO

from playground.exercises.comparison import note_common
from playground.exercises.grading import grade
from playground.exercises.submissions import find_submissions


def zip_of(files, compression=zipfile.ZIP_DEFLATED):
    """Pack files: name, or `ZipInfo` -> content."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def moodle_zip(good, poor):
    """Pack what Moodle gives by "Download all submissions": folders for each student and kind.

    Jörg has handed in twice, the better one last, and 李 a text; others are no results.
    """
    early, late = (2026, 11, 2, 8, 0, 0), (2026, 11, 3, 9, 30, 0)
    text = f"<p>Here it is:<br></p><p>{good.to_code()[:60]}</p><p>{good.to_code()[60:]}</p>"
    return zip_of(
        {
            _at("Jörg Müller_101_assignsubmission_file_/result.json", late): good.to_json(),
            _at("Jörg Müller_101_assignsubmission_file_/old.json", early): poor.to_json(),
            _at("李 小龙_102_assignsubmission_onlinetext_/onlinetext.html", early): text,
            _at("Ada Lovelace_103_assignsubmission_file_/result.json", early): poor.to_json(),
            _at("=1+1 Ben_104_assignsubmission_file_/essay.txt", early): "=1+1",
            _at("=1+1 Ben_104_assignsubmission_file_/.DS_Store", early): b"\x00",
            _at("__MACOSX/._result.json", early): b"\x00",
        }
    )


def _at(name, time):
    info = zipfile.ZipInfo(name, time)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


QUIZ = [
    ("Surname", "First name", "Email address", "Response 1", "Response 2"),
    ("Müller", "Jörg", "jm@school.example", "{code}", "one\nline each"),
    ("Lovelace", "Ada", "al@school.example", "-", "none"),
    ("Grace", "Ünal", "gu@school.example", "see: {code}, thanks", "because; of,\tthat"),
]


def quiz(code, separator=","):
    """Write the answers to a quiz as a platform or a spreadsheet does."""

    def cell(content):
        return '"' + content.format(code=code).replace('"', '""') + '"'

    return "\r\n".join(separator.join(map(cell, row)) for row in QUIZ) + "\r\n"


def found(path, content, **options):
    """Hand in a file, and return what is found in it."""
    path.write_bytes(content)
    return list(find_submissions([path], **options))


def named(submissions):
    """Return what was handed in by the names of students."""
    return {one.student.name: one for one in submissions}


def graded(paths):
    """Return the rows of what was handed in, as graders get them."""
    rows = list(grade(list(find_submissions(paths)), {}))
    note_common(rows, {})
    return rows
