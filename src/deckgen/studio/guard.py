"""Who may ask: this machine's browser, from the studio's own page, with the word that was told when it began."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: What each answer says to the browser: nothing from elsewhere, in no frame, kept nowhere.
HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        b"font-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
)
#: Names by which a browser reaches this machine itself.
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
#: Bytes of a longest address.
LONGEST = 2000


def new_token() -> str:
    """A word that nobody guesses."""
    return secrets.token_urlsafe(24)


class Guard:
    """Lets through what may ask, without the word at the beginning of its path; all else learns nothing."""

    def __init__(self, app: App, token: str, port: int) -> None:
        self._app, self._token = app, token
        self._hosts = frozenset(f"{name}:{port}".encode() for name in LOOPBACK)
        self._origins = frozenset(b"http://" + host for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        path = self._path(scope)
        if path is None:
            await _refuse(scope, receive, send)
            return

        async def told(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *HEADERS]
            await send(message)

        await self._app({**scope, "path": path, "raw_path": path.encode()}, receive, told)

    def _path(self, scope: Scope) -> str | None:
        """The path behind the word; None for what may not ask."""
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        hosts = [value for name, value in headers if name == b"host"]
        origins = [value for name, value in headers if name == b"origin"]
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts or len(origins) > 1:
            return None
        if origins and origins[0] != b"http://" + hosts[0].lower():
            return None
        socket = scope["type"] == "websocket"
        if (socket and not origins) or (not socket and scope["method"] not in ("GET", "HEAD")):
            return None
        # a page elsewhere that asks for a picture has no origin, but its browser says where it stands
        sites = [value for name, value in headers if name == b"sec-fetch-site"]
        if any(site not in (b"same-origin", b"none") for site in sites):
            return None
        path: str = scope["path"]
        _, _, behind = path.partition("/")
        token, slash, rest = behind.partition("/")
        known = secrets.compare_digest(token.encode("utf-8", "surrogatepass"), self._token.encode())
        return f"/{rest}" if known and slash and len(path) < LONGEST else None


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": b"not allowed"})
