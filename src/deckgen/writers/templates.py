"""Templates of a theme, filled in a sandbox: they see the plain values that they are handed, and come to an end.

A theme may come from anybody. So a template has texts, numbers, lists, mappings and the named tuples of writers, and of
functions those that are `offered`; whatever it does costs steps, letters and seconds, of which it has a limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, wraps
from itertools import pairwise
from time import process_time
from traceback import extract_tb
from types import NoneType
from typing import Any, Literal, TypeVar

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.nodes import EvalContext, Node
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace, pass_context, pass_eval_context
from jinja2.visitor import NodeTransformer

from deckgen.diagnostics import ContentError, Diagnostic, Span, error
from deckgen.reading.theme_files import Template

Function = TypeVar("Function", bound=Callable[..., Any])

#: What filling one template may take: rounds of loops and calls, letters (an item of a list counts as eight), seconds
#: of the processor.
MOST_STEPS, MOST_LETTERS, MOST_SECONDS = 3_000_000, 60_000_000, 20.0
#: Longer texts are not worked on, only printed.
LONGEST = 1_000_000
#: How deep expressions and blocks may stand in each other, and loops.
DEEPEST, MOST_LOOPS = 60, 12
#: Whole numbers are below this.
_LARGEST = 2**63
_ITEM = 8

#: What may be asked of a text; all else would make a longer one, or read it as something else.
_METHODS = """capitalize casefold count endswith find index isalnum isalpha isdecimal isdigit islower isnumeric isspace
    istitle isupper join lower lstrip partition removeprefix removesuffix replace rfind rindex rpartition rsplit
    rstrip split splitlines startswith strip swapcase title upper"""
_OF_TEXTS = frozenset(_METHODS.split())
_OF_MAPPINGS = frozenset({"get", "items", "keys", "values"})
_KEPT = """abs batch capitalize count d default dictsort e escape first float forceescape groupby int items join last
    length list lower map max min reject rejectattr replace reverse round safe select selectattr slice sort sum
    title trim truncate unique upper urlencode wordcount"""
_FILTERS = frozenset(_KEPT.split())
#: Filters and tests that compare what they are given, or look it up.
_ORDERS = "dictsort groupby max min sort sum unique == eq equalto != ne > gt greaterthan >= ge < lt lessthan <= le in"
_COMPARING = frozenset(_ORDERS.split())
_MOST_PARTS = 200_000
_GLOBALS = ("range", "dict", "cycler", "joiner", "namespace")
_ATOMS = (str, int, float, NoneType)
_SIMPLE = frozenset({str, int, float, bool, NoneType})
_COMMON = frozenset({str, int, float, bool, NoneType, tuple, frozenset})
#: What Jinja itself puts into templates.
_MACHINERY = (LoopContext, Macro, BlockReference, TemplateReference, Cycler, Joiner, Namespace)
_NUMBER = re.compile(r"%(?:\.\d)?[dfgs%]")


#: Where the templates of what is filled stand in a theme.
FOLDERS = {"handout": "handout", "web page": "web"}


class Exhausted(Exception):
    """A template that takes more than it may."""


def offered(function: Function) -> Function:
    """Marks a function or a method of a named tuple as one that templates may call."""
    function.offered = True  # type: ignore[attr-defined]
    return function


def fill(
    templates: tuple[Template, ...], name: str, values: Mapping[str, Any], what: Literal["handout", "web page"]
) -> str:
    """A template of a theme, filled. Raises ContentError for whatever goes wrong in it, at its line."""
    sandbox = _sandbox(templates)
    sandbox.begin()
    try:
        return sandbox.get_template(name).render(values)
    except Exception as e:  # whatever can go wrong in what somebody else wrote
        raise ContentError(_mistakes(e, sandbox, name, what)) from e


@cache
def _sandbox(templates: tuple[Template, ...]) -> Sandbox:
    """The sandbox of a theme's templates, each of which it reads once."""
    return Sandbox(templates)


