"""A mistake in YAML told by what the author sees at its place.

Of what PyYAML says only the place is taken, because its words differ from release to release and between its two
parsers. What stands at that place, and in what, is asked of our own scanner. Each rule is a function that knows one
mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from deckgen.diagnostics import Diagnostic, Span, error, shortened
from deckgen.messages import Message, say
from deckgen.reading.model import quoted
from deckgen.reading.scanner import BRACKETS, QUOTES, Token
from deckgen.reading.spot import Spot

#: YAML looks no further for the colon after a name.
LONGEST_NAME = 1024
#: A backslash in double quotes with what it may stand before; alone (group 1) it means nothing.
_ESCAPE = re.compile(
    r'\\(?:[0abt\tnvfre "/\\N_LP]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|$)|(\\)',
)
_CRAMPED_COLON = re.compile(r"[\w-]+:(?=[^\s/])")
#: The same at the beginning of a line or of an item.
_CRAMPED_NAME = re.compile(r"\s*(?:- +)?[\w-]+:(?=[^\s/])")
#: A name that something else than a colon follows.
_BARE_NAME = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*)(?: *[;=]+>? *| +)(\S.*)")
_CRAMPED_HYPHEN = re.compile(r"-[^\s-]")


def diagnose(path: str, lines: list[str], row: int, column: int) -> Diagnostic:
    """What is wrong at the place (from 0) where a parser gave up."""
    spot = Spot(path, lines, row, column)
    for rule in _RULES:
        if diagnostic := rule(spot):
            return diagnostic
    hint = say("yaml:write-name-text-a-text")
    return error(say("yaml.unreadable"), spot.span(), hint)


# rules for every place


def _tab(spot: Spot) -> Diagnostic | None:
    if spot.here != "\t":
        return None
    if spot.before:
        return error(say("yaml.tab"), spot.span(), say("yaml:write-a-space-instead"))
    return error(say("yaml.tab-indent"), spot.span(), say("yaml:indent-with-spaces-two-for"))


def _quotation(spot: Spot) -> Diagnostic | None:
    """A quotation mark that nothing closes, or a backslash that means nothing."""
    token = spot.inside
    if token is None or token.kind not in QUOTES:
        return None
    backslash = _backslash(spot, token) if token.kind == '"' else None
    if backslash:
        hint = say("yaml:in-a-path-write-in")
        return error(say("yaml.backslash"), spot.span(*backslash), hint)
    if token.closed:
        return None
    return error(say("yaml.open-quote"), spot.start(token), say("yaml:close-it-or-leave-both"))


def _backslash(spot: Spot, token: Token) -> tuple[int, int] | None:
    """The first backslash of a text in double quotes that no parser takes."""
    for row in range(token.row, min(token.end_row + 1, len(spot.lines))):
        start = token.column + 1 if row == token.row else 0
        end = token.end_column if row == token.end_row else len(spot.lines[row])
        for escape in _ESCAPE.finditer(spot.lines[row], start, end):
            if escape[1]:
                return row, escape.start()
    return None


def _property(spot: Spot) -> Diagnostic | None:
    """An alias, an anchor or a tag that is none."""
    token = spot.tokens[-1] if spot.tokens else None
    if token is None or token.kind not in "*&!" or (token.row, token.end_column) < (spot.row, spot.column):
        return None
    return _cannot_begin(spot, token.kind, spot.start(token))


def _block_header(spot: Spot) -> Diagnostic | None:
    token = spot.inside
    if token is None or token.kind not in "|>" or token.row != spot.row:
        return None
    hint = say("yaml:begin-the-text-on-the")
    return error(say("yaml.text-after-bar"), spot.start(token), hint)


def _first_character(spot: Spot) -> Diagnostic | None:
    """A text without quotes that begins with a character that YAML keeps for itself."""
    if spot.after_value or not spot.here or (spot.opened and spot.opened.row != spot.row):
        return None
    if spot.here in "@`%*&!" or (spot.opened and spot.here in "|>"):
        return _cannot_begin(spot, spot.here, spot.span())
    if spot.here == "?" and spot.alone:
        return _cannot_begin(spot, "? ", spot.span())
    if spot.opened and spot.here == "-" and spot.alone:
        return _cannot_begin(spot, "- ", spot.span())
    if not spot.opened and spot.here in "]}":
        hint = say("yaml:delete-it-a-text-that")
        return error(say("yaml.closes-nothing", mark=spot.here), spot.span(), hint)
    if not spot.opened and spot.here == ",":
        return _cannot_begin(spot, ",", spot.span())
    return None


def _cannot_begin(spot: Spot, mark: str, span: Span) -> Diagnostic:
    what = say("hint:a-backtick") if mark == "`" else f"`{mark}`"
    return error(say("yaml.bad-beginning", what=what), span, _in_quotes(spot, span.line - 1, span.column - 1))


def _in_quotes(spot: Spot, row: int, column: int) -> Message:
    """The hint to put what stands at a place in quotes."""
    text = spot.lines[row][column:].rstrip()
    if spot.opened:
        text = re.split(r", *[\w-]+: |[}\]]", text)[0].rstrip()
    return say("hint:put-the-text-in-quotes", text=quoted(shortened(text, 60)))


# inside brackets


def _inside_brackets(spot: Spot) -> Diagnostic | None:
    """Something within `[ ]` or `{ }` that is neither a comma nor the end: a text that needs quotes, or an end that
    is missing."""
    if spot.opened is None:
        return None
    for rule in (_variable, _colon_before_bracket, _empty_item, _open_bracket, _wrong_bracket, _text_after_quotes):
        if diagnostic := rule(spot, spot.opened):
            return diagnostic
    inside = say("yaml:inside", opened=spot.opened.kind, close=BRACKETS[spot.opened.kind])
    if spot.here in ":[{?":
        hint = say("yaml:put-the-text-in-quotes-a-comma", inside=inside)
        return error(say("yaml.ends-text", mark=spot.here), spot.span(), hint)
    hint = say("yaml:write-one-between-two-texts", inside=inside)
    return error(say("yaml.no-comma"), spot.span(), hint)


def _variable(spot: Spot, opened: Token) -> Diagnostic | None:
    line = spot.lines[opened.row]
    inner = next((c for c in (opened.column, opened.column + 1) if line[c - 1 : c + 1] == "{{"), None)
    if inner is None:
        return None
    return variable_without_quotes(spot.span(opened.row, inner))


def variable_without_quotes(span: Span) -> Diagnostic:
    """`{{ … }}` is a mapping in a mapping to YAML."""
    return error(say("yaml.variable"), span, say("yaml:put-the-whole-text-in-quotes"))


def _colon_before_bracket(spot: Spot, opened: Token) -> Diagnostic | None:
    if spot.here != ":" or not spot.next or spot.next not in ",?[]{}" or spot.line[spot.column - 1] in " \t":
        return None
    return colon_without_space(spot.span())


def colon_without_space(span: Span) -> Diagnostic:
    """A colon inside brackets that what follows touches."""
    return error(say("yaml.no-space-after-colon"), span, say("yaml:write-name-text-a-text-with-a"))


def _empty_item(spot: Spot, opened: Token) -> Diagnostic | None:
    if spot.here != "," or spot.previous is None or spot.previous.kind not in ",[{":
        return None
    hint = say("yaml:delete-it-a-text-that-begins-with")
    return error(say("yaml.nothing-before-comma"), spot.span(), hint)


def _open_bracket(spot: Spot, opened: Token) -> Diagnostic | None:
    if spot.row == opened.row and spot.here and spot.here != "#":
        return None
    close = BRACKETS[opened.kind]
    hint = say("yaml:close-it-with-on-the", close=close)
    return error(say("yaml.open-bracket", mark=opened.kind), spot.start(opened), hint)


def _wrong_bracket(spot: Spot, opened: Token) -> Diagnostic | None:
    if spot.here not in "]}":
        return None
    pair = f"{opened.kind} {BRACKETS[opened.kind]}"
    hint = say("yaml:close-that-with-first-a", close=BRACKETS[opened.kind], pair=pair)
    return error(
        say("yaml.wrong-bracket", mark=spot.here, opened=opened.kind, column=opened.column + 1), spot.span(), hint
    )


def _text_after_quotes(spot: Spot, opened: Token) -> Diagnostic | None:
    if spot.previous is None or spot.previous.kind not in QUOTES:
        return None
    other = say("yaml:single" if spot.previous.kind == '"' else "yaml:double")
    hint = say("yaml:put-quotes-around-the-whole", quotes=other)
    return error(say("yaml.text-after-quote"), spot.span(), hint)


# on lines of their own


def _colon(spot: Spot) -> Diagnostic | None:
    """A colon where no name can end."""
    if spot.here != ":":
        return None
    name = spot.previous
    if not spot.before or name is None or (name.kind in "-?" and name.row == spot.row):
        hint = say("yaml:write-name-text-a-text-that-begins")
        return error(say("yaml.no-name"), spot.span(), hint)
    if not spot.alone and name.kind in QUOTES:
        return error(say("yaml.no-space-after-colon"), spot.span(), say("yaml:write-name-text"))
    if bracket := re.match(r"\s*(?:- +)?([\w-]+) *(?=[{\[])", spot.line[: spot.column]):
        place = spot.span(column=bracket.end(1))
        return error(say("yaml.no-colon", name=bracket[1]), place, say("yaml:write-name", name=bracket[1]))
    if re.search(r":\s", spot.line[: spot.column]):
        first = re.search(r":\s+", spot.line)
        hint = _in_quotes(spot, spot.row, first.end() if first else 0)
        return error(say("yaml.second-colon"), spot.span(), hint)
    if name.row < spot.row:
        return _colon_in_long_text(spot, name)
    if spot.column - name.column > LONGEST_NAME:
        hint = say("yaml:write-name-text-a-text-that-goes")
        return error(say("yaml.long-name", most=LONGEST_NAME), spot.start(name), hint)
    return _indented_further(spot)


def _colon_in_long_text(spot: Spot, text: Token) -> Diagnostic:
    """A colon in what is the last line of a text: that line, or the text's first one, is meant otherwise."""
    if colon := _CRAMPED_NAME.match(spot.lines[text.row]):
        return error(
            say("yaml.no-space-after-colon"), spot.span(text.row, colon.end() - 1), say("yaml:write-name-text")
        )
    if diagnostic := _nameless(spot, text):
        return diagnostic
    margin = len(spot.line) - len(spot.line.lstrip())
    return _no_name(spot, text) if spot.first(text) and margin <= text.column else _indented_further(spot)


