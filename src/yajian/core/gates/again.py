"""验收后又停炉: an oven recorded as shut a second time after acceptance, and whether the books say that it ran in between."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from yajian.core import flags
from yajian.core.history import Entry
from yajian.core.programme import Programme
from yajian.core.rules import acceptance, closure
from yajian.core.words import PartId, Seq

_AT_WORK = ("running", "revived")


def shut_again(
    programme: Programme, part: PartId, facility: str, as_of: date | None, known: Seq | None
) -> tuple[str, str] | None:
    """The mark and its why. That it ran in between is said where the books say so, and of nobody else."""
    accepted = acceptance.standing(programme, part, as_of, known).accepted
    if accepted is None:
        return None
    shut = [
        one
        for one in closure.conditions(programme, part, facility, known).known(known)
        if one.value.counts_as == "shut"
        and _order(one) > _order(accepted)
        and (as_of is None or one.effective <= as_of)
    ]
    if not shut:
        return None
    ran = tuple(_ran(programme, part, facility, as_of, known))
    follows = ((one, run) for one in shut for run in ran if _order(accepted) < run.told < _order(one))
    one, run = next(follows, (shut[0], None))
    told = (
        f"{accepted.effective.isoformat()}已验收合格（第{accepted.seq}条），"
        f"{one.effective.isoformat()}又登记{one.value.label}（第{one.seq}条）"
    )
    if run is None:
        return ("验收后再次登记关停", f"{told}；其间没有开炉的登记，是否重复登记须核对")
    return ("验收后又停炉", f"{told}；其间{run.told[0].isoformat()}有{run.what}（第{run.told[1]}条）")


class _Run(msgspec.Struct, frozen=True):
    """What says that it was at work, and when."""

    told: tuple[date, Seq]
    what: str


def _ran(
    programme: Programme, part: PartId, facility: str, as_of: date | None, known: Seq | None
) -> Iterator[_Run]:
    """Records of work and signs reported of it, but for what somebody looked into and found untrue."""
    found = flags.flags(programme, as_of, known)
    untrue = {one.raised for one in found if one.kind == "activity" and one.word == "查无此事"}
    here = flags.place(programme, part, facility, known)
    for record in closure.conditions(programme, part, facility, known).known(known):
        if record.value.counts_as in _AT_WORK and record.seq not in untrue:
            yield _Run(_order(record), record.value.label)
    for (of, name), line in programme.flags.activities.items():
        if flags.place(programme, of, name, known) == here:
            for sign in line.known(known):
                if sign.seq not in untrue:
                    yield _Run(_order(sign), f"{sign.value.sign}的迹象")


def _order(entry: Entry[Any]) -> tuple[date, Seq]:
    return entry.effective, entry.seq
