"""Settings of editors: the schemas of a project's files, and for which files each is."""

from __future__ import annotations

import json

from deckgen.drafts.draft import Draft
from deckgen.messages import ENGLISH
from deckgen.schema import FILES, PLACES, as_text, schema

#: Where a project keeps the schemas for its editors.
SCHEMAS = ".deckgen"
#: What VS Code is to have: YAML with schemas.
EXTENSIONS = ("redhat.vscode-yaml",)


def editor(language: str = ENGLISH) -> Draft:
    """The schemas, which explain fields in a language where `messages` has it, and the settings by which VS Code finds
    them."""
    settings = {
        "yaml.schemas": {f"./{SCHEMAS}/{sort}.json": PLACES[sort] for sort in FILES},
        "files.encoding": "utf8",
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.wordWrap": "on"},
    }
    files = {f"{SCHEMAS}/{sort}.json": as_text(schema(sort, language)) + "\n" for sort in FILES}
    files[".vscode/settings.json"] = json.dumps(settings, indent=2) + "\n"
    files[".vscode/extensions.json"] = json.dumps({"recommendations": list(EXTENSIONS)}, indent=2) + "\n"
    return Draft({path: text.encode("utf-8") for path, text in files.items()})
