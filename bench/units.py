"""Given: a programme with as many units of capacity as asked for, each priced, entitled, and every other one paid.

Folded from the house's own facts; what is decided about money is not made up but follows from tonnes and rate.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bench import given
from yajian.core.facts.auditplans import EntitlementReserved
from yajian.core.facts.payments import FundsRaised, Paid, PaymentPrepared, PaymentReleased
from yajian.core.facts.quotas import QuotaFixed, VersionDrawnUp, VersionReviewed
from yajian.core.facts.register import Account, Contract, OriginEstablished, Transfer, UnitOpened
from yajian.core.facts.targets import ListPublished, PartListed
from yajian.core.programme import Programme, evolve
from yajian.core.words import (
    CountyId,
    Digest,
    DocumentNo,
    EnterpriseId,
    Fact,
    Fen,
    ItemId,
    ListId,
    PartId,
    Seq,
    Tonnes,
    UnitId,
)

DAY = date(2020, 1, 2)
SCAN = Digest("0" * 64)
PAPER = DocumentNo("示政办函〔2020〕2号")
UNITS_A_PART = 4
RATES = {"oven_built_untraded": ("untraded", 3000), "market_acquired": ("market", 4800)}


class Unit(NamedTuple):
    """One unit as a table would hold it."""

    unit: UnitId
    part: PartId
    enterprise: EnterpriseId
    county: CountyId
    tonnes: int
    origin: str | None  # None: nobody has established it
    paid: bool

    @property
    def amount_fen(self) -> int | None:
        return self.tonnes * RATES[self.origin][1] if self.origin is not None else None


def units(how_many: int, counties: tuple[CountyId, ...]) -> list[Unit]:
    """Tonnages no two of which are alike nearby; one origin in a hundred is not established."""
    return [
        Unit(
            unit=UnitId(f"unit-{number:06}"),
            part=PartId(f"part-{number // UNITS_A_PART:06}"),
            enterprise=EnterpriseId(f"firm-{number // (2 * UNITS_A_PART):05}"),
            county=counties[number // (2 * UNITS_A_PART) % len(counties)],
            tonnes=50_000 + number * 7919 % 450_001,
            origin=None if number % 100 == 99 else tuple(RATES)[number % 2],
            paid=number % 100 != 99 and number % 4 < 2,
        )
        for number in range(how_many)
    ]


def folded(made: list[Unit]) -> Programme:
    """The programme after all that was decided of these units."""
    programme = Programme()
    for seq, fact in enumerate(_facts(made), 1):
        evolve(programme, given.recorded(seq, DAY, fact, str(seq)))
    return programme


def _facts(made: list[Unit]) -> Iterator[Fact]:
    yield _list(made)
    total_fen = Fen(sum(one.amount_fen or 0 for one in made))
    yield VersionDrawnUp(
        version=1,
        document=PAPER,
        scan=SCAN,
        units=len(made),
        tonnes=Tonnes(sum(one.tonnes for one in made)),
        amount_fen=total_fen,
    )
    yield VersionReviewed(version=1, said="agreed", words="同意", document=PAPER, scan=SCAN)
    yield FundsRaised(level="city", amount_fen=total_fen, document=PAPER, scan=SCAN)
    seq = 4
    for one in made:
        for fact in _of(one, Seq(seq)):
            seq += 1
            yield fact


def _of(one: Unit, last: Seq) -> Iterator[Fact]:
    """All that is decided of one unit, the last entry before it having this place."""
    yield UnitOpened(
        unit=one.unit,
        enterprise=one.enterprise,
        filing_no=f"示备〔2009〕{one.unit}",
        filed_on=date(2009, 5, 6),
        transfers=(Transfer(source=Account.PAPERS, target=Account.FILED, tonnes=Tonnes(one.tonnes)),),
        part=one.part,
    )
    if one.origin is None or one.amount_fen is None:
        return
    amount_fen, traded = Fen(one.amount_fen), one.origin == "market_acquired"
    contract = (
        Contract(number="示交易〔2015〕1号", dated=date(2015, 3, 1), seller="示例出让方") if traded else None
    )
    rate, rate_fen = RATES[one.origin]
    yield OriginEstablished(unit=one.unit, origin=one.origin, contract=contract)
    yield QuotaFixed(
        version=1,
        unit=one.unit,
        part=one.part,
        enterprise=one.enterprise,
        tonnes=Tonnes(one.tonnes),
        rate=rate,
        rate_fen_per_t=Fen(rate_fen),
        amount_fen=amount_fen,
        evidence_seq=Seq(last + 2),
    )
    yield EntitlementReserved(
        plan=1, unit=one.unit, enterprise=one.enterprise, application=Seq(1), amount_fen=amount_fen
    )
    if one.paid:
        lines = (Paid(unit=one.unit, level="city", amount_fen=amount_fen),)
        yield PaymentPrepared(
            firm=one.enterprise,
            account=Seq(1),
            payee=one.enterprise,
            lines=lines,
            amount_fen=amount_fen,
            by="示例甲",
            organ="示范市财政局",
            document=PAPER,
            scan=SCAN,
        )
        yield PaymentReleased(
            payment=Seq(last + 5),
            firm=one.enterprise,
            voucher=one.unit,
            lines=lines,
            amount_fen=amount_fen,
            by="示例丙",
            organ="示范市工信局",
        )


def _list(made: list[Unit]) -> ListPublished:
    tonnes: dict[PartId, int] = {}
    for one in made:
        tonnes[one.part] = tonnes.get(one.part, 0) + one.tonnes
    return ListPublished(
        list=ListId("LIST-1"),
        label="压减清单",
        version=1,
        counts_toward_target=True,
        parts=tuple(
            PartListed(
                part=first.part,
                item=ItemId(first.part),
                enterprise=first.enterprise,
                enterprise_name=first.enterprise,
                tonnes=Tonnes(tonnes[first.part]),
                county=first.county,
                facilities=("1号焦炉",),
            )
            for first in made[::UNITS_A_PART]
        ),
        document=PAPER,
    )