def _indented_further(spot: Spot) -> Diagnostic:
    place = spot.span(column=len(spot.line) - len(spot.line.lstrip()))
    hint = say("yaml:align-the-two-or-put")
    return error(say("yaml.indented-too-far"), place, hint)


def _after_end(spot: Spot) -> Diagnostic | None:
    """More text after a closing quotation mark or bracket."""
    last = spot.previous
    if last is None or last.end_row != spot.row or not spot.here or last.kind not in (*QUOTES, "]", "}"):
        return None
    return _text_behind(spot, last, spot.span())


def _text_behind(spot: Spot, last: Token, place: Span) -> Diagnostic:
    """Text at a place, behind a token that ends a value."""
    if last.kind in "]}":
        hint = say("yaml:a-text-that-begins-with-a-bracket")
        return error(say("yaml.text-after-bracket", mark=last.kind), place, hint)
    if last.row < last.end_row:
        hint = say("yaml:it-ends-at-the-next", line=last.end_row + 1)
        return error(say("yaml.quote-over-lines"), spot.start(last), hint)
    other = say("yaml:single" if last.kind == '"' else "yaml:double")
    hint = say("yaml:put-quotes-around-the-whole-text-or", quotes=other)
    return error(say("yaml.text-after-quote"), place, hint)


