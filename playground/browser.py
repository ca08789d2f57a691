"""The bridge between the application and the page: the document, its changes and the frames.

It runs in a web worker.  ``static/worker.js`` calls the functions of one :class:`Bridge`, and
``static/worker-connection.js`` is its counterpart on the page.  Changes of widgets travel by
Panel's own document protocol (:mod:`panel.io.pyodide`), frames as one message of typed arrays each.
"""

import hashlib
import json
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from typing import Any

import bokeh.util.serialization as bokeh_ids
import js
import numpy as np
from bokeh.document import Document
from bokeh.document.events import DocumentChangedEvent, DocumentPatchedEvent
from bokeh.events import DocumentReady
from bokeh.io.doc import set_curdoc
from bokeh.settings import settings
from panel.config import config
from panel.io.document import MockSessionContext
from panel.io.pyodide import _convert_json_patch, _process_document_events
from panel.io.state import state
from panel.viewable import Viewable
from pyodide.ffi import JsProxy, to_js

from playground.app import App
from playground.page.document_changes import apply_changes
from playground.page.refusal import Refusal
from playground.text import add_language, set_language

FIRST_ID = 9_999
"""Bokeh's counter of model ids before the document's first model; imports use lower ones."""

SETTER = "js"
"""Marks changes that come from the page, so that they are not sent back to it."""


class Bridge:
    """One application, the Bokeh document it lives in, and the page it talks to.

    The document is built at once.  The page is only known after :meth:`attach`, so that a bridge
    can be made ahead of time: at build time for the prerendered page, or in a memory snapshot.
    Bokeh's ids are counted from a fixed value, so every bridge of one build makes the same
    document.
    """

    def __init__(self) -> None:
        self.document = _new_document()
        self.app = App()
        self.app.send = self.post_frame
        self._events: list[DocumentPatchedEvent] = []
        self._open_calls = 0
        self._trained = False
        self._post: Callable[..., None] | None = None
        self.roots = {name: self._add_root(root) for name, root in self.app.roots.items()}
        self.digest = hashlib.sha256(self.json.encode()).hexdigest()
        self._sample = _sample()

    @property
    def json(self) -> str:
        """The document as Bokeh's JSON."""
        return json.dumps(self.document.to_json(deferred=False), separators=(",", ":"))

    def check(self) -> None:
        """Raise a RuntimeError if this Python calculates otherwise than when the bridge was made.

        A bridge from a memory snapshot is asked this before it is used.
        """
        if _sample() != self._sample:
            raise RuntimeError("The restored Python does not calculate as before.")

    def attach(
        self, post: Callable[..., None], fetch: Callable[[str], Any], permalink: str
    ) -> None:
        """Connect with a page that shows this bridge's document, and send the first frame.

        Parameters
        ----------
        post
            ``post(kind, content, buffers)``, which sends a message to the page: kind "frame" with
            an object and the buffers to move, or "patch" with JSON and a map of its buffers.
        fetch
            Gets a pack of files by its name and calls :meth:`fetched` some time later.
        permalink
            The settings to start with: the fragment of the page's address, or an empty string.
        """
        self._post = post
        self.app.context.page.packs.fetch = fetch
        # A memory snapshot would give every visitor the same "random" numbers.
        random.seed()
        document = self.document
        document._session_context = None
        with self._collected():
            document.on_change(self._collect)
            document.unhold()
            document.on_event("document_ready", partial(state._schedule_on_load, document))
            document.callbacks.trigger_event(DocumentReady())
            self.app.start(permalink)

    def patch(self, patch: JsProxy) -> None:
        """Apply changes made on the page: a Bokeh JSON patch."""
        with self._collected():
            apply_changes(self.document, _convert_json_patch(patch), SETTER)

    def call(self, verb: str, arguments: JsProxy) -> Any:
        """Call one of the application's verbs.

        Returns
        -------
        object
            As a JavaScript value: ``value``, and, if it was refused, by which reason: ``refused``.

        Raises
        ------
        ValueError
            If there is no such verb.
        """
        if verb not in VERBS:
            raise ValueError(f"verb must be one of {', '.join(VERBS)}, got {verb!r}")
        with self._collected():
            result = getattr(self.app, verb)(*arguments.to_py())
        if verb == "state":
            result["memory"] = _memory()
        answer = {"value": str(result) if isinstance(result, str) else result}
        if isinstance(result, Refusal):
            answer["refused"] = result.reason
        return to_js(answer, dict_converter=js.Object.fromEntries)

    def fetched(self, name: str, problem: str) -> None:
        """Go on with what has waited for a pack of files; say the problem if there is one."""
        with self._collected():
            self.app.context.page.packs.arrived(name, problem)

    def saved(self) -> str:
        """Return the run as the text of a file, from which another Python can go on."""
        return self.app.saved()

    def tick(self, draw: bool, screen: float) -> None:
        """Work for a moment, and send what there is to see of it.

        Parameters
        ----------
        draw : bool
            Whether fewer than two pictures are on their way to the screen; else no more are sent.
        screen : float
            Milliseconds that the page took to draw the last picture.
        """
        with self._collected():
            self.app.tick(draw=draw, screen=screen / 1000)

    @property
    def busy(self) -> bool:
        """Whether a tick has anything to do: training, or a job in the background."""
        return bool(self.app.busy)

    @property
    def eager(self) -> bool:
        """Whether a tick has something to do even if no picture may be drawn yet."""
        return self.app.eager

    @property
    def wait(self) -> float:
        """Milliseconds until the next tick has anything to do."""
        return 1000 * self.app.wait

    @property
    def playing(self) -> bool:
        """Whether training runs by itself."""
        return bool(self.app.playing)

    def post_frame(self, columns: Mapping[str, Mapping[str, object]]) -> None:
        """Send new columns of named data sources to the page as one message.

        Parameters
        ----------
        columns
            Data source name -> column name -> array, or a list, number or string.  An array
            becomes ``{data: TypedArray, shape: [...]}``; its memory is copied once and moved to
            the page.
        """
        if self._post is None:
            return
        # A frame may show what a change is about: the value in the editor that it opens.
        self._post_changes()
        self._trained = self._trained or self.app.session.epoch >= 1
        buffers: list[JsProxy] = []
        plain = {
            source: {name: _plain(value, buffers) for name, value in values.items()}
            for source, values in columns.items()
        }
        frame = {"trained": self._trained, "columns": plain}
        self._post("frame", to_js(frame, dict_converter=js.Object.fromEntries), to_js(buffers))

    def _add_root(self, root: Viewable) -> str:
        root.server_doc(self.document, location=False)
        return self.document.roots[-1].id

    @contextmanager
    def _collected(self) -> Iterator[None]:
        """Treat the block as one event: at its end come all document changes, then one picture."""
        self._open_calls += 1
        try:
            with self.app.event():
                yield
        finally:
            self._open_calls -= 1
            self._flush()

    def _collect(self, event: DocumentChangedEvent) -> None:
        if not isinstance(event, DocumentPatchedEvent) or getattr(event, "setter", None) == SETTER:
            return
        if not any(earlier.combine(event) for earlier in reversed(self._events)):
            self._events.append(event)
        self._flush()

    def _flush(self) -> None:
        if not self._open_calls:
            self._post_changes()

    def _post_changes(self) -> None:
        if self._post is None or not self._events:
            return
        events, self._events = self._events, []
        patch, buffers = _process_document_events(self.document, events)
        self._post("patch", json.dumps(patch), js.Map.new(js.Object.entries(to_js(buffers))))


