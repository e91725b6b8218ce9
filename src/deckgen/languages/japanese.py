"""Japanese: its record.

Lines break between any two characters but where kinsoku forbids it (JIS X 4051, classes 1 to 11).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from deckgen.languages.language import Beginning, Breaking, Fallback, Language, OfficeWords
from deckgen.languages.scripts import KANA_OR_HAN, bind_arrows

_CLOSING = "\u3000!%),.:;?]}’”°‰′″℃、。々〉》」』】〕〗〙〟！％），．：；？］｝～〜…‥·・｡｣､･"
#: Small kana, the mark of a long vowel and marks of repetition: they belong to the character before them.
_SMALL = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶーゝゞヽヾ゛゜ｧｨｩｪｫｬｭｮｯｰﾞﾟ"
_OPENING = "$([\\{‘“〈《「『【〔〖〘〝＄（［｛｢￡￥"


def _date(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _mentions(word: str, text: str) -> Iterator[str]:
    """A word that is no part of a longer one in katakana or in Latin letters; particles follow it without a space."""
    if word and word in text:
        for match in re.finditer(rf"(?<![ァ-ヶーA-Za-z]){re.escape(word)}(?![ァ-ヶーA-Za-z])", text):
            yield match[0]


JAPANESE = Language(
    key="ja",
    name="Japanese",
    tag="ja-JP",
    beside="en",
    letters=KANA_OR_HAN,
    date=_date,
    appendix="付録",
    beginning=Beginning("はじめに", "本論", "これから見ることを一文で書きます", "おわりに"),
    office=OfficeWords(
        placeholders={
            "title": "タイトル",
            "subtitle": "サブタイトル",
            "body": "テキスト",
            "picture": "図",
            "date": "日付",
            "footer": "フッター",
            "number": "スライド番号",
        },
        printed={
            "header": "ヘッダー",
            "date": "日付",
            "slide": "スライド イメージ",
            "notes": "ノート",
            "footer": "フッター",
            "number": "ページ番号",
        },
        title_prompt="タイトルを入力",
        level_prompts=("テキストを入力", "第 2 レベル", "第 3 レベル", "第 4 レベル", "第 5 レベル"),
        notes_prompt="ノートを入力",
        contents=("使用されているフォント", "テーマ", "スライド タイトル"),
    ),
    # estimated, not read from PowerPoint's PDFs as the Korean ones are; Latin words beside Noto Sans JP grow by a sixth
    fallback=Fallback("游ゴシック", 0.35, 1.2, ("Yu Gothic", "Hiragino Sans"), -128),
    breaking=Breaking(frozenset(_CLOSING + _SMALL), frozenset(_OPENING), stated=True),
    bound=bind_arrows,
    spaced=False,
    square=True,
    mentions=_mentions,
    avoided=_mentions,
    complete=False,
)
