"""An assignment: one exercise being worked on, with its evidence, answers and points."""

from collections.abc import Mapping
from typing import Any

from playground.assignment.standing import Attempt, State
from playground.exercises.checking import evidence_of_result
from playground.exercises.evidence import evidence_as_stored
from playground.exercises.exercise import Exercise
from playground.exercises.questions import Question
from playground.exercises.result import Effort, Result, Run, stored_weights
from playground.exercises.rules import violations
from playground.exercises.scoring import Score, goal_points, score, verdicts
from playground.exercises.shapes import Answer, ClaimName, Evidence
from playground.exercises.variants import LONGEST_NAME
from playground.exercises.workload import most_epochs
from playground.experiment import Experiment
from playground.experiment.setting_groups import OF_A_RUN
from playground.experiment.setting_kinds import excerpt
from playground.frame import Curve, Frame
from playground.session import Session
from playground.session.training_state import RunState
from playground.text import text


class Assignment:
    """Follows a session through an exercise.

    The state with the most points so far is kept, the latest of equals: it is what will be handed
    in, so training on, or trying something else, takes no goal back.

    Parameters
    ----------
    exercise : Exercise
    session : Session
        It gets the starting experiment.

    Attributes
    ----------
    exercise : Exercise
    student : str
        The name or number that was entered, where the exercise varies by it.
    order : int
        By which shuffled options are shown; 0 unless somebody sets it.
    answers : dict
        Identifier of a question -> answer, as `Question.accepts` takes it.
    tries : dict
        Identifier of a question with a right answer -> how often it was answered.
    hints : int
        How many hints were looked at.
    seconds : float
        At work.
    epochs, runs : int
        Trained in all, those that were given up included.
    has_begun : bool
        Whether the first run has begun, after which predictions stand.
    has_handed_in : bool
        Whether the work was handed in, after which answers stand if they are judged only then.
    has_gone_on : bool
        Whether there was more work after that.
    now, best : State
    present : RunState
        What the run goes on from, at `now`.
    settings : dict
        Of the experiment, as they were allowed last.
    """

    def __init__(self, exercise: Exercise, session: Session) -> None:
        self.exercise = self._own = exercise
        self._session = session
        self.student = ""
        self.order = 0
        self.answers: dict[str, Answer] = {}
        self.tries: dict[str, int] = {}
        self.hints = 0
        self.seconds = 0.0
        self.epochs = self.runs = 0
        self.has_handed_in = self.has_begun = self.has_gone_on = False
        self._counted: Mapping[str, object] | None = None
        self._earlier: tuple[Attempt, ...] = ()
        self.now = self.best = self._set_up(exercise.start().settings())

    def start_again(self) -> None:
        """Go back to the starting experiment; answers stay, and so do the points so far."""
        self.now = self._set_up(self._own.start().settings())
        self.best = max(self.now, self.best, key=lambda state: state.points)

    @property
    def is_nameless(self) -> bool:
        """Whether a name or number has to be entered first: without one nothing counts."""
        return bool(self.exercise.vary) and not self.student

    def identify(self, student: str) -> None:
        """Give the exercise the data or the initial weights of a student; begin anew with them.

        Raises
        ------
        ValueError
            If the name or number is empty or too long, or another one stands.
        """
        student = " ".join(student.split())
        if self.has_begun and not self.is_nameless:
            raise ValueError(text("assignment.name_stands"))
        if not 0 < len(student) <= LONGEST_NAME:
            allowed = text("schema.text", low=1, high=LONGEST_NAME)
            label, found = text("assignment.name"), excerpt(student)
            raise ValueError(text("error.setting", setting=label, allowed=allowed, found=found))
        self.student = student
        self._own = self.exercise.variant(student)
        self.now = self.best = self._set_up(self._own.start().settings())

    @property
    def curve(self) -> Curve:
        """The losses of the present run, up to the epoch that is shown."""
        curve: Curve = self._session.curve_so_far
        return curve

    @property
    def open_questions(self) -> list[Question]:
        """The questions without an answer, save predictions whose time is over."""
        return [
            one
            for one in self.exercise.questions
            if one.id not in self.answers and not (one.predict and self.has_begun)
        ]

    @property
    def open_predictions(self) -> list[Question]:
        """The questions that have to be answered before the first run."""
        predictions = (one for one in self.exercise.questions if one.predict)
        return [one for one in predictions if one.id not in self.answers]

    @property
    def most_epochs(self) -> int:
        """Epochs that a grader can confirm with the present settings, in all runs together."""
        return self._epochs_within(self.settings)

    @property
    def points(self) -> int:
        """Points so far, of the best state and of the answers."""
        return self._score.points

    @property
    def score(self) -> int:
        """Points in percent of those of the exercise, rounded down."""
        return self._score.percent

    @property
    def is_done(self) -> bool:
        """Whether the score reaches the pass mark, and every answer is there that has to be."""
        return self._score.passed

    @property
    def _score(self) -> Score:
        return score(self.exercise, self.best.points, self.answers)

    @property
    def tells_answers(self) -> bool:
        """Whether it is said by now which answers are right."""
        return self.exercise.feedback == "at_once" or self.has_handed_in

    def is_told(self, question: Question) -> bool:
        """Tell whether it is said if an answer to a question is right.

        Of a prediction it is said when all goals are met: until then one shall look, not read.
        """
        if question.predict:
            return self.tells_answers and self.has_begun and all(self.best.verdicts)
        return self.tells_answers

    def stands(self, question: Question) -> bool:
        """Tell whether the answer to a question can no longer be changed."""
        if question.predict and self.has_begun:
            return True
        if self.tries_left(question) == 0:
            return True
        is_judged_late = self.exercise.feedback == "after_hand_in" and question.answer is not None
        return is_judged_late and self.has_handed_in

    def tries_left(self, question: Question) -> int | None:
        """Return how often a question may still be answered; None if that is not limited."""
        if question.tries is None:
            return None
        return max(0, question.tries - self.tries.get(question.id, 0))

    def answer(self, name: str, answer: Answer | None) -> None:
        """Take an answer to a question; None takes it back.

        Raises
        ------
        ValueError
            If it is no answer to the question, or the answer stands.
        """
        question = next(one for one in self.exercise.questions if one.id == name)
        if self.stands(question):
            raise ValueError(text(f"assignment.{self._reason_to_stand(question)}_stands"))
        given = question.read(answer) if question.accepts(answer) else None
        if answer is None:
            self.answers.pop(name, None)
        elif given is not None:
            self._take(question, given)
        else:
            allowed, label = question.allowed(), text("assignment.answer")
            raise ValueError(text("error.setting", setting=label, allowed=allowed, found=answer))

    def _reason_to_stand(self, question: Question) -> str:
        if question.predict and self.has_begun:
            return "prediction"
        return "last" if self.tries_left(question) == 0 else "answer"

    def _take(self, question: Question, answer: Answer) -> None:
        if question.answer is not None and self.answers.get(question.id) != answer:
            self.tries[question.id] = self.tries.get(question.id, 0) + 1
        self.answers[question.id] = answer

    def violations(self, experiment: Experiment) -> list[str]:
        """Return a sentence for each rule that an experiment breaks."""
        return violations(self._own, experiment)

    def observe(self, picture: Frame | Session, is_at_rest: bool = True) -> None:
        """Judge the goals by the present state of the session.

        Parameters
        ----------
        picture : Frame or Session
            What the session shows at present.
        is_at_rest : bool
            Whether nothing is being trained.
        """
        before = self.now.attempts[-1].run
        self.now = self._seen(picture, is_at_rest)
        self._count(before)
        self.has_begun = self.has_begun or picture.epoch > 0
        if self.now.points >= self.best.points:
            self.best = self.now

    def _count(self, before: Run) -> None:
        """Count epochs, and runs as they begin."""
        run = self.now.attempts[-1].run
        is_same = run.seed == before.seed
        if is_same and 0 < run.epochs < before.epochs:
            return  # an epoch in the run's past was chosen
        done = before.epochs if is_same and run.epochs else 0
        self.runs += done == 0 < run.epochs
        self.epochs += run.epochs - done

    def follow(self, changed: set[str]) -> None:
        """Take note of changed settings: another seed begins a new run, all others a new count.

        Parameters
        ----------
        changed : set of str
            Names of settings that the session has followed already.
        """
        self.settings = self._session.experiment.settings()
        if changed & (OF_A_RUN - {"seed"}):
            self._earlier = ()
        elif "seed" in changed:
            before = self.now.attempts if self.now.attempts[-1].run.epochs else self._earlier
            others = [one for one in before if one.run.seed != self.settings["seed"]]
            self._earlier = tuple(others[max(0, len(others) + 1 - self.exercise.runs_needed) :])

    def result(self, state: State) -> Result:
        """Return a state, with the answers, as something to hand in.

        Parameters
        ----------
        state : State
            `now` or `best`.
        """
        evidence = state.evidence
        claims: dict[ClaimName, float | None] = {
            "train_loss": evidence["train_loss"],
            "test_loss": evidence["test_loss"],
            "accuracy": evidence["accuracy"],
        }
        return Result(
            self.exercise.id,
            Experiment(**state.settings),
            tuple(attempt.run for attempt in state.attempts),
            dict(self.answers),
            {name: number for name, number in claims.items() if number is not None},
            self.exercise.version,
            Effort(dict(self.tries), self.hints, round(self.seconds), self.epochs, self.runs),
            self.student,
            self.order,
        )

    def resume(
        self,
        now: Result,
        best: Result,
        present: RunState | None = None,
        curve: Curve | None = None,
    ) -> None:
        """Go on with earlier work.

        Parameters
        ----------
        now, best : Result
            What the session was at then, and what was the best of it. They keep the rules.
        present : RunState, optional
            What the run goes on from; without it, it goes on from the weights as `now` has them.
        curve : Curve, optional
            Losses up to there.

        Raises
        ------
        ResultError
            If weights do not fit their network.
        """
        kept_best = self._reconstructed(best)
        kept = self._reconstructed(now)
        session, run = self._session, kept.attempts[-1].run
        session.experiment.param.update(**{name: kept.settings[name] for name in OF_A_RUN})
        theta, checkpoint = present or RunState(run.weights.astype(float), None)
        try:
            session.restore(theta, run.epochs, curve, checkpoint)
        except ValueError:  # a state of training that somebody has changed
            session.restore(theta, run.epochs, curve)
        self.settings = session.experiment.settings()
        self._earlier = kept.attempts[:-1]
        self.best = kept_best
        epochs, runs = self.epochs, self.runs
        self.observe(session)
        self.epochs, self.runs = epochs, runs  # going on is no training

    def _set_up(self, settings: dict[str, Any]) -> State:
        hidden = [*settings["hide"], *self.exercise.hide]
        known = self._session.experiment.declarations()["hide"].objects
        settings["hide"] = [name for name in known if name in hidden]
        self._session.experiment.param.update(**settings)
        self._session.reset()
        self.settings = self._session.experiment.settings()
        self._earlier = ()
        return self._seen(self._session)

    def _seen(self, picture: Frame | Session, is_at_rest: bool = True) -> State:
        evidence = evidence_as_stored(self._session, [one.evidence for one in self._earlier])
        theta = self._session.network.theta.copy()
        run = Run(self.settings["seed"], picture.epoch, stored_weights(theta))
        attempts = (*self._earlier, Attempt(run, evidence["runs"][-1]))
        self.present = RunState(theta, self._session.checkpoint())
        return self._judged(self.settings, attempts, evidence, is_at_rest)

    def _judged(
        self,
        settings: dict[str, Any],
        attempts: tuple[Attempt, ...],
        evidence: Evidence,
        is_at_rest: bool = True,
    ) -> State:
        epochs = sum(attempt.run.epochs for attempt in attempts)
        is_feasible = epochs <= self._epochs_within(settings)
        judged = verdicts(self.exercise, evidence, is_feasible, is_at_rest)
        if self.is_nameless:
            judged = tuple(False for _ in judged)
        return State(settings, attempts, judged, goal_points(self.exercise, judged))

    def _epochs_within(self, settings: Mapping[str, Any]) -> int:
        """Return how many epochs a grader trains again; counted once for the same settings."""
        if settings is not self._counted:
            self._counted = settings
            self._most_epochs = most_epochs(Experiment(**settings))
        return self._most_epochs

    def _reconstructed(self, result: Result) -> State:
        evidence = evidence_of_result(result)
        attempts = tuple(map(Attempt, result.runs, evidence["runs"]))
        return self._judged(result.experiment.settings(), attempts, evidence)
