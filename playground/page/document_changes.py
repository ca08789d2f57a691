"""Changes of the document that come from the page, taken one by one."""

from bokeh.core.serialization import Serialized
from bokeh.document import Document
from bokeh.document.json import PatchJson


def apply_changes(document: Document, patch: Serialized[PatchJson], setter: str) -> None:
    """Apply the changes of a patch; one that cannot be made does not take the others along.

    A change of a model that has left the document meanwhile, like one of a drawer that was closed,
    comes too late and means nothing: Bokeh knows that, but would drop the whole patch.

    Parameters
    ----------
    document
        What is changed.
    patch
        A patch as JSON can hold it, ``{"events": [...]}``, with its buffers.
    setter
        Whom the changes come from.

    Raises
    ------
    Exception
        The first that a change has raised, after all others have been made.
    """
    failures = []
    for event in patch.content["events"]:
        one = Serialized(content=PatchJson(events=[event]), buffers=patch.buffers)
        try:
            document.apply_json_patch(one, setter=setter)  # type: ignore[arg-type] # Panel, too, gives it a name
        except Exception as error:
            failures.append(error)
    if failures:
        raise failures[0]