def _list_beside_name(spot: Spot) -> Diagnostic | None:
    if spot.here != "-" or not spot.alone or not spot.before:
        return None
    hint = say("yaml:begin-it-on-the-next")
    return error(say("yaml.list-on-line"), spot.span(), hint)


def _name(spot: Spot) -> Diagnostic | None:
    """A line of a mapping that has no colon, seen only behind its end."""
    if spot.previous is None or (spot.previous.end_row >= spot.row and spot.here):
        return None
    return _nameless(spot, spot.previous)


def _nameless(spot: Spot, last: Token) -> Diagnostic | None:
    """What is wrong with the line that ends with a token, if it stands where a name should and has none."""
    begin, *rest = _line(spot.tokens, last)
    if not spot.first(begin) or begin.column != begin.indent or any(t.kind in "-?:," for t in (begin, *rest)):
        return None
    if begin.kind in "*&!":
        return _cannot_begin(spot, begin.kind, spot.start(begin))
    if spot.lines[begin.row].startswith("{{", begin.column):
        return variable_without_quotes(spot.span(begin.row, begin.column + 1))
    ends = [t for t in (begin, *rest) if t.kind not in BRACKETS]
    if len(ends) > 1 and ends[0].kind != "text":
        return _text_behind(spot, ends[0], spot.start(ends[1]))
    return _no_name(spot, begin)


