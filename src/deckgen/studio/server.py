"""The studio's pages and its socket, on this machine alone."""

from __future__ import annotations

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from deckgen.studio.answers import ANSWERS
from deckgen.studio.asking import LONGEST
from deckgen.studio.data import Data, standalone
from deckgen.studio.guard import Guard, new_token
from deckgen.studio.sessions import Page, Studio
from deckgen.studio.watching import watching

HOST = "127.0.0.1"
STATIC = Path(__file__).parent / "static"
FONTS = Path(__file__).parent.parent / "fontfiles"
#: Files of the page by their names: no other one is ever read for it.
FILES = {name: STATIC / name for name in ("index.html", "studio.js", "studio.css", "icon.svg", "LICENCES.txt")} | {
    name: FONTS / name for name in ("Pretendard-Regular.ttf", "Pretendard-Bold.ttf", "JetBrainsMono-Regular.ttf")
}
SORTS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".ttf": "font/ttf",
}
_BUILD = re.compile(r'\{\s*"do"\s*:\s*"build"')


def app(studio: Studio) -> Starlette:
    """What answers a browser that may ask."""

    async def page(request: Request) -> Response:
        return _file(request.path_params.get("name") or "index.html")

    async def picture(request: Request) -> Response:
        words = request.path_params
        try:
            return await _drawn(lambda: studio.workspace.picture(words["seminar"], words["slide"]))
        except KeyError:  # it went while the page asked, which is told: no error of the page
            return Response(status_code=204)

    async def kind(request: Request) -> Response:
        words = request.path_params
        try:
            return await _drawn(lambda: studio.gallery.picture(words["theme"], words["kind"]))
        except KeyError:
            return _missing()

    async def output(request: Request) -> Response:
        path = studio.building.outputs.get(request.path_params["name"])
        return FileResponse(path, filename=path.name) if path else _missing()

    async def talk(ws: WebSocket) -> None:
        await _talk(studio, ws)

    return Starlette(
        routes=[
            Route("/", page),
            Route("/{name}", page),
            Route("/picture/{seminar}/{slide}", picture),
            Route("/kind/{theme}/{kind}", kind),
            Route("/output/{name:path}", output),
            WebSocketRoute("/socket", talk),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=2000, compresslevel=3)],
        lifespan=lambda _: _alive(studio),
    )


@asynccontextmanager
async def _alive(studio: Studio) -> AsyncIterator[None]:
    """What goes on while the studio runs."""
    tasks = [asyncio.create_task(studio.looking()), asyncio.create_task(watching(studio))]
    yield
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task


def _file(name: str) -> Response:
    if name not in FILES:
        return _missing()
    return Response(FILES[name].read_bytes(), media_type=SORTS[Path(name).suffix])


async def _drawn(draw: Callable[[], str]) -> Response:
    """A picture, as a file of its own. Raises KeyError where there is none."""
    drawn = await asyncio.to_thread(draw)
    return Response(standalone(drawn), media_type="image/svg+xml", headers={"content-security-policy": _PICTURES})


#: What a picture may load: what is in itself.
_PICTURES = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def _missing() -> Response:
    return Response("not found", 404, media_type="text/plain")


async def _talk(studio: Studio, ws: WebSocket) -> None:
    """Hears one page until it is closed."""
    await ws.accept()
    turn = asyncio.Lock()

    async def say(data: Data) -> None:
        with suppress(RuntimeError, WebSocketDisconnect):  # it was closed meanwhile
            async with turn:
                await ws.send_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")))

    page = Page(say)
    studio.enter(page)
    building: set[asyncio.Task[None]] = set()
    try:
        while True:
            raw = await ws.receive_text()
            if _BUILD.match(raw):  # the only answer that takes long: others go on meanwhile
                task = asyncio.create_task(studio.hear(page, raw))
                building.add(task)
                task.add_done_callback(building.discard)
            else:
                await studio.hear(page, raw)
    except (WebSocketDisconnect, KeyError):  # KeyError: bytes came in the place of a text
        pass
    finally:
        studio.leave(page)


class Server:
    """A server for a project, with a word of its own, on a free port or on a given one."""

    def __init__(self, root: Path, port: int = 0) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((HOST, port))
        self.port: int = self._socket.getsockname()[1]
        self.token = new_token()
        self.studio = Studio(root, ANSWERS)
        config = uvicorn.Config(
            Guard(app(self.studio), self.token, self.port),
            log_level="critical",
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            ws_max_size=LONGEST,
            lifespan="on",
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)

    @property
    def address(self) -> str:
        """Where the page is; the word in it lets in who has it."""
        return f"http://{HOST}:{self.port}/{self.token}/"

    @property
    def bound(self) -> str:
        """The address on which it listens."""
        return str(self._socket.getsockname()[0])

    @property
    def started(self) -> bool:
        """Whether it answers by now."""
        return bool(self._server.started)

    def run(self) -> None:
        """Answers until somebody ends it."""
        self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Ends it, from another thread."""
        self._server.should_exit = True
