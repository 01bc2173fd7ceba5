"""Filling a Word template with a paper's words: substitution and repetition, and nothing that computes.

Whoever may replace a template must not be able to run anything by it. So every part docxtpl finds in the file
passes through an environment that reads the syntax tree first and knows three things: a name, a column of a
repeating row, and a repetition.
"""

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from yajian.core.reports.papers import Written
from yajian.papers.outside import outside
from yajian.papers.packing import packed


class Unfit(Exception):
    """A template cannot be used; the message says which construct or name stands in the way."""


class Fit(msgspec.Struct, frozen=True, kw_only=True):
    """How a template and a paper go together."""

    used: tuple[str, ...]
    unknown: tuple[str, ...]  # named by the template, and nothing a paper of this kind says
    missing: tuple[str, ...]  # said by the paper, and not named by the template


def check(template: bytes, written: Written) -> Fit:
    """Which names a template uses. Raises Unfit for anything but substitution and repetition."""
    plain = _Plain()
    _render(template, written, plain)
    offered = set(_offered(written))
    return Fit(
        used=tuple(sorted(plain.used)),
        unknown=tuple(sorted(plain.used - offered)),
        missing=tuple(sorted(offered - plain.used)),
    )


def fill(template: bytes, written: Written, stamp: datetime) -> bytes:
    """The paper as a Word file. The same template, words and moment give the same bytes. Raises Unfit."""
    plain = _Plain()
    filled = _render(template, written, plain)
    unknown = plain.used - set(_offered(written))
    if unknown:
        raise Unfit(f"模板用了本文书没有的字段：{'、'.join(sorted(unknown))}")
    properties = filled.docx.core_properties
    properties.title = written.title
    properties.author = written.words.get("发文单位", written.words.get("拟稿单位", ""))
    properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = stamp.replace(tzinfo=None, microsecond=0)
    properties.revision = 1
    made = io.BytesIO()
    filled.save(made)
    return packed(made.getvalue())


def _render(template: bytes, written: Written, plain: "_Plain") -> Any:
    try:
        elsewhere = outside(template)
        if elsewhere:
            raise Unfit(
                f"模板里有{'、'.join(elsewhere)}：文书要自成一件，打开时不从别处取东西，也不运行东西，请删去，或把内容放进模板"
            )
        filled: Any = DocxTemplate(io.BytesIO(template))
        filled.render(_context(written), jinja_env=plain, autoescape=True)
    except TemplateSyntaxError as fault:
        raise Unfit(f"模板里有看不懂的标记：{fault.message}") from fault
    except Unfit:
        raise
    except Exception as fault:  # whatever a broken package provokes in the readers of XML and zip
        raise Unfit(f"模板不是能用的 Word 文件（{type(fault).__name__}：{fault}）") from fault
    return filled


def _context(written: Written) -> dict[str, Any]:
    tables = {
        name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        for name, table in written.tables.items()
    }
    return {**written.words, **written.lists, **tables}


def _offered(written: Written) -> Iterable[str]:
    yield from written.words
    yield from written.lists
    for name, table in written.tables.items():
        yield name
        yield from (f"{name}.{column}" for column in table.columns)


class _Plain(SandboxedEnvironment):
    """An environment that refuses a template before running it, and remembers the names it used."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=_Nothing)
        self.globals.clear()
        self.used: set[str] = set()

    def from_string(self, source: Any, *rest: Any, **more: Any) -> Any:
        self.used |= set(_names(self.parse(source).body, {}))
        return super().from_string(source, *rest, **more)


class _Nothing(Undefined):
    """An unknown name is empty while a template is looked at; `fill` refuses it afterwards."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    __getitem__ = __getattr__


def _names(body: Iterable[nodes.Node], rows: Mapping[str, str]) -> Iterable[str]:
    """The names a tree uses; a repeating row's own name stands for the table it runs over."""
    for node in body:
        match node:
            case nodes.TemplateData():
                pass
            case nodes.Output(nodes=inner):
                yield from _names(inner, rows)
            case nodes.Name(name=name):
                yield rows.get(name, name)
            case nodes.Getattr(node=nodes.Name(name=name), attr=column) if name in rows:
                yield f"{rows[name]}.{column}"
            case nodes.For(
                target=nodes.Name(name=row),
                iter=nodes.Name(name=table),
                body=inner,
                else_=[],
                test=None,
                recursive=False,
            ):
                yield table
                yield from _names(inner, {**rows, row: table})
            case _:
                raise Unfit(
                    f"模板里有“{_CONSTRUCTS.get(type(node), type(node).__name__)}”："
                    "只能用 {{ 字段 }}、{{ 行.列 }} 和 {%tr for 行 in 表 %}、{%p for 段 in 表 %} 这样的重复"
                )


_CONSTRUCTS: Mapping[type[nodes.Node], str] = {
    nodes.If: "条件 if",
    nodes.CondExpr: "条件 if",
    nodes.For: "带条件的重复 for",
    nodes.Filter: "过滤器 |",
    nodes.Call: "函数调用 ()",
    nodes.Assign: "赋值 set",
    nodes.AssignBlock: "赋值 set",
    nodes.Getitem: "下标 []",
    nodes.Getattr: "取字段以下的内容",
    nodes.Const: "常量",
    nodes.Macro: "宏 macro",
    nodes.Include: "引入 include",
    nodes.Import: "引入 import",
    nodes.FromImport: "引入 import",
    nodes.Extends: "引入 extends",
    nodes.Block: "块 block",
    nodes.With: "with",
    nodes.Test: "判断 is",
    nodes.Compare: "比较",
    nodes.Add: "运算 +",
    nodes.Sub: "运算 -",
    nodes.Mul: "运算 *",
    nodes.Div: "运算 /",
    nodes.Concat: "拼接 ~",
    nodes.And: "运算 and",
    nodes.Or: "运算 or",
    nodes.Not: "运算 not",
}
