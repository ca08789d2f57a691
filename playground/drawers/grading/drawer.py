"""The drawer in which a teacher grades a class: files in, table and board, lists of grades out."""

from dataclasses import replace
from math import isfinite
from pathlib import Path

from playground.drawers.base import BaseDrawer
from playground.drawers.grading.board import Portrait, board_html, is_on_board
from playground.drawers.grading.classroom import Classroom, Remarks
from playground.drawers.grading.exports import MARK, csv_table, marks, rows_with_remarks
from playground.drawers.grading.portrait import Retraining, decision_map
from playground.drawers.grading.selection import EVERYTHING, KINDS, Selection
from playground.drawers.grading.table import exactly, exercises_of, field_texts, table_html
from playground.exercises.gradebook import USUAL_MOST, Gradebook
from playground.exercises.grades_table import DECIMALS, SEPARATORS, Dialect
from playground.exercises.result import ResultError
from playground.exercises.zip_archive import UnreadableError, read_all
from playground.frame import Frame
from playground.number_format import LONGEST_FOUND, NumberError, editable, percent, typed
from playground.session.save_file import Saved
from playground.text import listed, text
from playground.ui.actions import Action, perform, spell
from playground.ui.background_jobs import Steps, with_share
from playground.ui.context import Context
from playground.ui.templates import render
from playground.ui.widgets import Column
from playground.views.figures import Changes

JOB = "portraits"

SMALL, LARGE = 50, 150
"""Pixels along each side of a map: on the board, and enlarged."""

PATIENCE = 2.0
"""Seconds between two drawings of the board while it is filled."""

FILE_NAME = "grades"


