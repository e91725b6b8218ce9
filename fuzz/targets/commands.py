"""Command lines: options and values that are swapped, cut, doubled or strange."""

from __future__ import annotations

from random import Random

from fuzz import strange
from fuzz.project import Project
from fuzz.targets.target import Target

_SOUND = (
    ("build",),
    ("build", "talk", "--to", "pptx"),
    ("build", "--to", "pptx,web", "--lang", "en"),
    ("build", "--to", "handout", "--handout", "notes,slides-3", "--paper", "letter", "--duplex"),
    ("build", "--to", "handout", "--bleed", "3", "--ink", "grey", "--large-print", "--booklet"),
    ("build", "--to", "slides", "--theme", "openmaru", "--strict", "--force"),
    ("build", "--to", "pptx", "-o", "elsewhere", "--debug"),
    ("build", "--to", "pptx", "--project", "."),
    ("build", "--to", "pptx", "--fonts", "embed"),
    ("schema", "theme"),
    ("schema", "module"),
    ("new", "slide", "cards"),
    ("new", "theme", "ours"),
    ("--help",),
    ("build", "--help"),
    ("--version",),
)
_OPTIONS = (
    *(
        "--to",
        "--lang",
        "--theme",
        "--handout",
        "--paper",
        "--duplex",
        "--large-print",
        "--ink",
        "--bleed",
        "--booklet",
    ),
    *(
        "--fonts",
        "--force",
        "--strict",
        "--debug",
        "--project",
        "-o",
        "--output",
        "--help",
        "-h",
        "--version",
        "--",
        "-",
        "--zz",
        "-z",
    ),
)
_VALUES = (
    *(
        "pptx",
        "pptx,pptx",
        ",",
        "pptx,",
        "handout",
        "web",
        "all",
        "ko",
        "en",
        "ja",
        "KO",
        "notes",
        "slides-1",
        "speaker",
        "a4",
        "A4",
    ),
    *(
        "embed",
        "installed",
        "grey",
        "0",
        "10",
        "-0.0",
        "nan",
        "inf",
        "1e308",
        "3mm",
        "",
        " ",
        ".",
        "..",
        "content",
        "output",
        "nowhere/at/all",
    ),
    *(
        "content/seminars/talk.yaml",
        "talk.yaml",
        "talk.ko",
        "TALK",
        "*",
        "shared",
        "openmaru",
        "night",
        "../themes",
        "seminar",
    ),
    *(
        "/dev/null",
        "/dev/full/x",
        "x" * 300,
        "a" * 5000,
        "output/presenter/index.html",
        "--to=pptx",
        "--bleed=3",
        "@file",
        "한글",
    ),
)


def _prepare(rng: Random, project: Project) -> None:
    project.arguments = list(rng.choice(_SOUND))


def _change(rng: Random, project: Project) -> str:
    words = project.arguments
    n = rng.randrange(len(words)) if words else 0
    way = rng.choice(("left out", "doubled", "replaced", "replaced", "inserted", "inserted", "swapped", "cut"))
    if way == "left out":
        del words[n : n + 1]
    elif way == "doubled":
        words[n:n] = words[n : n + 1]
    elif way == "replaced":
        words[n : n + 1] = [_word(rng)]
    elif way == "inserted":
        words.insert(rng.randint(0, len(words)), _word(rng))
    elif way == "swapped":
        rng.shuffle(words)
    elif words:
        words[n] = words[n][: rng.randint(0, len(words[n]))]
    return f"word {n + 1} is {way}: {ascii(words)[:200]}"


def _word(rng: Random) -> str:
    """An option, a value or a text as the system hands them over: without NUL, in UTF-8."""
    text = strange.text(rng).replace("\0", "")[:5000].encode("utf-8", "replace").decode()
    return rng.choice((rng.choice(_OPTIONS), rng.choice(_VALUES), rng.choice(_VALUES), text))


COMMANDS = Target("command", _change, _prepare, statuses=(0, 1, 2))
