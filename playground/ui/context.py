"""What the application offers to its drawers and to exercises."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from playground.session.kept_runs import KeptRuns
from playground.ui.background_jobs import Jobs
from playground.ui.frame_pace import FramePace
from playground.ui.permissions import Permissions

if TYPE_CHECKING:
    from playground.experiment import Experiment
    from playground.page.page import Page
    from playground.session import Session
    from playground.ui.loader import Loader
    from playground.ui.main_views import MainViews
    from playground.ui.notices import Notices
    from playground.ui.parameter_editor import Editor
    from playground.ui.protocols import Assignments, Comparison, DrawnDigit
    from playground.ui.redraw import Redraw
    from playground.ui.transport import Transport
    from playground.ui.undo import Undo
    from playground.views.figures import Changes


@dataclass
class Context:
    """The parts of the application that others may use; nobody else is handed to them.

    Attributes
    ----------
    session : Session
        The run.
    transport : Transport
        Moves it.
    notices : Notices
        What is said to the user.
    redraw : Redraw
        Has everything drawn at the end of the present event.
    page : playground.page.page.Page
        The page: messages, storage, packs, files for the user.
    main_views : MainViews
        Network, output and loss; a drawer may mark a sample on that of the output.
    editor : Editor
        Its `unit` is the neuron that was tapped last.
    send : callable
        Takes what has to change in some data sources at once, without a whole drawing.
    assignments : playground.assignment.host.AssignmentHost
        The exercise that is being worked on, if there is one.
    loader : playground.ui.loader.Loader
        Takes up links and saved runs.
    undo : Undo
        The way back to a run that a change has ended.
    jobs : Jobs
        Long computations in the background.
    permissions : Permissions
        What the controls may change.
    kept_runs : KeptRuns
        Earlier runs to compare with.
    pace : FramePace
        How much of a picture is drawn while training runs.
    drawn_digit : DigitDrawing or None
        The digit on the sketch pad, once there is one.
    comparison : Comparison or None
        What is compared by eye with the present network, once that was asked for.
    classroom : object
        What a class has handed in, kept by the drawer that grades it.
    clock : callable
        Gives the present time in seconds.
    """

    session: "Session"
    transport: "Transport"
    notices: "Notices"
    redraw: "Redraw"
    page: "Page"
    main_views: "MainViews"
    editor: "Editor"
    send: Callable[["Changes"], object]
    assignments: "Assignments" = field(init=False)
    loader: "Loader" = field(init=False)
    undo: "Undo" = field(init=False)
    jobs: Jobs = field(default_factory=Jobs)
    permissions: Permissions = field(default_factory=Permissions)
    kept_runs: KeptRuns = field(default_factory=KeptRuns)
    pace: FramePace = field(default_factory=FramePace)
    drawn_digit: "DrawnDigit | None" = None
    comparison: "Comparison | None" = None
    classroom: object = None
    clock: Callable[[], float] = time.perf_counter

    @property
    def experiment(self) -> "Experiment":
        """The settings of the run, the single source of truth."""
        return self.session.experiment
