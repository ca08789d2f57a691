"""The sheet of an exercise: its task, goals, hints and questions as HTML, and the texts in it.

The HTML stays the same while one works, so that the focus stays where it is; what changes are its
texts, as `playground.live` describes.
"""

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
from playground.exercises.markdown import to_html
from playground.exercises.questions import LONGEST_ANSWER
from playground.exercises.result import LONGEST_RESULT
from playground.experiment import Experiment
from playground.number_format import LONGEST_FOUND, NumberError, exact_percent, fixed, typed
from playground.text import text
from playground.ui.actions import ActionError, spell
from playground.ui.templates import render

MET, OPEN = "✓", "○"
"""Signs of a goal."""

SPELLED = {
    "accuracy": exact_percent,
    **dict.fromkeys(
        ("test_loss", "train_loss", "gap"), lambda value, goals: fixed(value, 4, (0, *goals))
    ),
}
"""How metrics are spelled that are no whole numbers, beside the numbers that are to be reached."""


class Sheet:
    """Puts an assignment into HTML and texts.

    Parameters
    ----------
    assignment : Assignment
    place : str or None
        "platform" if a learning platform has opened the page, with this exercise alone; "browser";
        None if a teacher tries the exercise.

    Attributes
    ----------
    next_exercise : str
        Identifier of the exercise of the course after this one, or empty.
    """

    def __init__(self, assignment, place):
        self._assignment = assignment
        self._exercise = assignment.exercise
        self._is_on_platform = place == "platform"
        self._is_preview = place is None
        self._questions = {question.id: question for question in self._exercise.questions}
        names = library.exercise_names()
        self._measured = None
        known = [*names, ""]
        at = names.index(self._exercise.id) if self._exercise.id in names else -2
        self.next_exercise = known[at + 1] if at >= 0 else ""

    def task(self):
        """Return the HTML of the task, and of the predictions to make before the first run."""
        return self._render("task", is_prediction=True)

    def work(self):
        """Return the HTML of all the rest."""
        return self._render(
            "work",
            is_prediction=False,
            goals=[goal.words for goal in self._exercise.goals],
            hints_shown=self._assignment.hints,
            is_on_platform=self._is_on_platform,
            ways_on=self._ways_on(),
            has_rules=bool(self._exercise.lock or self._exercise.ranges),
        )

    def texts(self, notes):
        """Return the texts in the HTML by their keys.

        Parameters
        ----------
        notes : dict of str to str
            Identifier of a question -> what is wrong with the answer that was entered last.
        """
        assignment = self._assignment
        texts = {
            **self._score_texts(),
            "met": self._count_met(),
            "room": self._room_note(),
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
                texts[spell("answer", name)] = "" if answer is None else f"{answer}"
        return texts

    def _score_texts(self):
        """Say how many points there are, and that it is done, unless that would judge answers."""
        assignment, of = self._assignment, self._exercise.points
        is_judged = any(one.answer is not None for one in self._exercise.questions)
        if is_judged and not assignment.tells_answers:
            return {"points": text("sheet.points_later", points=assignment.best.points), "done": ""}
        points = assignment.points
        return {
            "points": text("sheet.points", points=points, of=of),
            "done": text("sheet.done", points=points, of=of) if assignment.is_done else "",
        }

    def read_answer(self, name, entered):
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

    def interactions(self):
        """Return the answers as a learning platform takes them."""
        answers = self._assignment.answers
        return [
            {
                "id": name,
                "response": question.spell(answers[name]),
                "correct": None if question.answer is None else question.is_right(answers[name]),
            }
            for name, question in self._questions.items()
            if name in answers
        ]

    def _count_met(self):
        """Say how many goals are met, for those who do not see the signs."""
        count = self._assignment.best.verdicts.count(True)
        return text("sheet.count", count=count, of=len(self._exercise.goals)) if count else ""

    def _room_note(self):
        """Say that a network is too large for a code before somebody has worked on it."""
        settings = self._assignment.settings
        if settings is not self._measured:
            self._measured = settings
            length = longest_result(self._exercise, Experiment(**settings))
            kind = "platform" if self._is_on_platform else "code"
            is_long = length > LONGEST_RESULT
            self._room = text(f"sheet.no_room_{kind}") if is_long else ""
        return self._room

    def _goal_note(self, i, is_met):
        """Say what the numbers of a goal are at present, and that an earlier state is kept."""
        condition = self._exercise.goals[i].condition
        now = self._assignment.now
        numbers = ", ".join(
            f"{text(f'metric.{name}')} {_spell(name, value, targets(condition, name))}"
            for name, value in now.evidence.items()
            if value is not None and mentions(condition, name)
        )
        note = text("sheet.now", numbers=numbers)
        most, epochs = self._assignment.most_epochs, sum(one.run.epochs for one in now.attempts)
        if needs_training(condition) and max(least_epochs(condition), epochs) > most:
            note = f"{note}. {text('sheet.too_long', most=f'{most:,}')}"
        if "runs" in condition:
            note = f"{_runs_note(condition['runs'], now.attempts)}, {note}"
        if is_met and not now.verdicts[i]:
            epoch = self._assignment.best.attempts[-1].run.epochs
            note = text("sheet.kept", epoch=f"{epoch:,}", now=note)
        return note

    def _answer_note(self, question):
        answer = self._assignment.answers.get(question.id)
        if answer is None:
            is_due = question.predict and not self._assignment.has_begun
            return text("sheet.predict") if is_due else ""
        if not self._assignment.is_told(question):
            return text("sheet.predicted" if question.predict else "sheet.noted")
        if question.answer is None:
            return text("sheet.noted")
        if question.is_right(answer):
            return text("sheet.right")
        if question.predict:
            return text("sheet.otherwise", answer=question.spell(question.answer))
        return text("sheet.not_right")

    def _ways_on(self):
        """Return the labels of the buttons at the end by what they do."""
        ways = {"again": text("sheet.again")}
        if self._is_preview:
            return {"edit": text("sheet.edit"), **ways}
        if not self._is_on_platform:
            ways = {"contents": text("sheet.contents"), **ways}
            if self.next_exercise:
                ways["next"] = text("sheet.next")
        return ways

    def _render(self, part, is_prediction, **values):
        return render(
            f"assignment/{part}.html.jinja",
            exercise=self._exercise,
            questions=[one for one in self._questions.values() if one.predict == is_prediction],
            answers=self._assignment.answers,
            stands=self._assignment.stands,
            longest_answer=LONGEST_ANSWER,
            to_html=to_html,
            action=spell,
            **values,
        )


def _runs_note(runs, attempts):
    """Say of each run that was trained whether it has met its goal, as "run 2 of 5: ✓ ✗"."""
    counted = [one for one in attempts[-runs["of"] :] if one.run.epochs]
    signs = " ".join("✓" if met(runs["with"], one.evidence) else "✗" for one in counted)
    if not counted:
        return text("sheet.no_run", of=runs["of"])
    return text("sheet.runs", count=len(counted), of=runs["of"], signs=signs)


def _read_number(entered):
    try:
        return typed(entered)
    except NumberError:
        label, allowed = text("assignment.answer"), text("schema.number")
        found = entered[:LONGEST_FOUND]
        raise ValueError(
            text("error.setting", setting=label, allowed=allowed, found=found)
        ) from None


READERS = {"choice": int, "number": _read_number, "text": str}
"""What makes an answer of what was entered."""


def _spell(metric, value, goals):
    if metric not in SPELLED:
        return f"{value:,}"
    # A number is shown as it is judged, lest it seem to be on the other side of a goal.
    return SPELLED[metric](comparable(value), [comparable(goal) for goal in goals])
