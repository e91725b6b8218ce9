"""Languages: each is one record, and adding one takes a record, the theme's words and a font. Japanese shows it."""

from __future__ import annotations

import ast
import re
import shutil
from functools import cache
from itertools import pairwise
from pathlib import Path
from string import Formatter
from zipfile import ZipFile

import oracles
import pikepdf
import pytest
import shared
import yaml
from conftest import ROOT, THEMES, deckgen, examples
from quick_pptx import Presentation

from deckgen.diagnostics import UsageError
from deckgen.gallery import images
from deckgen.languages import COMPLETE, DEFAULT, LANGUAGES, expected, in_language, language_of
from deckgen.languages.language import Language
from deckgen.layout.kinds import KINDS
from deckgen.layout.linebreaks import opportunities, unbroken
from deckgen.layout.typeset import Setting, block
from deckgen.pipeline import build
from deckgen.reading.brand import Brand, load_brand
from deckgen.reading.seminar import read_glossary
from deckgen.reading.values import Date
from deckgen.scene import Rect, Run

SOURCE = ROOT / "src" / "deckgen"
JAPANESE = Path(__file__).parent / "data" / "ja"
FONT = ROOT / ".cache/japanese-font/node_modules/@expo-google-fonts/noto-sans-jp"
JA = LANGUAGES["ja"]


# --- records ---


def test_no_other_module_names_a_language():
    """Nor its tag, nor Hangul as a script: what depends on them is in the record. In which languages deckgen itself
    speaks to those who use it is another matter, and `messages` has it."""
    names = {*LANGUAGES, *(r.tag for r in LANGUAGES.values())}
    modules = [p for p in SOURCE.rglob("*.py") if {"languages", "messages"}.isdisjoint(p.relative_to(SOURCE).parts)]
    assert len(modules) > 100
    for path in modules:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        attributes = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        assert not constants & names, path
        assert not attributes & set(LANGUAGES), path


@pytest.mark.parametrize("record", LANGUAGES.values(), ids=LANGUAGES)
def test_records_are_sound(record: Language):
    assert record.tag.split("-")[0] == record.key
    assert record.beside in COMPLETE
    assert record.beside != record.key
    assert set(record.office.placeholders) == {"title", "subtitle", "body", "picture", "date", "footer", "number"}
    assert set(record.office.printed) == {"header", "date", "slide", "notes", "footer", "number"}
    assert record.breaking.no_start.isdisjoint(record.breaking.no_end)
    assert record.bound("") == ""


def test_complete_languages():
    assert COMPLETE[0] == DEFAULT
    assert str(expected()) == "`ko` or `en`"
    assert not JA.complete


@pytest.mark.parametrize("key, day", [("ko", "2026년 12월 10일"), ("en", "10 December 2026"), ("ja", "2026年12月10日")])
def test_dates_in_words(key, day):
    assert Date("2026-12-10", None).shown(key) == day


@pytest.mark.parametrize(
    "text, around, language",
    [
        ("파드", "en", "ko"),
        ("파드 Pod", "en", "ko"),
        ("Pod", "ko", "en"),
        ("Pod", "ja", "en"),
        ("12.5", "ja", "ja"),
        ("日本", "ko", "ko"),  # Han letters are of no one language
        ("日本", "ja", "ja"),
        ("PodとService", "ja", "ja"),
        ("파드", "ja", "ko"),
    ],
)
def test_the_language_of_a_run(text, around, language):
    assert language_of(text, around) == language


def test_texts_in_a_language():
    assert in_language({"ko": "가", "en": "a", "ja": "あ"}, "ja") == "あ"
    assert in_language({"ko": "가", "en": "a"}, "ja") == "a"
    assert in_language({"ko": "가"}, "en") == "가"


@pytest.mark.parametrize(
    "key, word, text, count",
    [
        ("ko", "파드", "파드를 파드에 스파드", 2),
        ("en", "pod", "Pods, a pod and a podium", 2),
        ("ja", "ノード", "ノードのノードとノードプール", 2),
        ("ja", "Pod", "PodがPodsをPodへ", 2),
        ("ja", "言葉", "その言葉は言葉です", 2),
    ],
)
def test_mentions_of_a_word(key, word, text, count):
    assert len(list(LANGUAGES[key].mentions(word, text))) == count


