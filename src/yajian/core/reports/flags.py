"""异常线索一览: every flag with whose facility it is, what raised it, and what was found."""

from datetime import date

import msgspec

from yajian.core import flags
from yajian.core.facts.closure import NO_PART
from yajian.core.facts.targets import PartListed
from yajian.core.flags import Flag, Place
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier, targets
from yajian.core.words import CountyId, EnterpriseId, FacilityId, Judged, Light, Seq


class FlagLine(msgspec.Struct, frozen=True, kw_only=True):
    """One flag in words, with the firm and county it is of."""

    flag: Flag
    about: str
    enterprise: EnterpriseId | None
    county: CountyId | None

    @property
    def label(self) -> str:
        return flags.KINDS[self.flag.kind]

    @property
    def judged(self) -> Judged:
        """A sign nobody has looked into is not known to be true; one that is true is red."""
        closing = self.flag.closed
        if closing is None:
            return Judged(light=Light.YELLOW, word=self.flag.word, why="由另一个单位核查后核销")
        light = Light.RED if closing.value.confirmed else Light.GREEN
        return Judged(light=light, word=self.flag.word, why=closing.value.finding)


class FlagSheet(msgspec.Struct, frozen=True, kw_only=True):
    lines: tuple[FlagLine, ...]

    @property
    def open(self) -> int:
        return sum(line.flag.closed is None for line in self.lines)

    def at(self, *places: Place) -> tuple[FlagLine, ...]:
        return tuple(line for line in self.lines if line.flag.place in places)

    def of(self, enterprise: EnterpriseId) -> tuple[FlagLine, ...]:
        return tuple(line for line in self.lines if line.enterprise == enterprise)

    def of_part(self, listed: PartListed) -> tuple[FlagLine, ...]:
        """Of the part as a whole, and of every facility that was recorded under it."""
        return tuple(line for line in self.lines if line.flag.part == listed.part)


def sheet(plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None) -> FlagSheet:
    return FlagSheet(
        lines=tuple(_line(plan, programme, one, known) for one in flags.flags(programme, as_of, known))
    )


def _line(plan: Plan, programme: Programme, flag: Flag, known: Seq | None) -> FlagLine:
    listed = targets.find_part(programme, flag.part) if flag.part != NO_PART else None
    if listed is not None:
        return FlagLine(
            flag=flag,
            about=f"{listed.enterprise_name} {flag.part} {flag.facility}".strip(),
            enterprise=listed.enterprise,
            county=listed.county,
        )
    id = FacilityId(flag.facility)
    stands = dossier.place(programme, id, known=known)
    firm = stands.enterprise if stands is not None else None
    return FlagLine(
        flag=flag,
        about=dossier.facility_name(programme, id, known=known),
        enterprise=firm,
        county=dossier.county_of(plan, programme, firm) if firm is not None else None,
    )


# For machines ------------------------------------------------------------------------------------


def as_builtins(found: FlagSheet) -> dict[str, object]:
    """The sheet as a story reads it: plain names, integers, ISO dates."""
    return {
        "open": found.open,
        "flags": [
            {
                "kind": line.flag.kind,
                "raised": line.flag.raised,
                "about": line.about,
                "since": line.flag.since.isoformat(),
                "why": line.flag.why,
                "word": line.flag.word,
                "closed": line.flag.closed.seq if line.flag.closed is not None else None,
            }
            for line in found.lines
        ],
    }
