"""A draft makes the exercise it was opened from, and loses nothing that was entered."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.authoring import conditions, form
from playground.authoring.draft import Draft
from playground.authoring.fields import LISTS, new_row
from playground.authoring.shape import DraftError
from playground.authoring.undo import Undo
from playground.exercises import library
from playground.exercises.document import ExerciseError
from playground.exercises.exercise import Exercise
from playground.exercises.goals import COMPARISONS, GROUPS, METRICS, met
from playground.experiment import Experiment
from tests.cases import every


@pytest.fixture
def draft():
    """The draft of a valid exercise."""
    draft = Draft()
    draft.state |= {"title": "My ring", "text": "Separate **the ring**."}
    draft.add(("goals",), LISTS["goals"]())
    draft.take_start(Experiment(dataset="circle", hidden=[3]))
    return draft


def fields_with_problems(draft):
    return {path for path, _ in draft.problems()}


@every("name", library.exercise_names())
def test_an_opened_exercise_of_the_course_is_the_same_again(name):
    exercise = library.exercise(name)
    again = Draft.from_exercise(exercise).exercise()
    assert again == exercise
    assert Exercise.from_yaml(again.to_yaml()) == exercise
    assert Exercise.from_code(again.to_code()) == exercise


def test_the_example_of_the_guide_is_the_same_again(project):
    guide = (project / "docs/teachers.md").read_text(encoding="utf-8")
    exercise = Exercise.from_yaml(re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)[0])
    assert Draft.from_exercise(exercise).exercise() == exercise


def test_a_kept_draft_goes_on_where_it_was(draft):
    draft.set(("goals", 0, "rows", 0, "number"), "not a number yet")
    assert Draft.from_json(draft.to_json()).state == draft.state


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "7", "[" * 3000, '{"version": 1}', '{"a": NaN}']
)
def test_what_is_no_draft_is_refused(content):
    with pytest.raises(DraftError, match=r"[^.]$"):
        Draft.from_json(content)


def test_a_draft_that_lacks_what_came_later_is_completed(draft):
    state = json.loads(draft.to_json())
    for name in ("late_feedback", "also", "vary", "images"):
        del state[name]
    for entry in state["goals"]:
        del entry["when_stopped"]
    assert Draft.from_json(json.dumps(state)).state == draft.state


def test_a_draft_of_another_version_is_not_taken(draft):
    with pytest.raises(DraftError, match="version"):
        Draft.from_json(json.dumps({**draft.state, "version": 2}))


FULL = Draft.from_exercise(library.exercise("five-resets"))
FULL.add(("ranges",), LISTS["ranges"]())
FULL.add(("hints",), {"text": "x"})
FULL.add(("questions",), LISTS["questions"]())
FULL.set(("goals", 0, "rows"), [new_row("any"), new_row("runs"), new_row("epochs")])


def paths(part, path=()):
    """Yield the path of every part of a draft."""
    yield path
    if isinstance(part, dict | list):
        for step in part if isinstance(part, dict) else range(len(part)):
            yield from paths(part[step], (*path, step))


@every("wrong", [None, 5, 1e300, True, "", [], [[]], {}, {"x": 1}], ids=repr)
def test_a_draft_with_a_part_of_another_kind_is_refused_or_can_be_worked_on(wrong):
    """Whatever is taken can be shown, judged and started from without an error."""
    for path in paths(FULL.state):
        changed = Draft(json.loads(FULL.to_json()))
        if path:
            changed.set(path, wrong)
        try:
            draft = Draft.from_json(json.dumps(changed.state if path else wrong))
        except DraftError:
            continue
        draft.problems()
        draft.start()
        for section in form.SECTIONS.values():
            section(draft)


def test_changes_are_undone_step_by_step_and_typing_is_one_step():
    undo = Undo()
    undo.note("a", "title")
    undo.note("ab", "title")
    undo.note("abc")
    assert undo.undo("removed") == "abc"
    assert undo.undo("abc") == "a"
    assert not undo.has_earlier
    assert undo.redo("a") == "abc"
    undo.note("abc", "title")
    assert not undo.has_later
    assert undo.undo("abcd") == "abc"


def test_a_little_is_enough(draft):
    exercise = draft.exercise()
    assert (exercise.id, exercise.title, exercise.language) == ("my-ring", "My ring", "en")
    assert exercise.start() == Experiment(dataset="circle", hidden=[3])


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"dataset": "spiral", "features": ["x1", "sin_x1"], "noise": 0.25, "seed": 7},
        {"hidden": [], "learning_rate": 0.3, "hide": ["noise"], "show_test": True},
        {"optimizer": "adam", "layer_activations": ["relu", "tanh"]},
    ],
    ids=lambda settings: " ".join(settings),
)
def test_the_start_is_what_was_set_up(draft, settings):
    experiment = Experiment(**settings)
    draft.take_start(experiment)
    assert draft.start() == experiment
    assert draft.exercise().start() == experiment
    assert Exercise.from_yaml(draft.exercise().to_yaml()).start() == experiment


def test_own_points_are_part_of_the_start(draft):
    own = library.exercise("ripe-or-not").start()
    draft.take_start(own)
    assert own.points
    assert draft.exercise().start() == own
    assert Exercise.from_yaml(draft.exercise().to_yaml()).start() == own


def test_a_wrong_entry_is_shown_at_its_field_and_kept(draft):
    number = ("goals", 0, "rows", 0, "number")
    for entered in ("0,1x", "", "-1", "1e999", "nan"):
        draft.set(number, entered)
        assert fields_with_problems(draft) == {number}, entered
        assert draft.get(number) == entered
        with pytest.raises(ExerciseError):
            draft.exercise()
    draft.set(number, "0,1")
    assert draft.exercise().goals[0].condition == {"test_loss": {"at_most": 0.1}}


@pytest.mark.parametrize("name", ["title", "text", "language", "pass_mark"])
def test_each_text_has_its_own_problem(draft, name):
    draft.set((name,), "x" * 20_000)
    assert (name,) in fields_with_problems(draft)


def test_problems_deep_inside_a_goal_are_found(draft):
    draft.set(("goals", 0, "rows"), [new_row("any"), new_row("runs")])
    draft.set(("goals", 0, "rows", 0, "conditions", 1, 0, "number"), "2")
    draft.set(("goals", 0, "rows", 1, "at_least"), "0")
    draft.set(("goals", 0, "rows", 1, "with", 0, "number"), "low")
    draft.set(("goals", 0, "points"), "none")
    assert fields_with_problems(draft) == {
        ("goals", 0, "rows", 0, "conditions", 1, 0, "number"),
        ("goals", 0, "rows", 1, "at_least"),
        ("goals", 0, "rows", 1, "with", 0, "number"),
        ("goals", 0, "points"),
    }


def test_problems_of_questions_and_ranges_are_found(draft):
    draft.add(("questions",), {**LISTS["questions"](), "text": "Why?", "options": ["a", ""]})
    draft.add(("questions",), {**LISTS["questions"](), "type": "number", "answer": "many"})
    draft.add(("ranges",), {**LISTS["ranges"](), "max": "few"})
    draft.add(("ranges",), {**LISTS["ranges"](), "name": "activation"})
    assert fields_with_problems(draft) >= {
        ("questions", 0, "options", 1),
        ("questions", 1, "text"),
        ("ranges", 0, "max"),
        ("ranges", 1, "only"),
    }


def test_a_start_outside_the_ranges_is_a_problem_of_the_start(draft):
    draft.add(("ranges",), {**LISTS["ranges"](), "max": "2"})
    assert fields_with_problems(draft) == {("experiment",)}


def test_locks_are_ticked_and_unticked(draft):
    draft.tick("lock", "dataset", True)
    draft.tick("lock", "noise", True)
    draft.tick("lock", "dataset", False)
    assert draft.exercise().lock == ("noise",)
    draft.set(("all_but",), True)
    lock = draft.exercise().lock
    assert "dataset" in lock
    assert "noise" not in lock


def test_an_entry_is_taken_out(draft):
    draft.add(("hints",), {"text": "first"})
    draft.add(("hints",), {"text": "second"})
    draft.remove(("hints", 0))
    assert draft.exercise().hints == ("second",)


def test_a_right_answer_is_one_of_the_options(draft):
    question = {**LISTS["questions"](), "text": "Which?", "options": ["a", "b"], "right": "1"}
    draft.add(("questions",), question)
    (made,) = draft.exercise().questions
    assert (made.id, made.options, made.answer, made.points) == ("which", ("a", "b"), "b", 1)


@pytest.mark.parametrize(
    ("right", "gone", "left"), [("2", 0, "1"), ("0", 1, "0"), ("1", 1, ""), ("", 0, "")]
)
def test_the_right_option_stays_when_another_one_goes(draft, right, gone, left):
    question = {**LISTS["questions"](), "options": ["a", "b", "c"], "right": right}
    path = draft.add(("questions",), question)
    draft.remove((*path, "options", gone))
    assert draft.get((*path, "right")) == left


LIMITS = {"accuracy": (0, 1), "gap": (-9, 9)}
COMPARED = st.sampled_from(METRICS).flatmap(
    lambda metric: st.builds(
        lambda how, number: {"kind": metric, "how": how, "number": str(number)},
        st.sampled_from(list(COMPARISONS)),
        st.integers(*LIMITS.get(metric, (0, 9))),
    )
)
ROWS = st.recursive(
    st.lists(COMPARED, min_size=1, max_size=3),
    lambda inner: st.lists(
        COMPARED
        | st.builds(
            lambda kind, parts: {"kind": kind, "conditions": parts},
            st.sampled_from(list(GROUPS)),
            st.lists(inner, min_size=1, max_size=3),
        ),
        min_size=1,
        max_size=3,
    ),
    max_leaves=6,
)
EVIDENCE = st.fixed_dictionaries({name: st.integers(*LIMITS.get(name, (0, 9))) for name in METRICS})


def holds(rows, evidence):
    """Judge rows one by one: all have to hold, whatever condition is made of them."""
    verdicts = []
    for row in rows:
        if row["kind"] in GROUPS:
            inner = [holds(part, evidence) for part in row["conditions"]]
            verdicts.append(all(inner) if row["kind"] == "all" else any(inner))
        else:
            verdicts.append(COMPARISONS[row["how"]](evidence[row["kind"]], int(row["number"])))
    return all(verdicts)


@given(ROWS, EVIDENCE)
def test_a_condition_means_what_its_rows_say(rows, evidence):
    condition, _ = conditions.condition_of(rows, ())
    assert met(condition, evidence) == holds(rows, evidence)


@given(ROWS)
def test_the_rows_of_a_condition_make_it_again(rows):
    condition, _ = conditions.condition_of(rows, ())
    again, places = conditions.condition_of(conditions.rows_of(condition), ("goal",))
    assert again == condition
    assert all(path[0] == "goal" for path in places.values())


@pytest.mark.parametrize("kind", conditions.KINDS)
def test_every_kind_of_row_is_valid_as_it_is_offered(draft, kind):
    draft.set(("goals", 0, "rows"), [new_row(kind)])
    draft.exercise()


def test_weights_stay_free_in_a_draft_from_before_they_were_locked_along(draft):
    state = json.loads(draft.to_json()) | {"all_but": True, "lock": ["noise"]}
    del state["also"]
    kept = Draft.from_json(json.dumps(state))
    assert kept.exercise().data["lock"] == {"all_but": ["noise"]}


def test_in_a_new_draft_all_that_is_not_ticked_is_locked_weights_too(draft):
    draft.state |= {"all_but": True, "lock": ["noise"]}
    assert draft.exercise().data["lock"] == {"all_but": ["noise"], "also": ["weights"]}
    draft.tick("lock", "weights", is_ticked=True)
    assert draft.exercise().data["lock"] == {"all_but": ["noise"]}


def test_two_images_of_one_name_are_refused_at_the_field_of_the_second(draft):
    image = "data:image/gif;base64,R0lGODlhAQABAIAAAP8AAP///ywAAAAAAQABAAACAkQBADs="
    for _ in range(2):
        draft.add(("images",), {"name": "ring", "data": image})
    assert fields_with_problems(draft) == {("images", 1, "name")}
