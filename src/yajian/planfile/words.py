"""One scalar node → what its type asks for; and the small words in which shapes are told to a person."""

from collections.abc import Collection, Iterable
from datetime import date
from difflib import get_close_matches

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from yajian.core.plan import shape
from yajian.core.plan.measures import Unit
from yajian.planfile import scalars
from yajian.planfile.scalars import Amiss


def read(node: ScalarNode, kind: object, unit: Unit | None) -> object | Amiss:
    """A builtin of this type, or why not."""
    choices = shape.literals(kind)
    if choices is not None:
        return _choice(node, choices)
    if shape.is_union(kind):
        return scalars.scalar(node, unit)
    root = shape.newtype_root(kind)
    if root is bool:
        return scalars.boolean(node)
    if root is int:
        return scalars.measured(node, unit) if unit is not None else scalars.integer(node)
    if root is date:
        return scalars.day(node)
    return scalars.text(node)


def _choice(node: ScalarNode, choices: tuple[str, ...]) -> str | Amiss:
    """One word of a closed vocabulary."""
    found = scalars.text(node)
    if isinstance(found, Amiss) or found in choices:
        return found
    remedy = nearest(found, choices) or f"只能写：{'、'.join(choices)}"
    return Amiss("not-choice", f"“{found}”不在可写的词里", remedy)


def nearest(word: str, known: Iterable[str]) -> str:
    """“Did you mean”, or nothing."""
    near = get_close_matches(word, tuple(known), 1, 0.6)
    return f"是不是 {near[0]}？" if near else ""


def unknown_key(key: str, known: Collection[str]) -> Amiss:
    remedy = nearest(key, known) or f"这里可以写：{'、'.join(known)}"
    return Amiss("unknown-key", f"不认识的键 {key}", remedy)


def unknown_unit(symbol: str, known: Collection[str]) -> Amiss:
    remedy = f"在 units 里写明，或用已有的：{'、'.join(known)}" if known else "先在 units 里写明"
    return Amiss("no-unit", f"units 里没有单位“{symbol}”", remedy)


def wrong_shape(wanted: str, node: Node, remedy: str) -> Amiss:
    return Amiss("wrong-shape", f"这里要{wanted}，写的是{_named(node)}", remedy)


def _named(node: Node) -> str:
    """What kind of thing stands there, for a person."""
    if isinstance(node, MappingNode):
        return "“键: 值”"
    if isinstance(node, SequenceNode):
        return "列表"
    return f"“{node.value}”" if node.value else "空值"
