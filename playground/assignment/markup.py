"""The sheet of an exercise: its task, goals, hints and questions as HTML, and the texts in it.

The HTML stays the same while one works, so that the focus stays where it is; what changes are its
texts, as `playground.ui.live_text` describes.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from playground.assignment.assignment import Assignment
from playground.assignment.standing import Attempt
from playground.exercises import library
from playground.exercises.advice import longest_result
from playground.exercises.goals import (
    comparable,
    least_epochs,
    mentions,
    met,
    needs_training,
    targets,
)
from playground.exercises.lesson import Lesson
from playground.exercises.markdown import first_sentence, to_html
from playground.exercises.questions import LONGEST_ANSWER, Question
from playground.exercises.result import LONGEST_RESULT
from playground.exercises.shapes import Answer
from playground.exercises.variants import LONGEST_NAME
from playground.experiment import Experiment
from playground.number_format import (
    LONGEST_FOUND,
    NumberError,
    exact_percent,
    fixed,
    grouped,
    typed,
)
from playground.page.storage import Place
from playground.text import listed, text
from playground.ui.actions import ActionError, spell
from playground.ui.templates import render

MET, OPEN = "✓", "○"
"""Signs of a goal."""

Spell = Callable[[float, Sequence[float]], str]
"""Spells a metric beside the numbers that are to be reached."""

SPELLED: Mapping[str, Spell] = {
    "accuracy": exact_percent,
    **dict.fromkeys(
        ("test_loss", "train_loss", "gap"), lambda value, goals: fixed(value, 4, (0, *goals))
    ),
}
"""How metrics are spelled that are no whole numbers, beside the numbers that are to be reached."""

NOTHING: Mapping[str, str] = MappingProxyType({})
"""That nothing is waiting to be submitted."""


class Sheet:
    """Puts an assignment into HTML and texts.

    Parameters
    ----------
    assignment : Assignment
    place : Place or None
        Where the work is kept; None if a teacher tries the exercise.
    lesson : Lesson, optional
        One of a teacher's own that it belongs to.
    room : int or None
        Characters that are kept there at most, if a platform has said so.

    Attributes
    ----------
    next_exercise : str
        Identifier of the exercise of the course, or of the lesson, after this one, or empty.
    """

    def __init__(
        self,
        assignment: Assignment,
        place: Place | None,
        lesson: Lesson | None = None,
        room: int | None = None,
    ) -> None:
        self._assignment = assignment
        self._exercise = assignment.exercise
        self._place = place
        self._most = (place == "platform" and room) or LONGEST_RESULT
        self._questions = {question.id: question for question in self._exercise.questions}
        self._question_names = {
            name: first_sentence(question.text) for name, question in self._questions.items()
        }
        names = list(lesson.exercises) if lesson else library.exercise_names()
        self._measured: Mapping[str, object] | None = None
        known = [*names, ""]
        at = names.index(self._exercise.id) if self._exercise.id in names else -2
        self.next_exercise = known[at + 1] if at >= 0 else ""

    def task(self, pending: Mapping[str, str] = NOTHING) -> Markup:
        """Return the HTML of the task, and of the predictions to make before the first run.

        What has been entered and is not submitted yet is `pending`, as in `texts`.
        """
        return self._render("task", pending, is_prediction=True)

    def work(self, pending: Mapping[str, str] = NOTHING) -> Markup:
        """Return the HTML of all the rest; `pending` is that of `task`."""
        return self._render(
            "work",
            pending,
            is_prediction=False,
            goals=[goal.words for goal in self._exercise.goals],
            hints_shown=self._assignment.hints,
            place=self._place,
            about_handing_in=text(f"sheet.hint_{self._place or 'browser'}"),
            ways_on=self._ways_on(),
            has_rules=bool(self._exercise.lock or self._exercise.ranges),
        )

    def texts(
        self, notes: Mapping[str, str], pending: Mapping[str, str] = NOTHING
    ) -> dict[str, str]:
        """Return the texts in the HTML by their keys.

        Parameters
        ----------
        notes : dict of str to str
            Identifier of a question -> what is wrong with the answer that was entered last; "" for
            the name of the student.
        pending : dict of str to str, optional
            Identifier of a question -> what was entered and is not submitted yet.
        """
        assignment = self._assignment
        texts = {
            **self._score_texts(),
            "open_questions": self._name_open_questions(),
            "met": self._count_met(),
            "room": self._room_note(),
            spell("name"): assignment.student,
            "note:": notes.get("") or self._name_note(),
        }
        for i, is_met in enumerate(assignment.best.verdicts):
            texts |= {
                f"goal:{i}": "1" if is_met else "0",
                f"sign:{i}": MET if is_met else OPEN,
                f"state:{i}": text("sheet.met" if is_met else "sheet.open"),
                f"now:{i}": self._goal_note(i, is_met),
            }
        for name, question in self._questions.items():
            texts[f"note:{name}"] = notes.get(name) or self._answer_note(question)
            if question.type != "choice":
                answer = assignment.answers.get(name)
                entered = pending.get(name, "" if answer is None else f"{answer}")
                texts[self._entry(question)] = entered
        return texts

    def _score_texts(self) -> dict[str, str]:
        """Say how many points there are, and that it is done, unless that would judge answers."""
        assignment, of = self._assignment, self._exercise.points
        is_judged = any(one.answer is not None for one in self._exercise.questions)
        if is_judged and not assignment.tells_answers:
            return {"points": text("sheet.points_later", count=assignment.best.points), "done": ""}
        points = assignment.points
        done = ""
        if assignment.is_done:
            is_open = bool(assignment.open_questions)
            done = text("sheet.done_open" if is_open else "sheet.done", points=points, count=of)
        return {"points": text("sheet.points", points=points, count=of), "done": done}

    def read_answer(self, name: str, entered: str) -> Answer | None:
        """Return the answer that was entered for a question, None for an empty field.

        Raises
        ------
        ValueError
            If it should be a number and is not; the message is a sentence.
        ActionError
            If there is no such question.
        """
        if name not in self._questions:
            raise ActionError(f"the question must be one of {', '.join(self._questions)}")
        question = self._questions[name]
        if not entered.strip():
            return None
        return READERS[question.type](entered.strip())

    @staticmethod
    def _entry(question: Question) -> str:
        """Return the action of a question's field: where tries count, a button submits it."""
        return spell("answer" if question.tries is None else "pending", question.id)

    def _name_note(self) -> str:
        if not self._exercise.vary:
            return ""
        return text("sheet.name_first" if self._assignment.is_nameless else "sheet.named")

    def _name_open_questions(self) -> str:
        """Say which questions have no answer, once all else is done."""
        if not (self._assignment.is_done or self._assignment.has_begun):
            return ""
        names = [self._question_names[one.id] for one in self._assignment.open_questions]
        questions = " ".join(text("sheet.open_question", question=name) for name in names)
        return text("sheet.open_questions", questions=questions) if names else ""

    def _count_met(self) -> str:
        """Say how many goals are met, for those who do not see the signs."""
        met = self._assignment.best.verdicts.count(True)
        return text("sheet.count", met=met, goals=len(self._exercise.goals)) if met else ""

    def _room_note(self) -> str:
        """Say that a network is too large for a code before somebody has worked on it."""
        settings = self._assignment.settings
        if settings is not self._measured:
            self._measured = settings
            length = longest_result(self._exercise, Experiment(**settings))
            kind = "platform" if self._place == "platform" else "code"
            is_long = length > self._most
            self._room = text(f"sheet.no_room_{kind}") if is_long else ""
        return self._room

    def _goal_note(self, i: int, is_met: bool | None) -> str:
        """Say what the numbers of a goal are at present, and that an earlier state is kept."""
        condition = self._exercise.goals[i].condition
        now = self._assignment.now
        numbers = listed(
            text(
                "sheet.measured",
                metric=text(f"metric.{name}"),
                number=_spell(name, value, targets(condition, name)),
            )
            for name, value in now.evidence.items()
            if isinstance(value, int | float) and mentions(condition, name)
        )
        note = text("sheet.now", numbers=numbers)
        most, epochs = self._assignment.most_epochs, sum(one.run.epochs for one in now.attempts)
        if needs_training(condition) and max(least_epochs(condition), epochs) > most:
            limit = text("sheet.too_long", count=most)
            note = text("sheet.now_and_limit", now=note, limit=limit)
        if "runs" in condition:
            runs = _runs_note(condition["runs"], now.attempts)
            note = text("sheet.now_and_runs", runs=runs, now=note)
        if is_met and not now.verdicts[i]:
            epoch = self._assignment.best.attempts[-1].run.epochs
            note = text("sheet.kept", epoch=grouped(epoch), now=note)
        return note

    def _answer_note(self, question: Question) -> str:
        said = self._judgement(question)
        left = self._assignment.tries_left(question)
        if not left or self._assignment.stands(question):
            return said
        return f"{said} {text('sheet.tries_left', count=left)}".strip()

    def _judgement(self, question: Question) -> str:
        answer = self._assignment.answers.get(question.id)
        if answer is None:
            if question not in self._assignment.open_questions:
                return ""
            if question.predict:
                return text("sheet.predict")
            if question.required:
                return text("sheet.required")
            return text("sheet.unanswered") if self._assignment.is_done else ""
        if not self._assignment.is_told(question):
            return text("sheet.predicted" if question.predict else "sheet.noted")
        if question.answer is None:
            return text("sheet.noted")
        if question.is_right(answer):
            return text("sheet.right")
        if question.predict:
            return text("sheet.otherwise", answer=question.spell(question.answer))
        if self._assignment.tries_left(question) == 0:
            return text("sheet.no_tries", answer=question.spell(answer))
        return text("sheet.not_right")

    def _ways_on(self) -> dict[str, str]:
        """Return the labels of the buttons at the end by what they do."""
        ways = {"again": text("sheet.again")}
        if self._place is None:
            return {"edit": text("sheet.edit"), **ways}
        if self._place in ("browser", "alone"):
            ways = {"contents": text("sheet.contents"), **ways, "turn": text("sheet.turn")}
            if self.next_exercise:
                ways["next"] = text("sheet.next")
        return ways

    def _chosen(self, pending: Mapping[str, str]) -> dict[str, Answer]:
        """Return what is shown as chosen in each question: what is pending, else the answer."""
        shown = dict(self._assignment.answers)
        for name, entered in pending.items():
            with suppress(ValueError, ActionError):
                answer, question = self.read_answer(name, entered), self._questions[name]
                given = question.read(answer)
                if given is not None and not self._assignment.stands(question):
                    shown[name] = given
        return shown

    def _render(
        self, part: str, pending: Mapping[str, str], is_prediction: bool, **values: object
    ) -> Markup:
        return render(
            f"assignment/{part}.html.jinja",
            exercise=self._exercise,
            questions=[one for one in self._questions.values() if one.predict == is_prediction],
            chosen=self._chosen(pending),
            stands=self._assignment.stands,
            longest_answer=LONGEST_ANSWER,
            longest_name=LONGEST_NAME,
            has_name=is_prediction and bool(self._exercise.vary),
            name_stands=self._assignment.has_begun and not self._assignment.is_nameless,
            to_html=partial(to_html, images=self._exercise.images),
            entry=self._entry,
            order=self._assignment.order,
            action=spell,
            **values,
        )


