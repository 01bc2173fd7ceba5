"""审核计划表: unit by unit what was applied for, what is granted, how much less and why, and how far the plan came."""

from collections.abc import Iterator

import msgspec

from yajian.core.facts.auditplans import EntitlementReserved, GrantProposed
from yajian.core.history import Entry, Timeline
from yajian.core.reports.money.scope import Scope, Whose, owners
from yajian.core.reports.wording import wan_yuan
from yajian.core.rules import auditplans as rules
from yajian.core.rules.auditplans import Standing
from yajian.core.words import DocumentNo, EnterpriseId, Fen, Seq, UnitId


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A unit in one plan."""

    plan: int
    unit: UnitId
    enterprise: EnterpriseId
    enterprise_name: str
    county_name: str
    application: Seq
    seq: Seq  # the entry that proposed it
    applied_fen: Fen
    granted_fen: Fen
    why: str  # it is less
    state: str

    @property
    def less_fen(self) -> Fen:
        return Fen(self.applied_fen - self.granted_fen)


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One plan with those of its units that are somebody's to read."""

    plan: int
    stage: str
    document: DocumentNo
    seq: Seq
    drawn_on: str
    decided: DocumentNo | None  # the city government's paper
    decided_on: str
    words: str  # why it was sent back
    rows: tuple[Row, ...]
    applied_fen: Fen
    granted_fen: Fen


class Table(msgspec.Struct, frozen=True, kw_only=True):
    plans: tuple[Group, ...]  # the last first


def table(scope: Scope) -> Table:
    whose = owners(scope)
    proposed: dict[int, list[Entry[GrantProposed]]] = {}
    for unit, line in scope.programme.auditplans.grants.items():
        if unit in whose:
            for entry in line.known(scope.known):
                proposed.setdefault(entry.value.plan, []).append(entry)
    found = rules.standings(scope.programme, scope.as_of, scope.known)
    groups = (_group(scope, whose, one, proposed.get(one.plan, [])) for one in found)
    return Table(plans=tuple(one for one in reversed(tuple(groups)) if one.rows))


def told(found: Table) -> Iterator[str]:
    """The same for a terminal."""
    for plan in found.plans:
        whole = f"申请 {wan_yuan(plan.applied_fen)} 万元，核定 {wan_yuan(plan.granted_fen)} 万元"
        yield f"第{plan.plan}号　{plan.document}　{plan.stage}：{whole}"
        for one in plan.rows:
            less = f"，核减 {wan_yuan(one.less_fen)}：{one.why}" if one.less_fen else ""
            amounts = f"申请 {wan_yuan(one.applied_fen)}，核定 {wan_yuan(one.granted_fen)} 万元"
            yield f"  {one.unit}（{one.enterprise_name}）：{amounts}{less}；{one.state}"


def _group(
    scope: Scope, whose: dict[UnitId, Whose], plan: Standing, proposed: list[Entry[GrantProposed]]
) -> Group:
    rows = tuple(_row(scope, whose[entry.value.unit], plan, entry) for entry in proposed)
    waits = plan.stage == "待市政府同意"
    return Group(
        plan=plan.plan,
        stage=plan.stage,
        document=plan.drawn.value.document,
        seq=plan.drawn.seq,
        drawn_on=plan.drawn.effective.isoformat(),
        decided=None if waits else plan.last.value.document,
        decided_on="" if waits else plan.last.effective.isoformat(),
        words=getattr(plan.last.value, "words", ""),
        rows=rows,
        applied_fen=Fen(sum(one.applied_fen for one in rows)),
        granted_fen=Fen(sum(one.granted_fen for one in rows)),
    )


def _row(scope: Scope, unit: Whose, plan: Standing, entry: Entry[GrantProposed]) -> Row:
    fact = entry.value
    return Row(
        plan=plan.plan,
        unit=unit.unit,
        enterprise=unit.enterprise,
        enterprise_name=unit.enterprise_name,
        county_name=unit.county_name,
        application=fact.application,
        seq=entry.seq,
        applied_fen=fact.applied_fen,
        granted_fen=fact.amount_fen,
        why=fact.why,
        state=_state(scope, unit.unit, fact.application, plan),
    )


def _state(scope: Scope, unit: UnitId, application: Seq, plan: Standing) -> str:
    """What became of it: nothing is owed under a plan before the city government agreed to it."""
    if plan.stage != "市政府已同意":
        return plan.stage
    line = scope.programme.auditplans.entitlements.get(unit, Timeline())
    mine = [
        one.value
        for one in line.known(scope.known)
        if one.effective <= scope.as_of and one.value.application == application
    ]
    found = rules.entitlement(scope.programme, unit, scope.as_of, scope.known)
    paid_fen = found.paid_fen if found is not None and found.fact.application == application else 0
    if mine and not isinstance(mine[-1], EntitlementReserved):
        return "部分下达，其余已取消列支" if paid_fen else "已取消列支"
    if not paid_fen:
        return "已列支"
    return "部分下达" if found is not None and found.kept_fen else "已下达"
