"""A studio that runs for a test, and what talks with it."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from conftest import ROOT
from playwright.sync_api import Browser, Page, expect, sync_playwright
from shared import PROJECT
from websockets.sync.client import ClientConnection, connect

from deckgen.studio.server import HOST, Server

MODULE, SEMINAR = "content/modules/basics.yaml", "content/seminars/talk.yaml"


def project(folder: Path) -> Path:
    """The small good project in a new folder, with the repository's themes."""
    shutil.copytree(PROJECT, folder)
    (folder / "themes").symlink_to(ROOT / "themes")
    return folder


@contextmanager
def running(home: Path) -> Iterator[Server]:
    """A server for a project, in a thread of this process."""
    server = Server(home)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
            assert thread.is_alive(), "the server did not begin"
        yield server
    finally:
        server.stop()
        thread.join(10)
    assert not thread.is_alive(), "the server did not end"


def get(server: Server, path: str, method: str = "GET", host: str | None = None, **headers: str) -> tuple[int, bytes]:
    """The status and the body of an answer, asked for as written: nothing in the path is made tidy."""
    with closing(http.client.HTTPConnection(HOST, server.port, timeout=20)) as connection:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", host if host is not None else f"{HOST}:{server.port}")
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read()


class Talk:
    """A page without a browser."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.pushed: list[dict[str, Any]] = []
        self._number = 0

    def ask(self, do: str, **values: Any) -> dict[str, Any]:
        """The answer to a message. What the studio tells meanwhile is in `pushed`."""
        self._number += 1
        self.socket.send(json.dumps({"do": do, "n": self._number} | values))
        while True:
            told = self._heard()
            if told.get("n") == self._number:
                return told

    def yes(self, do: str, **values: Any) -> dict[str, Any]:
        """The answer to a message that is taken."""
        told = self.ask(do, **values)
        assert "yes" in told, told
        return told["yes"]

    def until(self, name: str) -> dict[str, Any]:
        """The next thing with this name that the studio tells."""
        while True:
            for n, told in enumerate(self.pushed):
                if name in told:
                    return self.pushed.pop(n)
            self._heard()

    def _heard(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.socket.recv(timeout=20))
        if "n" not in told:
            self.pushed.append(told)
        return told


@contextmanager
def talking(server: Server) -> Iterator[Talk]:
    """A page that talks with a server."""
    origin = f"http://{HOST}:{server.port}"
    with connect(f"ws://{HOST}:{server.port}/{server.token}/socket", origin=origin) as socket:
        yield Talk(socket)


#: Seconds after which nobody waits any more.
PATIENCE = 30
CHROME = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    assert CHROME, "no Chromium; `make test` installs it"
    expect.set_options(timeout=1000 * PATIENCE)
    with sync_playwright() as it:
        around: dict[str, str | float | bool] = {k: v for k, v in os.environ.items() if k != "FONTCONFIG_FILE"}
        made = it.chromium.launch(
            executable_path=CHROME,
            env=around,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield made
        made.close()


def written(home: Path, path: str = MODULE) -> str:
    """A file as it is on the disk."""
    return (home / path).read_bytes().decode("utf-8")


def until(page: Page, condition: Callable[[], object]) -> None:
    """Waits for what the page has done elsewhere, on a busy machine for a while."""
    end = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < end:
        page.wait_for_timeout(25)
    assert condition()
