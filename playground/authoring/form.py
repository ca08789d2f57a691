"""The parts of the form in which an exercise is written, as HTML of a draft."""

from html import escape

from playground.authoring import fields
from playground.authoring.conditions import KINDS
from playground.authoring.fields import key_of
from playground.exercises.goals import COMPARISONS, GROUPS, METRICS
from playground.exercises.questions import KINDS as QUESTION_KINDS
from playground.exercises.rules import SUMS, WEIGHTS, limited_settings, limits_of
from playground.experiment.control_names import (
    CONTROLS,
    DRAWER_GROUPS,
    DRAWERS,
    SETTINGS_IN_DRAWERS,
)
from playground.text import FALLBACK_LANGUAGE, catalogue, text

SECTIONS = ("task", "hints", "rules", "goals", "questions")
"""The functions of this module that make a part of the form each."""

LABELS = {
    "setting": lambda name: text(f"setting.{name}"),
    "button": lambda name: text(f"button.{name}"),
    "control": lambda name: text(f"control.{name}"),
    "drawer": lambda name: text(f"drawer.{name}"),
    "drawers": lambda name: text(f"drawers.{name}"),
}
"""Groups of the catalogue in which controls have a name."""

IN_SIGHT = (*CONTROLS, WEIGHTS)
IN_DRAWERS = tuple(name for names in SETTINGS_IN_DRAWERS.values() for name in names)
DRAWER_PARTS = ("drawers", *DRAWER_GROUPS, *DRAWERS)

NEVER_LOCKED = {*DRAWER_PARTS, "speed", "show_test", "discretize"}
"""What can only be hidden: it changes nothing of a run."""


def label_of(control):
    """Return the name for people of something that can be locked, hidden or limited."""
    known = catalogue(FALLBACK_LANGUAGE)
    named = (name for group, name in LABELS.items() if f"{group}.{control}" in known)
    return next(named, str)(control)


def task(_draft):
    """Return the part with title, name, language and text."""
    return (
        fields.line(("title",), text("author.title"))
        + '<div class="entries">'
        + fields.line(("id",), text("author.id"), placeholder=text("author.id_usual"))
        + fields.line(("language",), text("author.language"), "short")
        + "</div>"
        + fields.lines(("text",), text("author.text"), 9)
    )


def hints(draft):
    """Return the part with the hints."""
    entries = "".join(
        '<div class="with-remove">'
        + fields.lines(("hints", i, "text"), text("author.hint", number=i + 1), 2)
        + fields.remove_button(("hints", i), text("author.hint", number=i + 1))
        + "</div>"
        for i in range(len(draft.state["hints"]))
    )
    return entries + fields.button("add hints", text("author.add_hint"))


def rules(draft):
    """Return the part with the start, what is locked and hidden, and the ranges."""
    return (
        f"<h3>{text('author.start')}</h3>"
        f'<p class="note">{text("author.start_hint")}</p>'
        '<p class="note" data-key="start"></p>'
        + fields.problem(("experiment",))
        + '<div class="buttons">'
        + fields.button("take_start", text("author.take_start"))
        + fields.button("show_start", text("author.show_start"))
        + "</div>"
        + f"<h3>{text('author.locks')}</h3>"
        + _locks(draft)
        + f"<h3>{text('author.ranges')}</h3>"
        + "".join(_range(i, row) for i, row in enumerate(draft.state["ranges"]))
        + fields.button("add ranges", text("author.add_range"))
    )


def _locks(draft):
    ticked = {*draft.state["lock"], *draft.state["hide"]}
    others = sorted(ticked - {*IN_SIGHT, *IN_DRAWERS, *DRAWER_PARTS})
    all_but = draft.state["all_but"]
    return (
        fields.radio("all_but", "", text("author.lock_ticked"), not all_but)
        + fields.radio("all_but", "yes", text("author.lock_others"), all_but)
        + fields.problem(("lock",))
        + _lock_table(draft, text("author.in_sight"), IN_SIGHT)
        + "".join(
            f"<details{' open' if ticked & {*names} else ''}><summary>{title}</summary>"
            f"{_lock_table(draft, title, names)}</details>"
            for title, names in (
                (text("author.in_drawers"), IN_DRAWERS),
                (text("author.drawers"), DRAWER_PARTS),
                (text("author.others"), others),
            )
            if names
        )
    )


def _lock_table(draft, title, names):
    rows = "".join(
        f'<tr><th scope="row">{escape(label_of(name))}</th>'
        f"<td>{_lock_box(draft, 'lock', name) if name not in NEVER_LOCKED else ''}</td>"
        f"<td>{_lock_box(draft, 'hide', name) if name != WEIGHTS else ''}</td></tr>"
        for name in names
    )
    head = "".join(f'<th scope="col">{text(f"author.{one}")}</th>' for one in ("lock", "hide"))
    return (
        f'<table class="locks"><caption class="unseen">{escape(title)}</caption>'
        f'<tr><th scope="col">{text("author.control")}</th>{head}</tr>{rows}</table>'
    )


def _lock_box(draft, what, name):
    label = text(f"author.{what}_control", control=label_of(name))
    return fields.tick(f"{what} {name}", label, name in draft.state[what], is_seen=False)


def _range(i, row):
    path, limited = ("ranges", i), limited_settings()
    options = {name: label_of(name) for name in (*SUMS, *limited)}
    name = text("author.range", number=i + 1)
    if "min" in (("min", "max") if row["name"] in SUMS else limits_of(limited[row["name"]])):
        limits = fields.number((*path, "min"), text("author.min")) + fields.number(
            (*path, "max"), text("author.max")
        )
    else:
        limits = _allowed_names(path, row, limited[row["name"]])
    return (
        f'<fieldset><legend class="unseen">{name}</legend><div class="entries">'
        + fields.select(f"range {key_of(path)}", text("author.limited"), options, row["name"])
        + limits
        + fields.remove_button(path, name)
        + f"</div>{fields.problem(path)}</fieldset>"
    )