def test_a_term_goes_without_a_name_in_a_language_that_is_not_complete():
    terms, problems = read_glossary("pod:\n  ko: 파드\n  en: Pod\n  definition: x\n", "g.yaml")
    assert not problems
    assert terms and terms["pod"]
    assert terms["pod"].name("ja") == "Pod"
    assert terms["pod"].other("en") == "파드"
    _, problems = read_glossary("pod:\n  ko: 파드\n  ja: Pod\n  definition: x\n", "g.yaml")
    assert [d.message for d in problems] == ["`en` is missing"]


# --- words of the theme ---


@pytest.mark.parametrize("theme", THEMES)
def test_japanese_has_every_word_of_the_frame(theme):
    brand, problems, _ = load_brand((ROOT / "themes",), theme, None, "ja")
    assert brand is not None, problems
    assert len(brand.theme.words) > 100
    assert brand.theme.unsaid("ja") == []
    assert all("ja" in layout.label for layout in brand.theme.layouts.values())
    prompts = [p.prompt for layout in brand.theme.layouts.values() for p in layout.placeholders.values() if p.prompt]
    assert len(prompts) > 50
    assert [prompt for prompt in prompts if "ja" not in prompt] == []


def test_words_fill_in_the_same_values_in_each_language():
    brand, problems, _ = load_brand((ROOT / "themes",), "openmaru", None, "ja")
    assert brand is not None, problems
    fields = {
        word: {key: {name for _, name, _, _ in Formatter().parse(text) if name} for key, text in texts.items()}
        for word, texts in brand.theme.words.items()
    }
    assert fields["span"]["ja"] == {"name", "start", "unit", "length"}
    assert [word for word, names in fields.items() if len(set(map(frozenset, names.values()))) > 1] == []


def test_words_of_another_language_are_not_read():
    brand, _, sources = load_brand((ROOT / "themes",), "openmaru", None)
    assert brand is not None
    assert sorted(s for s in sources if s.endswith(".yaml")) == [
        "themes/openmaru/theme.yaml",
        "themes/shared/theme.yaml",
    ]
    assert brand.theme.words["page"] == {"ko": "쪽", "en": "Page"}


# --- line breaking ---


def stretches(text: str) -> list[str]:
    cuts = (0, *opportunities(text, JA.breaking), len(text))
    return [text[a:b] for a, b in pairwise(cuts)]


@pytest.mark.parametrize(
    "text, parts",
    [
        ("コンテナ", "コ ン テ ナ"),
        ("サーバー", "サー バー"),
        ("ちょっと", "ちょっ と"),
        ("「はい」と、言う。", "「は い」 と、 言 う。"),
        ("本当？　はい", "本 当？\u3000 は い"),
        ("（注）です…", "（注） で す…"),
        ("OSのAPI", "OS の API"),
        ("82%です", "82% で す"),
        ("한글은 통째로", "한글은_ 통째로"),
    ],
)
def test_kinsoku(text, parts):
    assert stretches(text) == [p.replace("_", " ") for p in parts.split(" ")]


@pytest.mark.parametrize(
    "text, parts",
    [
        ("決済を呼ぶ", "決 済 を 呼 ぶ"),
        ("APIサーバー", "API サー バー"),
        ("한글은 통째로 API-server", "한글은 통째로 API-server"),
    ],
)
def test_what_a_narrow_box_keeps_whole(text, parts):
    assert list(unbroken(text, JA.breaking)) == parts.split()


@pytest.mark.slow
def test_no_line_begins_or_ends_with_what_kinsoku_forbids():
    long = (
        "「コンテナは軽い」とよく言われますが、それはOSを丸ごと入れないからです"
        "（詳しくは、ドキュメントを参照）。ちょっと試してみましょう！"
    )
    setting = Setting((Run(long, "text", False, "text"),), (20.0,))
    fonts = japanese_brand().fonts
    several = 0
    for width in range(90, 500, 7):
        lines = block((setting,), fonts, Rect(0, 0, width, 4000)).lines
        texts = ["".join(p.run.text for p in line.pieces) for line in lines]
        assert "".join(texts) == long
        assert not [t for t in texts[1:] if t[0] in JA.breaking.no_start], width
        assert not [t for t in texts[:-1] if t[-1] in JA.breaking.no_end], width
        several += len(texts) > 1
    assert several > 50


