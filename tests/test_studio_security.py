"""Who is not let into the studio, and what those cannot do who are."""

from __future__ import annotations

import http.client
from contextlib import closing

import pytest
from studios import MODULE, get, project, running, talking
from websockets.exceptions import InvalidStatus, WebSocketException
from websockets.sync.client import connect

from deckgen.studio.server import HOST


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    home = project(tmp_path_factory.mktemp("studio") / "project")
    (home.parent / "secret.yaml").write_text("a: secret\n", encoding="utf-8")
    (home / "content/modules/leads-out.yaml").symlink_to(home.parent / "secret.yaml")
    with running(home) as server:
        yield server


def test_the_page_is_there_for_who_may(server):
    """Else no refusal below would say anything."""
    status, body = get(server, f"/{server.token}/picture/talk/why")
    assert (status, body[:5]) == (200, b"<svg ")
    # a slide that went while its picture was asked for is no error of the page
    assert get(server, f"/{server.token}/picture/talk/gone") == (204, b"")
    with talking(server) as talk:
        assert "Why we need this" in talk.yes("file", path=MODULE)["text"]


#: Requests that are refused: a path with `TOKEN` for the word, the host, and headers.
REQUESTS = {
    "no word": ("/", None, {}),
    "no word, a picture": ("/picture/talk/why", None, {}),
    "a wrong word": ("/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/", None, {}),
    "a part of the word": ("/TOKE/", None, {}),
    "the word without its slash": ("/TOKEN", None, {}),
    "the word as a question": ("/?token=TOKEN", None, {}),
    "another host, as after rebinding": ("/TOKEN/", "studio.example:PORT", {}),
    "a host that begins alike": ("/TOKEN/", "127.0.0.1.example:PORT", {}),
    "another port": ("/TOKEN/", "127.0.0.1:1", {}),
    "no port": ("/TOKEN/", "127.0.0.1", {}),
    "no host": ("/TOKEN/", "", {}),
    "another origin": ("/TOKEN/", None, {"Origin": "http://example.com"}),
    "an origin of another port": ("/TOKEN/", None, {"Origin": "http://127.0.0.1:1"}),
    "an origin of no page": ("/TOKEN/", None, {"Origin": "null"}),
    "a page elsewhere": ("/TOKEN/picture/talk/why", None, {"Sec-Fetch-Site": "cross-site"}),
    "a page of another port": ("/TOKEN/picture/talk/why", None, {"Sec-Fetch-Site": "same-site"}),
}


@pytest.mark.parametrize("attack", REQUESTS)
def test_requests_of_others_are_refused(server, attack):
    """With the same words for all of them."""
    path, host, headers = REQUESTS[attack]
    path, host = path.replace("TOKEN", server.token), host and host.replace("PORT", str(server.port))
    if attack == "a part of the word":
        path = f"/{server.token[:-1]}/"
    assert get(server, path, host=host, **{n.replace("-", "_"): v for n, v in headers.items()}) == (403, b"not allowed")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_is_changed_by_a_request(server, method):
    assert get(server, f"/{server.token}/", method=method) == (403, b"not allowed")


PATHS = (
    "../../content/modules/basics.yaml",
    "%2e%2e/%2e%2e/etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "/etc/passwd",
    "static/studio.js",
    "output/../content/modules/basics.yaml",
    "output/content/modules/basics.yaml",
    "output//etc/passwd",
    "picture/talk/..%2f..%2fsecret",
    "kind/..%2f..%2f/flow",
    "studio.js%00.html",
    "__init__.py",
)


@pytest.mark.parametrize("path", PATHS)
def test_no_file_outside_is_given(server, path):
    status, body = get(server, f"/{server.token}/{path}")
    assert status in (403, 404) and len(body) < 20


@pytest.mark.parametrize("origin", [None, "http://example.com", "http://127.0.0.1:1", "null", "file://"])
def test_sockets_of_others_are_refused(server, origin):
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://{HOST}:{server.port}/{server.token}/socket", origin=origin)
    assert refused.value.response.status_code == 403


