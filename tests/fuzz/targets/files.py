"""Saved runs, results, records of exercises and drafts: JSON that comes back from outside."""

import json
from functools import cache

from playground import strict_json
from playground.assignment import record
from playground.assignment.assignment import Assignment
from playground.authoring import form
from playground.authoring.draft import Draft
from playground.exercises import library
from playground.exercises.exercise import Exercise
from playground.exercises.result import LONGEST_RESULT, ResultError, characters, read_result
from playground.experiment import Experiment
from playground.session import Session, save_file
from tests.fuzz import mutations
from tests.fuzz.targets.links import FORMULAS, LINKS, POINTS
from tests.fuzz.targets.target import Target, accepted, check_sentence

WORDS = [*LINKS, *FORMULAS, *POINTS, "one-neuron", "hidden", "4,2", "choice", "test_loss"]


def changed_json(rng, sources):
    """Return JSON of which the data were changed, or the text, or both."""
    source = rng.choice(sources)
    if rng.random() < 0.8:
        source = mutations.spelled(mutations.data(rng, json.loads(source), WORDS))
    return mutations.text(rng, source, sources) if rng.random() < 0.3 else source


def check_json(source):
    """What is read strictly is what JSON says, and is written in a way that says it again."""
    try:
        data = strict_json.read(source)  # which may be None
    except ValueError as error:
        check_sentence(str(error))
        return
    assert data == json.loads(source)
    assert strict_json.read(strict_json.write(data)) == data


@cache
def saved_runs():
    """Return saved runs."""
    experiments = [
        Experiment(hidden=[2]),
        Experiment(dataset="own", hidden=[]),
        Experiment(dataset="spiral", features=["x1", "=x1^2"], hidden=[3, 3], loss="huber"),
    ]
    sessions = [Session(experiment) for experiment in experiments]
    for session in sessions:
        session.advance(3)
    return [save_file.write(session) for session in sessions]


def make_saved_run(rng):
    """Return a saved run that was changed, as text or as the bytes of a file."""
    source = changed_json(rng, saved_runs())
    return mutations.encoded(rng, source) if rng.random() < 0.3 else source


def check_saved_run(source):
    """It is refused, or is a run that is saved in the same way again."""
    if (saved := accepted(lambda: save_file.read(source))) is None:
        return
    session = Session(saved.experiment)
    session.restore(saved.theta, saved.epoch, saved.curve)
    again = save_file.read(save_file.write(session))
    assert again.experiment == saved.experiment
    assert again.epoch == saved.epoch
    assert (again.theta == saved.theta).all()


@cache
def exercise():
    """Return an exercise with questions of every kind."""
    return Exercise.from_data(
        {
            "id": "small",
            "title": "Small",
            "language": "en",
            "text": "Train.",
            "experiment": {"dataset": "gauss", "hidden": [2]},
            "lock": ["noise"],
            "hints": ["One.", "Two."],
            "goals": [{"epochs": {"at_least": 1}}, {"test_loss": {"at_most": 0.05}}],
            "questions": [
                {"id": "q1", "type": "choice", "text": "?", "options": ["a", "b"], "answer": "b"},
                {"id": "q2", "type": "number", "text": "?", "answer": 2, "tolerance": 0.1},
                {"id": "q3", "type": "text", "text": "?"},
            ],
        }
    )


@cache
def assignment():
    """Return an assignment that was worked on."""
    session = Session(exercise().start())
    made = Assignment(exercise(), session)
    session.advance(2)
    made.answer("q3", "because é")
    return made


@cache
def results():
    """Return results as files."""
    return [assignment().result(assignment().now).to_file()]


def make_result(rng):
    """Return a result that was changed, as a file or as a code."""
    if rng.random() < 0.3:
        codes = [read_result(one).to_code() for one in results()]
        return mutations.text(rng, rng.choice(codes), codes)
    return changed_json(rng, results())


def check_result(source):
    """It is refused, or is the same again by its code and by its file."""
    if (result := accepted(lambda: read_result(source), ResultError)) is None:
        return
    assert read_result(result.to_file()).to_data() == result.to_data()
    if characters(strict_json.write(result.to_data())) <= LONGEST_RESULT:
        assert read_result(result.to_code()).to_data() == result.to_data()


@cache
def records():
    """Return records of work on the exercise."""
    return [record.write(assignment())]


def make_record(rng):
    """Return a record that was changed."""
    return changed_json(rng, records())


def check_record(content):
    """It is refused, or says of the exercise what can be."""
    accepted(lambda: record.read(content, exercise()), record.RecordError)
    accepted(lambda: record.summarize(content), record.RecordError)


@cache
def drafts():
    """Return drafts of exercises."""
    made = [exercise(), *map(library.exercise, library.exercise_names())]
    return [Draft.from_exercise(one).to_json() for one in made]


def make_draft(rng):
    """Return a draft that was changed."""
    return changed_json(rng, drafts())


def check_draft(content):
    """It is refused, or can be shown, judged and kept, finished or not."""
    if (draft := accepted(lambda: Draft.from_json(content))) is None:
        return
    for section in form.SECTIONS.values():
        section(draft)
    for _, message in draft.problems():
        check_sentence(message)
    assert Draft.from_json(draft.to_json()).state == draft.state
    draft.start()


TARGETS = {
    "json": Target(lambda rng: changed_json(rng, [*saved_runs(), *results()]), check_json, 3),
    "saved-run": Target(make_saved_run, check_saved_run, 2),
    "result": Target(make_result, check_result, 2),
    "record": Target(make_record, check_record, 2),
    "draft": Target(make_draft, check_draft, 1),
}
