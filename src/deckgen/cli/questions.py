"""Questions that the command asks, in the language of who is asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Mapping

import click

from deckgen.diagnostics import UsageError, choose, harmless

#: What is asked and said, by language.
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "what": "What is to be made",
        "project-folder": "The name of the new folder",
        "seminar-name": "A short name for the file, in English letters",
        "module-name": "A short name for the file, in English letters",
        "theme-name": "A short name for the folder, in English letters",
        "title": "The title",
        "minutes": "How many minutes",
        "theme": "Which theme",
        "client": "Who is it for (may be left empty)",
        "kind": "Which kind of slide",
        "module": "In which module",
        "slide-id": "The id of the slide",
        "theme-label": "What people see as its name",
        "theme-like": "Which theme does it begin as",
        "made": "made {path}",
        "longer": "added to {path}",
        "no-project-folder": "the name of the folder is missing",
        "no-seminar-name": "the name of the seminar is missing",
        "no-module-name": "the name of the module is missing",
        "no-theme-name": "the name of the theme is missing",
        "no-kind": "the kind of slide is missing",
        "no-module": "there are several modules: it is not said which one takes the slide",
        "no-such": "there is no `{answer}`",
        "next": "Next: `{command}`",
        "next-in": "Next, in `{folder}`: `{command}`",
        "next-module": "Next: write `- {{module: {name}}}` in the programme of a seminar",
        "next-slide": "Next: change its words. Where a programme does not have all of `{module}`, write `- {id}` there",
        "next-theme": "Next: `deckgen gallery {name}` shows every kind of slide in it",
    },
    "ko": {
        "what": "무엇을 만들까요",
        "project-folder": "새 폴더의 이름",
        "seminar-name": "파일의 짧은 이름 (영문 소문자)",
        "module-name": "파일의 짧은 이름 (영문 소문자)",
        "theme-name": "폴더의 짧은 이름 (영문 소문자)",
        "title": "제목",
        "minutes": "몇 분짜리인가요",
        "theme": "어떤 테마로 할까요",
        "client": "누구를 위한 세미나인가요 (비워 두어도 됩니다)",
        "kind": "어떤 종류의 슬라이드인가요",
        "module": "어느 모듈에 넣을까요",
        "slide-id": "슬라이드의 id",
        "theme-label": "사람들이 보는 이름",
        "theme-like": "어떤 테마에서 시작할까요",
        "made": "{path} 파일을 만들었습니다",
        "longer": "{path} 파일 끝에 덧붙였습니다",
        "no-project-folder": "폴더의 이름이 없습니다",
        "no-seminar-name": "세미나의 이름이 없습니다",
        "no-module-name": "모듈의 이름이 없습니다",
        "no-theme-name": "테마의 이름이 없습니다",
        "no-kind": "슬라이드의 종류가 없습니다",
        "no-module": "모듈이 여럿인데 어느 모듈에 넣을지 정하지 않았습니다",
        "no-such": "`{answer}`: 그런 것은 없습니다",
        "next": "다음: `{command}`",
        "next-in": "다음, `{folder}` 폴더에서: `{command}`",
        "next-module": "다음: 세미나의 programme에 `- {{module: {name}}}` 줄을 씁니다",
        "next-slide": "다음: 글을 고칩니다. `{module}` 모듈을 다 싣지 않는 programme에는 `- {id}` 줄을 씁니다",
        "next-theme": "다음: `deckgen gallery {name}` 명령이 모든 종류의 슬라이드를 이 테마로 보여 줍니다",
    },
}


def language() -> str:
    """The language of who is asked: Korean where the system speaks it."""
    said = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
    return "ko" if said.lower().startswith("ko") else "en"


def say(code: str, **data: object) -> str:
    """A sentence in that language."""
    return WORDS[language()][code].format(**data)


def can_ask() -> bool:
    """Whether somebody sits before the command."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(
    code: str,
    proposed: str | None,
    choices: Collection[str] | Mapping[str, str] = (),
    missing: str = "write it behind the command",
    check: Callable[[str], object] = str,
) -> str:
    """The answer to a question; what is proposed, where nobody can be asked. Raises UsageError where nothing is, with
    what is to be done about what is `missing`. An answer that `check` raises it for is asked for again."""
    if not can_ask():
        if proposed is None:
            raise UsageError(say(f"no-{code}"), missing)
        return proposed
    for line in _offered(choices):
        click.echo(harmless(line), err=True)
    while True:
        answer: str = click.prompt(say(code), default=proposed, err=True, show_default=bool(proposed))
        try:
            if choices and answer not in choices:
                raise UsageError(say("no-such", answer=answer), str(choose(answer, tuple(choices), "words")))
            check(answer)
            return answer
        except UsageError as e:
            click.echo(harmless(f"{e}; {e.hint}"), err=True)


def _offered(choices: Collection[str] | Mapping[str, str]) -> list[str]:
    """What there is to choose from, each with what it is."""
    if isinstance(choices, Mapping):
        width = max(map(len, choices))
        return [f"  {name:{width}}  {said}" for name, said in choices.items()]
    return [f"  {name}" for name in choices]