# --- a deck in Japanese ---


def japanese_project(home: Path) -> Path:
    """The project of tests/data/ja with the shared theme and the font files; its pictures are the gallery's."""
    if not FONT.is_dir():
        pytest.fail("the Japanese font is not installed; `make test` installs it")
    shutil.copytree(JAPANESE, home)
    (home / "themes" / "shared").symlink_to(ROOT / "themes" / "shared")
    fonts = home / "themes" / "ja" / "fonts"
    fonts.mkdir()
    for weight, name in (("400Regular", "Regular"), ("700Bold", "Bold")):
        shutil.copy(FONT / weight / f"NotoSansJP_{weight}.ttf", fonts / f"NotoSansJP-{name}.ttf")
    (home / "content" / "images").mkdir()
    for path, image in images().items():
        shutil.copy(image, home / "content" / path)
    return home


def japanese_outputs() -> Path:
    """What the real command makes of it, with nothing to say."""

    def make(folder: Path) -> None:
        result = deckgen("build", "--strict", cwd=japanese_project(folder / "project"))
        assert (result.returncode, result.stderr) == (0, "")

    return shared.once("japanese", make) / "project" / "output"


@cache
def japanese_brand() -> Brand:
    folders = (japanese_outputs().parent / "themes",)
    brand, problems, _ = load_brand(folders, "ja", None, "ja")
    assert brand is not None, problems
    return brand


def written() -> list[dict]:
    return yaml.safe_load((JAPANESE / "content/modules/typical.yaml").read_text(encoding="utf-8"))["slides"]


def test_each_kind_has_its_typical_example_in_japanese():
    """With the fields of the gallery's example, and without a word of Korean."""
    assert [slide["kind"] for slide in written()] == sorted(KINDS)
    for slide in written():
        fields = set(slide) - {"id", "kind", "handout", "notes"}
        assert fields == set(examples(slide["kind"])["typical"]), slide["kind"]
    texts = "".join(p.read_text(encoding="utf-8") for p in JAPANESE.glob("content/modules/*.yaml"))
    assert not re.search("[가-힣]", texts)
    assert len(re.findall("[ぁ-んァ-ヶ一-龥]", texts)) > 2500


def bare(text: str) -> str:
    """A text without white space, which poppler puts in and leaves out."""
    return re.sub(r"\s", "", text)


def titles() -> list[str]:
    found = [str(slide[key]) for slide in written() for key in ("title", "quote", "name") if key in slide]
    assert len(found) > 30
    return [bare(title) for title in found]


