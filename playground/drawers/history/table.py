"""The table of what differs among kept runs."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from playground.experiment import Experiment
from playground.experiment.list_setting_kinds import NameSequence
from playground.experiment.setting_groups import PAGE_SETTINGS
from playground.experiment.setting_kinds import Choice, Flag
from playground.number_format import fixed, grouped
from playground.session.kept_runs import Run, differing_settings
from playground.text import listed, text
from playground.ui.markup import each, line_sample
from playground.views.comparison import run_style
from playground.views.labels import choice_label, feature_label


def runs_html(kept: Sequence[Run], present: Run) -> Markup:
    """Write final losses and differing settings of runs, a column for each.

    Parameters
    ----------
    kept : sequence of Run
    present : Run
        The run as it is now, whose number means nothing.

    Returns
    -------
    Markup
        Empty without runs.
    """
    if not kept:
        return Markup("")
    runs = [*kept, present]
    rows = [
        (text("history.final_epoch"), [grouped(run.curve.epoch[-1]) for run in runs]),
        (text("history.final_test"), [fixed(run.curve.test_loss[-1], 4) for run in runs]),
        (text("history.final_train"), [fixed(run.curve.train_loss[-1], 4) for run in runs]),
    ]
    for name, values in differing_settings([run.settings for run in runs]).items():
        if name not in PAGE_SETTINGS:
            words = [setting_text(name, value) for value in values]
            rows.append((text(f"setting.{name}"), words))
    now = Markup("{} {}").format(line_sample("currentColor", ()), text("history.now"))
    heads = [text("history.setting"), *map(_head, kept), now]
    row, cell = Markup("<tr><th scope=row>{}</th>{}</tr>"), Markup("<td>{}</td>")
    return Markup(
        '<div class="scroll" role="region" tabindex="0" aria-label="{}">'
        "<table><thead><tr>{}</tr></thead>{}</table></div>"
    ).format(
        text("history.compare"),
        each(Markup("<th scope=col>{}</th>"), heads),
        Markup("").join(row.format(label, each(cell, values)) for label, values in rows),
    )


def setting_text(name: str, value: Any) -> str:
    """Spell the value of a setting as the page's controls do."""
    declared = Experiment.declarations()[name]
    if value is None:
        return text("link.usual_number")
    if name == "features":
        return listed(map(feature_label, value))
    if isinstance(declared, NameSequence):
        return listed(text(f"activation.{one}") for one in value) or text("history.none")
    if isinstance(declared, Choice):
        return choice_label(name, value)
    if isinstance(declared, Flag):
        return text("history.on" if value else "history.off")
    return listed(map(str, value)) if isinstance(value, list) else declared.describe(value)


def _head(run: Run) -> Markup:
    name = text("history.run", number=run.number)
    return Markup("{} {}").format(line_sample(*run_style(run)), name)
