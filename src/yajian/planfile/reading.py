"""One reading of a plan file: the plan if there is one, its faults, and where everything stands."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, cast

import msgspec
from yaml.nodes import Node

from yajian.core.plan import Plan, PlanClause, Target
from yajian.core.plan.derive import completed
from yajian.core.plan.measures import Unit
from yajian.planfile.blanks import blank
from yajian.planfile.decode import Decoder
from yajian.planfile.faults import Fault
from yajian.planfile.nodes import compose
from yajian.planfile.scalars import Amiss
from yajian.planfile.tracing import At, Mark


class Reading(NamedTuple):
    """What came of reading a file."""

    plan: Plan | None
    chapters: Mapping[str, object]  # what could be read, even where the whole could not
    faults: tuple[Fault, ...]
    marks: Mapping[str, Mark]
    left_out: frozenset[str]
    blanks: frozenset[str] = frozenset()  # chapters that are there in name only

    @property
    def clauses(self) -> Mapping[str, PlanClause]:
        found = self.chapters.get("clauses")
        return cast(Mapping[str, PlanClause], found) if isinstance(found, Mapping) else {}


def read(data: bytes) -> Reading:
    """Bytes → plan, guided by the types."""
    root, faults = compose(data)
    if root is None:
        return Reading(None, {}, faults, {}, frozenset())
    decoder = Decoder(_units(root))
    found = decoder.struct(root, Plan, At())
    plan = completed(_aimed(decoder, root, found)) if isinstance(found, Plan) else None
    left_out, blanks = frozenset(decoder.left_out), frozenset(decoder.blanks)
    reading = Reading(plan, decoder.chapters, (), decoder.marks, left_out, blanks)
    return reading._replace(faults=tuple(cited(decoder.faults, reading.clauses)))


def _aimed(decoder: Decoder, root: Node, plan: Plan) -> Plan:
    """Every plan has a total; one without it is told so, and read on with a blank one."""
    if plan.targets:
        return plan
    if "targets" not in decoder.blanks:
        at = At(path="targets", where="targets", line=decoder.marks["targets"].line)
        decoder.amiss(root, at, Amiss("no-target", "没有一个目标", "写总目标：压减多少、到哪一天"))
    decoder.blanks.add("targets")
    return msgspec.structs.replace(plan, targets=(cast(Target, blank(Target)),))


def _units(root: Node) -> Mapping[str, Unit]:
    """The units, read ahead of everything that is measured in them. Their faults are told in their own place."""
    ahead = Decoder({})
    pairs = ahead.pairs(root, At()) or {}
    if "units" not in pairs:
        return {}
    found = ahead.one(pairs["units"][1], Mapping[str, Unit], At(), None)
    return cast(Mapping[str, Unit], found) if isinstance(found, Mapping) else {}


def cited(faults: Iterable[Fault], clauses: Mapping[str, PlanClause]) -> Iterator[Fault]:
    """The faults, each once, with clauses cited as an official would."""
    told = set()
    for fault in faults:
        if (fault.line, fault.code, fault.seen) in told:
            continue
        told.add((fault.line, fault.code, fault.seen))
        clause = clauses.get(fault.clause)
        yield msgspec.structs.replace(
            fault, clause=clause.cite if clause is not None else fault.clause, where=own(fault.where)
        )


def own(where: str) -> str:
    """A path as its author wrote it: the only part of an item that has no parts stands in the item's own line."""
    return _ONLY_PART.sub(r"\1\3", where)


_ONLY_PART = re.compile(r"(items\.([^.]+))\.parts\.\2(\.|$)")
