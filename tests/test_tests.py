"""Tests that cannot pass because there was nothing to look at, and groups of tests that stay in one process."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FILES = sorted(p.stem for p in HERE.glob("test_*.py"))

#: The loops around an assertion, as what each goes through.
Loops = tuple[ast.expr, ...]


def functions(name: str) -> list[ast.FunctionDef]:
    """The test functions of a file."""
    tree = ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]


def assertions(node: ast.AST, loops: Loops = ()) -> Iterator[Loops]:
    """The loops around each assertion below a node; a comprehension of which every item is judged is a loop, too."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Assert):
            yield loops + _of_every_item(child.test)
        elif isinstance(child, ast.With) and "pytest.raises" in ast.unparse(child.items[0]):
            yield loops
        elif isinstance(child, ast.For):
            yield from assertions(child, (*loops, child.iter))
        elif not isinstance(child, (ast.FunctionDef, ast.Lambda)):
            yield from assertions(child, loops)


def _of_every_item(test: ast.expr) -> Loops:
    """What the comprehension goes through in `all(… for …)`, `not any(… for …)` and `[] == [… for …]`."""
    match test:
        case ast.Call(func=ast.Name("all"), args=[ast.GeneratorExp() as items]):
            pass
        case ast.UnaryOp(ast.Not(), ast.Call(func=ast.Name("any"), args=[ast.GeneratorExp() as items])):
            pass
        case ast.Compare(ast.List([]), [ast.Eq()], [ast.ListComp() as items]):
            pass
        case ast.Compare(ast.ListComp() as items, [ast.Eq()], [ast.List([])]):
            pass
        case _:
            return ()
    return tuple(g.iter for g in items.generators)


def never_empty(goes_through: ast.expr, module: object) -> bool:
    """Whether there is something to go through: it is written out, counted out, or a constant that holds something."""
    match goes_through:
        case ast.Tuple(items) | ast.List(items) | ast.Set(items):
            return bool(items)
        case ast.Dict(keys):
            return bool(keys)
        case ast.Constant(value):
            return bool(value)
        case ast.Name(name) if name.isupper():
            return len(getattr(module, name)) > 0
        case ast.Call(func=ast.Attribute(ast.Name(name), "items" | "values" | "keys")) if name.isupper():
            return len(getattr(module, name)) > 0
        case ast.Call(func=ast.Name("range"), args=bounds) if all(isinstance(b, ast.Constant) for b in bounds):
            return len(range(*(b.value for b in bounds))) > 0
        case ast.Call(func=ast.Name("enumerate" | "sorted" | "list" | "tuple"), args=[inner, *_]):
            return never_empty(inner, module)
    return False


@pytest.mark.parametrize("name", FILES)
def test_no_test_passes_on_an_empty_list(name):
    """Each test asserts something that does not depend on what a loop finds: for example, how long its list is."""
    module, there = import_module(name), functions(name)
    assert there
    for test in there:
        found = list(assertions(test))
        assert not found or any(all(never_empty(loop, module) for loop in loops) for loops in found), (
            f"{name}.py:{test.lineno}: `{test.name}` passes where its loops have nothing to go through"
        )


def test_such_tests_are_found():
    """The test above can fail."""
    source = """
def test_a():
    for x in xs:
        assert x
def test_b():
    assert all(x for x in xs)
def test_c():
    for x in (1, 2):
        assert x
def test_d():
    assert xs
    for x in xs:
        assert x
def test_e():
    assert [] == [x for x in xs if x]
"""
    body = ast.parse(source).body
    empty = [f.name for f in body if not any(all(never_empty(loop, None) for loop in loops) for loops in assertions(f))]
    assert ["test_a", "test_b", "test_e"] == empty


@pytest.mark.xdist_group("itself")
def test_a_group_of_tests_is_named(request):
    """By the end of its tests' names pytest-xdist keeps a group in one process."""
    assert request.node.nodeid.endswith("@itself") == ("PYTEST_XDIST_WORKER" in os.environ)
