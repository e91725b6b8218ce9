"""CPU of deckgen against Pandoc's pptx writer, on the same content, in one run: `make bench`.

For each number of slides a project is written to a temporary folder twice: as deckgen's YAML and as Pandoc's Markdown, with
the same words: our own modules over and over. Both commands run several times in turn, and the median of
their CPU seconds (user and system, whole process and its children) is compared. Never a test: the numbers are for people.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypandoc
import yaml

ROOT = Path(__file__).resolve().parent.parent


def korean(value: object) -> object:
    """A value of the content in Korean only."""
    if isinstance(value, dict):
        return (
            korean(value["ko"])
            if set(value) <= {"ko", "en"}
            else {k: korean(v) for k, v in value.items() if k not in LEFT_OUT}
        )
    if isinstance(value, list):
        return [korean(v) for v in value]
    return value


def slides(n: int) -> list[dict]:
    """`n` slides: those of our own modules over and over, no two titles alike."""
    ours = []
    for path in sorted((ROOT / "content" / "modules").glob("*.yaml")):
        ours += [
            korean(s)
            for s in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["slides"]
            if s["kind"] in COLUMNS
        ]
    out = []
    for i in range(n):
        s = yaml.dump(ours[i % len(ours)], Dumper=yaml.CSafeDumper, allow_unicode=True).replace(
            "{{ event.example_flow }}", "주문"
        )
        s = yaml.load(s, yaml.CSafeLoader)
        out.append(s | {"id": f"s{i}", "title": f"{s['title']} ({i + 1})"})
    return out


#: What Pandoc has no place for: it is left out of both.
LEFT_OUT = {"sources", "exercise", "takeaway", "icon", "lead", "note"}

#: The kinds that Pandoc can say too, and how.
COLUMNS = {
    "statement": lambda s: [s.get("support", "")],
    "bullets": lambda s: [f"- {i if isinstance(i, str) else i['text']}" for i in s["items"]],
    "qna": lambda s: [s["answer"], "", s.get("detail", "")],
    "cards": lambda s: [f"- **{c['title']}** {c.get('text', '')}" for c in s["cards"]],
    "analogy": lambda s: _rows(
        [s["picture"], s["term"], ""], [[p["picture"], p["term"], p.get("note", "")] for p in s["pairs"]]
    ),
    "table": lambda s: _rows(s["columns"], s["rows"]),
    "compare": lambda s: [":::: columns", *_side(s["left"]), *_side(s["right"]), "::::"],
}


def _rows(head: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(r) + " |" for r in rows)]


def _side(side: dict) -> list[str]:
    return [
        "::: column",
        f"**{side['label']}** {side.get('title', '')}",
        "",
        side.get("text", ""),
        "",
        *(f"- {p}" for p in side.get("points", [])),
        ":::",
        "",
    ]


def deckgen_project(folder: Path, content: list[dict]) -> None:
    """A project whose one seminar is this content."""
    (folder / "content" / "modules").mkdir(parents=True)
    (folder / "content" / "seminars").mkdir()
    shutil.copytree(ROOT / "themes", folder / "themes")

    def dump(data: object) -> str:
        return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)

    size = 100
    parts = []
    for n, at in enumerate(range(0, len(content), size)):
        (folder / "content" / "modules" / f"m{n}.yaml").write_text(
            dump({"title": f"부분 {n + 1}", "slides": content[at : at + size]}), encoding="utf-8"
        )
        parts.append({"part": f"부분 {n + 1}", "section": False, "slides": [{"module": f"m{n}"}]})
    seminar = {
        "title": "성능 측정",
        "audience": "우리",
        "language": "ko",
        "minutes": 240,
        "theme": "openmaru",
        "event": {"date": "2026-12-10"},
        "programme": parts,
    }
    (folder / "content" / "seminars" / "bench.yaml").write_text(dump(seminar), encoding="utf-8")


def pandoc_source(content: list[dict]) -> str:
    """The same content as Pandoc's Markdown."""
    out = ["---", "title: 성능 측정", "---", ""]
    for s in content:
        out += [f"## {s['title']}", "", *COLUMNS[s["kind"]](s), "", "::: notes", s.get("notes", ""), ":::", ""]
    return "\n".join(out)


