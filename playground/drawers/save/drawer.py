"""The drawer that saves and opens runs, and exports the network as code and as pictures."""

from markupsafe import Markup

from playground.drawers.base import BaseDrawer
from playground.export import LIBRARIES, ExportError, export_code
from playground.frame import Frame
from playground.session import save_file
from playground.text import text
from playground.ui.context import Context
from playground.ui.markup import paragraph
from playground.ui.prose import heading, hint
from playground.ui.widgets import HTML, Change, Column, FileInput, Row, Select, text_button

PICTURES = ("network", "output", "loss")
"""Names of the figures of which there are pictures."""

FORMATS = ("png", "svg")
"""Formats of these pictures."""

FRAME = Markup(
    '<iframe title="{title}"\n'
    '  style="width: 100%; height: 560px; border: 0"\n'
    '  src="{address}embed.html{settings}"></iframe>'
)
"""What shows the playground in another web page."""


class Drawer(BaseDrawer):
    """A file to save or open, the network as a program, and pictures of the page's figures."""

    def __init__(self, context: Context, frame: Frame) -> None:
        super().__init__(context, frame)
        self._file = FileInput(label=text("save.open"), accept=".json,application/json")
        self._file.param.watch(self._open, "value")
        self._library = Select(
            label=text("save.library"),
            options={text(f"library.{name}"): name for name in LIBRARIES},
        )
        self._library.param.watch(self._show_code, "value")
        self._code = ""
        self._shown_code = HTML()
        self._buttons = (
            text_button(text("save.copy"), self._copy),
            text_button(text("save.download_code"), self._download_code),
        )
        self._frame = ""
        self._shown_frame = HTML()
        self._picture = Select(
            label=text("save.picture"), options={text(f"picture.{name}"): name for name in PICTURES}
        )
        self._format = Select(
            label=text("save.format"), options={name.upper(): name for name in FORMATS}
        )
        parts = [self._file_part(), self._picture_part(), self._code_part()]
        if context.page.address:
            parts.append(self._frame_part())
        self.panel = Row(*parts, css_classes=["columns"])

    def update(self, _frame: Frame) -> None:
        """Show code for the present state, except while the weights are changing."""
        if not self.playing:
            self._show_code()
            self._show_frame()

    def _file_part(self) -> Column:
        return Column(
            heading(text("save.file")),
            hint(text("save.file_hint")),
            text_button(text("save.save"), self._save),
            self._file,
            css_classes=["stack"],
        )

    def _picture_part(self) -> Column:
        return Column(
            heading(text("save.pictures")),
            hint(text("save.pictures_hint")),
            Row(self._picture, self._format, css_classes=["pairs"]),
            text_button(text("save.download_picture"), self._download_picture),
            css_classes=["stack"],
        )

    def _code_part(self) -> Column:
        return Column(
            heading(text("save.code")),
            hint(text("save.code_hint")),
            self._library,
            self._shown_code,
            Row(*self._buttons, css_classes=["pairs"]),
            css_classes=["stack"],
        )

    def _frame_part(self) -> Column:
        return Column(
            heading(text("save.embed")),
            hint(text("save.embed_hint")),
            self._shown_frame,
            text_button(text("save.copy_embed"), self._copy_frame),
            css_classes=["stack"],
        )

    def _save(self) -> None:
        session = self.session
        name = f"playground-{session.experiment.dataset}-{session.epoch}.json"
        self.context.page.save_file(name, "json", save_file.write(session))

    def _open(self, event: Change) -> None:
        if event.new is None:
            return
        try:
            saved = save_file.read(event.new)
        except ValueError as error:
            self.say(text("save.refused", problem=error))
        else:
            self.context.loader.restore(saved)
        # Lest the same file, chosen again, be no change, neither here nor on the page.
        self._file.value = None
        self._file.clear()

    def _show_code(self, *_: object) -> None:
        session = self.session
        try:
            self._code = export_code(session.network, session.inputs.names, self._library.value)
            self._shown_code.object = _read_only(self._code, text("save.code"), rows=12)
        except ExportError as error:
            self._code = ""
            self._shown_code.object = paragraph(error)
        for button in self._buttons:
            button.visible = self._code != ""

    def _show_frame(self) -> None:
        permalink = self.experiment.to_permalink()
        frame = FRAME.format(
            address=self.context.page.address,
            settings=f"#{permalink}" if permalink else "",
            title=text("page.title"),
        )
        # what is shown and copied is the text of this HTML
        self._frame = str(frame)
        self._shown_frame.object = _read_only(self._frame, text("save.embed"), rows=5)

    def _copy_frame(self) -> None:
        self._show_frame()
        self.context.page.copy(self._frame)

    def _copy(self) -> None:
        self._show_code()
        self.context.page.copy(self._code)

    def _download_code(self) -> None:
        self._show_code()
        self.context.page.save_file(f"network_{self._library.value}.py", "py", self._code)

    def _download_picture(self) -> None:
        picture, kind = self._picture.value, self._format.value
        name = f"playground-{picture}-{self.session.epoch}.{kind}"
        self.context.page.save_picture(name, kind, picture)


def _read_only(content: str, label: str, rows: int) -> Markup:
    return Markup(
        '<textarea readonly rows="{}" wrap="off" spellcheck="false" aria-label="{}">{}</textarea>'
    ).format(rows, label, content)