class _Shelf(BaseLoader):
    """A theme's templates by name; there are no others."""

    def __init__(self, templates: Iterable[Template]) -> None:
        self.templates = {t.name: t for t in templates}
        #: The one that was looked for last: what cannot be understood is in it.
        self.last = ""

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        self.last = template
        if template not in self.templates:
            raise TemplateNotFound(template, f"there is no template `{template}`")
        found = self.templates[template]
        return found.text, found.path, lambda: True


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without what reaches beyond the values of a template, and with a count of what it does."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, templates: Iterable[Template]) -> None:
        self.shelf = _Shelf(templates)
        super().__init__(
            loader=self.shelf,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            optimized=False,  # nothing is worked out beforehand, uncounted
            finalize=self._printed,
        )
        ours = {
            "format": self._formatted,
            "join": self._joined,
            "replace": self._replaced,
            "batch": self._batch,
            "slice": self._slices,
            "round": self._rounded,
            _SPEND: self._spent,
            _CONCAT: self._concatenated,
            _SLICED: self._sliced,
            _COMPARED: _not_endless,
        }
        self.filters = {name: self._counted(FILTERS[name], name in _COMPARING) for name in _FILTERS} | ours
        self.tests = {name: _comparing(test) if name in _COMPARING else test for name, test in self.tests.items()}
        self.globals = {name: self.globals[name] for name in _GLOBALS}
        self.begin()

    # what it costs

    def begin(self) -> None:
        """Begins to count anew."""
        self._steps, self._letters, self._until = 0, 0, process_time() + MOST_SECONDS

    def spend(self, letters: int = 0) -> None:
        """Counts a step, and the letters that it makes. Raises Exhausted."""
        self._steps += 1
        self._letters += letters
        if self._steps > MOST_STEPS:
            raise Exhausted(f"it takes more than {MOST_STEPS:,} rounds of loops and calls")
        if self._letters > MOST_LETTERS:
            raise Exhausted(f"it makes more than {MOST_LETTERS:,} letters")
        if not self._steps & 63 and process_time() > self._until:
            raise Exhausted(f"it takes longer than {MOST_SECONDS:g} seconds")

    def _counted(self, function: Callable[..., Any], comparing: bool) -> Callable[..., Any]:
        """A filter whose result is counted, and which is given no text that is too long to be worked on."""

        @wraps(function)  # with what says whether it wants the context
        def counted(*args: Any, **kwargs: Any) -> Any:
            for value in args:
                if function is not FILTERS["safe"]:  # which does nothing to a text
                    _not_too_long(value)
                if comparing:
                    _not_endless(value)
            result = function(*args, **kwargs)
            self.spend(_letters(result))
            return result

        return counted

    def _spent(self, letters: int) -> str:
        self.spend(letters)
        return ""

    @pass_context
    def _printed(self, context: Context, value: object) -> object:
        """What stands between double braces: a text or a number."""
        if isinstance(value, str):
            self.spend(len(value))
        elif not isinstance(value, (*_ATOMS, Undefined)):
            raise SecurityError(f"{_called(value)} cannot be printed, only texts and numbers can")
        return value

    # what it may reach

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may ask an object for an attribute."""
        if attr.startswith("_"):
            return False
        if isinstance(obj, str):
            return attr in _OF_TEXTS
        if isinstance(obj, Mapping):
            return attr in _OF_MAPPINGS
        if fields := _fields_of(obj):
            mine = getattr(type(obj), attr, None)
            return attr in fields or isinstance(mine, property) or hasattr(mine, "offered")
        return isinstance(obj, (*_MACHINERY, Undefined)) or type(obj).__name__ == "TemplateModule"

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether a template may call something."""
        if isinstance(obj, _MACHINERY) or hasattr(obj, "offered"):
            return True
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, (str, Mapping, *_MACHINERY)):
            return self.is_safe_attribute(owner, obj.__name__, obj)
        return any(obj is value for value in self.globals.values())

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute, or an item of that name. Raises SecurityError for what is no plain value."""
        if attribute in _fields_of(obj):  # most of what is asked for, and soon answered
            value = getattr(obj, attribute)
            return value if type(value) in _COMMON else self._handed(value, attribute)
        return self._handed(super().getattr(obj, attribute), attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item, or an attribute of that name. Raises SecurityError for what is no plain value."""
        return self._handed(super().getitem(obj, _not_endless(argument)), argument)

    def _handed(self, value: Any, name: object) -> Any:
        if _is_plain(value) or self.is_safe_callable(value):
            return value
        raise SecurityError(f"`{name}` is not handed to templates")

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Calls what may be called."""
        __self.spend()
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, (Mapping, list, tuple)) or __obj is dict:
            _not_endless(args)
        if not isinstance(owner, str):
            return super().call(__context, __obj, *args, **kwargs)
        _not_too_long(owner)
        if __obj.__name__ == "join":
            return __self._joined(__context.eval_ctx, args[0], owner)
        if __obj.__name__ == "replace":
            return __self._replaced(owner, *args)
        result = super().call(__context, __obj, *args, **kwargs)
        __self.spend(_letters(result))
        return result

    # what makes longer things of short ones

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operation of two values, where its result has a sane size."""
        sequences = [v for v in (left, right) if isinstance(v, (str, list, tuple))]
        if operator == "%" and isinstance(left, str):
            raise SecurityError("`%` is for numbers; a text is filled in with `~` or with the filter `format`")
        if operator == "*" and sequences:
            raise SecurityError("`*` is for numbers, not for texts and lists")
        if operator == "**" and not (abs(left) <= 1_000_000 and abs(right) <= 64):
            raise SecurityError("`**` is for small numbers")
        result = super().call_binop(context, operator, left, right)
        if sequences:
            self.spend(_letters(result))
        if isinstance(result, int) and abs(result) >= _LARGEST:
            raise SecurityError("a number has more than 18 digits")
        return result

    @pass_eval_context
    def _concatenated(self, context: EvalContext, values: list[Any]) -> str:
        """`a ~ b`."""
        return self._joined(context, values)

    @pass_eval_context
    def _joined(self, context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | None = None) -> str:
        values = list(value)
        if attribute is not None:
            values = [self.getattr(v, attribute) for v in values]
        if not all(isinstance(v, (*_ATOMS, Undefined)) for v in values):
            raise SecurityError("only texts and numbers are put together to one text")
        pieces = [p for v in values for p in (d, v)][1:] if d else values
        self.spend(sum(len(p) if isinstance(p, str) else _ITEM for p in pieces))
        return markup_join(pieces) if context.autoescape else str_join(pieces)

    def _replaced(self, value: str, old: str, new: str, count: int = -1) -> str:
        _not_too_long(value)
        found = value.count(old) if count < 0 else min(count, value.count(old))
        self.spend(len(value) + found * len(new))
        return value.replace(old, new, count)

    def _formatted(self, pattern: str, *values: Any) -> str:
        """Numbers and texts in a text: `%d`, `%g`, `%.1f`, `%s`; without widths, which may be any."""
        if _NUMBER.sub("", pattern).count("%") or not all(isinstance(v, _ATOMS) for v in values):
            raise SecurityError("`format` knows `%d`, `%g`, `%s` and `%.1f`, and takes texts and numbers")
        self.spend(len(pattern) + sum(len(v) if isinstance(v, str) else 40 for v in values))
        return pattern % values

    def _batch(self, value: Iterable[Any], linecount: int, fill_with: Any = None) -> list[Any]:
        _a_count(linecount)
        rows = list(FILTERS["batch"](value, linecount, fill_with))
        self.spend(_letters(rows) * (linecount + 1))
        return rows

    def _slices(self, value: Iterable[Any], slices: int, fill_with: Any = None) -> list[Any]:
        _a_count(slices)
        items = list(value)
        self.spend(_letters(items) + slices)
        size, longer = divmod(len(items), slices)
        ends = [size * n + min(n, longer) for n in range(slices + 1)]
        columns = [items[a:b] for a, b in pairwise(ends)]
        return [c if fill_with is None or n < longer else [*c, fill_with] for n, c in enumerate(columns)]

    def _sliced(self, value: Any, start: Any, stop: Any, step: Any) -> Any:
        """`a[b:c]`."""
        result = value[slice(start, stop, step)]
        self.spend(_letters(result))
        return self._handed(result, "slice")

    def _rounded(self, value: float, precision: int = 0, method: str = "common") -> float:
        if not -20 <= precision <= 20:
            raise SecurityError("`round` takes a precision from -20 to 20")
        return FILTERS["round"](value, precision, method)  # type: ignore[no-any-return]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _measure(tree, filename)
        counting: nodes.Template = _Counting().visit(tree)
        counting.set_environment(self)
        return counting


