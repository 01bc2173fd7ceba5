"""What is built without papers (建成 > 备案) and filed without being built (备案 > 建成), unit by unit."""

from datetime import date

import msgspec

from yajian.core.books.capacity import tonnages
from yajian.core.programme import Programme
from yajian.core.rules.register.filings import paper_t
from yajian.core.words import Seq, Tonnes, UnitId


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """How far 备案 and 建成 lie apart over some units. One unit's spare papers never cover another's walls."""

    unsupported_t: Tonnes  # 建成超出备案
    unbuilt_t: Tonnes  # 备案而未建成
    unstated: tuple[UnitId, ...] = ()  # units whose built tonnes nobody has stated: in neither figure


def gap(
    programme: Programme, units: tuple[UnitId, ...], as_of: date | None = None, known: Seq | None = None
) -> Gap:
    stated = tuple(unit for unit in units if _stated(programme, unit, as_of, known))
    pairs = [
        (
            tonnages(programme.capacity, (unit,), as_of, known),
            paper_t(programme, (unit,), as_of, known),
        )
        for unit in stated
    ]
    return Gap(
        unsupported_t=Tonnes(sum(max(five.built_t - paper, 0) for five, paper in pairs)),
        unbuilt_t=Tonnes(sum(max(five.filed_t - five.built_t, 0) for five, _ in pairs)),
        unstated=tuple(unit for unit in units if unit not in stated),
    )


def unsupported_t(
    programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> Tonnes | None:
    """What of a unit is built beyond its papers; None while nobody has stated what is built."""
    found = gap(programme, (unit,), as_of, known)
    return None if found.unstated else found.unsupported_t


def _stated(programme: Programme, unit: UnitId, as_of: date | None, known: Seq | None) -> bool:
    """A unit split off was stated together with the unit it came from."""
    register = programme.register
    said = register.standings.get(unit)
    if said is not None and said.at(as_of, known) is not None:
        return True
    return unit in register.splits and _stated(programme, register.splits[unit].unit, as_of, known)
