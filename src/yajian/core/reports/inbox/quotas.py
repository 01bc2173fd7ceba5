"""Money that waits for somebody's next step. A hold waits for whoever lifts it, and is on nobody's desk as overdue."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from yajian.core import entitlements, recoveries
from yajian.core.plan.citing import clauses_for
from yajian.core.reports.inbox.item import OFFICE, Look, Place, Turn, Waiting, undated
from yajian.core.reports.quotas import told_of
from yajian.core.reports.reopened import reopened
from yajian.core.reports.wording import wan_yuan
from yajian.core.rules import applications, auditplans, clawbacks, payments, quotas, targets
from yajian.core.words import Clause, CountyId, EnterpriseId, Seq, UnitId, yuan_of

KIND = "补偿资金"
UNTIMED = "方案只写“及时”，没有写几日内办"
MONEY = ("money", "")

_STEPS = {
    "待批准": ("quotas.approve", "报市政府批准具体工作方案"),
    "待报省": ("quotas.send-up", "报省审核补偿额度"),
    "待省审核": ("quotas.review", "登记省里的审核意见"),
    "省已退回": ("quotas.draw-up", "照省里意见编制新一版"),
}


def waiting(look: Look) -> Iterator[Waiting]:
    yield from _versions(look)
    yield from _reopened(look)
    yield from _applications(look)
    yield from _plans(look)
    yield from _slips(look)
    yield from _clawbacks(look)
    yield from _beyond(look)


def _versions(look: Look) -> Iterator[Waiting]:
    found = quotas.versions(look.programme, look.as_of, look.known)
    if found and found[-1].stage in _STEPS:
        command, what = _STEPS[found[-1].stage]
        filled = {"version": found[-1].number} if command != "quotas.draw-up" else {}
        amount = wan_yuan(found[-1].drawn.value.amount_fen)
        about = f"第{found[-1].number}版，{amount} 万元"
        clauses = clauses_for(look.plan, "quota_reviewed")
        yield _line(what, about, command, filled, found[-1].last.effective, found[-1].drawn.seq, clauses)


def _reopened(look: Look) -> Iterator[Waiting]:
    """An adjustment took the ground from quotas: they are drawn up, approved and sent up anew."""
    plan, programme, as_of, known = look.plan, look.programme, look.as_of, look.known
    versions = quotas.versions(programme, as_of, known)
    grounds = entitlements.grounds(plan, programme, as_of, known)
    found = reopened(grounds, versions, entitlements.prices(plan, programme, as_of, known))
    if found:
        yield _line(
            "编制新一版额度，重新报审",
            "；".join(told_of(one) for one in found),
            "quotas.draw-up",
            {},
            max(
                versions[-1].drawn.effective,
                *(one.effective for one in targets.lists(programme, as_of, known)),
            ),
            versions[-1].drawn.seq,
            clauses_for(plan, "quota_reissued") or clauses_for(plan, "quota_reviewed"),
        )


def _applications(look: Look) -> Iterator[Waiting]:
    clauses = clauses_for(look.plan, "via_county_office")
    for one in applications.standings(look.programme, look.as_of, look.known):
        fact = one.applied.value
        about = f"{'、'.join(asked.unit for asked in fact.units)}，{wan_yuan(fact.amount_fen)} 万元"
        taken = any(
            auditplans.proposed_in(look.programme, asked.unit, look.as_of, look.known) is not None
            or auditplans.entitlement(look.programme, asked.unit, look.as_of, look.known) is not None
            or auditplans.ended(look.programme, asked.unit, one.seq, look.as_of, look.known)
            for asked in fact.units
        )
        county = _county(look, one)
        waits = one.stage == "待县转报" or (one.stage == "已转报" and not taken)
        anew = _anew(look, (asked.unit for asked in fact.units)) if waits else ""
        if one.stage == "待县转报":
            yield _line(
                "额度须重报，把申请退回企业" if anew else "转报补偿申请",
                about + anew,
                "applications.forward",
                {"application": one.seq, "verdict": "退回"} if anew else {"application": one.seq},
                one.last.effective,
                one.seq,
                clauses,
                "county",
                county,
                fact.enterprise,
                look.mover(county),
            )
        elif one.stage == "已转报" and not taken:
            what, command, filled = "列入审核计划", "auditplans.draw-up", {"applications": one.seq}
            if anew:
                what, command = "额度须重报，把申请退回企业", "applications.return"
                filled = {"application": one.seq}
            yield _line(what, about + anew, command, filled, one.last.effective, one.seq, clauses)


def _anew(look: Look, units: Iterable[UnitId]) -> str:
    """Since when nothing goes on for some units but sending them back; empty while their quotas hold."""
    found = entitlements.reopened(look.plan, look.programme, units, look.as_of, look.known)
    return f"；{found.told}" if found is not None else ""


def _county(look: Look, one: applications.Standing) -> CountyId | None:
    parts = {look.programme.register.part_of(asked.unit, look.known) for asked in one.applied.value.units}
    return next((line.part.county for line in look.sheet.parts if line.part.part in parts), None)


def _plans(look: Look) -> Iterator[Waiting]:
    clauses = clauses_for(look.plan, "in_approved_audit_plan")
    for one in auditplans.standings(look.programme, look.as_of, look.known):
        if one.stage == "待市政府同意":
            about = f"第{one.plan}号，{wan_yuan(one.drawn.value.amount_fen)} 万元"
            filled = {"plan": one.plan}
            what, command = "报市政府同意审核计划", "auditplans.approve"
            anew = _anew(look, auditplans.grants(look.programme, one.plan, look.known))
            if anew:
                what, command = "额度须重报，请市政府退回审核计划", "auditplans.return"
            yield _line(what, about + anew, command, filled, one.drawn.effective, one.drawn.seq, clauses)


def _slips(look: Look) -> Iterator[Waiting]:
    clauses = clauses_for(look.plan, "in_approved_audit_plan")
    for one in payments.standings(look.programme, look.as_of, look.known):
        about = f"付 {one.fact.payee} {wan_yuan(one.fact.amount_fen)} 万元"
        step = {
            "待复核": ("payments.check", "复核制单（不是制单的人）"),
            "待下达": ("payments.release", "下达（第三个人）"),
        }.get(one.stage)
        if step is not None:
            filled = {"payment": one.seq}
            yield _line(step[1], about, step[0], filled, one.last.effective, one.seq, clauses)
        elif one.stage == "已下达" and not one.filed:
            filled = {"payments": one.seq}
            yield _line("报省备案", about, "payments.file", filled, one.last.effective, one.seq, clauses)
    for seq in look.programme.payments.accounts:
        account = payments.account(look.programme, seq, look.as_of, look.known)
        if account is not None and account.usable_from is None:
            about = f"{account.fact.payee}，尾号 {account.fact.number[-payments.TAIL :]}"
            filled = {"account": seq}
            what = "向收款人核实变更的账户（不是登记的人）"
            yield _line(
                what, about, "payments.confirm-account", filled, account.entered.effective, seq, clauses
            )


def _clawbacks(look: Look) -> Iterator[Waiting]:
    clauses = clauses_for(look.plan, "county_task_unmet_after_due")
    for one in clawbacks.standings(look.programme, look.as_of, look.known):
        filled = {"opinion": one.seq}
        name = look.county_name(one.fact.county)
        if one.stage == "待通知":
            what = "确认口径后发收回通知"
            command = "clawbacks.issue-notice"
            yield _line(what, name, command, filled, one.last.effective, one.seq, clauses, place=_matter(one))
        elif one.stage == "待入库":
            about = f"{name}，还差 {wan_yuan(one.left_fen)} 万元"
            what, command = "收回入库", "clawbacks.book-receipt"
            yield _line(
                what, about, command, filled, one.last.effective, one.seq, clauses, place=_matter(one)
            )


def _matter(one: clawbacks.Standing) -> Place:
    return ("clawback", str(one.seq))


def _beyond(look: Look) -> Iterator[Waiting]:
    """More came in from a county than is paid of it now: a payment bounced after its money had been given back."""
    clauses = clauses_for(look.plan, "county_task_unmet_after_due")
    for one in recoveries.beyond(look.plan, look.programme, look.as_of, look.known):
        level, matter = payments.LEVELS[one.level], one.matter
        about = f"{look.county_name(matter.fact.county)}，{level}多收 {wan_yuan(one.amount_fen)} 万元"
        filled = {"opinion": matter.seq, "level": level, "amount": yuan_of(one.amount_fen)}
        what = "多收的退还县（市）"
        yield _line(
            what,
            about,
            "clawbacks.return-receipt",
            filled,
            one.since,
            matter.seq,
            clauses,
            mover=_treasury(look),
            place=_matter(matter),
        )


def _treasury(look: Look) -> str:
    """Whom the plan has take the money back."""
    rule = look.plan.compensation.clawback
    organ = look.plan.organisations.get(rule.by) if rule is not None else None
    return organ.name if organ is not None else OFFICE


def _line(
    what: str,
    about: str,
    command: str,
    filled: Mapping[str, object],
    since: date,
    raised: Seq,
    clauses: tuple[Clause, ...],
    turn: Turn = "office",
    county: CountyId | None = None,
    enterprise: EnterpriseId | None = None,
    mover: str = "",
    place: Place = MONEY,
) -> Waiting:
    return Waiting(
        kind=KIND,
        what=what,
        about=about,
        judged=undated(UNTIMED),
        by=(mover or OFFICE,),
        command=command,
        filled=filled,
        place=place,
        since=since,
        clauses=clauses,
        raised=raised,
        turn=turn,
        county=county,
        enterprise=enterprise,
    )