#: Filters that nobody can write: what stands in for syntax that Jinja does not ask about.
_SPEND, _CONCAT, _SLICED, _COMPARED = " spend", " concat", " sliced", " compared"


class _Counting(NodeTransformer):
    """Puts a count into whatever may come about more than once, and into what makes texts and lists."""

    def _count(self, node: Any) -> Node:
        letters = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        self.generic_visit(node)
        count = _filter(nodes.Const(letters), _SPEND, node.lineno)
        node.body.insert(0, nodes.ExprStmt(count, lineno=node.lineno).set_lineno(node.lineno))
        return node  # type: ignore[no-any-return]

    visit_For = visit_Macro = visit_CallBlock = visit_Block = visit_Template = _count

    def visit_Concat(self, node: nodes.Concat) -> Node:
        self.generic_visit(node)
        return _filter(nodes.List(node.nodes), _CONCAT, node.lineno)

    def visit_Compare(self, node: nodes.Compare) -> Node:
        self.generic_visit(node)
        node.expr = _filter(node.expr, _COMPARED, node.lineno)
        for operand in node.ops:
            operand.expr = _filter(operand.expr, _COMPARED, node.lineno)
        return node

    def visit_Pair(self, node: nodes.Pair) -> Node:
        self.generic_visit(node)
        node.key = _filter(node.key, _COMPARED, node.lineno)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> Node:
        self.generic_visit(node)
        if not isinstance(node.arg, nodes.Slice):
            return node
        bounds = [bound or nodes.Const(None) for bound in (node.arg.start, node.arg.stop, node.arg.step)]
        return _filter(node.node, _SLICED, node.lineno, bounds)


