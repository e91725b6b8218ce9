"""Jinja in a sandbox: what templates may reach, and what filling them may cost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from itertools import pairwise
from time import process_time
from types import NoneType
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.nodes import EvalContext
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace, pass_context, pass_eval_context

from deckgen.reading.theme_files import Template
from deckgen.writers.templates.counting import COMPARED, CONCAT, SLICED, SPEND, Counting, measure
from deckgen.writers.templates.values import (
    ATOMS,
    ITEM,
    LARGEST,
    bounded_test,
    called,
    check_count,
    fields_of,
    is_plain,
    letters_in,
    not_endless,
    not_too_long,
)

#: What filling one template may take: rounds of loops and calls, letters (an item of a list counts as eight), seconds
#: of the processor.
MOST_STEPS, MOST_LETTERS, MOST_SECONDS = 3_000_000, 60_000_000, 20.0
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
_GLOBALS = ("range", "dict", "cycler", "joiner", "namespace")
_COMMON = frozenset({str, int, float, bool, NoneType, tuple, frozenset})
#: What Jinja itself puts into templates.
_MACHINERY = (LoopContext, Macro, BlockReference, TemplateReference, Cycler, Joiner, Namespace)
_NUMBER = re.compile(r"%(?:\.\d)?[dfgs%]")


class Exhausted(Exception):
    """A template that takes more than it may."""


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
            SPEND: self._spent,
            CONCAT: self._concatenated,
            SLICED: self._sliced,
            COMPARED: not_endless,
        }
        self.filters = {name: self._counted(FILTERS[name], name in _COMPARING) for name in _FILTERS} | ours
        self.tests = {name: bounded_test(test) if name in _COMPARING else test for name, test in self.tests.items()}
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
                    not_too_long(value)
                if comparing:
                    not_endless(value)
            result = function(*args, **kwargs)
            self.spend(letters_in(result))
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
        elif not isinstance(value, (*ATOMS, Undefined)):
            raise SecurityError(f"{called(value)} cannot be printed, only texts and numbers can")
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
        if fields := fields_of(obj):
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
        if attribute in fields_of(obj):  # most of what is asked for, and soon answered
            value = getattr(obj, attribute)
            return value if type(value) in _COMMON else self._handed(value, attribute)
        return self._handed(super().getattr(obj, attribute), attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item, or an attribute of that name. Raises SecurityError for what is no plain value."""
        return self._handed(super().getitem(obj, not_endless(argument)), argument)

    def _handed(self, value: Any, name: object) -> Any:
        if is_plain(value) or self.is_safe_callable(value):
            return value
        raise SecurityError(f"`{name}` is not handed to templates")

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Calls what may be called."""
        __self.spend()
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, (Mapping, list, tuple)) or __obj is dict:
            not_endless(args)
        if not isinstance(owner, str):
            return super().call(__context, __obj, *args, **kwargs)
        not_too_long(owner)
        if __obj.__name__ == "join":
            return __self._joined(__context.eval_ctx, args[0], owner)
        if __obj.__name__ == "replace":
            return __self._replaced(owner, *args)
        result = super().call(__context, __obj, *args, **kwargs)
        __self.spend(letters_in(result))
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
            self.spend(letters_in(result))
        if isinstance(result, int) and abs(result) >= LARGEST:
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
        if not all(isinstance(v, (*ATOMS, Undefined)) for v in values):
            raise SecurityError("only texts and numbers are put together to one text")
        pieces = [p for v in values for p in (d, v)][1:] if d else values
        self.spend(sum(len(p) if isinstance(p, str) else ITEM for p in pieces))
        return markup_join(pieces) if context.autoescape else str_join(pieces)

    def _replaced(self, value: str, old: str, new: str, count: int = -1) -> str:
        not_too_long(value)
        found = value.count(old) if count < 0 else min(count, value.count(old))
        self.spend(len(value) + found * len(new))
        return value.replace(old, new, count)

    def _formatted(self, pattern: str, *values: Any) -> str:
        """Numbers and texts in a text: `%d`, `%g`, `%.1f`, `%s`; without widths, which may be any."""
        if _NUMBER.sub("", pattern).count("%") or not all(isinstance(v, ATOMS) for v in values):
            raise SecurityError("`format` knows `%d`, `%g`, `%s` and `%.1f`, and takes texts and numbers")
        self.spend(len(pattern) + sum(len(v) if isinstance(v, str) else 40 for v in values))
        return pattern % values

    def _batch(self, value: Iterable[Any], linecount: int, fill_with: Any = None) -> list[Any]:
        check_count(linecount)
        rows = list(FILTERS["batch"](value, linecount, fill_with))
        self.spend(letters_in(rows) * (linecount + 1))
        return rows

    def _slices(self, value: Iterable[Any], slices: int, fill_with: Any = None) -> list[Any]:
        check_count(slices)
        items = list(value)
        self.spend(letters_in(items) + slices)
        size, longer = divmod(len(items), slices)
        ends = [size * n + min(n, longer) for n in range(slices + 1)]
        columns = [items[a:b] for a, b in pairwise(ends)]
        return [c if fill_with is None or n < longer else [*c, fill_with] for n, c in enumerate(columns)]

    def _sliced(self, value: Any, start: Any, stop: Any, step: Any) -> Any:
        """`a[b:c]`."""
        result = value[slice(start, stop, step)]
        self.spend(letters_in(result))
        return self._handed(result, "slice")

    def _rounded(self, value: float, precision: int = 0, method: str = "common") -> float:
        if not -20 <= precision <= 20:
            raise SecurityError("`round` takes a precision from -20 to 20")
        return FILTERS["round"](value, precision, method)  # type: ignore[no-any-return]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        measure(tree, filename)
        counting: nodes.Template = Counting().visit(tree)
        counting.set_environment(self)
        return counting
