"""下达备案函: what went out under an audit plan and was not filed with every organ it is to be filed with."""

from collections.abc import Iterator, Mapping

import msgspec

from yajian.core import entitlements
from yajian.core.facts.auditplans import EntitlementReserved
from yajian.core.facts.payments import Paid
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports.amounts import yuan_in_full
from yajian.core.reports.papers.payments import audit_plan_of, entitled
from yajian.core.reports.papers.places import remark
from yajian.core.reports.papers.written import Position, Rows, Subject, Taken, Unwritable, Written, ruled
from yajian.core.rules import payments as rules
from yajian.core.rules.payments import LEVELS, Standing, filed_with
from yajian.core.words import Fen, UnitId, yuan_of

_NAMED = 5  # payees in one sentence; more are counted, and stand in the table


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """One slip that went out, with its lines told apart: those of this audit plan, and those of others."""

    slip: Standing
    lines: tuple[Paid, ...]
    others: Mapping[int, Fen]  # how much of it is of another plan, by its number

    @property
    def amount_fen(self) -> Fen:
        return Fen(sum(one.amount_fen for one in self.lines))


def payment_filing(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """W19: what went out under a plan and was not filed with every organ it is to be filed with."""
    found = audit_plan_of(programme, subject, position)
    slips = unfiled(plan, programme, found.plan, position)
    if not slips:
        _unless_filed(programme, found.plan, position)
        raise Unwritable(f"第{found.plan}号审核计划没有已下达、还没有备案的资金")
    total = Fen(sum(one.amount_fen for one in slips))
    rest = Fen(sum(one.kept_fen for _, one in entitled(programme, found.plan, position)))
    return Written(
        content="payment_filing",
        title="关于补偿资金下达情况报请备案的函",
        words={
            "引言": f"按照{ruled(plan, subject)}，{plan.programme.city}补偿资金项目审核计划第{found.plan}号"
            f"（{found.last.value.document}）的资金已经下达{_names(slips)}，现报请备案。",
            "金额段": f"本计划已下达{len(slips)}笔，共{yuan_of(total)}元（大写：{yuan_in_full(total)}），见下表（单位：元）。"
            + "".join(dict.fromkeys(_by_court(plan, programme, slips, position))),
            "余额段": "".join(_shared(slips))
            + (
                f"本计划还有{yuan_of(rest)}元没有下达，下达以后另行备案。"
                if rest
                else "本计划的资金已经全部下达。"
            ),
            "数据说明": position.words,
        },
        lists={"补充": remark(subject)},
        tables={"明细": _paid_table(slips)},
    )


def _names(slips: tuple[Gone, ...]) -> str:
    """Who got it, by name, as long as that can be read at a glance."""
    names = tuple(dict.fromkeys(one.slip.fact.payee for one in slips))
    few = "、".join(names[:_NAMED])
    return few if len(names) <= _NAMED else f"{few}等{len(names)}个收款人"


def _by_court(plan: Plan, programme: Programme, slips: tuple[Gone, ...], position: Position) -> Iterator[str]:
    """By which court's paper a payee stands there who is not the enterprise."""
    for one in slips:
        for line in one.lines:
            named = entitlements.named_for(plan, programme, line.unit, position.as_of, position.known)
            paper = named.paper.value if named is not None else None
            if paper is not None and any(each.name == one.slip.fact.payee for each in paper.payees):
                yield f"{one.slip.fact.payee}是{paper.document}明确的补偿对象。"


def _shared(slips: tuple[Gone, ...]) -> Iterator[str]:
    """A slip that pays for units of two plans is filed once: what of it is of another is said beside."""
    for one in slips:
        if one.others:
            assert one.slip.released is not None
            rest = "、".join(f"第{number}号审核计划{yuan_of(fen)}元" for number, fen in one.others.items())
            yield (
                f"凭证{one.slip.voucher}的一笔共{yuan_of(one.slip.stands_fen)}元，另有{rest}，一并报请备案。"
            )


def unfiled(plan: Plan, programme: Programme, number: int, position: Position) -> tuple[Gone, ...]:
    organs = frozenset(filed_with(plan))
    return tuple(
        one
        for one in _out(programme, number, position)
        if not one.slip.filed or not organs <= {each.value.organ for each in one.slip.filed}
    )


def _out(programme: Programme, number: int, position: Position) -> Iterator[Gone]:
    """What went out for the units of a plan and did not come back."""
    for slip in rules.standings(programme, position.as_of, position.known):
        if slip.stage != "已下达":
            continue
        by_plan: dict[int, list[Paid]] = {}
        for line in slip.stands:
            by_plan.setdefault(_plan_of(programme, line.unit, slip), []).append(line)
        mine = tuple(by_plan.pop(number, ()))
        if mine:
            others = {plan: Fen(sum(one.amount_fen for one in lines)) for plan, lines in by_plan.items()}
            yield Gone(slip=slip, lines=mine, others=others)


def _plan_of(programme: Programme, unit: UnitId, slip: Standing) -> int:
    """The plan a unit was entitled under when the slip was made: it may have been voided and granted anew."""
    entries = programme.auditplans.entitlements[unit].entries  # in the order of the journal
    granted = (one.value for one in entries if one.seq < slip.seq)
    return [one.plan for one in granted if isinstance(one, EntitlementReserved)][-1]


def _unless_filed(programme: Programme, number: int, position: Position) -> None:
    """Raises Taken once there was something to file, and all of it was."""
    filed = [entry for one in _out(programme, number, position) for entry in one.slip.filed]
    if filed:
        last = max(filed, key=lambda one: one.seq)
        raise Taken(f"第{number}号审核计划已下达的资金都已备案（第{last.seq}条，{last.value.document}）")


def _paid_table(slips: tuple[Gone, ...]) -> Rows:
    rows = []
    for at, one in enumerate(slips, 1):
        slip = one.slip
        assert slip.released is not None  # nothing else went out
        rows.append(
            (
                str(at),
                slip.fact.payee,
                "、".join(dict.fromkeys(line.unit for line in one.lines)),
                yuan_of(one.amount_fen),
                "；".join(_levels_of(one.lines)),
                f"{slip.voucher}，{slip.released.effective.isoformat()}",
            )
        )
    return Rows(columns=("序号", "收款人", "产能单元", "金额", "其中", "凭证"), rows=tuple(rows))


def _levels_of(lines: tuple[Paid, ...]) -> Iterator[str]:
    for level, name in LEVELS.items():
        amount = sum(line.amount_fen for line in lines if line.level == level)
        if amount:
            yield f"{name}{yuan_of(amount)}"
