"""The table of what differs among kept runs."""

from html import escape

from playground.experiment import Experiment
from playground.experiment.setting_kinds import Choice, Flag, Sequence
from playground.session.kept_runs import differing_settings
from playground.text import text
from playground.views.comparison import run_style
from playground.views.labels import feature_label

OF_THE_PAGE = {"speed", "show_test", "discretize", "hide", "formulas"}
"""Settings that change what the page shows, and nothing about the run."""


def runs_html(runs):
    """Write final losses and differing settings of runs, a column for each.

    Parameters
    ----------
    runs : sequence of Run

    Returns
    -------
    str
        HTML; empty without runs.
    """
    if not runs:
        return ""
    heads = "".join(f"<th scope=col>{_swatch(run)} {_name(run)}</th>" for run in runs)
    rows = [
        (text("history.final_epoch"), [f"{run.curve.epoch[-1]:,.0f}" for run in runs]),
        (text("history.final_test"), [f"{run.curve.test_loss[-1]:.4f}" for run in runs]),
        (text("history.final_train"), [f"{run.curve.train_loss[-1]:.4f}" for run in runs]),
    ]
    for name, values in differing_settings([run.settings for run in runs]).items():
        if name not in OF_THE_PAGE:
            words = [setting_text(name, value) for value in values]
            rows.append((text(f"setting.{name}"), words))
    body = "".join(
        f"<tr><th scope=row>{escape(label)}</th>"
        + "".join(f"<td>{escape(value)}</td>" for value in values)
        + "</tr>"
        for label, values in rows
    )
    corner = escape(text("history.setting"))
    return (
        '<div class="scroll" role="region" tabindex="0" '
        f'aria-label="{escape(text("history.compare"))}">'
        f"<table><thead><tr><th scope=col>{corner}</th>{heads}</tr></thead>{body}</table></div>"
    )


def setting_text(name, value):
    """Spell the value of a setting as the page's controls do."""
    declared = Experiment.declarations()[name]
    if value is None:
        return text("link.usual_number")
    if name == "features":
        return ", ".join(map(feature_label, value))
    if isinstance(declared, Sequence):
        return ", ".join(text(f"activation.{one}") for one in value) or text("history.none")
    if isinstance(declared, Choice):
        return text(f"{name}.{value}")
    if isinstance(declared, Flag):
        return text("history.on" if value else "history.off")
    return ", ".join(map(str, value)) if isinstance(value, list) else declared.describe(value)


def _name(run):
    return escape(text("history.run", number=run.number))


def _swatch(run):
    color, dash = run_style(run)
    dashes = " ".join(map(str, dash))
    return (
        f'<svg width="26" height="8" aria-hidden="true"><path d="M0 4h26" stroke="{color}" '
        f'stroke-width="2.5" stroke-dasharray="{dashes}"/></svg>'
    )
