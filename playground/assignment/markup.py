"""The sheet of an exercise: its task, goals, hints and questions as HTML, and the texts in it.

The HTML stays the same while one works, so that the focus stays where it is; what changes are its
texts, as `playground.live` describes.
"""

from html import escape

from playground.exercises import library
from playground.exercises.goals import describe, mentions, met
from playground.exercises.markdown import to_html
from playground.exercises.questions import LONGEST_ANSWER
from playground.experiment.setting_kinds import read_number
from playground.text import text

MET, OPEN = "✓", "○"
"""Signs of a goal."""

SPELLED = {
    "accuracy": lambda share: text("output.percent", value=f"{100 * share:.1f}"),
    **dict.fromkeys(("test_loss", "train_loss", "gap"), "{:.4f}".format),
}
"""How metrics are spelled that are no whole numbers."""


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
        known = [*names, ""]
        at = names.index(self._exercise.id) if self._exercise.id in names else -2
        self.next_exercise = known[at + 1] if at >= 0 else ""

    def task(self):
        """Return the HTML of the task, and of the predictions to make before the first run."""
        language = escape(self._exercise.language)
        predictions = [one for one in self._questions.values() if one.predict]
        return (
            f'<div lang="{language}"><h2>{escape(self._exercise.title)}</h2>'
            f"{to_html(self._exercise.text)}{''.join(map(self._question, predictions))}</div>"
        )

    def work(self):
        """Return the HTML of all the rest."""
        language = escape(self._exercise.language)
        later = [one for one in self._questions.values() if not one.predict]
        return "".join(
            (
                self._goals(),
                f'<div lang="{language}">{"".join(map(self._question, later))}</div>',
                self._hints(language),
                '<p class="unseen" role="status" data-key="met"></p>',
                '<p class="done" role="status" data-key="done"></p>',
                '<p class="points" data-key="points"></p>',
                self._hand_in(),
                self._ways_on(),
                _locks(self._exercise),
            )
        )

    def texts(self, notes):
        """Return the texts in the HTML by their keys.

        Parameters
        ----------
        notes : dict of str to str
            Identifier of a question -> what is wrong with the answer that was entered last.
        """
        assignment = self._assignment
        points, of = assignment.points, self._exercise.points
        texts = {
            "points": text("sheet.points", points=points, of=of),
            "done": text("sheet.done", points=points, of=of) if assignment.is_done else "",
            "met": self._count_met(),
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
                texts[f"answer:{name}"] = "" if answer is None else f"{answer}"
        return texts

    def read_answer(self, name, entered):
        """Return the answer that was entered for a question, None for an empty field.

        Raises
        ------
        ValueError
            If it should be a number and is not; the message is a sentence.
        """
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

    def _goals(self):
        items = "".join(
            f'<li data-share="goal:{i}"><span class="tick" aria-hidden="true" data-key="sign:{i}">'
            f"</span><span><b>{escape(describe(goal.condition))}</b> "
            f'<span class="unseen" data-key="state:{i}"></span>'
            f'<span class="note" data-key="now:{i}"></span></span></li>'
            for i, goal in enumerate(self._exercise.goals)
        )
        title = text("sheet.goal" if len(self._exercise.goals) == 1 else "sheet.goals")
        return f'<h3>{title}</h3><ul class="goals">{items}</ul>' if items else ""

    def _goal_note(self, i, is_met):
        """Say what the numbers of a goal are at present, and that an earlier state is kept."""
        condition = self._exercise.goals[i].condition
        now = self._assignment.now
        numbers = ", ".join(
            f"{text(f'metric.{name}')} {_spell(name, value)}"
            for name, value in now.evidence.items()
            if value is not None and mentions(condition, name)
        )
        note = text("sheet.now", numbers=numbers)
        if "runs" in condition:
            note = f"{_runs_note(condition['runs'], now.attempts)}, {note}"
        if is_met and not now.verdicts[i]:
            epoch = self._assignment.best.attempts[-1].run.epochs
            note = text("sheet.kept", epoch=f"{epoch:,}", now=note)
        return note

    def _hints(self, language):
        """Show the hints one by one: a style shows each only after the one before is open."""
        shown = self._assignment.hints
        items = "".join(
            f'<details class="hint" data-toggle="hint:{i}"{" open" if i < shown else ""}>'
            f"<summary>{text('sheet.hint', number=i + 1)}</summary>"
            f'<div lang="{language}">{to_html(hint)}</div></details>'
            for i, hint in enumerate(self._exercise.hints)
        )
        return f'<div class="hints">{items}</div>' if items else ""

    def _question(self, question):
        stands = question.predict and self._assignment.has_begun
        field = FIELDS[question.type](question, self._assignment.answers.get(question.id))
        # a group of radio buttons needs the name that a single field has by itself
        name = f' aria-labelledby="text-{question.id}"' if question.type == "choice" else ""
        return (
            f"<fieldset{name}{' disabled' if stands else ''}>"
            f'<div id="text-{question.id}">{to_html(question.text)}</div>{field}'
            f'<p class="note" role="status" data-key="note:{question.id}"></p></fieldset>'
        )

    def _answer_note(self, question):
        answer = self._assignment.answers.get(question.id)
        if answer is None:
            is_due = question.predict and not self._assignment.has_begun
            return text("sheet.predict") if is_due else ""
        if question.predict and not self._assignment.has_begun:
            return text("sheet.predicted")
        if question.answer is None:
            return text("sheet.noted")
        if question.is_right(answer):
            return text("sheet.right")
        if question.predict:
            return text("sheet.otherwise", answer=question.spell(question.answer))
        return text("sheet.not_right")

    def _hand_in(self):
        buttons = [_button("file", text("sheet.file")), _button("copy", text("sheet.copy"))]
        if self._is_on_platform:
            buttons.append(_button("finish", text("sheet.finish")))
        hint = text("sheet.hint_platform" if self._is_on_platform else "sheet.hint_hand_in")
        return (
            f'<details class="hand-in" data-toggle="hand_in"><summary>{text("sheet.hand_in")}'
            f'</summary><p class="note">{hint}</p><div class="buttons">{"".join(buttons)}</div>'
            f'<textarea readonly rows="4" spellcheck="false" aria-label="{text("sheet.code")}" '
            'data-key="code"></textarea></details><p class="note" role="status" '
            'data-key="handed_in"></p>'
        )

    def _ways_on(self):
        buttons = [_button("again", text("sheet.again"))]
        if self._is_preview:
            buttons.insert(0, _button("edit", text("sheet.edit")))
        elif not self._is_on_platform:
            buttons.insert(0, _button("contents", text("sheet.contents")))
            if self.next_exercise:
                buttons.append(_button("next", text("sheet.next")))
        return f'<div class="buttons">{"".join(buttons)}</div>'


def _runs_note(runs, attempts):
    """Say of each run that counts whether it has met its goal, as "run 2 of 5: ✓ ✗"."""
    counted = attempts[-runs["of"] :]
    signs = " ".join("✓" if met(runs["with"], one.evidence) else "✗" for one in counted)
    return text("sheet.runs", count=len(counted), of=runs["of"], signs=signs)


def _button(action, label):
    return f'<button type="button" data-enter="{action}">{label}</button>'


def _locks(exercise):
    if not exercise.lock and not exercise.ranges:
        return ""
    return f'<p class="note locks">{text("sheet.locks")}</p>'


def _choices(question, answer):
    return "".join(
        f'<label><input type="radio" name="{question.id}" value="{i}" '
        f'data-choose="answer:{question.id}"{" checked" if i == answer else ""}>'
        f"<span>{escape(option)}</span></label>"
        for i, option in enumerate(question.options)
    )


def _number_field(question, _answer):
    return (
        f'<input class="number" inputmode="decimal" autocomplete="off" '
        f'aria-labelledby="text-{question.id}" data-key="answer:{question.id}">'
    )


def _text_field(question, _answer):
    return (
        f'<textarea class="answer" rows="3" maxlength="{LONGEST_ANSWER}" '
        f'aria-labelledby="text-{question.id}" data-key="answer:{question.id}"></textarea>'
    )


FIELDS = {"choice": _choices, "number": _number_field, "text": _text_field}
"""What an answer is entered in, by the type of the question."""


def _read_number(entered):
    try:
        return read_number(entered.replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        label, allowed = text("assignment.answer"), text("schema.number")
        message = text("error.setting", setting=label, allowed=allowed, found=entered[:20])
        raise ValueError(message) from None


READERS = {"choice": int, "number": _read_number, "text": str}
"""What makes an answer of what was entered."""


def _spell(metric, value):
    return SPELLED.get(metric, lambda count: f"{count:,}")(value)