def _line(tokens: list[Token], last: Token) -> list[Token]:
    """The tokens of the line that ends with this one, without those in brackets."""
    out: list[Token] = []
    depth = 0
    for token in reversed(tokens[: tokens.index(last) + 1]):
        if out and not depth and (token.end_row < out[-1].row or not token.end_column):
            break
        depth -= token.kind in BRACKETS
        if depth <= 0:
            out.append(token)
        depth += token.kind in BRACKETS.values()
    return out[::-1]


def _no_name(spot: Spot, text: Token) -> Diagnostic:
    """A text that stands where a name and a colon are expected."""
    line = spot.lines[text.row]
    if colon := _CRAMPED_COLON.match(line, text.column):
        place = spot.span(text.row, colon.end() - 1)
        return error(say("yaml.no-space-after-colon"), place, say("yaml:write-name-text"))
    if _CRAMPED_HYPHEN.match(line, text.column):
        hint = say("yaml:write-text-a-text-that")
        return error(say("yaml.no-space-after-hyphen"), spot.start(text), hint)
    hint = say("yaml:write-name-text-indent-a")
    if bare := _BARE_NAME.match(line, text.column):
        hint = say("yaml:write-indent-a-text-that", name=bare[1], text=shortened(bare[2], 40))
    return error(say("yaml.name-expected"), spot.start(text), hint)


def _after_document(spot: Spot) -> Diagnostic | None:
    """More text where the whole document has ended."""
    return None if spot.in_block or not spot.tokens else _outside(spot.span())


def _directive(spot: Spot) -> Diagnostic | None:
    """`%` at the beginning of a line."""
    last = spot.tokens[-1] if spot.tokens else None
    return _outside(spot.start(last)) if last and last.kind == "%" and last.column == 0 else None


def _outside(span: Span) -> Diagnostic:
    return error(say("yaml.not-document"), span, say("yaml:delete-the-line-a-text"))


def _indentation(spot: Spot) -> Diagnostic | None:
    """A line that stands too far out or in."""
    if spot.before or not spot.here:
        return None
    if spot.here == "-":
        hint = say("yaml:align-it-with-the-other")
        return error(say("yaml.item-not-aligned"), spot.span(), hint)
    hint = say("yaml:align-it-with-the-lines")
    return error(say("yaml.line-not-aligned"), spot.span(), hint)


_RULES: tuple[Callable[[Spot], Diagnostic | None], ...] = (
    _tab,
    _quotation,
    _property,
    _block_header,
    _directive,
    _first_character,
    _inside_brackets,
    _name,
    _colon,
    _after_end,
    _list_beside_name,
    _after_document,
    _indentation,
)
