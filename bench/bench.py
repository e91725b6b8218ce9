"""CPU of deckgen against Pandoc's pptx writer, on the same content, in one run: `make bench`.

For each number of slides a project is written to a temporary folder twice: as deckgen's YAML and as Pandoc's Markdown, with
the same words (title, lists, two columns, tables, quotes, notes). Both commands run several times in turn, and the median of
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
from pathlib import Path

import pypandoc
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORDS = (
    "컨테이너는 애플리케이션과 실행에 필요한 것을 한 상자에 담습니다 쿠버네티스는 원하는 상태를 적으면 계속 그 상태로 맞춥니다 "
    "파드는 언제든 사라질 수 있으므로 데이터는 볼륨에 둡니다 서비스는 바뀌는 파드 앞에서 변하지 않는 이름을 줍니다 "
    "배포는 하나씩 바꾸고 문제가 있으면 되돌립니다 요청이 늘면 개수를 늘리고 트래픽을 나눕니다"
).split()


def words(seed: int, n: int) -> str:
    """`n` words that differ from slide to slide."""
    return " ".join(WORDS[(seed * 7 + i * (1 + seed % 3)) % len(WORDS)] for i in range(n))


def slides(n: int) -> list[dict]:
    """`n` slides: a cycle of list, two sides, table, quote and list."""
    out = []
    for i in range(n):
        title = f"{i + 1}. {words(i, 4)}"
        common = {"id": f"s{i}", "notes": words(i + 5, 40), "handout": words(i + 3, 60)}
        match i % 5:
            case 0 | 4:
                out.append(common | {"kind": "bullets", "title": title, "items": [words(i + k, 6) for k in range(5)]})
            case 1:
                sides = {s: {"label": label, "points": [words(i + k + o, 4) for k in range(3)]} for s, label, o in (("left", "앞", 0), ("right", "뒤", 9))}
                out.append(common | {"kind": "compare", "title": title} | sides)
            case 2:
                rows = [[words(i + r * 4 + c, 2) for c in range(4)] for r in range(5)]
                out.append(common | {"kind": "table", "title": title, "columns": [words(i + c, 1) for c in range(4)], "rows": rows})
            case 3:
                out.append(common | {"kind": "quote", "quote": words(i, 10), "by": words(i, 2)})
    return out


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
        (folder / "content" / "modules" / f"m{n}.yaml").write_text(dump({"title": f"부분 {n + 1}", "slides": content[at : at + size]}), encoding="utf-8")
        parts.append({"part": f"부분 {n + 1}", "section": False, "slides": [{"module": f"m{n}"}]})
    seminar = {"title": "성능 측정", "audience": "우리", "language": "ko", "minutes": 240, "theme": "openmaru", "event": {"date": "2026-12-10"}, "programme": parts}
    (folder / "content" / "seminars" / "bench.yaml").write_text(dump(seminar), encoding="utf-8")


def pandoc_source(content: list[dict]) -> str:
    """The same content as Pandoc's Markdown."""
    out = ["---\ntitle: 성능 측정\n---\n"]
    for s in content:
        out.append(f"## {s.get('title', s.get('quote'))}\n")
        if s["kind"] == "bullets":
            out += [f"- {i}" for i in s["items"]]
        elif s["kind"] == "compare":
            for side in ("left", "right"):
                head = ":::: columns\n" if side == "left" else ""
                out.append(head + "::: column\n" + s[side]["label"] + "\n\n" + "\n".join(f"- {p}" for p in s[side]["points"]) + "\n:::" + ("\n::::" if side == "right" else ""))
        elif s["kind"] == "table":
            out.append("| " + " | ".join(s["columns"]) + " |\n|" + "---|" * 4)
            out += ["| " + " | ".join(r) + " |" for r in s["rows"]]
        else:
            out.append(f"> {s['quote']}\n\n{s['by']}")
        out.append(f"\n::: notes\n{s['notes']}\n:::\n")
    return "\n".join(out)


def cpu(command: list[str], folder: Path) -> tuple[float, float]:
    """CPU seconds and peak memory (MB) of a command and its children; raises if it fails."""
    done = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
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
            for _ in range(args.runs if n <= 200 else 1):
                ours.append(cpu([deckgen, "build", "--to", "pptx", "-o", "out"], folder))
                theirs.append(cpu([pandoc, "deck.md", "-o", "deck.pptx"], folder))
            a, b = statistics.median(x for x, _ in ours), statistics.median(x for x, _ in theirs)
            print(f"{n:>7} {a:>9.2f} {b:>9.2f} {a / b:>7.2f} {max(m for _, m in ours):>6.0f}", flush=True)
    print(f"\nthe notes handout alone\n{'slides':>7} {'pages':>7} {'CPU s':>9} {'MB':>6}")
    import pikepdf

    for pages in map(int, args.pages.split(",")):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            deckgen_project(folder, slides(pages * 2 - 6))
            runs = [cpu([deckgen, "build", "--to", "handout", "-o", "out"], folder) for _ in range(3)]
            made = next((folder / "out").glob("*.pdf"))
            with pikepdf.open(made) as pdf:
                count = len(pdf.pages)
            print(f"{pages * 2 - 6:>7} {count:>7} {statistics.median(x for x, _ in runs):>9.2f} {max(m for _, m in runs):>6.0f}", flush=True)


if __name__ == "__main__":
    main()