def _filter(value: Node, name: str, line: int, arguments: Sequence[nodes.Expr] = ()) -> nodes.Filter:
    node = nodes.Filter(value, name, list(arguments), [], None, None)
    node.set_lineno(line)
    return node


def _measure(tree: Node, filename: str | None) -> None:
    """Raises TemplateSyntaxError for what stands too deep in each other, before Python has to read it."""
    todo: list[tuple[Node, int, int]] = [(tree, 0, 0)]
    while todo:
        node, depth, loops = todo.pop()
        loops += isinstance(node, nodes.For)
        if depth > DEEPEST or loops > MOST_LOOPS:
            what = f"loops stand more than {MOST_LOOPS}" if loops > MOST_LOOPS else f"this stands more than {DEEPEST}"
            raise TemplateSyntaxError(f"{what} deep in each other", node.lineno or 1, filename=filename)
        todo += [(child, depth + 1, loops) for child in node.iter_child_nodes()]


def _fields_of(value: object) -> frozenset[str]:
    """The fields of a named tuple that writers make for templates; none of anything else."""
    kind = type(value)
    if kind not in _FIELDS:
        ours = issubclass(kind, tuple) and kind.__module__.startswith("deckgen.writers.")
        names: tuple[str, ...] = getattr(kind, "_fields", ()) if ours else ()
        _FIELDS[kind] = frozenset(name for name in names if not name.startswith("_"))
    return _FIELDS[kind]


