"""Finds the controls of an open drawer as a person does: by their labels."""


def widget(app, label):
    """Find the one control of the drawer with a label."""
    found = app.drawers.root.select(lambda part: getattr(part, "label", None) == label)
    assert len(found) == 1
    return found[0]
