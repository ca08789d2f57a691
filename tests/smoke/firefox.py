"""Firefox, driven by WebDriver BiDi, which it speaks itself."""

import json
import re
import subprocess
import tempfile
from contextlib import contextmanager
from itertools import count
from threading import Thread

import websocket

LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")

PREFERENCES = {
    "browser.download.folderList": 2,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


@contextmanager
def firefox(path):
    """Run a headless Firefox with a new profile; the context's value is its driver."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items())
        with open(f"{profile}/user.js", "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        command = [path, "--headless", "--remote-debugging-port", "0", "--profile", profile]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            address = next(filter(None, map(LISTENING.search, process.stderr)))[1]
            # It would wait for someone to read what else it has to say.
            Thread(target=process.stderr.read, daemon=True).start()
            yield Firefox(
                websocket.create_connection(f"{address}/session", timeout=120, suppress_origin=True)
            )
        finally:
            process.terminate()
            process.wait()


class Firefox:
    """One tab.

    Attributes
    ----------
    version : str
    Gone : type
        The error of a call that a page did not survive.
    """

    Gone = RuntimeError

    def __init__(self, connection):
        self._connection = connection
        self._ids = count()
        session = self._send("session.new", capabilities={})
        self.version = session["capabilities"]["browserVersion"]
        self._context = self._send("browsingContext.create", type="tab")["context"]
        self._send(
            "browsingContext.setViewport",
            context=self._context,
            viewport={"width": 1440, "height": 900},
        )

    def open(self, address):
        """Load a page."""
        self._send("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def back(self):
        """Go back to the page before, which the driver loses if a script does so."""
        self._send("browsingContext.traverseHistory", context=self._context, delta=-1)

    def run(self, function, *arguments):
        """Call a JavaScript function in the page, await it and return its value."""
        calling = f"async () => JSON.stringify(await ({function})(...{json.dumps(arguments)}))"
        value = self._call(calling)
        return json.loads(value["value"]) if value["type"] == "string" else None

    def click(self, x, y):
        """Click at a place of the window."""
        steps = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        pointer = {"type": "pointer", "id": "mouse", "actions": steps}
        self._send("input.performActions", context=self._context, actions=[pointer])

    def choose_file(self, find, path):
        """Choose a file in the field that a JavaScript function returns."""
        element = self._call(find)
        self._send("input.setFiles", context=self._context, element=element, files=[str(path)])

    def _call(self, function):
        answer = self._send(
            "script.callFunction",
            functionDeclaration=function,
            awaitPromise=True,
            target={"context": self._context},
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"]

    def _send(self, method, **params):
        number = next(self._ids)
        self._connection.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self._connection.recv())).get("id") != number:
            pass
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]
