"""An assignment follows a run: goals, runs from several seeds, answers, the best state so far."""

import numpy as np
import pytest

from playground.assignment import record
from playground.exercises import library, workload
from playground.exercises.checking import check
from playground.exercises.exercise import Exercise
from playground.exercises.result import read_result
from playground.experiment import Experiment
from tests.assignment.conftest import QUESTIONS, begin, train
from tests.exercises.conftest import SMALL

FOUR_OF_FIVE = [{"runs": {"at_least": 2, "of": 3, "with": {"test_loss": {"at_most": 0.05}}}}]
OVERSHOOT = [{"epochs": {"at_most": 5}, "test_loss": {"at_most": 0.3}}]


def test_it_begins_at_the_start_of_the_exercise_with_what_it_hides(assign):
    assignment = assign(hide=["noise", "momentum"])
    experiment = assignment.session.experiment
    assert (experiment.dataset, experiment.hidden) == ("gauss", [2])
    assert experiment.hide == ["noise", "momentum"]
    assert (assignment.points, assignment.is_done, assignment.has_begun) == (0, False, False)


def test_a_goal_is_met_as_soon_as_the_session_meets_it(assign):
    assignment = assign()
    train(assignment, 1)
    assert assignment.now.verdicts == (False,)
    train(assignment, 20)
    assert assignment.session.test_loss <= 0.05
    assert assignment.now.verdicts == (True,)
    assert (assignment.points, assignment.score, assignment.is_done) == (1, 100, True)


def test_what_was_reached_stays_when_training_goes_on(assign):
    """The goal asks for a low loss within five epochs: it is met for a moment only."""
    assignment = assign(goals=OVERSHOOT)
    train(assignment, 5)
    assert assignment.now.verdicts == (True,)
    kept = assignment.best
    train(assignment, 1)
    assert assignment.now.verdicts == (False,)
    assert assignment.best is kept
    assert assignment.points == 1
    result = assignment.result(assignment.best)
    assert result.runs[-1].epochs == 5
    assert check(assignment.exercise, result).goals == (True,)


def test_a_goal_for_those_who_stop_is_met_at_rest_only(assign):
    goal = {"test_loss": {"at_most": 100}, "epochs": {"at_least": 1}}
    assignment = assign(goals=[{**goal, "when_stopped": True}, goal])
    assignment.session.advance()
    assignment.observe(assignment.session, is_at_rest=False)
    assert assignment.best.verdicts == (False, True)
    assignment.observe(assignment.session)
    assert assignment.best.verdicts == (True, True)


def test_every_other_answer_to_a_question_with_a_right_one_is_a_try(assign):
    assignment = assign(questions=QUESTIONS)
    for answer in ("a", "b", 1, None, "b"):
        assignment.answer("guess", answer)
    assignment.answer("why", "x")
    assert assignment.result(assignment.now).effort.tries == {"guess": 3}


LATE = {"feedback": "after_hand_in", "questions": [*QUESTIONS, {**QUESTIONS[0], "id": "more"}]}


def test_answers_that_are_judged_after_handing_in_stand_from_then_on(assign):
    assignment = assign(**LATE)
    guess, _, why, _ = assignment.exercise.questions
    assignment.answer("guess", "a")
    assert not assignment.is_told(guess)
    assignment.has_handed_in = True
    assert assignment.is_told(guess)
    for name in ("guess", "more"):
        with pytest.raises(ValueError, match="after you have handed in"):
            assignment.answer(name, "b")
    assignment.answer(why.id, "Because.")


def test_a_prediction_is_judged_when_the_goals_are_met(assign):
    guess = {**QUESTIONS[0], "predict": True}
    assignment = assign(goals=[{"epochs": {"at_least": 2}}], questions=[guess])
    (question,) = assignment.exercise.questions
    assignment.answer("guess", "a")
    told = []
    for _ in range(2):
        train(assignment, 1)
        told.append(assignment.is_told(question))
    assert told == [False, True]


def test_what_no_grader_could_train_again_is_not_ticked(assign, monkeypatch):
    of_an_epoch = workload.epoch_work(Experiment(**SMALL["experiment"]))
    monkeypatch.setattr(workload, "MOST_WORK", (3 + workload.MOST_RUNS) * of_an_epoch)
    assignment = assign(goals=[{"epochs": {"at_least": 2}}, {"test_loss": {"at_most": 100}}])
    train(assignment, 3)
    assert assignment.now.verdicts == (True, True)
    train(assignment, 1)
    assert assignment.now.verdicts == (None, True)
    assert assignment.best.verdicts == (True, True)


def test_starting_again_takes_nothing_back(assign):
    assignment = assign(goals=OVERSHOOT, questions=QUESTIONS)
    assignment.answer("guess", 1)
    train(assignment, 5)
    assignment.start_again()
    assert (assignment.session.epoch, assignment.points) == (0, 2)
    assert assignment.answers == {"guess": "b"}


