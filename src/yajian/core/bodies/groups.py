"""A group of the plan's in short: 市压减领导小组, 市压减办 and 市验收组, as clerks call whom the plan writes out."""

from collections.abc import Iterator

from yajian.core.plan import Group, Plan
from yajian.core.rules import dossier

_OFFICE = (
    "领导小组办公室",
    "领导小组办",
    "办公室",
    "办",
)  # of a leading group, whose own name says what it is for
_ENDINGS = (_OFFICE, ("领导小组",), ("验收组",), ("督查检查组", "督查组", "检查组"))


def group_in_short(plan: Plan, name: str) -> str | None:
    """The id of the one group that is called so at home, by what it is for and how it ends; none where two would be."""
    said = _apart(_at_home(plan, name) or "")
    if said is None or said == (_OFFICE, ""):
        return None
    found = {
        group.id
        for group in plan.groups.values()
        for full in _in_full(plan, group)
        if full is not None and full[0] is said[0] and _is_made_of(said[1], full[1])
    }
    return found.pop() if len(found) == 1 else None


def _at_home(plan: Plan, name: str) -> str | None:
    """A name without the city's, or 市, before it; nothing where neither is there: every county has its 压减办."""
    for head in (plan.programme.city, "市"):
        if name.startswith(head):
            return name.removeprefix(head)
    return None


def _in_full(plan: Plan, group: Group) -> Iterator[tuple[tuple[str, ...], str] | None]:
    yield _apart(_at_home(plan, group.name) or group.name)
    for other in plan.groups.values():
        if group.name in (f"{other.name}办公室", f"{other.short}办公室"):
            whole = _apart(_at_home(plan, other.name) or other.name)
            yield (_OFFICE, whole[1]) if whole is not None else None


def _apart(name: str) -> tuple[tuple[str, ...], str] | None:
    """How a group's name ends, and what it says before that."""
    for endings in _ENDINGS:
        for one in endings:
            if name.endswith(one):
                return endings, dossier.folded(name.removesuffix(one))
    return None


def _is_made_of(short: str, full: str) -> bool:
    """Whether a short name is words of the full one in their order, of two signs at least: 压减产能 of 压减过剩产能."""
    while short:
        taken = next((short[:end] for end in range(len(short), 1, -1) if short[:end] in full), "")
        if not taken:
            return False
        short, full = short.removeprefix(taken), full.partition(taken)[2]
    return True
