"""额度须重报: what an adjustment of the list, of a unit or of its origin, did to quotas already drawn up, part by part, in fen."""

from collections.abc import Iterable

import msgspec

from yajian.core.entitlements import Grounds, Price
from yajian.core.facts.quotas import QuotaFixed
from yajian.core.facts.targets import PartListed
from yajian.core.rules import quotas as rules
from yajian.core.rules.quotas import Moved, Version
from yajian.core.words import CountyId, EnterpriseId, Fen, PartId, Seq, Tonnes


class Reopened(msgspec.Struct, frozen=True, kw_only=True):
    """One part whose quota holds no longer: what it was, and what it would be. A range where a rate is not settled."""

    part: PartId
    enterprise: EnterpriseId
    county: CountyId | None
    version: int
    why: str
    since: Seq | None  # the entry that made it so
    was_t: Tonnes
    now_t: Tonnes
    was_fen: Fen
    low_fen: Fen
    high_fen: Fen

    @property
    def now_fen(self) -> Fen | None:
        return self.low_fen if self.low_fen == self.high_fen else None

    @property
    def change_fen(self) -> int | None:
        """More, or less where it is below nothing; None while a rate is not settled."""
        return self.now_fen - self.was_fen if self.now_fen is not None else None


def reopened(
    grounds: Grounds, versions: tuple[Version, ...], prices: Iterable[Price]
) -> tuple[Reopened, ...]:
    """Against the last version drawn up, unless the province sent it back: then it is drawn up anew as a whole."""
    if not versions or versions[-1].stage == "省已退回":
        return ()
    last, programme, known = versions[-1], grounds.programme, grounds.known
    fixed: dict[PartId, list[QuotaFixed]] = {}
    for line in rules.lines(programme, last.number, known).values():
        fixed.setdefault(line.part, []).append(line)
    now: dict[PartId, list[Price]] = {}
    for price in prices:
        now.setdefault(price.part, []).append(price)
    then = rules.listed_then(programme, last)
    whys = {
        part: rules.moved(
            grounds.plan, programme, then.get(part), grounds.parts[part], mine, grounds.as_of, known
        )
        for part, mine in fixed.items()
        if part in grounds.parts
    }
    return tuple(
        _line(last, grounds.parts[part], why, fixed[part], now.get(part, []))
        for part, why in whys.items()
        if why is not None
    )


def _line(
    version: Version, listed: PartListed, why: Moved, mine: list[QuotaFixed], now: list[Price]
) -> Reopened:
    return Reopened(
        part=listed.part,
        enterprise=mine[0].enterprise,
        county=listed.county,
        version=version.number,
        why=why.why,
        since=why.since,
        was_t=Tonnes(sum(one.tonnes for one in mine)),
        now_t=listed.tonnes,
        was_fen=Fen(sum(one.amount_fen for one in mine)),
        low_fen=Fen(sum(one.low_fen or 0 for one in now)),
        high_fen=Fen(sum(one.high_fen or 0 for one in now)),
    )
