"""What an element's attributes, its style and the file's style sheets say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, get_args

from deckgen.messages import say
from deckgen.patterns import regex
from deckgen.reading.palette import Role
from deckgen.reading.svg.document import Document, tag
from deckgen.reading.svg.problems import DrawingError, quoted

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: What elements hand on to those within them (SVG 2, property index).
INHERITED = frozenset(
    (
        *("color", "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"),
        *("stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset"),
        *("visibility", "clip-rule", "paint-order"),
    )
)
#: Where a class is remembered that nothing in the file explains.
UNKNOWN = "class"
#: The colour of what has a class that names a palette role: `class:accent`.
ROLE = "class:"
_ROLES = frozenset(get_args(Role))
#: Pairs of a rule and an element that are tried, for the time that it takes.
_MOST_TRIES = 300_000
#: A program's rules name a class or an element; descendants of descendants take time that grows with each.
_PLAIN_SELECTOR = regex(r"[^\s>:+~]+(?:(?:\s*>\s*|\s+)[^\s>:+~]+){0,2}|:root")
#: States that no drawing at rest is in, and looks for other screens.
_AT_REST = regex(r":(?:hover|focus|active|visited|focus-within|focus-visible)\b")
_NEVER = regex(r"\(\s*prefers-(?:color-scheme\s*:\s*dark|reduced-motion.*|contrast.*)\)|print")
_WITHOUT_LOOKS = {"charset", "font-face", "namespace", "keyframes", "-webkit-keyframes"}
_DEEPEST_VALUE = 20
#: A variable of CSS with what holds for want of it; variables within each other, and letters of what they stand for.
_VARIABLE = regex(r"var\(\s*(--[\w-]+)\s*(?:,((?:[^()]|\([^()]*\))*))?\)")
_DEEPEST_VARIABLE, _LONGEST = 5, 1_000
_STYLE = say("svg:save-it-with-presentation-attributes")

#: Property, value, whether it is important.
Declaration = tuple[str, str, bool]


class Cascade:
    """Says what each element of a document is told to look like."""

    def __init__(self, document: Document) -> None:
        self._rules: dict[Element, list[list[Declaration]]] = {}
        self._styled: set[str] = set()
        self._variables: dict[str, str | None] = {}
        sheets = "\n".join("".join(e.itertext()) for e in document.sheets)
        if sheets.strip():
            self._match(document.root, sheets)
        for declarations in self._rules.values():
            self._define(chain.from_iterable(declarations))
        for element in document.root.iter():
            if "--" in element.get("style", ""):
                self._define(_inline(element.get("style", "")))

    def own(self, element: Element) -> dict[str, str]:
        """What an element says itself, inherited values not among it; attributes of other name spaces left out."""
        out = {k: v for k, v in element.attrib.items() if not k.startswith("{")}
        important: dict[str, str] = {}
        for declarations in (*self._rules.get(element, ()), _inline(out.pop("style", ""))):
            for name, value, matters in declarations:
                (important if matters else out)[name] = value
        out |= important
        return {k: self._filled_in(v) if "var(" in v else v for k, v in out.items()}

    def _define(self, declarations: Iterable[Declaration]) -> None:
        """Remembers variables (`--brand`); None is the value of one that has several."""
        for name, value, _ in declarations:
            if name.startswith("--"):
                self._variables[name] = value if self._variables.get(name, value) == value else None

    def _filled_in(self, value: str) -> str:
        """A value with its variables' values, or with what it says for want of one; else as it stands."""

        def of(match: re.Match[str]) -> str:
            known = self._variables.get(match[1], match[2])
            return match[0] if known is None else known.strip()

        for _ in range(_DEEPEST_VARIABLE):
            filled = _VARIABLE.sub(of, value)
            if filled == value or len(filled) > _LONGEST:
                break
            value = filled
        return value

    def inherited(self, element: Element, own: Mapping[str, str], above: Mapping[str, str]) -> dict[str, str]:
        """What an element hands on, `above` being what it was handed. A class that is a palette role is a fill, but
        not of what is drawn with a stroke."""
        style = dict(above)
        for key in INHERITED & own.keys():
            word = own[key].strip()
            if word == "initial":
                style.pop(key, None)
            elif word not in ("inherit", "unset", "revert", ""):
                style[key] = word
        names = own.get("class", "").split()
        if names and tag(element) != "svg":
            role = next((n for n in names if n in _ROLES and n not in self._styled), None)
            if role and above.get("stroke", "none") == "none":
                style["fill"] = ROLE + role
            elif not self._styled.intersection(names):
                style[UNKNOWN] = names[0]
        return style

    def _match(self, root: Element, sheets: str) -> None:
        """Finds the rules of each element, those that weigh more behind."""
        from cssselect2 import ElementWrapper, Matcher  # late: our own drawings have no style sheets

        matcher = Matcher()
        count = 0
        for selectors, text, declarations in _rules(sheets):
            self._styled |= set(re.findall(r"\.([\w-]+)", text))
            for selector in selectors:
                matcher.add_selector(selector, declarations)
                count += 1
        for n, wrapper in enumerate(ElementWrapper.from_xml_root(root).iter_subtree(), 1):
            if n * count > _MOST_TRIES:
                raise DrawingError(say("svg:the-svg-has-too-many"), _STYLE)
            found = [declarations for *_, declarations in matcher.match(wrapper)]
            if found:
                self._rules[wrapper.etree_element] = found