def cpu(command: list[str], folder: Path) -> tuple[float, float]:
    """CPU seconds and peak memory (MB) of a command and its children; raises if it fails."""
    # as on anybody's machine, Python keeps its compiled modules
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = done.stderr.read().decode()
    _, status, usage = os.wait4(done.pid, 0)
    done.returncode = os.waitstatus_to_exitcode(status)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {said[-2000:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--slides", default="10,50,200,1000", help="numbers of slides (10,50,200,1000)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each at up to 200 slides (5)")
    parser.add_argument("--pages", default="20,50,100", help="pages of the handout (20,50,100)")
    args = parser.parse_args()
    deckgen, pandoc = str(Path(sys.executable).parent / "deckgen"), pypandoc.get_pandoc_path()
    print(f"pandoc {pypandoc.get_pandoc_version()}; median CPU seconds of the whole process\n")
    print(f"{'slides':>7} {'deckgen':>9} {'pandoc':>9} {'ratio':>7} {'MB':>6}")
    for n in map(int, args.slides.split(",")):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            content = slides(n)
            deckgen_project(folder, content)
            (folder / "deck.md").write_text(pandoc_source(content), encoding="utf-8")
            ours, theirs = [], []
            cpu([deckgen, "build", "--to", "pptx", "--force", "-o", "out"], folder)
            for _ in range(args.runs if n <= 200 else 1):
                ours.append(cpu([deckgen, "build", "--to", "pptx", "--force", "-o", "out"], folder))
                theirs.append(cpu([pandoc, "deck.md", "-o", "deck.pptx"], folder))
            a, b = statistics.median(x for x, _ in ours), statistics.median(x for x, _ in theirs)
            print(f"{n:>7} {a:>9.2f} {b:>9.2f} {a / b:>7.2f} {max(m for _, m in ours):>6.0f}", flush=True)
    print(f"\nthe notes handout alone\n{'slides':>7} {'pages':>7} {'CPU s':>9} {'MB':>6}")
    import pikepdf

    for pages in map(int, args.pages.split(",")):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            deckgen_project(folder, slides(pages * 2 - 6))
            runs = [cpu([deckgen, "build", "--to", "handout", "--force", "-o", "out"], folder) for _ in range(3)]
            made = next((folder / "out").glob("*.pdf"))
            with pikepdf.open(made) as pdf:
                count = len(pdf.pages)
            print(
                f"{pages * 2 - 6:>7} {count:>7} {statistics.median(x for x, _ in runs):>9.2f} {max(m for _, m in runs):>6.0f}",
                flush=True,
            )
    _editions(deckgen, args.runs)
    _again(deckgen)


def _editions(deckgen: str, runs: int) -> None:
    """What a further edition of the 90-minute seminar costs, in parts of the first: both in turn, the least of all runs, because
    whatever else the machine does only adds."""

    def seconds(editions: str) -> float:
        with tempfile.TemporaryDirectory() as out:
            return cpu(
                [deckgen, "build", "media-commerce", "--to", "handout", "--handout", editions, "--force", "-o", out],
                ROOT,
            )[0]

    print(f"\nfurther editions of the 90-minute seminar\n{'edition':>11} {'notes':>7} {'both':>7} {'further':>9}")
    for name in (
        "reader",
        "workbook",
        "answers",
        "speaker",
        "slides-3",
        "slides-6",
        "slides-9",
        "summary",
        "cheatsheet",
    ):
        pairs = [(seconds("notes"), seconds(f"notes,{name}")) for _ in range(runs)]
        first, both = (min(column) for column in zip(*pairs, strict=True))
        print(f"{name:>11} {first:>7.2f} {both:>7.2f} {(both - first) / first:>9.2f}", flush=True)


def _again(deckgen: str) -> None:
    """All seminars: built, built again, built with a slide changed. Seconds of the clock, because cores share the work."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("content", "themes"):
            shutil.copytree(ROOT / part, folder / part)
        module = folder / "content" / "modules" / "observability.yaml"
        print(f"\nall seminars, clock on {len(os.sched_getaffinity(0))} cores")
        for what in ("first", "again", "a title changed"):
            if what == "a title changed":
                text = module.read_text(encoding="utf-8")
                module.write_text(text.replace("title: {ko: 세 가지", "title: {ko: 세", 1), encoding="utf-8")
            begun = time.perf_counter()
            cpu([deckgen, "build"], folder)
            print(f"{what:>18} {time.perf_counter() - begun:>7.2f} s", flush=True)


if __name__ == "__main__":
    main()
