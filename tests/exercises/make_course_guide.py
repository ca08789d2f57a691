"""Writes what teachers read about the course: ``docs/course.md``, printed sheets, and pictures.

    python -m tests.exercises.make_course_guide

All of it is made of the exercises' files, their scripts, and ``docs/course/plans.yaml``, so it
cannot go stale (`test_course_guide`).
"""

from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from playground.exercises import library, yaml_file
from playground.exercises.markdown import to_html
from playground.experiment import PLANE
from playground.packaging.start_pictures import DIGITS_A_SIDE, answers_picture
from playground.text import text
from tests.exercises.scripts import script, solve
from tests.exercises.student import Student

DOCS = Path(__file__).parents[2] / "docs"
GUIDE, SHEETS, PICTURES = DOCS / "course.md", DOCS / "course/sheets.html", DOCS / "course"

NOT_EDITED = (
    "<!-- Made by tests/exercises/make_course_guide.py of the exercises' files; change those. -->"
)

SHEET_STYLE = """
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.45 system-ui, sans-serif }
article { break-after: page; border-top: 2px solid; padding-top: 1rem; margin-top: 3rem }
figure { display: flex; gap: 1rem; margin: 1rem 0; align-items: start }
figure img { width: 11rem; height: 11rem; border: 1px solid }
.room { border-bottom: 1px solid #777; height: 2rem }
.box { display: inline-block; width: .8em; height: .8em; border: 1px solid; margin-right: .5em }
ul.options, ul.goals { list-style: none; padding-left: 0 }
header { display: flex; justify-content: space-between; gap: 2rem }
header span { flex: 1; border-bottom: 1px solid #777 }
@media print {
  body { margin: 0; max-width: none; font-size: 11pt }
  body > h1, body > p { display: none }
  article { border: 0; margin: 0 }
}
"""


@cache
def plans():
    """Return what is written by hand: the plans, the unplugged start, the learning goals."""
    return yaml_file.read((DOCS / "course/plans.yaml").read_text("utf-8"))[0]