def _rules(sheets: str) -> Iterator[tuple[list[Any], str, list[Declaration]]]:
    """Selectors and declarations of style sheets."""
    import tinycss2
    from cssselect2 import SelectorError, compile_selector_list

    _check_nesting(sheets)
    for rule in tinycss2.parse_stylesheet(sheets, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule":
            _check_at_rule(rule.lower_at_keyword, tinycss2.serialize(rule.prelude))
            continue
        if rule.type != "qualified-rule":
            raise DrawingError(say("svg:the-svg-has-a-style"), _STYLE)
        text = tinycss2.serialize(rule.prelude)
        kept = [word for word in text.split(",") if not _AT_REST.search(word)]
        if not all(_PLAIN_SELECTOR.fullmatch(word.strip()) for word in kept):
            raise DrawingError(say("svg:the-svg-has-a-style-for-which", text=quoted(text)), _STYLE)
        try:
            selectors = compile_selector_list(",".join(kept)) if kept else []
        except SelectorError as e:
            raise DrawingError(say("svg:the-svg-has-a-style-for-which", text=quoted(text)), _STYLE) from e
        yield selectors, text, list(_declarations(rule.content))


def _check_at_rule(name: str, condition: str) -> None:
    if name not in _WITHOUT_LOOKS and not (name == "media" and _NEVER.search(condition)):
        raise DrawingError(say("svg:the-svg-has-a-style-sheet-with", name=name), _STYLE)


def _inline(style: str) -> Iterable[Declaration]:
    if not style.strip():
        return ()
    _check_nesting(style)
    return tuple(_declarations(style))


def _declarations(content: Any) -> Iterator[Declaration]:
    """The declarations of a rule or of a `style`."""
    import tinycss2

    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type != "declaration":
            raise DrawingError(say("svg:the-svg-has-a-style-that-cannot"), _STYLE)
        yield node.lower_name, tinycss2.serialize(node.value).strip(), node.important


def _check_nesting(text: str) -> None:
    """Raises DrawingError for brackets within brackets beyond what any style has."""
    depth = 0
    for letter in re.findall(r"[(\[{)\]}]", text):
        depth += 1 if letter in "([{" else -1
        if depth > _DEEPEST_VALUE:
            raise DrawingError(say("svg:the-svg-has-a-style-that-cannot"), _STYLE)
