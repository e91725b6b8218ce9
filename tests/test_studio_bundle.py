"""What the studio ships for browsers: made of the sources that are here, with the licences of what is in it."""

from __future__ import annotations

import json
import re
from hashlib import sha256

from conftest import ROOT

from deckgen.studio.server import FILES, SORTS, STATIC

SOURCES = ROOT / "studio"
#: Names of kinds of markup, which nobody asks for.
NAMES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml"}


def test_it_is_made_of_the_sources():
    """`make studio` makes it again."""
    digest = sha256()
    for path in (*sorted((SOURCES / "src").iterdir()), SOURCES / "package-lock.json"):
        digest.update(path.read_bytes())
    assert (STATIC / "sources.sha256").read_text().strip() == digest.hexdigest()


def test_it_carries_no_address_of_another_host():
    found = {}
    for path in STATIC.iterdir():
        if path.suffix in (".js", ".css", ".html", ".svg"):
            text = path.read_text(encoding="utf-8")
            found[path.name] = set(re.findall(r"(?:https?|wss?)://[\w.-]+\.\w+[^\s\"'`)]*", text)) - NAMES
    assert len(found) == 4 and not any(found.values()), found


def test_every_package_in_it_has_its_licence():
    licences = (STATIC / "LICENCES.txt").read_text(encoding="utf-8")
    lock = json.loads((SOURCES / "package-lock.json").read_text())["packages"]
    shipped = {name.removeprefix("node_modules/"): p for name, p in lock.items() if name and not p.get("dev")}
    shipped = {name: p for name, p in shipped.items() if not p.get("optional")}
    assert len(shipped) > 10
    assert [name for name, p in shipped.items() if f"{name} {p['version']} (" not in licences] == []
    assert all(p["license"] == "MIT" and p["integrity"].startswith("sha512-") for p in shipped.values())


def test_every_file_of_the_page_is_there():
    """And is of a sort that is told to the browser."""
    assert len(FILES) > 5 and all(path.is_file() and path.suffix in SORTS for path in FILES.values())
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    style = (STATIC / "studio.css").read_text(encoding="utf-8")
    named = re.findall(r'(?:href|src)="([^"]+)"', page) + re.findall(r'url\("([^"]+)"\)', style)
    assert len(named) > 4 and set(named) <= set(FILES)