def _allowed_names(path, row, declared):
    boxes = "".join(
        fields.tick(f"only {key_of(path)} {name}", str(name), name in row["only"])
        for name in declared.objects
    )
    return f'<div class="boxes">{boxes}</div>{fields.problem((*path, "only"))}'


def goals(draft):
    """Return the part with the goals."""
    entries = "".join(_goal(i, goal) for i, goal in enumerate(draft.state["goals"]))
    return entries + fields.button("add goals", text("author.add_goal"))


def _goal(i, goal):
    path, name = ("goals", i), text("author.goal", number=i + 1)
    return (
        f'<fieldset><legend>{name}</legend><p class="note" data-key="words {key_of(path)}"></p>'
        + _rows((*path, "rows"), goal["rows"])
        + '<div class="entries">'
        + fields.number((*path, "points"), text("author.points"), placeholder="1")
        + fields.button(f"remove {key_of(path)}", text("author.remove", what=name))
        + f"</div>{fields.problem(path)}</fieldset>"
    )


def _rows(path, rows, in_runs=False):
    entries = "".join(_row((*path, i), row, in_runs) for i, row in enumerate(rows))
    add = fields.button(f"add_row {key_of(path)}", text("author.add_condition"), "minor")
    return f'<div class="rows">{entries}{add}{fields.problem(path)}</div>'


def _row(path, row, in_runs):
    kinds = {kind: _kind_name(kind) for kind in KINDS if not (in_runs and kind == "runs")}
    choice = fields.select(f"kind {key_of(path)}", text("author.kind"), kinds, row["kind"], "kind")
    remove = fields.remove_button(path, text("author.condition"))
    if row["kind"] in METRICS:
        hows = {how: text(f"author.{how}") for how in COMPARISONS}
        how = fields.select(f"set {key_of((*path, 'how'))}", text("author.how"), hows, row["how"])
        number = fields.number((*path, "number"), text("author.number"))
        return f'<div class="entries compared">{choice}{how}{number}{remove}</div>'
    inner = _group(path, row, in_runs) if row["kind"] in GROUPS else _runs(path, row)
    return (
        f'<div class="nested"><div class="entries">{choice}{remove}</div>'
        f"{inner}{fields.problem(path)}</div>"
    )


def _kind_name(kind):
    name = text(f"metric.{kind}") if kind in METRICS else text(f"author.{kind}")
    return name[:1].upper() + name[1:]


def _group(path, row, in_runs):
    joint = text("author.joint_any" if row["kind"] == "any" else "author.joint_all")
    parts = f'<p class="joint">{joint}</p>'.join(
        _rows((*path, "conditions", i), rows, in_runs) for i, rows in enumerate(row["conditions"])
    )
    more = fields.button(f"add_part {key_of(path)}", text("author.add_part"), "minor")
    return parts + more


def _runs(path, row):
    return (
        '<div class="entries">'
        + fields.number((*path, "at_least"), text("author.runs_at_least"))
        + fields.number((*path, "of"), text("author.runs_of"))
        + f'</div><p class="note">{text("author.runs_with")}</p>'
        + _rows((*path, "with"), row["with"], in_runs=True)
    )


def questions(draft):
    """Return the part with the questions and the pass mark."""
    entries = "".join(_question(i, one) for i, one in enumerate(draft.state["questions"]))
    return (
        entries
        + fields.button("add questions", text("author.add_question"))
        + f"<h3>{text('author.passing')}</h3>"
        + fields.number(("pass_mark",), text("author.pass_mark"), placeholder="100")
    )


def _question(i, question):
    path, name = ("questions", i), text("author.question", number=i + 1)
    kinds = {kind: text(f"author.type_{kind}") for kind in QUESTION_KINDS}
    return (
        f"<fieldset><legend>{name}</legend>"
        + fields.select(f"type {key_of(path)}", text("author.type"), kinds, question["type"])
        + fields.lines((*path, "text"), text("author.question_text"), 2)
        + ANSWERS[question["type"]](path, question)
        + fields.tick(f"predict {key_of(path)}", text("author.predict"), question["predict"])
        + '<div class="entries">'
        + fields.number((*path, "points"), text("author.points"))
        + fields.line((*path, "id"), text("author.question_name"), "short", placeholder=f"{i + 1}")
        + fields.button(f"remove {key_of(path)}", text("author.remove", what=name))
        + f"</div>{fields.problem(path)}</fieldset>"
    )


def _options(path, question):
    right = f"set {key_of((*path, 'right'))}"
    rows = "".join(
        '<div class="entries option">'
        + fields.line((*path, "options", i), text("author.option", number=i + 1))
        + fields.radio(right, str(i), text("author.right"), question["right"] == str(i))
        + fields.remove_button((*path, "options", i), text("author.option", number=i + 1))
        + "</div>"
        for i in range(len(question["options"]))
    )
    return (
        rows
        + fields.radio(right, "", text("author.none_right"), question["right"] == "")
        + fields.button(f"add_option {key_of(path)}", text("author.add_option"), "minor")
        + fields.problem((*path, "options"))
        + fields.problem((*path, "answer"))
    )


def _number_answer(path, _question):
    return (
        '<div class="entries">'
        + fields.number((*path, "answer"), text("author.answer"))
        + fields.number((*path, "tolerance"), text("author.tolerance"))
        + "</div>"
    )


ANSWERS = {"choice": _options, "number": _number_answer, "text": lambda _path, _question: ""}
"""Type of a question -> its fields for answers."""
