"""资金下达文件: what goes out under an approved audit plan, level by level, and what waits for whom."""

from collections.abc import Iterator, Mapping

import msgspec

from yajian.core import entitlements, gates
from yajian.core.entitlements import Payee
from yajian.core.facts.payments import Level
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.amounts import yuan_in_full
from yajian.core.reports.papers.places import remark
from yajian.core.reports.papers.written import Position, Rows, Subject, Taken, Unwritable, Written, ruled
from yajian.core.rules import auditplans, dossier
from yajian.core.rules import payments as rules
from yajian.core.rules import releases as gate_rules
from yajian.core.rules.auditplans import Standing as AuditPlan
from yajian.core.rules.payments import LEVELS, TAIL, Account, Standing
from yajian.core.words import EnterpriseId, Fen, UnitId, yuan_of

_PERMILLE = 1000


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """What one unit is to get now; by level where slips or the plan's shares say it."""

    unit: UnitId
    firm: str
    account: str  # by its tail alone: a paper passes through many hands
    payees: tuple[str, ...]  # whom a court's paper names, and whose account may not be used yet, in sentences
    amount_fen: Fen
    by: Mapping[Level, Fen] | None


def disbursement(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """W37: what is entitled under a plan and not paid, without what is kept back; each level in figures and in full."""
    found = audit_plan_of(programme, subject, position)
    if found.stage != "市政府已同意":
        raise Unwritable(f"第{found.plan}号审核计划{found.stage}，没有可下达的资金")
    due, kept = _due(plan, programme, found.plan, position)
    if not due:
        _unless_paid(programme, found.plan, position)
        reasons = "；".join(one.removesuffix("。") for one in kept)
        raise Unwritable(f"第{found.plan}号审核计划没有可以下达的产能单元{'：' if reasons else ''}{reasons}")
    total = Fen(sum(one.amount_fen for one in due))
    return Written(
        content="disbursement",
        title=f"关于下达压减{plan.programme.industry}产能补偿资金的通知",
        words={
            "引言": f"按照{ruled(plan, subject)}，根据市人民政府同意的补偿资金项目审核计划第{found.plan}号"
            f"（{found.last.value.document}，{wording.date_zh(found.last.effective)}），现下达补偿资金。",
            "金额段": f"下达补偿资金共{yuan_of(total)}元（大写：{yuan_in_full(total)}），涉及产能单元{len(due)}个，"
            "见下表（单位：元）。",
            "数据说明": position.words,
        },
        lists={
            "各级": tuple(_by_level(due)),
            "对象": tuple(dict.fromkeys(said for one in due for said in one.payees)),
            "暂缓": tuple(kept) or ("没有暂缓下达的产能单元。",),
            "要求": (
                "凭本文件制单，由另外的人复核、下达，三个人至少分属两个单位；收款账户以登记核对的为准。",
                "拨付凭证当日登记；下达以后报省备案。",
            ),
            "补充": remark(subject),
        },
        tables={"明细": _due_table(due)},
    )


def _unless_paid(programme: Programme, number: int, position: Position) -> None:
    """Raises Taken once nothing is kept of what was entitled under a plan: it is all out."""
    units = {unit: one for unit, one in entitled(programme, number, position)}
    slips = rules.standings(programme, position.as_of, position.known)
    out = [
        one
        for one in slips
        if one.stage == "已下达"
        and one.released is not None
        and any(line.unit in units for line in one.fact.lines)
    ]
    if out and not any(one.kept_fen for one in units.values()):
        last = max(out, key=_released_at)
        raise Taken(
            f"第{number}号审核计划的资金已经全部下达（最后一笔第{_released_at(last)}条，凭证{last.voucher}）"
        )


def _released_at(slip: rules.Standing) -> int:
    assert slip.released is not None
    return slip.released.seq


def audit_plan_of(programme: Programme, subject: Subject, position: Position) -> AuditPlan:
    number = subject.about.audit_plan
    found = (
        auditplans.standing(programme, number, position.as_of, position.known) if number is not None else None
    )
    if found is None:
        raise Unwritable(f"《{subject.template.title}》按审核计划出具，请选审核计划")
    return found


def _due(
    plan: Plan, programme: Programme, number: int, position: Position
) -> tuple[tuple[Due, ...], tuple[str, ...]]:
    """What may go out now, and a sentence for each unit that waits."""
    due, kept = [], []
    for unit, mine in entitled(programme, number, position):
        reason = _kept_back(plan, programme, unit, position) if mine.kept_fen else ""
        if reason:
            kept.append(f"{unit}列支{yuan_of(mine.kept_fen)}元，暂缓下达：{reason}。")
        elif mine.kept_fen:
            due.append(_one(plan, programme, unit, mine, position))
    return tuple(due), tuple(kept)


def entitled(
    programme: Programme, number: int, position: Position
) -> Iterator[tuple[UnitId, auditplans.Entitlement]]:
    for unit in programme.auditplans.entitlements:
        found = auditplans.entitlement(programme, unit, position.as_of, position.known)
        if found is not None and found.fact.plan == number:
            yield unit, found


def _kept_back(plan: Plan, programme: Programme, unit: UnitId, position: Position) -> str:
    """A hold, with who may lift it; or a condition of the plan's gate that is not met."""
    today, known = position.as_of, position.known
    held = entitlements.holds(plan, programme, unit, today, known)
    if held:
        return "；".join(f"{one.words}，由{one.lifted_by}明确或解除" for one in held)
    gate = gate_rules.gate_for(plan, "payment")
    part = programme.register.part_of(unit, known)
    asked = gates.case(plan, programme, part, "", today, today, known) if part is not None else None
    if gate is None or asked is None:
        return ""
    found = gates.standing(plan, programme, gate, msgspec.structs.replace(asked, units=(unit,)))
    return "；".join(
        f"{line.condition.label}{line.verdict.answer.value}"
        for line in found.lines
        if not line.met and line.condition.need not in ("payee_determined", "not_paid_before")
    )


def _one(
    plan: Plan, programme: Programme, unit: UnitId, mine: auditplans.Entitlement, position: Position
) -> Due:
    today, known = position.as_of, position.known
    payees = entitlements.payees(plan, programme, unit, today, known)
    on_slips: dict[Level, Fen] = {}
    for slip in _open_slips(programme, unit, payees, position):
        for line in slip.fact.lines:
            if line.unit == unit:
                on_slips[line.level] = Fen(on_slips.get(line.level, 0) + line.amount_fen)
    whole = sum(on_slips.values()) == mine.kept_fen
    return Due(
        unit=unit,
        firm=_firm(plan, programme, mine.fact.enterprise, payees[0].firm, position),
        account="；".join(dict.fromkeys(_tail(one.account) for one in payees)),
        payees=(
            *_named(plan, programme, unit, payees, position),
            *(f"{one.name}的收款账户：{said}。" for one in payees if (said := account_waits(one))),
        ),
        amount_fen=mine.kept_fen,
        by=on_slips if whole else _shared(plan, mine.kept_fen),
    )


def _open_slips(
    programme: Programme, unit: UnitId, payees: tuple[Payee, ...], position: Position
) -> tuple[Standing, ...]:
    """The slips made out for a unit by the paper's day, not paid or voided by then, that may still be paid."""
    good = {one.account.seq for one in payees if one.account is not None}
    found = (
        rules.standing(programme, one, position.as_of, position.known)
        for one in programme.payments.by_unit.get(unit, ())
    )
    return tuple(
        one
        for one in found
        if one is not None and one.stage in ("待复核", "待下达") and one.fact.account in good
    )


def _firm(plan: Plan, programme: Programme, was: EnterpriseId, now: EnterpriseId, position: Position) -> str:
    """Who is entitled, by the name he would be paid under; what merged into another is paid as the other."""
    names = [
        dossier.enterprise_name(plan, programme, one, position.as_of, position.known) for one in (now, was)
    ]
    return names[0] if now == was else f"{names[0]}（承继{names[1]}）"


def _tail(account: Account | None) -> str:
    return f"尾号{account.fact.number[-TAIL:]}" if account is not None else "待定"


def account_waits(one: Payee) -> str:
    """What is still to be done before money may go to the account last entered, or that there is none; empty: nothing."""
    meanwhile = f"，在此以前仍用{_tail(one.account)}的账户" if one.account is not None else ""
    if one.waits is None:
        return "" if one.account is not None else "还没有登记，待定"
    tail, ready = _tail(one.waits), one.waits.usable_from
    if ready is None:
        return f"登记的{tail}的账户还没有第二个人核实确认{meanwhile or '，待定'}"
    return f"登记的{tail}的账户从{wording.date_zh(ready)}起才可以使用{meanwhile or '，待定'}"


def _named(
    plan: Plan, programme: Programme, unit: UnitId, payees: tuple[Payee, ...], position: Position
) -> Iterator[str]:
    """Whom a court's paper names, each with his amount and his account."""
    named = entitlements.named_for(plan, programme, unit, position.as_of, position.known)
    if named is not None:
        paper, accounts = named.paper.value, {one.name: _tail(one.account) for one in payees}
        said = "、".join(
            f"{one.name}{yuan_of(one.amount_fen)}元（账户{accounts[one.name]}）" for one in paper.payees
        )
        yield f"分项{paper.part}的补偿对象由{paper.document}明确：{said}。"


def _shared(plan: Plan, amount_fen: Fen) -> Mapping[Level, Fen] | None:
    """By the plan's shares once they are said for every level and make a whole; the last level takes what is left over."""
    shares = {one.level: one.share_permille.value for one in plan.compensation.shares}
    said = {level: share for level, share in shares.items() if share is not None}
    if len(said) < len(shares) or sum(said.values()) != _PERMILLE:
        return None
    found = {level: Fen(amount_fen * share // _PERMILLE) for level, share in said.items()}
    last = list(found)[-1]
    found[last] = Fen(found[last] + amount_fen - sum(found.values()))
    return found


def _due_table(due: tuple[Due, ...]) -> Rows:
    rows = [
        (str(at), one.firm, one.unit, one.account, *_cells(one.by), yuan_of(one.amount_fen))
        for at, one in enumerate(due, 1)
    ]
    total = yuan_of(sum(one.amount_fen for one in due))
    return Rows(
        columns=("序号", "企业", "单元", "账户", *LEVELS.values(), "合计"),
        rows=(*rows, ("", "合计", "", "", *_cells(_summed(due)), total)),
    )


def _cells(by: Mapping[Level, Fen] | None) -> tuple[str, ...]:
    if by is None:
        return ("待定",) * len(LEVELS)
    return tuple(yuan_of(by[level]) if by.get(level) else "—" for level in LEVELS)


def _summed(due: tuple[Due, ...]) -> Mapping[Level, Fen] | None:
    """None while any of them is not said by level: half a sum would be read as the whole."""
    if any(one.by is None for one in due):
        return None
    return {level: Fen(sum((one.by or {}).get(level, 0) for one in due)) for level in LEVELS}


def _by_level(due: tuple[Due, ...]) -> Iterator[str]:
    summed = _summed(due)
    if summed is None:
        yield "各级分担的比例方案没有写明，也还没有全部制单，各级金额待定；待定的以制单登记为准。"
        return
    for level, name in LEVELS.items():
        if summed[level]:
            yield f"{name}资金{yuan_of(summed[level])}元（大写：{yuan_in_full(summed[level])}）。"
