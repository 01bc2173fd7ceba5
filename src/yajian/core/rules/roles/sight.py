"""Whose records somebody may read: the one place where rows are filtered.

What the plan publishes, who exists and who may do what, everybody of the office reads. What was recorded since is read by
whom it is about: a county its own, an enterprise its own. A fact that is nobody's in particular is the office's alone.
"""

from collections.abc import Iterator

import msgspec

from yajian.core.facts.auditplans import PlanFact
from yajian.core.facts.charter import CharterFact
from yajian.core.facts.courts import CourtsFact
from yajian.core.facts.organs import OrgansFact, PledgeSigned
from yajian.core.facts.payments import FundsRaised, FundsWithdrawn
from yajian.core.facts.people import PeopleFact
from yajian.core.facts.quotas import VersionFact
from yajian.core.facts.roles import RolesFact
from yajian.core.facts.survey import CampaignOpened
from yajian.core.facts.targets import TargetsFact
from yajian.core.facts.trades import TradesFact
from yajian.core.facts.utilities import SeasonEntered
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules.roles import ROLES, Touched, touched
from yajian.core.words import CountyId, EnterpriseId, Fact, Judged, Light, OrganId, Seq

_PUBLISHED = (
    CharterFact,
    TargetsFact,
    OrgansFact,
    PeopleFact,
    RolesFact,
    CampaignOpened,
    VersionFact,
    PlanFact,
    FundsRaised,
    FundsWithdrawn,
    SeasonEntered,
)
_WITHIN = frozenset({"province", "city", "group"})  # of whose organs reads what other organs recorded


class Sight(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody reads beside what is published: everything, one county's, one enterprise's, or nothing."""

    everything: bool = False
    county: CountyId | None = None
    enterprise: EnterpriseId | None = None
    court: OrganId | None = None  # a court's liaison reads the matters of that court
    names: bool = (
        False  # of workers one by one, where they are his; whoever does not is told how many they are
    )

    def owns(self, county: CountyId | None, enterprise: EnterpriseId | None) -> bool:
        """Whether this is his to read."""
        if self.everything:
            return True
        if self.enterprise is not None:
            return enterprise == self.enterprise
        return self.county is not None and county == self.county

    def sees(self, plan: Plan, programme: Programme, fact: Fact) -> bool:
        """Whether a fact is his to read, as the whole programme knows whose it is."""
        if self.everything or (isinstance(fact, _PUBLISHED) and not isinstance(fact, PledgeSigned)):
            return True
        if self.court is not None:
            return isinstance(fact, CourtsFact) and any(
                one.organ == self.court for one in whose(plan, programme, fact)
            )
        return any(self.owns(one.county, one.enterprise) for one in whose(plan, programme, fact))


EVERYTHING, PUBLISHED = Sight(everything=True), Sight()

# In place of any light, wherever records are hidden that it would have to be judged by.
NOT_HIS = Judged(
    light=Light.GREY, word="不在查阅范围", why="别的县（市）、企业的登记不在您的查阅范围，看不到不等于没有"
)


def sight(
    role: str,
    level: str,
    county: CountyId | None,
    enterprise: EnterpriseId | None,
    organ: OrganId | None = None,
) -> Sight:
    """What a role reads that is held for an organ of this level, of this county, or of this enterprise."""
    if role not in ROLES:
        return PUBLISHED
    match ROLES[role].reads:
        case "everything":
            return EVERYTHING
        case "published":
            return PUBLISHED
        case "own" if level in _WITHIN:
            return EVERYTHING
        case _:
            return Sight(
                county=county if level == "county" else None,
                enterprise=enterprise if level == "enterprise" else None,
                court=organ if level == "court" else None,
                names=ROLES[role].names,
            )


def whose(plan: Plan, programme: Programme, fact: Fact) -> Iterator[Touched]:
    """Whose a fact is: by the ids it names, by the entry it corrects, and by whom a thing goes to.

    Never wider than whose the entries are that it stands on, or it could not be folded without them.
    """
    yield from touched(plan, programme, fact)
    for field, value in ((name, getattr(fact, name)) for name in fact.__struct_fields__):
        if not value:
            continue
        if field in _ENTRIES:
            yield from touched(plan, programme, _Entry(entry=value))
            yield from touched(plan, programme, _Seal(seal=value))
        elif field in _PARTIES:
            yield from touched(plan, programme, _Party(enterprise=value))
        elif field == "court_organ":
            yield Touched(organ=value)
    for buyer in programme.trades.buyers(fact) if isinstance(fact, TradesFact) else ():
        yield from touched(plan, programme, _Party(enterprise=buyer))  # a contract is of two
    filing = _filing(fact)
    for entry in programme.register.filings[filing].entries if filing in programme.register.filings else ():
        yield from touched(plan, programme, _Party(enterprise=entry.value.enterprise))


def _filing(fact: Fact) -> str:
    """The filing it is about, by what never changes: a number that was freed may be another's by now."""
    return next((found for name in ("filing", "identity", "key") if (found := getattr(fact, name, ""))), "")


_ENTRIES = frozenset({"corrects", "entry", "voids", "withdraws"})
_PARTIES = frozenset({"successor", "to_enterprise"})


class _Entry(msgspec.Struct, frozen=True):
    entry: Seq


class _Seal(msgspec.Struct, frozen=True):
    seal: Seq


class _Party(msgspec.Struct, frozen=True):
    enterprise: EnterpriseId