def test_runs_from_different_seeds_are_counted(assign):
    assignment = assign(goals=FOUR_OF_FIVE)
    for seed in (1, 2, 3):
        assignment.session.experiment.seed = seed
        train(assignment, 30)
    assert [one.run.seed for one in assignment.now.attempts] == [1, 2, 3]
    assert assignment.now.verdicts == (True,)
    report = check(assignment.exercise, assignment.result(assignment.best))
    assert report.goals == (True,)


def test_a_reset_is_no_run_of_its_own_and_an_untrained_one_is_none_at_all(assign):
    assignment = assign(goals=FOUR_OF_FIVE)
    train(assignment, 30)
    assignment.session.reset()
    train(assignment, 30)
    assert len(assignment.now.attempts) == 1
    for seed in (1, 2):
        assignment.session.experiment.seed = seed
        assignment.observe(assignment.session)
    assert [one.run.seed for one in assignment.now.attempts] == [0, 2]


def test_a_seed_that_comes_back_replaces_its_earlier_run(assign):
    assignment = assign(goals=FOUR_OF_FIVE)
    for seed in (1, 2, 1):
        assignment.session.experiment.seed = seed
        train(assignment, 5)
    assert [one.run.seed for one in assignment.now.attempts] == [2, 1]


def test_only_as_many_runs_are_kept_as_a_goal_looks_at(assign):
    assignment = assign(goals=FOUR_OF_FIVE)
    for seed in range(1, 7):
        assignment.session.experiment.seed = seed
        train(assignment, 2)
    assert [one.run.seed for one in assignment.now.attempts] == [4, 5, 6]


def test_another_setting_begins_the_count_again(assign):
    assignment = assign(goals=FOUR_OF_FIVE)
    for seed in (1, 2):
        assignment.session.experiment.seed = seed
        train(assignment, 5)
    assignment.session.experiment.learning_rate = 0.1
    train(assignment, 5)
    assert [one.run.seed for one in assignment.now.attempts] == [2]


def test_a_change_of_the_page_alone_does_not(assign):
    assignment = assign(goals=FOUR_OF_FIVE)
    assignment.session.experiment.seed = 1
    train(assignment, 5)
    assignment.session.experiment.seed = 2
    assignment.session.experiment.show_test = True
    train(assignment, 5)
    assert len(assignment.now.attempts) == 2


def test_answers_earn_their_points(assign):
    assignment = assign(questions=QUESTIONS)
    assignment.answer("guess", 0)
    assert assignment.points == 0
    assignment.answer("guess", 1)
    assignment.answer("count", 3.4)
    assignment.answer("why", "Because.")
    assert assignment.points == 2
    assignment.answer("count", None)
    assert assignment.points == 1


@pytest.mark.parametrize(("name", "answer"), [("guess", 2), ("count", "3"), ("why", "x" * 501)])
def test_what_is_no_answer_is_refused(assign, name, answer):
    assignment = assign(questions=QUESTIONS)
    with pytest.raises(ValueError, match="The answer must be"):
        assignment.answer(name, answer)
    assert assignment.answers == {}


def test_a_prediction_is_due_before_the_first_run_and_stands_after_it(assign):
    assignment = assign(questions=[{**QUESTIONS[0], "predict": True}])
    assert [one.id for one in assignment.open_predictions] == ["guess"]
    assignment.answer("guess", 0)
    assert assignment.open_predictions == []
    train(assignment, 1)
    with pytest.raises(ValueError, match="prediction cannot be changed"):
        assignment.answer("guess", 1)
    assignment.start_again()
    with pytest.raises(ValueError, match="prediction cannot be changed"):
        assignment.answer("guess", 1)


def test_what_is_handed_in_is_what_the_checker_measures():
    """The course's first exercise, solved as a student does, graded from the code alone."""
    assignment = begin(library.exercise("one-neuron"))
    assignment.answer("border", 0)
    assignment.answer("unsure", 0)
    assignment.answer("numbers", 3)
    train(assignment, 120)
    report = check(assignment.exercise, read_result(assignment.result(assignment.best).to_code()))
    assert (report.score, report.false_claims) == (assignment.score, ())
    assert report.score == 100


def test_earlier_work_is_judged_by_its_weights_and_goes_on(assign):
    before = assign(goals=OVERSHOOT)
    train(before, 5)
    train(before, 5)
    now, best = before.result(before.now), before.result(before.best)
    assignment = assign(goals=OVERSHOOT)
    assignment.resume(now, best)
    assert (assignment.session.epoch, assignment.points) == (10, 1)
    assert assignment.best.attempts[-1].run.epochs == 5
    theta = before.session.network.theta.astype(np.float32)
    assert np.array_equal(assignment.session.network.theta.astype(np.float32), theta)


