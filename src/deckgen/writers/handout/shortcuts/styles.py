"""Computed styles that elements share.

WeasyPrint gives elements one style where their parents are the same and the same selectors match them. Here they also
have one where their parents only bequeath the same; one that differs by its `style` attribute alone, and in nothing
but its place and its size, asks the style without that attribute for all else; and pseudo-elements, of which the
built-in style sheet gives five to each element, are shared like elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import Any, NamedTuple

import tinycss2
from weasyprint import css
from weasyprint.css import ComputedStyle, StyleFor, declaration_precedence, preprocess_declarations
from weasyprint.css.properties import INHERITED

#: A declaration in force: a property's name, its value and its weight.
Declared = tuple[str, Any, Any]
#: Properties in force by their names.
Cascade = dict[str, tuple[Any, Any]]

_original = StyleFor.__init__
#: The weight of a `style` attribute, and of what other attributes say.
_STYLE, _ATTRIBUTE = (1, 0, 0), (0, 0, 0)
#: Properties on which no other one depends.
_APART = frozenset(
    f"{prefix}{name}"
    for prefix, names in {
        "": ("top", "right", "bottom", "left", "width", "height", "anchor"),
        "min_": ("width", "height"),
        "max_": ("width", "height"),
        "margin_": ("top", "right", "bottom", "left"),
        "padding_": ("top", "right", "bottom", "left"),
    }.items()
    for name in names
)
#: A name that needs no escape in a style sheet.
_PLAIN = re.compile(r"[\w-]+")


def take() -> None:
    """Has elements share their styles."""
    StyleFor.__init__ = _shared


class _Sharer(ComputedStyle):  # type: ignore[misc]  # the library has no annotations
    """A style that is that of `base` but for properties that no other one depends on."""

    def __init__(self, base: Any, own: frozenset[str], *arguments: Any) -> None:
        super().__init__(*arguments)
        self.base = base
        self.own = own
        self.specified = base.specified

    def __missing__(self, key: str) -> Any:
        if key in self.own:
            return super().__missing__(key)
        value = self[key] = self.base[key]
        return value


class _Styles(dict[tuple[Any, str | None], Any]):
    """The styles of elements and of what has none of its own; `pseudos`: of their pseudo-elements, in one mapping for
    all elements that share it."""

    def __init__(self) -> None:
        self.pseudos: dict[Any, Mapping[str, Any]] = {}

    def get(self, key: tuple[Any, str | None], default: Any = None) -> Any:
        """A style; `default` where there is none."""
        found = super().get(key)
        if found is None and key[0] in self.pseudos:
            found = self.pseudos[key[0]].get(key[1]) if key[1] else None
        return default if found is None else found


class _Rules(NamedTuple):
    """What matches an element: the cascades of itself and of its pseudo-elements; those properties of its own that its
    `style` attribute alone has, if they are apart from all others, and the rules without it."""

    cascades: Mapping[str | None, Cascade]
    own: frozenset[str]
    without: int | None


class _Sharing:
    """Makes the styles of one document."""

    def __init__(self, sheets: Sequence[tuple[Any, str, Any]], arguments: tuple[Any, ...]) -> None:
        self._sheets = sheets
        self._arguments = arguments
        self._rules: list[_Rules] = []
        self._numbers: dict[object, int] = {}
        self._styles: dict[object, Any] = {}
        self._heirs: dict[object, int] = {}
        self._declared: dict[str, tuple[Declared, ...]] = {}
        self._pseudos: dict[tuple[int, int], Mapping[str, Any]] = {}

    def rules(self, element: Any, base_url: str | None) -> int:
        """The number of the rules that match an element: the same for elements that the same ones match."""
        said = tuple(self._said(element.etree_element, base_url))
        found = tuple(
            (n, match) for n, (sheet, _, _) in enumerate(self._sheets) for match in sheet.matcher.match(element)
        )
        return self._numbered(said, found)

    def _numbered(self, said: tuple[tuple[Declared, ...], ...], found: tuple[tuple[int, Any], ...]) -> int:
        key = tuple(map(id, said)), tuple((n, match[1]) for n, match in found)
        number = self._numbers.get(key)
        if number is None:
            cascades = self._cascades(said, found)
            own = frozenset(name for declared in said for name, _, _ in declared)
            without = self._numbered((), found) if own and own <= _APART and not _any_inherits(said) else None
            number = self._numbers[key] = len(self._rules)
            self._rules.append(_Rules(cascades, own, without))
        return number

    def _said(self, element: Any, base_url: str | None) -> Iterator[tuple[Declared, ...]]:
        """What an element's attributes say, as styles."""
        if style := element.get("style"):
            yield self._once(style, _STYLE, base_url)
        if language := element.get("lang"):
            yield self._once(f'-weasy-lang:"{language}"', _ATTRIBUTE, base_url)
        if name := element.get("id"):
            yield self._once(f'-weasy-anchor:"{name}"', _ATTRIBUTE, base_url)
        if element.tag == "a" and (name := element.get("name")):
            yield self._once(f'-weasy-anchor:"{name}"', _ATTRIBUTE, base_url)

    def _once(self, text: str, specificity: tuple[int, int, int], base_url: str | None) -> tuple[Declared, ...]:
        if text not in self._declared:
            if specificity == _STYLE:
                declarations = tinycss2.parse_blocks_contents(text)
            else:
                declarations = (tinycss2.parse_one_declaration(text),)
            self._declared[text] = tuple(
                (name, value, (declaration_precedence("author", importance), inf, specificity))
                for name, value, importance in preprocess_declarations(base_url, declarations)
            )
        return self._declared[text]

    def _cascades(
        self, said: tuple[tuple[Declared, ...], ...], found: tuple[tuple[int, Any], ...]
    ) -> dict[str | None, Cascade]:
        cascades: dict[str | None, Cascade] = {None: {}}
        for declared in said:
            for name, value, weight in declared:
                _put(cascades[None], name, value, weight)
        for n, (own_specificity, _, pseudo, (declarations, layer)) in found:
            sheet, origin, specificity = self._sheets[n]
            order = inf if layer is None else sheet.layers.index(layer)
            cascade = cascades.setdefault(pseudo, {})
            for name, value, importance in declarations:
                weight = (declaration_precedence(origin, importance), order, specificity or own_specificity)
                _put(cascade, name, value, weight)
        return cascades

    def style(self, rules: int, parent: Any, pseudo: str | None, root: Any) -> Any:
        """The style of an element whose style inherits from that of its parent."""
        found = self._rules[rules]
        cascade = found.cascades[pseudo]
        if parent is None or _inherits(cascade):
            key: object = (id(parent), rules, pseudo)
        else:
            key = (parent.heirs, rules, pseudo)
        style = self._styles.get(key)
        if style is None:
            url, *others = self._arguments
            arguments = (parent, cascade, pseudo, root, url, *others)
            if pseudo is None and found.without is not None and parent is not None:
                style = _Sharer(self.style(found.without, parent, None, root), found.own, *arguments)
            else:
                style = ComputedStyle(*arguments)
            style.heirs = self._bequest(parent, cascade)
            self._styles[key] = style
        return style

    def _bequest(self, parent: Any, cascade: Cascade) -> int:
        """A number for what a style bequeaths."""
        own = tuple((name, id(value), weight) for name, (value, weight) in cascade.items() if _is_inherited(name))
        return self._heirs.setdefault((parent.heirs if parent is not None else None, own), len(self._heirs))

    def pseudos(self, rules: int, style: Any, root: Any) -> Mapping[str, Any]:
        """The pseudo-elements that rules give an element of a style, with their styles."""
        key = rules, id(style)
        found = self._pseudos.get(key)
        if found is None:
            without = self._rules[rules].without  # what an element says of itself says nothing of them
            base = rules if without is None else without
            names = (pseudo for pseudo in self._rules[base].cascades if pseudo)
            found = self._pseudos[key] = {pseudo: self.style(base, style, pseudo, root) for pseudo in names}
        return found


