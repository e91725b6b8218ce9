"""Writes the pages that list every finding by its code: docs/findings.md, and in Korean docs/findings.ko.md.

    .venv/bin/python tools/findings.py

The words are those of the catalogues (`src/deckgen/messages`), with what is filled in between angle quotes;
`tests/test_messages.py` fails when a page is stale.
"""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from deckgen.messages import ENGLISH, KOREAN, catalogue, parts
from deckgen.messages.particles import FORMS, joined

PAGES = {ENGLISH: ROOT / "docs" / "findings.md", KOREAN: ROOT / "docs" / "findings.ko.md"}
#: What the codes' first words stand for.
AREAS = {
    "chart": ("Charts", "차트"),
    "command": ("The command line", "명령줄"),
    "data": ("Tables of numbers", "데이터 파일"),
    "ending": ("Endings and QR codes", "마무리와 QR 코드"),
    "exercise": ("Exercises", "연습 문제"),
    "fact": ("Facts", "사실"),
    "field": ("Fields", "필드"),
    "file": ("Files", "파일"),
    "fit": ("What does not fit", "넘치는 내용"),
    "font": ("Fonts", "글꼴"),
    "glyph": ("Characters without a glyph", "글꼴에 없는 문자"),
    "handout": ("Handouts", "유인물"),
    "icon": ("Icons", "아이콘"),
    "kind": ("Kinds of slides", "슬라이드 종류"),
    "look": ("Legibility", "가독성"),
    "new": ("Beginning something new", "새로 만들기"),
    "output": ("Outputs", "결과 파일"),
    "paper": ("On paper", "인쇄"),
    "picture": ("Pictures", "그림"),
    "programme": ("Programmes", "프로그램"),
    "prop": ("Props", "소품"),
    "rhythm": ("Rhythm", "흐름"),
    "room": ("The room", "강연장"),
    "scene": ("Scenes", "장면"),
    "slide": ("Slides", "슬라이드"),
    "source": ("Sources", "출처"),
    "table": ("Tables", "표"),
    "template": ("Templates", "템플릿"),
    "term": ("Terms", "용어"),
    "text": ("Texts", "글"),
    "theme": ("Themes", "테마"),
    "time": ("Speaking time", "말하는 시간"),
    "value": ("Values", "값"),
    "variants": ("Variants", "행마다 만들기"),
    "yaml": ("YAML", "YAML"),
}
INTRODUCTIONS = {
    ENGLISH: """# Findings by code

`deckgen check` and `deckgen build` give each finding a code that stays the same in every version: search for it here,
or in what `deckgen check --format json` and `--format sarif` print for programs. What is filled in stands between
‹ and ›.
The same page in Korean: [findings.ko.md](findings.ko.md). Written by `tools/findings.py`.

## For programs

`deckgen check --format json` prints `errors`, `warnings` and `findings`, in the order of the report. Each finding has
`code`, `severity` (`error` or `warning`), `message`, `hint`, `file` (from the project's folder), `range` (lines and
columns from 1, in characters; the end is behind the last one), `slide` (its id, where it is known), `data` (what fills
the message) and `fixes`: each with `title` and `edits` (`file`, `range`, `text`). Each was tried: it takes its finding
away and brings no other.

`--format sarif` prints the same as SARIF 2.1.0, with files from `PROJECT`. Both have the words in Korean with
`--messages ko`; all else is the same in both languages. Exit status: 0, 1 where there is an error, 2 for misuse.
""",
    KOREAN: """# 코드별 메시지

`deckgen check`와 `deckgen build`가 찾은 것에는 버전이 바뀌어도 그대로인 코드가 있습니다.
`deckgen check --format json`과 `--format sarif`에 나오는 코드를 여기에서 찾을 수 있습니다.
채워 넣는 값은 ‹ › 사이에 있습니다.
영어로 된 같은 문서: [findings.md](findings.md). `tools/findings.py`가 만듭니다.

## 프로그램에서 쓰기

`deckgen check --format json`은 `errors`, `warnings`, `findings`를 화면에 나오는 순서대로 출력합니다.
항목마다 `code`, `severity`(`error` 또는 `warning`), `message`, `hint`,
`file`(프로젝트 폴더부터의 경로), `range`(1부터 세는 줄과 글자, 끝은 마지막 글자 다음),
`slide`(알 수 있으면 슬라이드의 id), `data`(메시지에 채운 값), `fixes`가 있습니다.
`fixes`에는 `title`과 `edits`(`file`, `range`, `text`)가 있습니다.
실제로 적용해 보아 그 문제가 없어지고 다른 문제가 생기지 않는 것만 나옵니다.

`--format sarif`는 같은 내용을 SARIF 2.1.0으로 출력하며 파일은 `PROJECT`부터 적습니다.
`--messages ko`를 붙이면 글이 한국어로 나오고 나머지는 두 언어가 같습니다.
종료 상태는 0, 오류가 있으면 1, 명령을 잘못 쓰면 2입니다.
""",
}
_HEADS = {ENGLISH: "| code | message |", KOREAN: "| 코드 | 메시지 |"}


def page(language: str) -> str:
    """The page of a language."""
    words = {code: text for code, text in catalogue(language).items() if "." in code}
    out = [INTRODUCTIONS[language]]
    for area, codes in groupby(words, lambda code: code.split(".")[0]):
        out.append(f"## {AREAS[area][language == KOREAN]}\n\n{_HEADS[language]}\n|---|---|")
        out += [f"| `{code}` | {_shown(words[code])} |" for code in codes]
        out.append("")
    return "\n".join(out)


#: The end of what is filled in, with a particle that goes with it, which is not known here.
_FILLED = re.compile(rf"[`”’)\]]*(?:{'|'.join(map(re.escape, FORMS))})?")


def _shown(template: str) -> str:
    """A template with the names of what is filled in, as a cell of a table."""
    text = ""
    for literal, name, _, _ in parts(template):
        end = _FILLED.match(literal).end() if text else 0
        text = joined(text + literal[:end], literal[end:]) + (f"‹{name}›" if name else "")
    return text.replace("|", "\\|").replace("<", "&lt;")


def main() -> None:
    """Writes both pages."""
    for language, path in PAGES.items():
        path.write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    main()