VERBS = ("play", "pause", "step", "reset", "load", "state", "restore", "saved", "listen")
"""What a page may ask of the application."""


@cache
def bridge() -> Bridge:
    """Return the bridge; a memory snapshot holds one that was made ahead of time."""
    return Bridge()


def speak(words: JsProxy) -> Bridge:
    """Return a bridge whose application speaks another language, in place of the present one.

    Parameters
    ----------
    words
        The language's code, its header and its texts, as the build writes them into one file.
    """
    use_language(words.to_py())
    return Bridge()


def use_language(words: Mapping[str, Any]) -> None:
    """Let all that is made from now on speak a language; see `speak`."""
    add_language(words["code"], words["language"], words["texts"])
    set_language(words["code"])


def _memory() -> int:
    """Return the size of Python's WebAssembly memory in bytes."""
    # Not at the top: a memory snapshot cannot hold what belongs to Pyodide's JavaScript.
    import pyodide_js

    length: int = pyodide_js._module.HEAPU8.length
    return length


def _sample() -> tuple[bytes, ...]:
    """Calculate something with each of NumPy's compiled parts that training uses."""
    matrix = np.random.default_rng(0).normal(size=(8, 8))
    results = (
        matrix,
        matrix @ matrix,
        np.linalg.solve(matrix, matrix[0]),
        np.tanh(matrix),
    )
    return tuple(result.tobytes() for result in results)


def _new_document() -> Document:
    """Return an empty document, known to Panel, whose models get reproducible ids.

    Panel's own ``init_doc`` does the same with random ids.
    """
    settings.simple_ids.set_value(True)
    bokeh_ids._simple_id = FIRST_ID
    document = Document()
    # a function stands in for a weak reference
    document._session_context = lambda: MockSessionContext(document=document)  # type: ignore[assignment]
    document.hold()
    set_curdoc(document)
    state.curdoc = document
    # Panel would add a model to every root that asks the browser for things nobody reads.
    config.browser_info = False
    return document


def _plain(value: object, buffers: list[JsProxy]) -> Any:
    """Turn an array into a typed array and its shape; leave everything else as it is."""
    if not isinstance(value, np.ndarray):
        return value
    if value.dtype == bool:
        value = value.view(np.uint8)
    data = to_js(np.ascontiguousarray(value).ravel())
    buffers.append(data.buffer)
    return {"data": data, "shape": list(value.shape)}