class Drawer(BaseDrawer):
    """Everything a class has handed in, as a table and as a board.

    What is graded stays when the drawer is closed, and grading goes on.
    """

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        if not isinstance(context.classroom, Classroom):
            context.classroom = Classroom(context.jobs)
        self._classroom = context.classroom
        self._classroom.on_change = self._follow
        self._selection, self._order = Selection(), Selection()
        self._separator, self._decimal = "comma", "point"
        self._book: Gradebook | None = None
        self._book_name, self._book_column, self._book_note, self._words = "", 0, "", 0.0
        self._portraits: dict[int, Portrait] = {}
        self._retraining = Retraining()
        self._enlarged: int | None = None
        self._has_names = False
        self._drawn_at = 0.0
        self._was_busy: bool | None = None
        self._is_entered = False
        self._actions = self._make_actions()
        self._files = self.live_text("class_files", self._enter, css_classes=["class-files"])
        self._table = self.live_text("class_table", self._enter, css_classes=["class-list"])
        self._board = self.live_text("class_board", self._enter, css_classes=["class-board"])
        self.panel = Column(self._files.panel, self._table.panel, self._board.panel)
        self._follow()

    def close(self) -> None:
        """Give up the board; grading goes on."""
        self.context.jobs.cancel(JOB)
        self._classroom.on_change = lambda: None
        super().close()

    def update(self, _frame: Frame) -> Changes:
        """Give the texts of all fields."""
        if self.playing or not self._is_entered:
            return {}
        self._is_entered = False
        return {
            **self._files.columns(self._file_texts()),
            **self._table.columns(self._table_texts()),
            **self._board.columns(self._board_texts()),
        }

    def _make_actions(self) -> dict[str, Action]:
        return {
            "files": Action(self._take_files),
            "reference": Action(self._take_reference),
            "stop": Action(lambda _: self._classroom.stop()),
            "clear": Action(self._clear),
            "csv": Action(self._save_csv),
            "workbook": Action(self._save_workbook),
            "separator": Action(self._choose_separator),
            "decimal": Action(self._choose_decimal),
            "book": Action(self._take_book),
            "column": Action(self._choose_column),
            "words": Action(self._set_words),
            "fill": Action(self._save_book),
            "sort": Action(self._sort, (str,)),
            "search": Action(lambda words: self._select(replace(self._selection, words=words))),
            "kind": Action(self._choose_kind),
            "exercise": Action(self._choose_exercise),
            "page": Action(self._turn, (str,)),
            "turn": Action(self._turn_board, (str,)),
            "points": Action(self._give_points, (int, str)),
            "note": Action(self._take_note, (int,)),
            "order": Action(lambda name: self._arrange(replace(self._order, column=name))),
            "names": Action(self._show_names),
            "enlarge": Action(lambda _, index: self._enlarge(index), (int,)),
            "shrink": Action(lambda _: self._enlarge(None)),
            "open": Action(lambda _, index: self._open(index), (int,)),
        }

    def _enter(self, action: str, entered: str) -> None:
        self._is_entered = True
        perform(self._actions, action, entered)

    # Files

    def _take_files(self, folder: str) -> None:
        self._forget_portraits()
        self._classroom.add(Path(folder))

    def _take_reference(self, reference: str) -> None:
        if reference.strip():
            self._forget_portraits()
            self._classroom.add_exercise(reference)

    def _clear(self, _: str) -> None:
        self._forget_portraits()
        self._book, self._book_note = None, ""
        self._selection, self._order = Selection(), Selection()
        self._classroom.clear()

    def _follow(self) -> None:
        """Show how far the grading is; everything anew when it begins or ends."""
        is_busy = self._classroom.share is not None
        if is_busy and self._was_busy:
            self.context.send(self._files.columns(self._file_texts()))
            return
        self._was_busy = is_busy
        self._show_files()
        if is_busy or not self._classroom.rows:
            self._table.show("", {})
            self._board.show("", {})
        else:
            self._show_table()
            self._draw_board()

    def _show_files(self) -> None:
        room = self._classroom
        markup = render(
            "drawers/grading/files.html.jinja",
            exercises=list(room.exercises),
            problems=room.problems,
            share=None if room.share is None else round(100 * room.share),
            is_graded=bool(room.rows) and room.share is None,
            summary=self._summary(),
            separators=list(SEPARATORS),
            separator=self._separator,
            decimals=list(DECIMALS),
            decimal=self._decimal,
            book=self._book,
            book_column=self._book_column,
            action=spell,
        )
        self._files.show(markup, self._file_texts())

    def _summary(self) -> str:
        rows = self._classroom.rows
        look, refused, again = (
            sum(map(KINDS[kind], rows)) for kind in ("look", "refused", "again")
        )
        return text("grading.summary", count=len(rows), look=look, refused=refused, again=again)

    def _file_texts(self) -> dict[str, str]:
        room = self._classroom
        share = room.share or 0.0
        return {
            "share": f"{100 * share:.0f}",
            "progress": text("grading.graded_so_far", count=len(room.rows), share=percent(share)),
            "book_note": self._book_note,
            spell("words"): editable(self._words, exactly),
            spell("reference"): "",
        }

    # The table

    def _select(self, selection: Selection) -> None:
        self._selection = selection
        self._show_table()

    def _sort(self, _: str, column: str) -> None:
        self._selection = self._selection.sorted_by(column)
        self._show_table(spell("sort", column))

    def _show_table(self, focused: str = "") -> None:
        """Show the rows that are chosen; the focus stays where it was pressed."""
        html = table_html(self._classroom, self._selection, focused)
        self._table.show(html, self._table_texts())

    def _table_texts(self) -> dict[str, str]:
        if self._classroom.share is not None:
            return {}
        indices = self._selection.of(self._classroom).indices
        return {
            **field_texts(self._classroom, indices),
            spell("search"): self._selection.words,
        }

    def _choose_kind(self, kind: str) -> None:
        if kind in KINDS:
            self._select(replace(self._selection, kind=kind, page=1))

    def _choose_exercise(self, name: str) -> None:
        if name in (EVERYTHING, *exercises_of(self._classroom)):
            self._arrange(replace(self._order, exercise=name, page=1))
            self._select(replace(self._selection, exercise=name, column="", page=1))

    def _turn(self, _: str, way: str) -> None:
        self._select(self._selection.turned(way == "on"))

    def _give_points(self, entered: str, index: int, question: str) -> None:
        points = self._remarks(index).points
        try:
            if entered.strip():
                points[question] = _read_points(entered)
            else:
                points.pop(question, None)
        except ValueError as error:
            self.say(str(error))

    def _take_note(self, entered: str, index: int) -> None:
        self._remarks(index).note = entered

    def _remarks(self, index: int) -> Remarks:
        room = self._classroom
        return room.remarks(index) if index < len(room.rows) else Remarks()

    # What is taken away

    def _choose_separator(self, name: str) -> None:
        if name in SEPARATORS:
            self._separator = name

    def _choose_decimal(self, name: str) -> None:
        if name in DECIMALS:
            self._decimal = name

    def _save_csv(self, _: str) -> None:
        dialect = Dialect(SEPARATORS[self._separator], DECIMALS[self._decimal])
        content = csv_table(rows_with_remarks(self._classroom), dialect)
        self.context.page.save_file(f"{FILE_NAME}.csv", "csv", content)

    def _save_workbook(self, _: str) -> None:
        self.context.page.packs.need("workbook", self._give_workbook)

    def _give_workbook(self) -> None:
        from playground.exercises.grades_workbook import workbook

        content = workbook(rows_with_remarks(self._classroom))
        self.context.page.save_file(f"{FILE_NAME}.xlsx", "xlsx", content)

    def _take_book(self, folder: str) -> None:
        self._book, self._book_note = None, ""
        for path in sorted(Path(folder).iterdir())[:1]:
            try:
                with path.open("rb") as file:
                    self._book = Gradebook.read(read_all(file))
            except UnreadableError as error:
                self._book_note = str(error)
            else:
                self._book_name, self._book_column = path.name, self._book.grade_columns[0]
        self._show_files()

    def _choose_column(self, column: str) -> None:
        if self._book is not None and column in map(str, self._book.grade_columns):
            self._book_column = int(column)

    def _set_words(self, entered: str) -> None:
        try:
            self._words = max(0.0, _read_points(entered)) if entered.strip() else 0.0
        except ValueError as error:
            self.say(str(error))

    def _save_book(self, _: str) -> None:
        if self._book is None:
            return
        chosen = [i for i, _ in self._selection.chosen(self._classroom)]
        filled = self._book.fill(marks(self._classroom, chosen, self._words), self._book_column)
        note = text("grading.book_filled", count=filled.matched)
        if filled.missing:
            note += " " + text("grading.book_missing", names=listed(filled.missing))
        if not filled.is_best_known:
            note += " " + text("grading.book_usual", most=USUAL_MOST)
        self._book_note = note
        self.context.page.save_file(self._book_name, "csv", MARK + filled.content)

    # The board

    def _turn_board(self, _: str, way: str) -> None:
        self._arrange(self._order.turned(way == "on"))

    def _arrange(self, order: Selection) -> None:
        self._order = order
        self._draw_board()

    def _draw_board(self) -> None:
        """Show the board, and begin to draw what is missing on it."""
        self._show_board()
        missing = [i for i in self._on_board() if not self._is_drawn(i)]
        if missing:
            steps = self._portray(missing)
            self.context.jobs.start(JOB, steps, self._fill_board, self._end_board, self._end_board)

    def _on_board(self) -> list[int]:
        chosen = self._order.chosen(self._classroom)
        return self._order.page_of([i for i, row in chosen if is_on_board(row)]).indices

    def _is_drawn(self, index: int) -> bool:
        return index in self._portraits and self._portraits[index].is_tried

    def _portray(self, indices: list[int]) -> Steps[None]:
        """Draw all maps, then train again for the curves, the shortest runs first."""
        results = {}
        for done, i in enumerate(indices):
            yield 0.5 * done / len(indices)
            result = self._classroom.result(i)
            if result is not None:
                results[i] = result
                self._portraits.setdefault(i, Portrait(decision_map(result, SMALL)))
        self._show_board()
        order = sorted(results, key=lambda i: results[i].runs[-1].epochs)
        for done, i in enumerate(order):
            share = 0.5 + 0.5 * done / len(order)
            yield share
            curves = yield from with_share(share, self._retraining.curves(results[i]))
            self._portraits[i].curves, self._portraits[i].is_tried = curves, True

    def _fill_board(self, _share: float) -> None:
        now = self.context.clock()
        if now - self._drawn_at >= PATIENCE:
            self._show_board()

    def _end_board(self, _: object) -> None:
        self._show_board()

    def _show_board(self) -> None:
        self._drawn_at = self.context.clock()
        large = ""
        if self._enlarged is not None:
            result = self._classroom.result(self._enlarged)
            large = decision_map(result, LARGE) if result is not None else ""
        room, order = self._classroom, self._order
        html = board_html(room, order, self._portraits, self._enlarged, large, self._has_names)
        self._board.show(html, self._board_texts())

    def _board_texts(self) -> dict[str, str]:
        missing = sum(not self._is_drawn(i) for i in self._on_board())
        return {"drawing": text("grading.drawing", count=missing) if missing else ""}

    def _forget_portraits(self) -> None:
        self.context.jobs.cancel(JOB)
        self._portraits, self._enlarged = {}, None

    def _show_names(self, entered: str) -> None:
        self._has_names = entered == "true"
        self._show_board()

    def _enlarge(self, index: int | None) -> None:
        self._enlarged = index if index is None or index < len(self._classroom.rows) else None
        self._show_board()

    def _open(self, index: int) -> None:
        """Open a result in the playground above."""
        result = self._classroom.result(index)
        if result is None:
            return
        run = result.runs[-1]
        saved = Saved(result.experiment, run.epochs, run.weights.astype(float), None)
        try:
            self.context.loader.restore(saved)
        except (ValueError, ResultError) as error:
            self.say(str(error))


def _read_points(entered: str) -> float:
    points = typed(entered)
    if not isfinite(points):
        raise NumberError(text("error.no_number", found=entered.strip()[:LONGEST_FOUND]))
    return points