def _runs_note(runs: Mapping[str, Any], attempts: Sequence[Attempt]) -> str:
    """Say of each run that was trained whether it has met its goal, as "run 2 of 5: ✓ ✗"."""
    counted = [one for one in attempts[-runs["of"] :] if one.run.epochs]
    signs = " ".join("✓" if met(runs["with"], one.evidence) else "✗" for one in counted)
    if not counted:
        return text("sheet.no_run", count=runs["of"])
    return text("sheet.runs", count=len(counted), of=runs["of"], signs=signs)


def _read_number(entered: str) -> float:
    try:
        return typed(entered)
    except NumberError:
        label, allowed = text("assignment.answer"), text("schema.number")
        found = entered[:LONGEST_FOUND]
        raise ValueError(
            text("error.setting", setting=label, allowed=allowed, found=found)
        ) from None


READERS: Mapping[str, Callable[[str], Answer]] = {
    "choice": int,
    "number": _read_number,
    "text": str,
}
"""What makes an answer of what was entered."""


def _spell(metric: str, value: float, goals: Sequence[float]) -> str:
    if metric not in SPELLED:
        return grouped(value)
    # A number is shown as it is judged, lest it seem to be on the other side of a goal.
    return SPELLED[metric](comparable(value), [comparable(goal) for goal in goals])
