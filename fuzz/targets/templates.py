"""A theme's templates: Jinja and CSS, of handouts and web pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

from fuzz.project import Project
from fuzz.strange import SECRET_VARIABLE
from fuzz.targets.content import change_text
from fuzz.targets.target import Target

_JINJA = (
    # what does not end, or becomes too much
    "{% for a in range(99999999) %}{% for b in range(99999999) %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "{{ lipsum(n=100000) }}",
    "{{ 'a'.center(2000000000) }}",
    "{{ 'a' * 2000000000 }}",
    "{{ ['a'] * 999999999 }}",
    "{{ 10 ** 10 ** 9 }}",
    "{{ '%2000000000d' % 1 }}",
    "{{ '{:>2000000000}'.format(1) }}",
    "{{ 'a'|indent(2000000000) }}",
    "{{ range(99999999)|list|length }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include 'base.html.j2' %}",
    "{% for a in range(3000) %}<div>{% endfor %}",
    # what looks around
    f"{{{{ cycler.__init__.__globals__.os.environ['{SECRET_VARIABLE}'] }}}}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ self._TemplateReference__context }}",
    "{{ title.__class__.__init__.__globals__ }}",
    "{{ deck.__class__ }}{{ page.__dict__ }}{{ loop.__init__ }}",
    "{% include '../../../../secret.txt' %}",
    "{% include '/etc/passwd' %}",
    "{% include '../theme.yaml' %}",
    "{% set x = namespace(a=1) %}{% set x.__class__ = 2 %}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ ('{0.__class__}').format(1) }}{{ '{0.__class__}'|format(1) }}",
    "{{ [].append.__self__.__class__ }}",
    "{{ ''|attr('__class__') }}",
    # what is wrong
    *(
        "{{",
        "{%",
        "{{ }}",
        "{% if %}",
        "{% endif %}",
        "{% zz %}",
        "{{ a.b.c }}",
        "{{ 1/0 }}",
        "{{ zz() }}",
        "{{ 1|zz }}",
    ),
    *(
        "{{ 'a' + 1 }}",
        "{% extends 'zz' %}",
        "{% import 'zz' as z %}",
        "{% block a %}",
        "{{ words.zz }}",
        "{# ",
        "{% raw %}",
    ),
    # HTML that is none, and what it could load
    *(
        "<",
        "</body>",
        "<table><tr>",
        "<svg><path d='M0 0Lx'/></svg>",
        "\x00",
        "<img src='../../../../secret.txt'>",
        "&#0;",
    ),
    *(
        "<img src='file:///etc/passwd'>",
        "<img src='http://127.0.0.1:9/x.png'>",
        "<link rel=stylesheet href='file:///x'>",
    ),
    "<style>@import url('../../../../secret.txt');</style>",
    "<a href='#nowhere'>a</a><p id=a></p><p id=a></p>",
    "<img src='data:image/png;base64,AAAA' width=99999999>",
    "<td colspan=99999999 rowspan=99999999>",
)
#: Editions whose templates have their names, and one that has none of its own.
_EDITIONS = ("notes", "reader", "workbook", "speaker", "summary", "cheatsheet", "answers", "slides-3")
_CSS = (
    ":root { --a: x; --b: var(--a) var(--a) var(--a) var(--a); --c: var(--b) var(--b) var(--b) var(--b); }",
    "body { --a: var(--b); --b: var(--a); width: var(--a) }",
    *(
        "p { width: 1e308mm }",
        "p { width: calc(1/0) }",
        "* { font-size: 0 }",
        "* { font-size: 99999pt }",
        "p { columns: 9999 }",
    ),
    *("@page { size: 0 0 }", "@page { size: 1mm 1mm }", "@page { margin: 500mm }", "@page { size: 99999mm 99999mm }"),
    *("@import url('file:///etc/passwd');", "@import url('../../../../secret.txt');", "@import url('handout.css.j2');"),
    "@font-face { font-family: a; src: url('file:///etc/passwd') } p { font-family: a }",
    *(
        "p { background: url('http://127.0.0.1:9/x.png') }",
        "p { content: url('../../../../secret.txt') }",
        "p { display: grid }",
    ),
    *(
        "* { position: absolute; top: 1e9mm }",
        "* { display: none }",
        "* { float: left; clear: both }",
        "* { margin: -1e5mm }",
    ),
    *("p::before { content: 'a'; display: list-item }", "* { break-before: page }", "* { break-inside: avoid }"),
    *(
        "* { line-height: 1e-9 }",
        "* { letter-spacing: 1e6mm }",
        "p { counter-increment: a 2147483648 }",
        "p {",
        "}",
        "{",
        "/*",
    ),
    *(
        "@media print {",
        "a:has(b:has(c)) {}",
        "p { color: #12345 }",
        "* { transform: rotate(1e300deg) scale(0) }",
        "\\",
        "@",
    ),
    *(
        "* { orphans: 99999; widows: 99999 }",
        "* { padding: 1e5% }",
        "* { hyphens: auto; lang: zz }",
        "@page :nth(1) { size: a3 }",
    ),
    "* { footnote-display: block; float: footnote }",
    "p { content: target-counter(attr(href), page) }",
    f"p::before {{ content: '{'a' * 3000}' }}",
)


def _insert(rng: Random, path: Path, pieces: Sequence[str]) -> str:
    """Puts a piece into a file, at a line's end or within it."""
    text = path.read_text(encoding="utf-8", errors="replace")
    ends = [n for n, c in enumerate(text) if c == "\n"]
    at = rng.choice(ends) if ends and rng.random() < 0.7 else rng.randint(0, len(text))
    piece = rng.choice(pieces)
    path.write_text(f"{text[:at]}{piece}{text[at:]}", encoding="utf-8")
    return f"{path.parent.name}/{path.name}:{text.count(chr(10), 0, at) + 1}: gets {ascii(piece)[:120]}"


def _templates(project: Project, ending: str) -> list[Path]:
    """Templates of the shared theme with an ending, but of those that only another edition takes."""
    others = {f"{name}.html.j2" for name in _EDITIONS if name not in project.arguments}
    folders = [project.theme.parent / "shared" / kind for kind in ("handout", "web")]
    return sorted(p for folder in folders for p in folder.glob(ending) if p.name not in others)


def _own(rng: Random, project: Project, ending: str) -> Path:
    """A template, the shared one or a copy of it that the theme has for its own."""
    path = rng.choice(_templates(project, ending))
    if rng.random() < 0.5:
        return path
    own = project.theme / path.parent.name / path.name
    own.parent.mkdir(exist_ok=True)
    if not own.exists():
        own.write_bytes(path.read_bytes())
    return own


def _change_jinja(rng: Random, project: Project) -> str:
    path = _own(rng, project, "*.j2")
    return _insert(rng, path, _JINJA) if rng.random() < 0.75 else f"{path.parent.name}/{change_text(rng, path)}"


def _change_css(rng: Random, project: Project) -> str:
    path = _own(rng, project, "*.css.j2")
    return _insert(rng, path, _CSS) if rng.random() < 0.75 else f"{path.parent.name}/{change_text(rng, path)}"


def _prepare(rng: Random, project: Project) -> None:
    """The page, and an edition."""
    project.print_any_edition()
    project.arguments = ["build", "--to", "handout,web", "--handout", rng.choice(_EDITIONS)]


JINJA = Target("template", _change_jinja, _prepare, templates=True)
CSS = Target("css", _change_css, _prepare, templates=True)
