"""Templates become the Python one would write by hand: attributes, calls and escapes, nothing looked up."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

try:
    # The part of `escape` that escapes; what is printed needs no `Markup` around it.
    from markupsafe._speedups import _escape_inner as _escaped
except ImportError:
    from markupsafe._native import _escape_inner as _escaped

from replicase.pages.voice import Said
from replicase.prose import SafeHTML

_SAFE = (Markup, SafeHTML)


def shown(value: object) -> str:
    """What `escape` would make of a value, for text that is joined to the page at once."""
    kind = type(value)
    if kind is str:
        return _escaped(value)  # type: ignore[arg-type]
    if kind in _SAFE:
        return value  # type: ignore[return-value]
    if kind is Said and not value.lang:  # type: ignore[attr-defined]
        return _escaped(value.text)  # type: ignore[attr-defined]
    return escape(value)


class PageCompiler(CodeGenerator):
    """Writes `row.label` and `cites(row)` as such: our environment has no sandbox and no context calls."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Begin a template's module with what its output goes through."""
        self.writeline(f"from {__name__} import _escaped as escaped, shown")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write an attribute; views have nothing else, so a name they lack is an error at once."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Write a call with the arguments it has."""
        if forward_caller or node.dyn_args is not None or node.dyn_kwargs is not None:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for number, argument in enumerate([*node.args, *node.kwargs]):
            if number:
                self.write(", ")
            self.visit(argument, frame)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            # Most of what is printed is text, which needs no call of ours.
            self.write("(escaped(printed) if type(printed := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(") is str else shown(printed))")
