"""Finds the controls and pictures of an open drawer as a person does: by what can be seen."""

import panel as pn
from bokeh.models import ColumnDataSource


def widget(app, label):
    """Find the one control of the drawer with a label."""
    found = app.drawers.root.select(lambda part: getattr(part, "label", None) == label)
    assert len(found) == 1
    return found[0]


def press(app, label):
    """Press the one button of the drawer with a label."""
    widget(app, label).clicks += 1


def figures(app):
    """Return the figures in the drawer by their names."""
    panes = app.drawers.root.select(pn.pane.Bokeh)
    return {pane.object.name: pane.object for pane in panes}


def source(app, name):
    """Return the columns of a data source that the drawer's figures draw."""
    drawn = [one for figure in figures(app).values() for one in figure.select(ColumnDataSource)]
    return next(one for one in drawn if one.name == name).data


def html(app):
    """Return all HTML of the drawer that is in sight."""
    panes = app.drawers.root.select(lambda one: isinstance(getattr(one, "object", None), str))
    return " ".join(pane.object for pane in panes if pane.visible)


def follow(app):
    """Give what a frame changes in the drawer's data sources."""
    return app.drawers.follow(app.session.frame())


def texts(app, name):
    """Return what a frame of the drawer says in one `LiveText`, by the names of its texts."""
    columns = follow(app)[name]
    return dict(zip(columns["key"], columns["text"], strict=True))


def stop_clock(app, drawer):
    """Open a drawer for which no time goes by."""
    app.drawers.close()
    app.context.clock = lambda: 0.0
    app.drawers.open(drawer)
