"""What reads differently between two plans."""

from collections.abc import Mapping

import msgspec

from yajian.core.plan.value import Value
from yajian.core.plan.walk import Leaf, walk
from yajian.core.plan.whole import Plan
from yajian.core.words import ClauseId


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One place that reads differently: what stood there, what stands there now; absent where there was nothing."""

    path: str
    before: object | None
    after: object | None
    clauses: tuple[ClauseId, ...] = ()


def compare(old: Plan, new: Plan) -> tuple[Difference, ...]:
    """Every path that reads differently, in the order of the new plan, then what it no longer has."""
    before, after = _by_path(old), _by_path(new)
    found = [_difference(path, before.get(path), leaf) for path, leaf in after.items()]
    found += [_difference(path, leaf, None) for path, leaf in before.items() if path not in after]
    return tuple(difference for difference in found if difference.before != difference.after)


def _by_path(plan: Plan) -> Mapping[str, Leaf]:
    return {leaf.path: leaf for leaf in walk(plan)}


def _difference(path: str, before: Leaf | None, after: Leaf | None) -> Difference:
    held = [leaf.held for leaf in (after, before) if leaf is not None]
    clauses = next((each.clauses for each in held if isinstance(each, Value)), ())
    return Difference(
        path=path,
        before=before.held if before is not None else None,
        after=after.held if after is not None else None,
        clauses=clauses,
    )


def shown(held: object | None) -> str:
    """What stands somewhere, in one line for a person."""
    if held is None:
        return "无"
    if isinstance(held, Value):
        origin = held.source or held.question or (held.working.text if held.working else "")
        return f"{shown(held.value)}（{held.provenance.value}{'：' + origin if origin else ''}）"
    if isinstance(held, bool):
        return "是" if held else "否"
    if isinstance(held, tuple):
        return "、".join(shown(each) for each in held) or "无"
    return str(held)