#: Those that are known already, by the type.
_FIELDS: dict[type, frozenset[str]] = {}


def _is_plain(value: object) -> bool:
    """Whether a value leads nowhere but to what it is made of."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return bool(_fields_of(value))
    return isinstance(value, (*_ATOMS, list, tuple, set, frozenset, range, Mapping, Undefined))


def _letters(value: object) -> int:
    """What a text or a list counts for."""
    if isinstance(value, str):
        return len(value)
    return len(value) * _ITEM if isinstance(value, (list, tuple)) else _ITEM


def _not_endless(value: Any) -> Any:
    """The value itself, unless it is made of lists in lists that double so often that nobody could compare it."""
    if type(value) in _SIMPLE:
        return value
    todo, seen = [value], 0
    while todo:
        part = todo.pop()
        seen += 1
        if seen > _MOST_PARTS:
            raise SecurityError(f"a value of more than {_MOST_PARTS:,} parts is not compared")
        if isinstance(part, (list, tuple, set, frozenset)):
            todo += part
        elif isinstance(part, Mapping):
            todo += part.values()
    return value


def _comparing(test: Any) -> Callable[..., Any]:
    """A test that compares, of values that can be."""

    @wraps(test)
    def compared(*args: Any) -> Any:
        _not_endless(args)
        return test(*args)

    return compared


def _not_too_long(value: object) -> None:
    if isinstance(value, str) and len(value) > LONGEST:
        raise SecurityError(f"a text of more than {LONGEST:,} letters is only printed")


def _a_count(number: object) -> None:
    if not isinstance(number, int) or not 1 <= number <= 1_000:
        raise SecurityError("`batch` and `slice` take a number from 1 to 1,000")


def _called(value: object) -> str:
    return "a list" if isinstance(value, (list, tuple, set, frozenset, range)) else "this"


# what went wrong


def _mistakes(e: Exception, sandbox: Sandbox, name: str, what: str) -> list[Diagnostic]:
    """What is wrong in filling a template, and in which line of which."""
    paths = {t.path: t for t in sandbox.shelf.templates.values()}
    frames = [(f.filename, f.lineno) for f in extract_tb(e.__traceback__) if f.filename in paths]
    shelf = sandbox.shelf.templates
    last = shelf.get(sandbox.shelf.last) or shelf.get(name)
    path, line = frames[-1] if frames else (last.path if last else None, 1)
    if isinstance(e, TemplateSyntaxError):
        path, line = e.filename or e.name or path, e.lineno  # its lexer gives a filename as the name
    reason = _reason(e)
    span = _span(paths[path], line or 1, reason) if path in paths else None
    if last is None and span is None:  # the file is not there
        span = Span(f"themes/shared/{FOLDERS[what]}/{name}")
    if isinstance(e, ContentError):
        return [d if d.span else d._replace(span=span) for d in e.diagnostics]
    hint = f"compare it with the one in `themes/shared/{FOLDERS[what]}/`"
    return [error(f"the {what}'s template cannot be filled: {reason}", span, hint)]


def _reason(e: Exception) -> str:
    """Why a template cannot be filled, in a few words."""
    match e:
        case RecursionError():
            return "it takes itself in, or stands too deep in itself"
        case MemoryError():
            return "it takes more memory than there is"
        case _:
            text = " ".join(str(e).split()) or type(e).__name__
            return f"{text[:1].lower()}{text[1:200].rstrip('.')}"


def _span(template: Template, line: int, reason: str) -> Span:
    """A line of a template, or what of it the reason names."""
    lines = template.text.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    for name in re.findall(r"['`]([^'`]+)['`]", reason):
        if (at := text.find(name)) >= 0:
            return Span(template.path, line, at + 1, at + 1 + len(name))
    start = len(text) - len(text.lstrip())
    return Span(template.path, line, start + 1, max(len(text.rstrip()), start + 1) + 1)