def _put(cascade: Cascade, name: str, value: Any, weight: Any) -> None:
    if name not in cascade or cascade[name][1] <= weight:
        cascade[name] = value, weight


def _is_inherited(name: str) -> bool:
    """Whether what an element is has to do with this property of its parent."""
    return name in INHERITED or name == "page" or name.startswith(("__", "text_decoration"))


def _inherits(cascade: Cascade) -> bool:
    """Whether a style takes from its parent what is not inherited as a rule."""
    return any(
        isinstance(value, str) and value == "inherit" and not _is_inherited(n) for n, (value, _) in cascade.items()
    )


def _any_inherits(said: Sequence[tuple[Declared, ...]]) -> bool:
    """Whether attributes have a style depend on something else."""
    return any(type(value) is css.Pending or value in ("inherit", "initial") for d in said for _, value, _ in d)


def _shared(
    self: Any, html: Any, sheets: Sequence[Any], presentational_hints: bool, font_config: Any, target_collector: Any
) -> None:
    """`StyleFor.__init__`: the styles of all elements of a document."""
    svg = "{http://www.w3.org/2000/svg}svg"
    if presentational_hints or next(html.etree_element.iter(svg), None) is not None:
        _original(self, html, sheets, presentational_hints, font_config, target_collector)
        return
    self._cascaded_styles = {}
    self._computed_styles = styles = _Styles()
    self.initial_page_sizes = {"box": None, "area": None}
    self._sheets = sheets
    self.font_config = font_config
    sharing = _Sharing(sheets, (html.base_url, font_config, self.initial_page_sizes))
    root: Any = css.InitialStyle(font_config)
    named: set[tuple[int, int]] = set()
    elements: list[tuple[Any, int]] = []
    for element in html.wrapper_element.iter_subtree():
        rules = sharing.rules(element, html.base_url)
        parent = styles[element.parent.etree_element, None] if element.parent else None
        style = styles[element.etree_element, None] = sharing.style(rules, parent, None, root)
        if parent is None:
            root = style
        place = id(element.parent.etree_element) if element.parent else 0, rules
        if style["anchor"] and place not in named:
            named.add(place)
            target_collector.collect_anchor(style["anchor"])
        elements.append((element.etree_element, rules))
    for etree_element, rules in elements:
        styles.pseudos[etree_element] = sharing.pseudos(rules, styles[etree_element, None], root)
