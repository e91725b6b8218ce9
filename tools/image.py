"""Builds what the Dockerfile describes without a container engine, and tries it: for machines that have none.

    sudo .venv/bin/python tools/image.py FOLDER [--take FILE ...] [--build-arg NAME=VALUE ...]

The file system of Debian comes from `debootstrap` (apt-get install debootstrap), the steps run in it by `chroot`. Then
a project is made and built in it as `docker run` would: `deckgen new project`, `deckgen build`; where it was made for a
cluster, `dask worker` starts, too. What a step needs of
this machine to reach its registries (a certificate, a pip.conf) is named by `--take`; the variables PIP_* and
NODE_* are passed on. It takes some minutes, 1 GB and the network, so it is no test of the suite.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Releases of Debian by what an image of it is called.
RELEASES = {"debian:12-slim": "bookworm", "debian:13-slim": "trixie"}


def steps(dockerfile: str) -> Iterator[tuple[str, str]]:
    """The steps of a Dockerfile: what is to be done, and with what."""
    for line in dockerfile.replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            what, _, rest = line.partition(" ")
            yield what, rest.strip()


class Image:
    """A file system in a folder, and what a container of it starts with."""

    def __init__(self, folder: Path, take: Sequence[Path], arguments: Mapping[str, str]) -> None:
        self.folder = folder
        self.take = take
        self.env = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "NODE_"))}
        self.env |= {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
        self.arguments = arguments
        self.workdir = "/"
        self.entry: list[str] = []

    def step(self, what: str, rest: str) -> None:
        """Does one step. Raises CalledProcessError where it fails, KeyError for one that is not known."""
        print(f"image: {what} {rest}", flush=True)
        {
            "FROM": self._start,
            "RUN": lambda words: self.run("sh", "-c", words),
            "COPY": self._copy,
            "ARG": self._ask,
            "ENV": self._set,
            "WORKDIR": self._enter,
            "ENTRYPOINT": self._begin_with,
        }[what](rest)

    def run(self, *command: str) -> None:
        """Runs a command in the image."""
        mounted = ['mount -t proc proc /proc; exec "$@"', "sh", *command]
        chroot = ["chroot", str(self.folder), "/usr/bin/env", "-i", *(f"{n}={v}" for n, v in self.env.items())]
        inside = [*chroot, "sh", "-c", f"cd {shlex.quote(self.workdir)} && {mounted[0]}", *mounted[1:]]
        subprocess.run(["unshare", "--mount", "--pid", "--fork", *inside], check=True)

    def _start(self, image: str) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        subprocess.run(["debootstrap", "--variant=minbase", RELEASES[image], str(self.folder)], check=True)
        for file in (Path("/etc/resolv.conf"), *self.take):
            inside = self.folder / file.relative_to("/")
            inside.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if file.is_dir() else shutil.copyfile
            copy(file.resolve(), inside)

    def _copy(self, words: str) -> None:
        """What git knows of this folder, as .dockerignore leaves little else."""
        source, _, target = words.partition(" ")
        if source != ".":
            raise KeyError(f"COPY {words}")
        home = self.folder / target.strip().lstrip("/")
        home.mkdir(parents=True)
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
        subprocess.run(["tar", "-x", "-C", str(home)], input=archive, check=True)

    def _set(self, words: str) -> None:
        for word in shlex.split(words):
            name, _, value = word.partition("=")
            self.env[name] = value.replace("$PATH", self.env["PATH"])

    def _ask(self, words: str) -> None:
        """What may be said when it is built, or its default."""
        name, _, default = words.partition("=")
        self.env[name] = self.arguments.get(name, default)

    def _enter(self, folder: str) -> None:
        self.workdir = folder
        (self.folder / folder.lstrip("/")).mkdir(parents=True, exist_ok=True)

    def _begin_with(self, words: str) -> None:
        self.entry = shlex.split(words.strip("[]").replace(",", " "))


def main() -> None:
    parser = argparse.ArgumentParser(prog="tools/image.py", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where its file system goes; what stands there is removed")
    parser.add_argument("--take", type=Path, nargs="*", default=[], help="files of this machine that the steps need")
    parser.add_argument("--build-arg", nargs="*", default=[], help="what ARG steps ask for, as NAME=VALUE")
    options = parser.parse_args()
    if os.geteuid() != 0:
        raise SystemExit("image: chroot needs root")
    arguments = {name: value for name, _, value in (each.partition("=") for each in options.build_arg)}
    image = Image(options.folder.resolve(), options.take, arguments)
    try:
        for what, rest in steps((ROOT / "Dockerfile").read_text(encoding="utf-8")):
            image.step(what, rest)
        image.run(*image.entry, "new", "project", ".", "--title", "첫 세미나", "--lang", "ko")
        image.run(*image.entry, "build")
        if arguments.get("FOR") == "cluster":
            image.run("dask", "worker", "--version")
    except subprocess.CalledProcessError as e:
        raise SystemExit(f"image: failed with {e.returncode}: {shlex.join(map(str, e.cmd[-3:]))}") from None
    made = sorted(p.name for p in (image.folder / image.workdir.lstrip("/") / "output").rglob("*") if p.is_file())
    print(f"image: made {len(made)} files: {' '.join(n for n in made if n.endswith(('.pptx', '.pdf')))}")
    if not any(name.endswith(".pptx") for name in made):
        sys.exit("image: no deck was made")


if __name__ == "__main__":
    main()