@pytest.mark.parametrize("dataset", ["gauss", "circle", "blobs", "plane"])
@pytest.mark.parametrize("seed", range(3))
def test_the_page_judges_the_weights_that_are_handed_in(assign, dataset, seed):
    """Limits are the losses reached in double precision: rounded weights are on either side."""
    session = begin(Exercise.from_data({**SMALL, "experiment": {"dataset": dataset}})).session
    session.experiment.seed = seed
    session.advance(5)
    losses = {"test_loss": session.test_loss, "train_loss": session.train_loss}
    goals = [{name: {how: losses[name]}} for name in losses for how in ("at_most", "above")]
    assignment = assign(experiment={"dataset": dataset}, goals=goals)
    assignment.session.experiment.seed = seed
    train(assignment, 5)
    report = check(assignment.exercise, read_result(assignment.result(assignment.now).to_code()))
    assert assignment.now.verdicts == report.goals
    assert all(assignment.now.evidence[name] == report.evidence[name] for name in losses)


TRIED = {"id": "n", "type": "number", "text": "?", "answer": 3, "tries": 2}


def test_the_last_of_a_limited_number_of_tries_stands(assign):
    assignment = assign(questions=[TRIED])
    (question,) = assignment.exercise.questions
    assignment.answer("n", 1)
    assignment.answer("n", 1)
    assert (assignment.tries_left(question), assignment.stands(question)) == (1, False)
    assignment.answer("n", 2)
    assert assignment.stands(question)
    with pytest.raises(ValueError, match="last try"):
        assignment.answer("n", 3)
    assert assignment.answers == {"n": 2}


def test_more_tries_than_there_are_ask_for_a_look(assign):
    assignment = assign(questions=[TRIED])
    assignment.tries["n"] = 3
    assignment.answers["n"] = 3
    (remark,) = check(assignment.exercise, assignment.result(assignment.now)).remarks
    assert "3 times, and the limit is 2" in remark


def test_it_is_done_only_with_the_answer_that_has_to_be_there(assign):
    why = {"id": "why", "type": "text", "text": "?", "required": True}
    assignment = assign(questions=[why])
    train(assignment, 30)
    assert (assignment.score, assignment.is_done) == (100, False)
    report = check(assignment.exercise, assignment.result(assignment.best))
    assert (report.score, report.passed) == (100, False)
    assignment.answer("why", "Because.")
    assert assignment.is_done


def test_nothing_counts_before_a_name_gives_the_student_data_of_their_own(assign):
    assignment = assign(vary=["data_seed"])
    session = assignment.session
    train(assignment, 30)
    assert session.test_loss <= 0.05
    assert assignment.points == 0
    assignment.identify("  Ada  Lovelace ")
    assert (assignment.student, session.epoch) == ("Ada Lovelace", 0)
    assert (
        session.experiment.data_seed
        == assignment.exercise.variant("Ada Lovelace").start().data_seed
    )
    train(assignment, 30)
    assert assignment.points == 1
    assert check(assignment.exercise, assignment.result(assignment.best)).passed
    with pytest.raises(ValueError, match="after the first run"):
        assignment.identify("Bob")


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_a_name_has_to_be_one(assign, name):
    with pytest.raises(ValueError, match="1 to 60 characters"):
        assign(vary=["seed"]).identify(name)


def test_starting_again_and_going_on_later_keep_the_data_of_the_student(assign):
    assignment = assign(vary=["data_seed"])
    assignment.identify("Ada")
    own = assignment.session.experiment.data_seed
    train(assignment, 30)
    content = record.write(assignment)
    assignment.start_again()
    assert assignment.session.experiment.data_seed == own
    assert record.read(content, assignment.exercise).now.student == "Ada"


def test_epochs_and_runs_are_counted_also_those_that_are_given_up(assign):
    assignment = assign()
    train(assignment, 3)
    train(assignment, 2)
    before = assignment.session.network.theta.copy()
    assignment.session.restore(before, 4)
    assignment.observe(assignment.session)
    train(assignment, 1)
    assignment.session.reset()
    assignment.observe(assignment.session)
    train(assignment, 4)
    assignment.session.experiment.seed = 5
    train(assignment, 1)
    effort = assignment.result(assignment.best).effort
    assert (effort.epochs, effort.runs) == (11, 3)
    again = begin(assignment.exercise)
    kept = record.read(record.write(assignment), assignment.exercise)
    again.epochs, again.runs = kept.now.effort.epochs, kept.now.effort.runs
    again.resume(kept.now, kept.best)
    train(again, 1)
    assert (again.epochs, again.runs) == (12, 3)