def test_the_deck_is_japanese():
    path = shared.output(japanese_outputs(), "gallery.ja.pptx")
    deck = Presentation(path)
    more = sum(len(slide["questions"]) - 1 for slide in written() if slide["kind"] == "quiz")  # a slide for each
    assert more > 1
    assert len(deck.slides) == len(KINDS) + 1 + more
    assert deck.core_properties.language == "ja-JP"
    shown = {bare(slide.shapes.title.text) for slide in deck.slides if slide.shapes.title}
    assert {bare(slide["title"]) for slide in written() if slide["kind"] in ("cards", "table", "flow")} <= shown
    with ZipFile(path) as parts:
        xml = {name: parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")}
    theme = xml["ppt/theme/theme1.xml"]
    assert theme.count('<a:ea typeface="Noto Sans JP" charset="-128"/>') == 2  # 128: Shift JIS, as a signed byte
    assert '<p:kinsoku lang="ja-JP"' in xml["ppt/presentation.xml"]
    runs = re.findall(r'<a:rPr lang="([^"]+)"[^>]*?(?:/>|>.*?</a:rPr>)<a:t>([^<]+)</a:t>', "".join(xml.values()))
    assert len(runs) > 500
    for tag, text in runs:
        assert tag == ("ja-JP" if JA.letters.search(text) or not re.search("[A-Za-z]", text) else "en-US"), text
    layouts = "".join(text for name, text in xml.items() if "slideLayout" in name or "slideMaster" in name)
    assert "タイトルを入力" in layouts or "伝えたいことを一文で" in layouts
    assert not re.search("[가-힣]", "".join(text for name, text in xml.items() if "theme" not in name))


@pytest.mark.slow
@pytest.mark.parametrize("oracle", [oracles.ooxml_sdk, oracles.openxml_audit])
def test_the_deck_is_valid(oracle):
    assert oracle(shared.output(japanese_outputs(), "gallery.ja.pptx")) == []


@pytest.mark.parametrize("name", ["slides", "handout"])
def test_pdfs_are_japanese(name):
    path = shared.output(japanese_outputs(), f"gallery.ja.{name}.pdf")
    text = bare(oracles.pdf_columns(path))
    # the handout says the sources and terms of a slide in lists of its own, and breaks long titles beside other columns
    apart = {bare(s["title"]) for s in written() if s["kind"] in ("references", "glossary")}
    wanted = [t for t in titles() if name == "slides" or (len(t) < 16 and t not in apart)]
    assert len(wanted) > 8
    assert [title for title in wanted if title not in text] == []
    if name == "handout":
        assert "コンテナとカーネルの関係も、ちょうどこれと同じです。" in text
    assert "2026年12月10日" in text
    assert not re.search("[가-힣]", text)
    assert {f["emb"] for f in oracles.pdf_fonts(path)} == {"yes"}
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == "ja"


def test_every_character_has_a_glyph():
    fonts = japanese_brand().fonts
    assert fonts.missing("\uac00", "text", False) == ("\uac00",)
    for path in sorted(JAPANESE.glob("content/**/*.yaml")):
        for bold in (False, True):
            letters = re.sub("[가-힣]", "", path.read_text(encoding="utf-8"))
            assert fonts.missing(letters, "text", bold) == (), path


def test_the_web_page_is_japanese():
    page = (shared.output(japanese_outputs(), "gallery.ja.html")).read_text(encoding="utf-8")
    assert '<html lang="ja">' in page
    assert "word-break:normal;line-break:strict;" in page
    assert '"deck","Noto Sans JP","Yu Gothic","Hiragino Sans",sans-serif' in page
    assert "2026年12月10日" in page
    index = (japanese_outputs() / "presenter/index.html").read_text(encoding="utf-8")
    assert '<html lang="ja">' in index
    assert "セミナー資料" in index


# --- what is said where a language is missing ---


def test_a_text_without_japanese_is_told(tmp_path):
    project = japanese_project(tmp_path / "project")
    path = project / "content/modules/typical.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("今日の道のり", "{en: Today}"), encoding="utf-8")
    result = deckgen("build", "--to", "slides", cwd=project)
    assert result.returncode == 0
    assert "warning: this text has no Japanese; the English is shown" in result.stderr
    assert "add `ja: …` beside `en`" in result.stderr


def test_a_theme_without_japanese_is_told(tmp_path):
    project = japanese_project(tmp_path / "project")
    shared_theme = project / "themes" / "shared"
    shared_theme.unlink()
    shutil.copytree(ROOT / "themes" / "shared", shared_theme, ignore=shutil.ignore_patterns("theme.ja.yaml"))
    result = deckgen("build", cwd=project)
    assert result.returncode == 1
    assert "error: the theme has no Japanese for `minutes`, `seconds`" in result.stderr
    assert "content/seminars/gallery.yaml:7:8: " in result.stderr
    assert "write it in the theme's `theme.ja.yaml`: `words: {minutes: {ja: …}}`" in result.stderr


def test_an_unknown_language_is_wrong_use(tmp_path):
    with pytest.raises(UsageError, match="there is no language `xx`") as told:
        build(japanese_project(tmp_path / "project"), language="xx")
    assert str(told.value.hint) == "there is `ko` and `en`"
    result = deckgen("build", "--lang", "jp", cwd=tmp_path / "project")
    assert result.returncode == 2
    assert "`--lang` must be `ko` or `en`, found `jp`" in result.stderr
