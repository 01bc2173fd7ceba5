"""Where an audit plan stands, and what a unit is entitled to under an approved one: once, and to the fen."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.cases import Case, Found, Needs, lacking, met, unmet
from yajian.core.facts.auditplans import (
    EntitlementReserved,
    GrantProposed,
    PlanApproved,
    PlanDrawnUp,
    PlanReturned,
    Step,
)
from yajian.core.history import Entry, Timeline
from yajian.core.plan import GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.words import Fen, Seq, UnitId

Stage = Literal["待市政府同意", "市政府已同意", "已退回"]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One audit plan as of a day."""

    plan: int
    drawn: Entry[PlanDrawnUp]
    last: Entry[Step]

    @property
    def stage(self) -> Stage:
        match self.last.value:
            case PlanApproved():
                return "市政府已同意"
            case PlanReturned():
                return "已退回"
            case _:
                return "待市政府同意"


class Entitlement(msgspec.Struct, frozen=True, kw_only=True):
    """What a unit is entitled to as of a day, and how much of it is kept for it and how much is paid."""

    reserved: Entry[EntitlementReserved]
    kept_fen: Fen  # 已列支未下达
    paid_fen: Fen

    @property
    def fact(self) -> EntitlementReserved:
        return self.reserved.value


def standing(
    programme: Programme, plan: int, as_of: date | None = None, known: Seq | None = None
) -> Standing | None:
    """A plan as of a day; None before it was drawn up."""
    line = programme.auditplans.plans.get(plan, Timeline())
    entries = sorted(
        (one for one in line.known(known) if as_of is None or one.effective <= as_of), key=lambda one: one.seq
    )
    if not entries or not isinstance(entries[0].value, PlanDrawnUp):
        return None
    return Standing(plan=plan, drawn=entries[0], last=entries[-1])  # type: ignore[arg-type]


def standings(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> Iterator[Standing]:
    """Every plan known of on a day, in the order they were drawn up."""
    for plan in programme.auditplans.plans:
        found = standing(programme, plan, as_of, known)
        if found is not None:
            yield found


def grants(programme: Programme, plan: int, known: Seq | None = None) -> dict[UnitId, GrantProposed]:
    """What one plan proposes, unit by unit."""
    return {
        unit: entry.value
        for unit, line in programme.auditplans.grants.items()
        for entry in line.known(known)
        if entry.value.plan == plan
    }


def proposed_in(
    programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> int | None:
    """The plan in which a unit waits for the city government, if it does."""
    for entry in programme.auditplans.grants.get(unit, Timeline()).known(known):
        found = standing(programme, entry.value.plan, as_of, known)
        if found is not None and found.stage == "待市政府同意":
            return found.plan
    return None


def entitlement(
    programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> Entitlement | None:
    """What a unit is entitled to; nothing once all of it was voided."""
    line = programme.auditplans.entitlements.get(unit, Timeline())
    entries = [one for one in line.known(known) if as_of is None or one.effective <= as_of]
    reserved = [one for one in entries if isinstance(one.value, EntitlementReserved)]
    if not reserved:
        return None
    stands = money.balances(programme.money, money.of_unit(unit), as_of, known)
    kept_fen, paid_fen = Fen(stands[Purse.RESERVED]), Fen(stands[Purse.PAID])
    if not kept_fen and not paid_fen:
        return None
    return Entitlement(reserved=reserved[-1], kept_fen=kept_fen, paid_fen=paid_fen)  # type: ignore[arg-type]


def ended(
    programme: Programme, unit: UnitId, application: Seq, as_of: date | None = None, known: Seq | None = None
) -> bool:
    """Whether nothing of an application is open for a unit any more: what it was entitled to was voided, or it was granted nothing."""
    line = programme.auditplans.entitlements.get(unit, Timeline())
    last = [
        one.value
        for one in line.known(known)
        if one.value.application == application and (as_of is None or one.effective <= as_of)
    ]
    voided = bool(last) and not isinstance(last[-1], EntitlementReserved)
    return voided or refused_in(programme, unit, application, as_of, known) is not None


def refused_in(
    programme: Programme, unit: UnitId, application: Seq, as_of: date | None = None, known: Seq | None = None
) -> Standing | None:
    """The plan agreed to that granted a unit nothing under an application."""
    for entry in programme.auditplans.grants.get(unit, Timeline()).known(known):
        if entry.value.application == application and not entry.value.amount_fen:
            found = standing(programme, entry.value.plan, as_of, known)
            if found is not None and found.stage == "市政府已同意":
                return found
    return None


# What a gate asks of this area --------------------------------------------------------------------


def _approved(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """列入审核计划，市政府已同意."""
    silent = [unit for unit in case.units if entitlement(programme, unit, case.as_of, case.known) is None]
    if silent or not case.units:
        return lacking(
            f"待定：{'、'.join(silent) or case.part} 还没有列入市政府同意的审核计划",
            ("市政府同意的审核计划",),
            "请汇总审核，报市政府同意",
            asks="auditplans.draw-up",
        )
    return met("已列入市政府同意的审核计划")


def _not_paid(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """同一产能不重复补偿: something of the entitlement is still kept for each unit."""
    for unit in case.units:
        found = entitlement(programme, unit, case.as_of, case.known)
        if found is not None and not found.kept_fen:
            return unmet(f"{unit} 的补偿已经全部下达", "一份产能只补偿一次；款项退回的先登记退回")
    return met("没有重复下达")


NEEDS: Needs = {"in_approved_audit_plan": _approved, "not_paid_before": _not_paid}
