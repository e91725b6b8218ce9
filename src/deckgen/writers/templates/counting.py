"""The code of a template, with a count put into it, and held against what may stand in each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.nodes import Node
from jinja2.visitor import NodeTransformer

#: How deep expressions and blocks may stand in each other, and loops.
DEEPEST, MOST_LOOPS = 60, 12
#: Filters that nobody can write: what stands in for syntax that Jinja does not ask about.
SPEND, CONCAT, SLICED, COMPARED = " spend", " concat", " sliced", " compared"


class Counting(NodeTransformer):
    """Puts a count into whatever may come about more than once, and into what makes texts and lists."""

    def _count(self, node: Any) -> Node:
        letters = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        self.generic_visit(node)
        count = _filter(nodes.Const(letters), SPEND, node.lineno)
        node.body.insert(0, nodes.ExprStmt(count, lineno=node.lineno).set_lineno(node.lineno))
        return node  # type: ignore[no-any-return]

    visit_For = visit_Macro = visit_CallBlock = visit_Block = visit_Template = _count

    def visit_Concat(self, node: nodes.Concat) -> Node:
        self.generic_visit(node)
        return _filter(nodes.List(node.nodes), CONCAT, node.lineno)

    def visit_Compare(self, node: nodes.Compare) -> Node:
        self.generic_visit(node)
        node.expr = _filter(node.expr, COMPARED, node.lineno)
        for operand in node.ops:
            operand.expr = _filter(operand.expr, COMPARED, node.lineno)
        return node

    def visit_Pair(self, node: nodes.Pair) -> Node:
        self.generic_visit(node)
        node.key = _filter(node.key, COMPARED, node.lineno)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> Node:
        self.generic_visit(node)
        if not isinstance(node.arg, nodes.Slice):
            return node
        bounds = [bound or nodes.Const(None) for bound in (node.arg.start, node.arg.stop, node.arg.step)]
        return _filter(node.node, SLICED, node.lineno, bounds)


def _filter(value: Node, name: str, line: int, arguments: Sequence[nodes.Expr] = ()) -> nodes.Filter:
    node = nodes.Filter(value, name, list(arguments), [], None, None)
    node.set_lineno(line)
    return node


def measure(tree: Node, filename: str | None) -> None:
    """Raises TemplateSyntaxError for what stands too deep in each other, before Python has to read it."""
    todo: list[tuple[Node, int, int]] = [(tree, 0, 0)]
    while todo:
        node, depth, loops = todo.pop()
        loops += isinstance(node, nodes.For)
        if depth > DEEPEST or loops > MOST_LOOPS:
            what = f"loops stand more than {MOST_LOOPS}" if loops > MOST_LOOPS else f"this stands more than {DEEPEST}"
            raise TemplateSyntaxError(f"{what} deep in each other", node.lineno or 1, filename=filename)
        todo += [(child, depth + 1, loops) for child in node.iter_child_nodes()]
