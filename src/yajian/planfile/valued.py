"""A value in any of its five written forms → `Value`, with the clauses that stand behind it."""

from typing import Any, Protocol, cast

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from yajian.core.plan import shape
from yajian.core.plan.measures import Unit
from yajian.core.plan.value import How, Provenance, Value, Working
from yajian.core.words import ClauseId
from yajian.planfile.forms import FORMS, WORKINGS, form_of
from yajian.planfile.scalars import Amiss
from yajian.planfile.tracing import HOLE, At, Hole
from yajian.planfile.words import unknown_key

Pairs = dict[str, tuple[ScalarNode, Node]]

_NO_CLAUSE = Amiss(
    "no-clause",
    "这个值没有写出处，不知道是哪一条条文说的",
    "在这一条上写 clause，或写明来历：{assumed: …, question: …}、{unknown: …}",
)


class Reader(Protocol):
    """What reading a value asks of the decoder."""

    def pairs(self, node: Node, at: At) -> Pairs | None: ...
    def one(self, node: Node, kind: object, at: At, unit: Unit | None) -> object: ...
    def several(self, node: Node, element: object, at: At, unit: Unit | None) -> object: ...
    def word(self, node: Node, kind: object, at: At, unit: Unit | None) -> object: ...
    def amiss(self, node: Node, at: At, why: Amiss) -> Hole: ...
    def mark(self, node: Node, at: At) -> None: ...


def value(reader: Reader, node: Node, kind: object, at: At, unit: Unit | None) -> object:
    """A value: bare (said), or a mapping that names where it comes from."""
    if not isinstance(node, MappingNode):
        return _said(reader, node, kind, at, unit, {})
    pairs = reader.pairs(node, at)
    if pairs is None:
        return HOLE
    form = form_of(pairs)
    if isinstance(form, Amiss):
        return reader.amiss(node, at, form)
    for key in pairs.keys() - FORMS[form]:
        reader.amiss(pairs[key][0], at.into(key, key), unknown_key(key, sorted(FORMS[form])))
    extra = _companions(reader, pairs, at)
    at = at._replace(scope=cast(tuple[ClauseId, ...], extra.get("clauses", at.scope)))
    reader.mark(node, at)
    if HOLE in extra.values():
        return HOLE
    match form:
        case "said":
            return _said(reader, pairs["said"][1], kind, at, unit, extra)
        case "unknown":
            question = reader.word(pairs["unknown"][1], str, at, None)
            return _built(Provenance.UNKNOWN, at, extra | {"question": question})
        case _:
            if form == "derived":
                extra["working"] = _working(reader, pairs, at)
            held = _held(reader, pairs[form][1], kind, at, unit)
            return _built(Provenance[form.upper()], at, extra | {"value": held})


def _said(
    reader: Reader, node: Node, kind: object, at: At, unit: Unit | None, extra: dict[str, object]
) -> object:
    held = _held(reader, node, kind, at, unit)
    if not at.scope and not isinstance(held, Hole):
        return reader.amiss(node, at, _NO_CLAUSE)
    return _built(Provenance.SAID, at, extra | {"value": held})


def _built(provenance: Provenance, at: At, parts: dict[str, Any]) -> Value[object] | Hole:
    if HOLE in parts.values():
        return HOLE
    return Value(**{"clauses": at.scope, **parts}, provenance=provenance)


def _held(reader: Reader, node: Node, kind: object, at: At, unit: Unit | None) -> object:
    """What a value holds; where it may be one word or several, the file's own shape decides."""
    if not shape.is_union(kind):
        return reader.one(node, kind, at, unit)
    if isinstance(node, SequenceNode):
        several = next(arm for arm in shape.arms(kind) if shape.element(arm) is not None)
        return reader.several(node, shape.element(several), at, unit)
    return reader.word(node, kind, at, unit)


def _working(reader: Reader, pairs: Pairs, at: At) -> Working | Hole:
    how = next(key for key in WORKINGS if key in pairs)
    terms = reader.several(pairs[how][1], str, at.into(how, how), None)
    if isinstance(terms, Hole):
        return HOLE
    return Working(how=cast(How, how), of=cast(tuple[str, ...], terms))


def _companions(reader: Reader, pairs: Pairs, at: At) -> dict[str, object]:
    """What stands beside the value itself, whatever its form."""
    found: dict[str, object] = {}
    if "clause" in pairs:
        inside = at.into("clauses", "clause")
        found["clauses"] = reader.one(pairs["clause"][1], tuple[ClauseId, ...], inside, None)
    for key in ("note", "question", "source"):
        if key in pairs:
            found[key] = reader.word(pairs[key][1], str, at.into(key, key), None)
    return found
