"""What assistants ask by the Model Context Protocol: everything that can be asked, and that nothing is written before
that is accepted."""

from __future__ import annotations

import io
import json
from base64 import b64decode

import pytest
from conftest import ROOT
from studios import MODULE, project

from deckgen.assistant.kinds import guide
from deckgen.assistant.protocol import VERSIONS, serve
from deckgen.assistant.tools import Assistant
from deckgen.layout.kinds import KINDS


@pytest.fixture
def home(tmp_path):
    return project(tmp_path / "project")


class Client:
    """Asks an assistant's server as a program does."""

    def __init__(self, home) -> None:
        self._tools = Assistant(home).tools

    def ask(self, *messages):
        """The answers to messages that come on lines."""
        lines = io.StringIO("".join(m if isinstance(m, str) else json.dumps(m) + "\n" for m in messages))
        answers = io.StringIO()
        serve(self._tools, lines, answers)
        return [json.loads(line) for line in answers.getvalue().splitlines()]

    def call(self, name, **values):
        """What a tool says: its texts as one, and its pictures."""
        params = {"name": name, "arguments": values}
        (answer,) = self.ask({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
        content = answer["result"]["content"]
        texts = "\n".join(part["text"] for part in content if part["type"] == "text")
        pictures = [b64decode(part["data"]) for part in content if part["type"] == "image"]
        return texts, pictures, answer["result"]["isError"]


def test_a_session_begins_as_the_protocol_says(home):
    """Whatever version a client speaks; what is no message is told, and the session goes on."""
    client = Client(home)
    begin = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": VERSIONS[0]}}
    later = begin | {"id": "x", "params": {"protocolVersion": "2099-01-01"}}
    begun = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    ping, odd = {"jsonrpc": "2.0", "id": 3, "method": "ping"}, {"jsonrpc": "2.0", "id": 4, "method": "resources/list"}
    answers = client.ask(begin, begun, later, "no json\n", "[]\n", "\n", odd, ping)
    assert [a.get("id") for a in answers] == [1, "x", None, None, 4, 3]
    assert [a["result"]["protocolVersion"] for a in answers[:2]] == [VERSIONS[0], VERSIONS[-1]]
    assert [a["error"]["code"] for a in answers[2:5]] == [-32700, -32600, -32601] and answers[5]["result"] == {}


def test_every_tool_says_what_it_takes(home):
    """By a schema; and all but one change nothing."""
    (answer,) = Client(home).ask({"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
    tools = {tool["name"]: tool for tool in answer["result"]["tools"]}
    assert len(tools) == 8
    assert [n for n, t in tools.items() if not t["annotations"]["readOnlyHint"]] == ["accept_edit"]
    for tool in tools.values():
        schema = tool["inputSchema"]
        assert set(schema["required"]) <= set(schema["properties"]) and not schema["additionalProperties"]


def test_kinds_and_slides_are_told(home):
    client = Client(home)
    kinds = client.call("list_kinds")[0]
    assert [line.partition(":")[0] for line in kinds.splitlines()] == list(KINDS)
    for kind in KINDS:
        said, _, wrong = client.call("describe_kind", kind=kind)
        assert not wrong and f"kind: {kind}\n" in said and "`notes`" in said
    slides = client.call("list_slides")[0]
    assert "talk: 작은 세미나 (ko, openmaru)" in slides and "    why: statement, 왜 이것이 필요할까요" in slides
    said = client.call("read_slide", slide="why")[0]
    assert "```yaml\n- id: why\n  kind: statement\n" in said and "    en: Hello.\n```" in said
    (picture,) = client.call("picture", slide="why")[1]
    assert picture.startswith(b"\xff\xd8")
    assert client.call("check") == ("nothing", [], False)


def test_a_proposal_writes_nothing_before_it_is_accepted(home):
    client = Client(home)
    before = (home / MODULE).read_bytes()
    slide = "- id: why\n  kind: statement\n  title: {ko: 하나, en: One}\n  suport: x\n"
    said, pictures, wrong = client.call("propose_edit", slide="why", yaml=slide)
    assert not wrong and "suport" in said and "[field.unknown]" in said and (home / MODULE).read_bytes() == before
    assert client.call("check") == ("nothing", [], False)
    old = client.call("picture", slide="why")[1]
    said, pictures, _ = client.call("propose_edit", slide="why", yaml=slide.replace("  suport: x\n", ""))
    assert "It would bring:\nnothing" in said and len(pictures) == 1 and pictures != old
    assert (home / MODULE).read_bytes() == before
    number = said.partition("proposal `")[2].partition("`")[0]
    assert not client.call("accept_edit", proposal=number)[2]
    text = before.decode()
    start, end = text.index("- id: why"), text.index("- id: how")
    assert (home / MODULE).read_bytes().decode() == text[:start] + slide.replace("  suport: x\n", "") + text[end:]
    assert client.call("accept_edit", proposal=number)[2]


def test_what_was_changed_meanwhile_is_not_written_over(home):
    client = Client(home)
    slide = "- id: how\n  kind: statement\n  title: {ko: 하나, en: One}"
    number = client.call("propose_edit", slide="how", yaml=slide)[0].partition("proposal `")[2].partition("`")[0]
    changed = (home / MODULE).read_bytes() + b"# outside\n"
    (home / MODULE).write_bytes(changed)
    said, _, wrong = client.call("accept_edit", proposal=number)
    assert wrong and "changed meanwhile" in said and (home / MODULE).read_bytes() == changed


WRONG = (
    ("read_slide", {"slide": "nowhere"}),
    ("read_slide", {}),
    ("read_slide", {"slide": 1}),
    ("read_slide", {"slide": "why", "path": "/etc/passwd"}),
    ("describe_kind", {"kind": "../flow"}),
    ("picture", {"slide": "why", "seminar": "other"}),
    ("propose_edit", {"slide": "why", "yaml": "kind: statement"}),
    ("accept_edit", {"proposal": "99"}),
)


def test_what_cannot_be_done_is_an_answer(home):
    client = Client(home)
    for name, values in WRONG:
        said, pictures, wrong = client.call(name, **values)
        assert wrong and said and not pictures, (name, values)


def test_the_guide_is_that_of_the_kinds():
    """`llms.txt` is written by `tools/docs.py`."""
    assert (ROOT / "llms.txt").read_text(encoding="utf-8") == guide()