def test_a_socket_without_the_word_is_refused(server):
    for word in ("", "AAAA/", f"{server.token[1:]}/"):
        with pytest.raises(WebSocketException):
            connect(f"ws://{HOST}:{server.port}/{word}socket", origin=f"http://{HOST}:{server.port}")


OUTSIDE = (
    "../secret.yaml",
    "content/../../secret.yaml",
    "content/modules/../../../secret.yaml",
    "/etc/hosts.yaml",
    "content//etc/hosts.yaml",
    "content\\..\\..\\secret.yaml",
    "content/modules/leads-out.yaml",
    "content/modules/basics.yaml\0",
    "content/.hidden/a.yaml",
    "content/modules/basics.yaml/../../../../secret.yaml",
    "themes/openmaru/theme.yaml",
    "content/images/dot.png",
    "CONTENT/modules/basics.yaml",
)


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_page_reads_and_writes_texts_of_the_content_alone(server, path):
    with talking(server) as talk:
        assert talk.ask("file", path=path).get("no") == "impossible"
        assert talk.ask("edit", path=path, version=0, splices=[[0, 0, "x"]]).get("no") == "impossible"
    assert (server.studio.desk.root.parent / "secret.yaml").read_text(encoding="utf-8") == "a: secret\n"


MESSAGES = (
    "",
    "[]",
    "null",
    "{}",
    "[" * 100_000,
    '{"do": 1}',
    '{"do": "__class__"}',
    '{"do": "file"}',
    '{"do": "file", "path": ["content/modules/basics.yaml"]}',
    '{"do": "edit", "path": "content/modules/basics.yaml", "version": true, "splices": []}',
    '{"do": "edit", "path": "content/modules/basics.yaml", "version": 0, "splices": [[0, 1e400, ""]]}',
    '{"do": "edit", "path": "content/modules/basics.yaml", "version": 0, "splices": [[-1, 0, "x"]]}',
    '{"do": "edit", "path": "content/modules/basics.yaml", "version": 0, "splices": [[0, 0, "\\ud800"]]}',
    '{"do": "edit", "path": "content/modules/basics.yaml", "version": 0, "splices": [[5, 2, "x"]]}',
    '{"do": "edit", "path": "content/modules/basics.yaml", "version": 0, "splices": [[0, 99999999, "x"]]}',
    '{"do": "set", "path": "content/modules/basics.yaml", "steps": [{}], "before": "", "text": ""}',
    '{"do": "build", "seminar": "; rm -rf /"}',
    '{"do": "build", "seminar": "--output=/tmp"}',
    '{"do": "build", "seminar": "../talk"}',
    '{"do": "add", "seminar": "talk", "kind": "../../flow", "after": ""}',
    '{"do": "add", "seminar": "talk", "kind": "flow", "after": "", "module": "../../../secret"}',
)


def test_messages_of_no_page_change_nothing(server):
    """And the socket goes on."""
    before = (server.studio.desk.root / MODULE).read_bytes()
    with talking(server) as talk:
        for message in MESSAGES:
            talk.socket.send(message)
        assert talk.yes("file", path=MODULE)["version"] == 0
    assert (server.studio.desk.root / MODULE).read_bytes() == before


def test_the_browser_is_told_to_ask_nobody_else(server):
    """By each answer, refusals included."""
    for path, status in ((f"/{server.token}/picture/talk/why", 200), ("/", 403)):
        with closing(http.client.HTTPConnection(HOST, server.port, timeout=20)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == status
            assert "default-src 'none'" in (answer.getheader("content-security-policy") or "")
            assert answer.getheader("referrer-policy") == "no-referrer"
            assert answer.getheader("cache-control") == "no-store"


def test_only_this_machine_can_reach_it(server):
    assert server.bound == HOST == "127.0.0.1"