def guide():
    """Return the guide to the course as Markdown."""
    exercises = [library.exercise(name) for name in library.exercise_names()]
    hours = round(sum(one.about["minutes"] for one in exercises) / 60)
    parts = [
        NOT_EDITED,
        "# The course, for teachers",
        f"{len(exercises)} exercises in {len(library.LESSONS)} lessons, about {hours} hours in all,"
        " "
        "for students from about 16 years. Here is what each teaches, what it takes, and what to "
        "expect. How to hand out, collect and grade is told in the [guide](teachers.md). There are "
        "[printed sheets](course/sheets.html), too: task, questions and room for answers.",
        "The predictions and claims of the exercises were tried with ten different initial weights "
        "each. Right options stand at another place for every student. A choice is answered once, "
        "except for predictions, which earn their points anyway. A goal counts two points where "
        "there are such choices, and each answer one: an exercise is done by all goals and all but "
        "one of the points for answers. Answers in words earn what you give them.",
        _overview(),
        "## Ready plans",
        *map(_plan, plans()["plans"]),
        "## An unplugged start",
        plans()["unplugged"],
        "## Learning goals",
        "Against the third big idea of [AI4K12](https://ai4k12.org) (*Computers can learn from "
        "data*), whose concepts have the letters and numbers named here, and against the aims that "
        "machine learning crash courses have in common.",
        _goals(),
        "## Exercise by exercise",
        "The picture shows the solved state: what the network answers, or, where it reads, some "
        "images and in the corner of each the digit that it reads.",
        *map(_details, exercises),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _overview():
    parts = ["## Overview"]
    for name in library.LESSONS:
        lesson = library.lesson(name)
        exercises = [library.exercise(one) for one in lesson.exercises]
        minutes = sum(one.about["minutes"] for one in exercises)
        rows = [
            f"| `{one.id}` | {one.title} | {one.about['minutes']} | {one.about['learned']} "
            f"| {_names(one.about.get('builds_on', ()))} |"
            for one in exercises
        ]
        parts += [
            f"**{lesson.title}** (`#lesson={name}`, {minutes} minutes). {_one_line(lesson.text)}",
            "\n".join(
                [
                    "| Name | Title | Minutes | What is learned | Builds on |",
                    "| --- | --- | ---: | --- | --- |",
                    *rows,
                ]
            ),
        ]
    return "\n\n".join(parts)


def _plan(plan):
    rows = []
    for part in plan["parts"]:
        what = part.get("what") or _titles(part["exercises"])
        rows.append(
            f"| {part['minutes']} | {_one_line(what)} | {part['say']} | {part.get('project', '')} |"
        )
    table = [
        "| Minutes | What | What to say | What to project |",
        "| ---: | --- | --- | --- |",
        *rows,
    ]
    return f"### {plan['name']}\n\n{plan['aim']}\n\n" + "\n".join(table)


def _goals():
    rows = [
        f"| {one['idea']} | {one['source']} | {_names(one['exercises'])} |"
        for one in plans()["goals"]
    ]
    return "\n".join(["| Goal | Where it is from | Exercises |", "| --- | --- | --- |", *rows])


def _details(exercise):
    about = exercise.about
    lines = [
        f"### {exercise.title}",
        f"![Solved state of {exercise.title}](course/{exercise.id}.png)",
        f"`#exercise={exercise.id}` · {about['minutes']} minutes · {about['summary']}",
        "\n".join(
            [
                f"* **Learned:** {about['learned']}",
                f"* **A misconception it meets:** {about['misconception']}",
                *(f"* **Goal:** {goal.words}." for goal in exercise.goals),
                f"* **A solution:** {solution_words(exercise)}",
                *(
                    f"* **{_one_line(one.text)}** {expected(exercise, one)}"
                    for one in exercise.questions
                ),
            ]
        ),
    ]
    return "\n\n".join(lines)


def expected(exercise, question):
    """Return what a good answer to a question says."""
    if question.answer is not None:
        off = f" (± {question.tolerance:g})" if question.tolerance else ""
        return f"→ {question.answer}{off}"
    return f"→ {exercise.about['expected'][question.id]}"


def solution_words(exercise):
    """Say how the script solves an exercise."""
    plan = script(exercise.id)
    steps = []
    for step in plan["solution"]:
        if "set" in step:
            steps += [_setting(exercise, *one) for one in step["set"].items()]
        if "weights" in step:
            numbers = ", ".join(f"{one:g}" for one in step["weights"])
            steps.append(f"weights and biases {numbers}, layer by layer")
        if step.get("train"):
            steps.append(f"{step['train']} epoch" + ("s" if step["train"] > 1 else ""))
        if step.get("seeds"):
            steps.append(f"the same with {step['seeds']} other initial weights")
    again = " If it gets stuck: other initial weights." if plan.get("tries", 1) > 1 else ""
    return ", ".join(steps) + "." + again


def _setting(exercise, name, value):
    if name == "points":
        return "other points"
    if name == "hidden":
        return "hidden layers of " + " and ".join(map(str, value)) + " neurons"
    label = text(f"setting.{name}").lower()
    spelled = exercise.start().declarations()[name].describe(value)
    return f"{label} {spelled}"


def sheets():
    """Return the printed sheets as HTML, a page for each exercise."""
    pages = "\n".join(_sheet(library.exercise(name)) for name in library.exercise_names())
    return (
        f'<!doctype html>\n{NOT_EDITED}\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>Sheets of the course</title><style>{SHEET_STYLE}</style></head><body>\n"
        "<h1>Sheets of the course</h1>\n"
        "<p>Print this page: every exercise begins on a new one. The picture shows what there is "
        "before the training.</p>\n"
        f"{pages}\n</body></html>\n"
    )


def _sheet(exercise):
    goals = "".join(
        f'<li><span class="box"></span>{escape(goal.words)}</li>' for goal in exercise.goals
    )
    questions = "\n".join(_asked(exercise, one) for one in exercise.questions)
    return (
        f'<article id="{exercise.id}"><header>Name <span></span> Date <span></span></header>\n'
        f"<h2>{escape(exercise.title)}</h2>\n"
        f"{to_html(exercise.text)}\n"
        f'<figure><img src="{exercise.id}-start.png" alt="Before the training">'
        "<figcaption>Before the training. Draw beside it what you see in the end."
        "</figcaption></figure>\n"
        f'<ul class="goals">{goals}</ul>\n{questions}\n</article>'
    )


def _asked(exercise, question):
    shown = "".join(
        f'<li><span class="box"></span>{escape(option)}</li>'
        for option in question.shown_options(exercise.id)
    )
    room = '<div class="room"></div>' * (3 if question.type == "text" else 1)
    answer = f'<ul class="options">{shown}</ul>' if shown else room
    return f"<section>{to_html(question.text)}{answer}</section>"


def _names(names):
    return ", ".join(f"`{name}`" for name in names)


def _titles(names):
    return ", ".join(f"*{library.exercise(name).title}*" for name in names)


def _one_line(words):
    return " ".join(words.split())


def pictures(name):
    """Return the pictures of an exercise before and after it was solved, as PNG files."""
    exercise = library.exercise(name)
    start = exercise.start()
    return {
        f"{name}-start.png": _picture(Student(exercise).session),
        f"{name}.png": _picture(solve(exercise, start.seed).session),
    }


def _picture(session):
    """Return what a network answers; where it reads, beside each image the digit that it reads."""
    picture = answers_picture(session)
    if session.experiment.inputs == PLANE:
        return picture
    image = Image.open(BytesIO(picture)).convert("RGB")
    pen, side = ImageDraw.Draw(image), image.width // DIGITS_A_SIDE
    X = session.inputs.matrix(session.train.X[: DIGITS_A_SIDE**2])
    for i, read in enumerate(session.network.forward(X)[-1].argmax(axis=1)):
        row, column = divmod(i, DIGITS_A_SIDE)
        x, y = (column + 1) * side - 3, (row + 1) * side - 3
        pen.rectangle((x - 16, y - 20, x, y), fill="white", outline="#555")
        pen.text((x - 8, y - 10), f"{read}", "black", ImageFont.load_default(18), anchor="mm")
    file = BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def main():
    """Write all of it."""
    GUIDE.write_text(guide(), encoding="utf-8")
    SHEETS.write_text(sheets(), encoding="utf-8")
    for name in library.exercise_names():
        for file, content in pictures(name).items():
            (PICTURES / file).write_bytes(content)


if __name__ == "__main__":
    main()
