"""YAML nodes → the typed plan, guided by the types alone, collecting every fault on the way.

What cannot be read becomes a hole: reading goes on, and an entry with a hole in a key it needs is left out.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import cast

import msgspec
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from yajian.core.plan import shape
from yajian.core.plan.lists import ListItem
from yajian.core.plan.measures import Unit
from yajian.core.plan.terms import UnitSymbol
from yajian.core.plan.value import In, InUnitOf, Provenance, Value
from yajian.core.words import ClauseId
from yajian.planfile import scalars, words
from yajian.planfile.blanks import blank_field
from yajian.planfile.items import PART_KEYS, with_parts
from yajian.planfile.scalars import Amiss
from yajian.planfile.tracing import HOLE, At, Hole, Trace
from yajian.planfile.valued import Pairs, value

_EXAMPLES = "照 docs/reference/plan-file.md 的例子改写"
_SUPPLY = "补上；方案没有写明的写 {unknown: 待明确事项编号}"


class Decoder(Trace):
    """One reading of one file. Units come first: everything else is measured in them."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        super().__init__()
        self.units = units
        self.chapters: Mapping[str, object] = {}  # the file's own keys, as far as they could be read
        self.blanks: set[str] = set()  # chapters that are there in name only

    def one(self, node: Node, kind: object, at: At, unit: Unit | None) -> object:
        """Whatever the type asks for."""
        self.mark(node, at)
        if shape.is_value(kind):
            return value(self, node, shape.inner(kind), at, unit)
        struct = shape.struct_of(kind)
        if struct is not None:
            return self.struct(node, struct, at)
        held = shape.mapping(kind)
        if held is not None:
            found = dict(self._entries(node, held[1], at, unit))
            return MappingProxyType(found) if isinstance(node, MappingNode) else HOLE
        element = shape.element(kind)
        if element is not None:
            return self.several(node, element, at, unit)
        return self.word(node, kind, at, unit)

    def word(self, node: Node, kind: object, at: At, unit: Unit | None) -> object:
        if not isinstance(node, ScalarNode):
            return self.amiss(node, at, words.wrong_shape("一个值", node, "改成单个值"))
        found = words.read(node, kind, unit)
        if isinstance(found, Amiss):
            return self.amiss(node, at, found)
        symbols = [known.symbol for known in self.units.values()]
        if kind is UnitSymbol and found not in symbols:
            return self.amiss(node, at, words.unknown_unit(str(found), symbols))
        return found

    def several(self, node: Node, element: object, at: At, unit: Unit | None) -> object:
        """A tuple: of named entries, of unnamed ones, or of words; a single word needs no brackets."""
        struct = shape.struct_of(element)
        if struct is not None and shape.key_name(struct) is not None:
            if not isinstance(node, MappingNode):
                remedy = "去掉“-”，每条前面写编号和冒号"
                return self.amiss(node, at, words.wrong_shape("“编号: {…}”", node, remedy))
            return tuple(entry for _, entry in self._entries(node, element, at, unit))
        if isinstance(node, SequenceNode):
            found = [
                self.one(each, element, at.into(str(n), str(n)), unit) for n, each in enumerate(node.value)
            ]
            return HOLE if HOLE in found else tuple(found)
        if struct is None and isinstance(node, ScalarNode):
            single = self.word(node, element, at, unit)
            return single if isinstance(single, Hole) else (single,)
        return self.amiss(node, at, words.wrong_shape("列表", node, "写成 [甲, 乙]，或每行一个“- ”"))

    def _entries(self, node: Node, held: object, at: At, unit: Unit | None) -> Iterator[tuple[str, object]]:
        """Named entries, in the order of the file."""
        struct = shape.struct_of(held)
        for key, (name, each) in (self.pairs(node, at) or {}).items():
            inside = at.into(key, key, name)
            if struct is not None:
                found = self.struct(each, struct, inside, key if shape.key_name(struct) else None)
            else:
                found = self.one(each, held, inside, unit)
            if isinstance(found, Hole):
                self.left_out.add(key)
            else:
                yield key, found

    def pairs(self, node: Node, at: At) -> Pairs | None:
        """A mapping's keys and nodes; a key that is not text or comes twice is a fault."""
        if not isinstance(node, MappingNode):
            self.amiss(node, at, words.wrong_shape("“键: 值”", node, _EXAMPLES))
            return None
        found: Pairs = {}
        for key, each in node.value:
            name = _key(key)
            if isinstance(name, Amiss):
                self.amiss(key, at._replace(line=0), name)
            elif name in found:
                first = found[name][0].start_mark.line + 1
                seen = f"键 {name} 写了两遍（第{first}行已有）"
                self.amiss(key, at.into(name, name), Amiss("duplicate-key", seen, "留一个，删去另一个"))
            else:
                found[name] = (key, each)
        return found

    # An entry with named keys

    def struct(self, node: Node, kind: type[msgspec.Struct], at: At, given: str | None = None) -> object:
        """An entry; `given` is its name when it stands in a mapping of names."""
        self.mark(node, at)
        key = shape.key_name(kind) if given is not None else None
        preset: dict[str, object] = {key: given} if key is not None else {}
        short = shape.short_name(kind)
        if short is not None and isinstance(node, ScalarNode):
            preset[short] = self.word(node, str, at.into(short, short), None)
            return self._filled(node, kind, at, {}, preset)
        pairs = self.pairs(node, at)
        if pairs is None:
            return HOLE
        if kind is ListItem and given is not None:
            pairs = with_parts(pairs, given)
        return self._filled(node, kind, at, pairs, preset)

    def _filled(
        self, node: Node, kind: type[msgspec.Struct], at: At, pairs: Pairs, preset: dict[str, object]
    ) -> object:
        """The struct itself, or a hole where a key it needs is missing or could not be read."""
        known = {field.key: field for field in shape.fields(kind) if field.name not in preset}
        self._strangers(pairs, known, kind, at, preset)
        at = at._replace(scope=self._scope(known, pairs, at))
        self.mark(node, at)
        filled = dict(preset)
        for field in known.values():
            if field.key in pairs:
                filled[field.name] = self._field(field, pairs, at)
            if field.name not in filled or (isinstance(filled[field.name], Hole) and not field.required):
                filled[field.name] = self._default(node, field, at)
        missing = [field.key for field in known.values() if field.required and field.key not in pairs]
        if missing:
            self.amiss(node, at, Amiss("missing-key", f"缺少 {'、'.join(missing)}", _SUPPLY))
        if not at.path:
            self.chapters = filled
        if not any(isinstance(held, Hole) for held in filled.values()):
            return kind(**filled)
        return self._blanked(kind, filled, at) if "." not in at.path and not preset else HOLE

    def _blanked(self, kind: type[msgspec.Struct], filled: Mapping[str, object], at: At) -> object:
        """A chapter with blanks in its holes, for the sake of the chapters around it."""
        holes = [name for name, held in filled.items() if isinstance(held, Hole)]
        self.blanks.update(holes if not at.path else [at.path])
        fields = {field.name: field for field in shape.fields(kind)}
        return kind(**{**filled, **{name: blank_field(fields[name]) for name in holes}})

    def _field(self, field: shape.Field, pairs: Pairs, at: At) -> object:
        key, node = pairs[field.key]
        inside, unit = at.into(field.name, field.key, key), None
        match field.marker:
            case In(unit=name):
                unit = self.units.get(name)
                if unit is None:
                    seen, remedy = f"units 里没有 {name}", f"在 units 里写明 {name} 用什么单位"
                    return self.amiss(node, inside, Amiss("no-unit", seen, remedy))
            case InUnitOf(field=sibling):
                symbol = pairs[sibling][1].value if sibling in pairs else None
                unit = next((one for one in self.units.values() if one.symbol == symbol), None)
            case None:
                pass
        return self.one(node, field.type, inside, unit)

    def _default(self, node: Node, field: shape.Field, at: At) -> object:
        """What an absent key stands for; a default that speaks for the plan needs a clause like any other."""
        if field.required:
            return HOLE
        held = field.default
        if not isinstance(held, Value):
            return held
        if held.provenance is Provenance.SAID and not at.scope:
            form = f"{field.key}: {{assumed: …, question: 待明确事项编号}}"
            remedy = f"写 clause；方案没有写、由系统补充的，写 {form}"
            return self.amiss(node, at, Amiss("no-clause", "这一条没有写出处", remedy))
        return msgspec.structs.replace(held, clauses=at.scope)

    def _scope(self, known: Mapping[str, shape.Field], pairs: Pairs, at: At) -> tuple[ClauseId, ...]:
        """The clauses in force inside an entry: its own, else those around it."""
        if "clause" not in known or "clause" not in pairs:
            return at.scope
        ahead = Decoder(self.units)  # its faults are told when the key itself is read
        found = ahead.one(pairs["clause"][1], known["clause"].type, at, None)
        return cast(tuple[ClauseId, ...], found) if isinstance(found, tuple) and found else at.scope

    def _strangers(
        self,
        pairs: Pairs,
        known: Mapping[str, shape.Field],
        kind: type[msgspec.Struct],
        at: At,
        preset: Mapping[str, object],
    ) -> None:
        """Keys that an entry of this kind does not have."""
        wanted = [*known, *(PART_KEYS if kind is ListItem else ())]
        for key in pairs.keys() - known.keys():
            why = words.unknown_key(key, wanted)
            if key in preset:
                why = Amiss("unknown-key", f"编号已经写在前面，不再写 {key}", "删去这个键")
            self.amiss(pairs[key][0], at.into(key, key), why)


def _key(node: Node) -> str | Amiss:
    if not isinstance(node, ScalarNode):
        return Amiss("non-text-key", "键不是一个词", "键只能是一个词，不能是列表或映射")
    found = scalars.text(node)
    if isinstance(found, Amiss):
        return Amiss("non-text-key", f"键 {node.value} 不是文字：{found.seen}", found.remedy)
    return found
