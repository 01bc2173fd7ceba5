"""A unit's money: its quota, who asked for it, what was granted, kept back, paid, and filed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from yajian.core import entitlements
from yajian.core.entitlements import Backfills, SharedNotices
from yajian.core.facts.applications import Applied, Forwarded, Returned
from yajian.core.facts.auditplans import EntitlementReserved, PlanReturned
from yajian.core.facts.holds import HoldLifted, HoldPlaced, PayeesDetermined
from yajian.core.facts.payments import PaymentsFiled
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.reports.trail.step import Step, cited, paper_clauses, step
from yajian.core.reports.wording import wan_t, yuan
from yajian.core.rules import clawbacks, courts, dossier, organs, payments, quotas
from yajian.core.words import Clause, Fen, PartId, Seq, UnitId


def of_money(
    plan: Plan, programme: Programme, unit: UnitId, as_of: date, known: Seq | None
) -> Iterator[Step]:
    yield from _quotas(plan, programme, unit, as_of, known)
    yield from _asked(plan, programme, unit, known)
    yield from _granted(plan, programme, unit, known)
    yield from _kept_back(plan, programme, unit, known)
    yield from _paid(plan, programme, unit, known)
    yield from _filed(plan, programme, unit, as_of, known)
    yield from _taken_back(plan, programme, unit, as_of, known)


def _quotas(plan: Plan, programme: Programme, unit: UnitId, as_of: date, known: Seq | None) -> Iterator[Step]:
    going_up = paper_clauses(plan, "quota_letter")
    for version in quotas.versions(programme, as_of, known):
        line = quotas.fixed(programme, unit, version.number, known)
        if line is None:
            continue
        fact = line.value
        sum_ = f"第{version.number}版：{wan_t(fact.tonnes)} 万吨 × {yuan(fact.rate_fen_per_t)} 元/吨"
        drawn = version.drawn.value.document
        yield _step(line, "明确额度", sum_, drawn, cited(plan, fact.clauses), fact.amount_fen)
        for label, done in (("市政府批准", version.approved), ("报省审核", version.sent)):
            if done is not None:
                yield _step(done, label, f"第{version.number}版", done.value.document, going_up)
        if version.reviewed is not None:
            review = version.reviewed.value
            said = "同意" if review.said == "agreed" else f"退回：{review.words}"
            clauses = clauses_for(plan, "quota_reviewed") or going_up
            yield _step(version.reviewed, "省审核意见", said, review.document, clauses)


def _asked(plan: Plan, programme: Programme, unit: UnitId, known: Seq | None) -> Iterator[Step]:
    clauses = clauses_for(plan, "via_county_office") or paper_clauses(plan, "application")
    for application in programme.applications.by_unit.get(unit, ()):
        for entry in programme.applications.filed[application].known(known):
            fact = entry.value
            match fact:
                case Applied(units=units):
                    mine = next(one.amount_fen for one in units if one.unit == unit)
                    words = f"按第{fact.quota_version}版额度申请"
                    yield _step(entry, "企业申请", words, fact.document, clauses, mine)
                case Forwarded():
                    yield _step(entry, "县转报", fact.words, fact.document, clauses)
                case Returned(by_city=by_city):
                    label = "市退回申请" if by_city else "县退回申请"
                    yield _step(entry, label, fact.words, fact.document, clauses)
                case _:
                    yield _step(entry, "撤回申请", fact.reason, fact.document, clauses)


def _granted(plan: Plan, programme: Programme, unit: UnitId, known: Seq | None) -> Iterator[Step]:
    clauses = clauses_for(plan, "in_approved_audit_plan")
    for grant in programme.auditplans.grants.get(unit, Timeline()).known(known):
        said = programme.auditplans.plans[grant.value.plan].known(known)
        less_fen = grant.value.applied_fen - grant.value.amount_fen
        why = f"核减 {yuan(less_fen)} 元：{grant.value.why}" if less_fen else "照申请"
        yield _step(grant, "审核计划", why, said[0].value.document, clauses, grant.value.amount_fen)
        for back in said:
            if isinstance(back.value, PlanReturned):
                yield _step(back, "退回审核计划", back.value.words, back.value.document, clauses)
    for entry in programme.auditplans.entitlements.get(unit, Timeline()).known(known):
        fact = entry.value
        if isinstance(fact, EntitlementReserved):
            agreed, under = programme.auditplans.plans[fact.plan].known(known)[-1].value, fact.clauses
            words = f"第{fact.plan}号审核计划"
            yield _step(
                entry, "市政府同意，列支", words, agreed.document, cited(plan, under), fact.amount_fen
            )
        else:
            yield _step(entry, "取消列支", fact.reason, fact.document, clauses, fact.amount_fen)


def _kept_back(plan: Plan, programme: Programme, unit: UnitId, known: Seq | None) -> Iterator[Step]:
    part = programme.register.part_of(unit, known)
    named: Timeline[Any] = programme.holds.payees.get(part, Timeline()) if part is not None else Timeline()
    for paper in named.known(known):
        said = "、".join(f"{one.name} {yuan(one.amount_fen)} 元" for one in paper.value.payees)
        said += _paid_to_others(programme, part, paper)
        clauses = clauses_for(plan, "payee_determined")
        yield _step(paper, "明确补偿对象", said, paper.value.document, clauses)
    yield from _sealed_by_mistake(plan, programme, unit, known)
    for hold in programme.holds.by_unit.get(unit, ()):
        for kept in programme.holds.holds[hold].known(known):
            match kept.value:
                case HoldPlaced(reason=reason, document=document):
                    yield _step(kept, "暂缓下达", reason, document)
                case HoldLifted(words=words, document=document):
                    yield _step(kept, "解除暂缓", words, document)


def _paid_to_others(programme: Programme, part: PartId | None, paper: Entry[PayeesDetermined]) -> str:
    """What had gone out when a paper came to whom it does not name, or more than it names: it is recorded, and seen."""
    named = {dossier.folded(one.name): one.amount_fen for one in paper.value.payees}
    paid: dict[str, Fen] = {}
    for slip in payments.standings(programme, known=paper.seq):
        mine = [one for one in slip.stands if programme.register.part_of(one.unit, paper.seq) == part]
        if mine and slip.released is not None:
            sum_ = sum(one.amount_fen for one in mine)
            paid[slip.fact.payee] = Fen(paid.get(slip.fact.payee, 0) + sum_)
    beyond = [
        f"{name} {yuan(fen)} 元" for name, fen in paid.items() if fen > named.get(dossier.folded(name), 0)
    ]
    return f"；登记这份文书时已下达{'、'.join(beyond)}，与它所列不符，请核实" if beyond else ""


def _sealed_by_mistake(plan: Plan, programme: Programme, unit: UnitId, known: Seq | None) -> Iterator[Step]:
    """What kept the unit back until somebody said that it was entered by mistake, so that nobody need search for it."""
    for seal, gone in programme.courts.withdrawn.items():
        for entry in gone.known(known):
            before = entitlements.seals(plan, programme, unit, None, Seq(entry.seq - 1))
            told = next((courts.told(one) for one in before if one.seq == seal), None)
            if told is not None:
                words = f"{told}，登记（第{seal}条）已撤销：{entry.value.reason}"
                clauses = clauses_for(plan, "payee_determined")
                yield _step(entry, "撤销查封登记", words, entry.value.document, clauses)


def _paid(plan: Plan, programme: Programme, unit: UnitId, known: Seq | None) -> Iterator[Step]:
    going_out = paper_clauses(plan, "disbursement")
    marked, shared = Backfills(plan, programme, known), SharedNotices(programme, known)
    for slip in payments.of_unit(programme, unit, known):
        marks = marked.of(slip, unit)
        made, out = (
            tuple(one.words for one in marks if one.seq == entry.seq) if entry is not None else ()
            for entry in (slip.prepared, slip.released)
        )
        mine = Fen(sum(line.amount_fen for line in slip.fact.lines if line.unit == unit))
        levels = "、".join(
            f"{payments.LEVELS[line.level]} {yuan(line.amount_fen)} 元"
            for line in slip.fact.lines
            if line.unit == unit
        )
        words = f"付 {slip.fact.payee}：{levels}"
        yield _step(slip.prepared, "制单", words, slip.fact.document, going_out, mine, made)
        if slip.checked is not None:
            yield _step(slip.checked, "复核", slip.checked.value.organ, slip.fact.document, going_out)
        if slip.released is not None:
            yield _step(slip.released, "下达", "", slip.voucher, going_out, mine, out)
        if slip.cancelled is not None:
            reason = slip.cancelled.value.reason
            yield _step(slip.cancelled, "作废制单", reason, slip.fact.document, going_out)
        for back in slip.returns:
            fact = back.value
            came = Fen(sum(line.amount_fen for line in fact.lines if line.unit == unit))
            if came:
                label = "退回款项" if fact.amount_fen == slip.fact.amount_fen else "退回一部分"
                said = "；".join(
                    (fact.reason, *(one.words for one in shared.of(slip) if one.seq == back.seq))
                )
                yield _step(back, label, said, fact.document, going_out, came)
        if slip.corrected is not None:
            put = slip.corrected.value
            said = f"原登记 {put.was}，更正为 {put.voucher}：{put.reason}"
            yield _step(slip.corrected, "更正凭证号", said, put.document, going_out)
        if slip.restored is not None:
            undone = slip.restored.value
            said = f"第{undone.withdraws}条退回登记撤销：{undone.reason}"
            out_again = Fen(sum(line.amount_fen for line in undone.lines if line.unit == unit))
            if out_again:
                yield _step(slip.restored, "撤销退回登记", said, undone.document, going_out, out_again)


def _filed(plan: Plan, programme: Programme, unit: UnitId, as_of: date, known: Seq | None) -> Iterator[Step]:
    """Once a letter, whichever slips it filed: which of them paid for the unit, and how much of them stood that day."""
    by_letter: dict[Seq, tuple[Entry[PaymentsFiled], list[payments.Standing]]] = {}
    for slip in payments.of_unit(programme, unit, known):
        for filed in slip.filed:
            by_letter.setdefault(filed.seq, (filed, []))[1].append(slip)
    for filed, slips in by_letter.values():
        organ = organs.organ(plan, programme, filed.value.organ, as_of, known)
        name = organ.name if organ is not None else filed.value.organ
        named = "、".join(f"第{one.seq}条" for one in slips)
        sum_ = Fen(sum(_stood_fen(programme, one, unit, filed) for one in slips))
        clauses = paper_clauses(plan, "payment_filing")
        yield _step(filed, "报省备案", f"{name}：{named}制单", filed.value.document, clauses, sum_)


def _stood_fen(
    programme: Programme, slip: payments.Standing, unit: UnitId, filed: Entry[PaymentsFiled]
) -> Fen:
    """What of a slip had gone out for a unit, and was not back, when it was filed."""
    then = payments.standing(programme, slip.seq, filed.effective, filed.seq)
    lines = then.stands if then is not None else slip.fact.lines
    return Fen(sum(line.amount_fen for line in lines if line.unit == unit))


def _taken_back(
    plan: Plan, programme: Programme, unit: UnitId, as_of: date, known: Seq | None
) -> Iterator[Step]:
    """What its county was asked to give back because of its part; the firm owes none of it, so no amount is its own."""
    part = programme.register.part_of(unit, known)
    clauses = clauses_for(plan, "county_task_unmet_after_due")
    for matter in clawbacks.standings(programme, as_of, known):
        if any(missed.part == part for missed in matter.fact.unfinished):
            for one in _of_matter(matter, clauses):
                yield msgspec.structs.replace(one, matter=matter.seq)


def _of_matter(matter: clawbacks.Standing, clauses: tuple[Clause, ...]) -> Iterator[Step]:
    words = f"县（市）未完成 {wan_t(matter.fact.unfinished_t)} 万吨，向县（市）收回，与企业无关"
    yield _step(matter.opinion, "收回意见", words, matter.fact.document, clauses)
    if matter.notice is not None:
        asked = matter.notice.value
        words = f"向县（市）收回 {yuan(asked.amount_fen)} 元"
        yield _step(matter.notice, "收回通知", words, asked.document, clauses)
    for receipt in matter.receipts:
        words = f"{payments.LEVELS[receipt.value.level]}入库 {yuan(receipt.value.amount_fen)} 元"
        yield _step(receipt, "收回入库", words, receipt.value.voucher, clauses)
    for back in matter.returns:
        words = f"{payments.LEVELS[back.value.level]}多收的退还县（市） {yuan(back.value.amount_fen)} 元"
        yield _step(back, "退还县（市）", words, back.value.voucher, clauses)
    if matter.withdrawn is not None:
        gone = matter.withdrawn.value
        yield _step(matter.withdrawn, "撤回收回", gone.reason, gone.document, clauses)


def _step(
    entry: Entry[Any],
    label: str,
    words: str,
    document: str = "",
    clauses: tuple[Clause, ...] = (),
    amount_fen: Fen | None = None,
    backfilled: tuple[str, ...] = (),
) -> Step:
    return step(entry, "money", label, words, document, clauses, amount_fen, backfilled)
