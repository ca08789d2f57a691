"""The server on this machine shows files and nothing else, and says plainly what it cannot do."""

import socket
import subprocess
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from playground.packaging import commands
from playground.packaging.errors import BuildError
from playground.packaging.server import make_server, served


@pytest.fixture
def ask(tmp_path):
    """A function that asks a server for a path as it stands, and returns its answer."""
    (tmp_path / "index.html").write_text("the page")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/a.txt").write_text("a")
    with served(tmp_path) as address:

        def get(path):
            connection = HTTPConnection(urlsplit(address).netloc)
            connection.putrequest("GET", path, skip_host=True)
            connection.endheaders()
            answer = connection.getresponse()
            content = answer.read().decode()
            connection.close()
            return answer.status, answer.getheader("Location") or content

        yield get


def test_files_are_shown_and_the_page_of_the_folder(ask):
    assert ask("/") == (200, "the page")
    assert ask("/folder/a.txt") == (200, "a")


@pytest.mark.parametrize(
    "path", ["/folder/", "/%00", "/a%00.js", "/folder/a.txt%00", "/none", "/../../etc/passwd"]
)
def test_what_is_no_file_is_not_found(ask, capfd, path):
    status, content = ask(path)
    assert status == 404
    assert "a.txt" not in content
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("path", "led_to"),
    [
        ("/%23dataset=xor&seed=3", "/#dataset=xor&seed=3"),
        ("/index.html%23dataset=xor", "/index.html#dataset=xor"),
        ("//elsewhere.example/%23", "/elsewhere.example/#"),
    ],
)
def test_an_escaped_number_sign_leads_to_the_page_with_the_settings(ask, path, led_to):
    assert ask(path) == (302, led_to)


def test_a_port_in_use_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(BuildError, match=f"Port {port} cannot be had: in use"):
            make_server(tmp_path, port)


def test_nothing_is_built_if_the_port_cannot_be_had(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(commands, "build_dist", pytest.fail)
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert commands.serve(tmp_path, other.getsockname()[1]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("port", ["99999", "-1", "http", "1.5"])
def test_a_port_that_is_none_is_refused(project, port):
    command = [sys.executable, project / "build.py", "serve", "--port", port]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
