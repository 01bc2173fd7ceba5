"""Whether the tonnes about to stand on paper are those determined of the unit, its oven and its part.

What is said moves no tonne, and what was determined lets no other number in: the plan names the field of 备案产能.
"""

from collections.abc import Iterator

import msgspec

from yajian.core.plan import Plan, attribute
from yajian.core.programme import Programme
from yajian.core.rules import dossier as dossier_rules
from yajian.core.rules import register as rules
from yajian.core.rules import statements as statement_rules
from yajian.core.rules.statements import Number, Standing
from yajian.core.words import Clause, EnterpriseId, FacilityId, PartId, Refusal, SystemRule, Tonnes, UnitId


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A unit as it is about to stand: whose, under which part, for which oven, with how many tonnes filed."""

    unit: UnitId
    enterprise: EnterpriseId
    part: PartId | None
    facility: str
    filed_t: Tonnes


class _Sum(msgspec.Struct, frozen=True, kw_only=True):
    """What the units of one subject would come to. A part may still lack units, so only more is too much."""

    subject: str
    words: str
    filed_t: Tonnes
    whole: bool

    def differs(self, determined_t: int) -> bool:
        return self.filed_t > determined_t or (self.whole and self.filed_t < determined_t)


def standing(programme: Programme, unit: UnitId, filed_t: Tonnes | None = None) -> Claim:
    """A unit as it stands, or as it would with other tonnes."""
    opened = programme.register.units[unit]
    return Claim(
        unit=unit,
        enterprise=opened.enterprise,
        part=programme.register.part_of(unit),
        facility=opened.facility,
        filed_t=rules.paper_t(programme, (unit,)) if filed_t is None else filed_t,
    )


def unlike_determined(
    plan: Plan, programme: Programme, *claims: Claim, retold: bool = False
) -> Refusal | None:
    """`retold`: the units' own numbers are said anew, and not only where their tonnes stand."""
    filed = plan.capacity.basis("filed")
    field = filed.field if filed is not None else None
    spoken = {subject for subject, name in programme.statements.files if name == field}
    if field is None or not spoken:
        return None
    own = (
        _Sum(subject=f"unit:{one.unit}", words=f"产能单元 {one.unit}", filed_t=one.filed_t, whole=True)
        for one in (claims if retold else ())
    )
    for total in (*own, *_ovens(programme, claims), *_parts(programme, claims)):
        if total.subject in spoken:
            number = statement_rules.number(programme, (total.subject, field))
            refusal = _contested(plan, total, number) or _otherwise(plan, total, number)
            if refusal is not None:
                return refusal
    return None


def _ovens(programme: Programme, claims: tuple[Claim, ...]) -> Iterator[_Sum]:
    after = _after(programme, claims)
    for oven in dict.fromkeys(oven for one in claims for oven in _meant(programme, one)):
        filed_t = Tonnes(sum(one.filed_t for one in after if oven in _meant(programme, one)))
        name = dossier_rules.facility_name(programme, oven)
        yield _Sum(subject=f"facility:{oven}", words=f"{name}（{oven}）", filed_t=filed_t, whole=True)


def _parts(programme: Programme, claims: tuple[Claim, ...]) -> Iterator[_Sum]:
    after = _after(programme, claims)
    for part in dict.fromkeys(one.part for one in claims if one.part is not None):
        filed_t = Tonnes(sum(one.filed_t for one in after if one.part == part))
        yield _Sum(subject=f"part:{part}", words=f"清单分项 {part}", filed_t=filed_t, whole=False)


def _after(programme: Programme, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    changed = {one.unit for one in claims}
    others = (standing(programme, unit) for unit in programme.register.units if unit not in changed)
    return (*claims, *others)


def _meant(programme: Programme, claim: Claim) -> tuple[FacilityId, ...]:
    """The ovens of the ledger a unit's oven may be: what the list's name is bound to, else by id or any name."""
    if not claim.facility:
        return ()
    bound = (
        dossier_rules.facility_of(programme, claim.part, claim.facility) if claim.part is not None else None
    )
    if bound is not None:
        return (bound,)
    return tuple(
        oven
        for oven in dossier_rules.ever_of(programme, (claim.enterprise,))
        if claim.facility == oven
        or any(
            dossier_rules.one_oven(name, claim.facility)
            for name in dossier_rules.facility_names(programme, oven)
        )
    )


def _contested(plan: Plan, total: _Sum, number: Number) -> Refusal | None:
    if number.standing is not Standing.CONTESTED and not number.divided:
        return None
    shown = "、".join(dict.fromkeys(f"{one.maker}说{one.said.shown}" for one in number.waiting))
    return Refusal(
        code="register.number-contested",
        basis=_basis(plan, number),
        finding=f"{total.words}的{number.label}各方说法不一，还没有认定：{shown}；要登记的是{total.filed_t}吨",
        way_forward="请先在“数据认定”听取意见、核查后作出认定结论，再按认定的数登记",
        field="filed_t",
    )


def _otherwise(plan: Plan, total: _Sum, number: Number) -> Refusal | None:
    settled = number.settled
    if settled is None or not isinstance(settled.value, int) or not total.differs(settled.value):
        return None
    return Refusal(
        code="register.unlike-determined",
        basis=_basis(plan, number),
        finding=f"{total.words}的{number.label}已认定为{settled.value}吨（第{settled.seq}条，"
        f"{settled.document}），照此登记则是{total.filed_t}吨",
        way_forward=f"请按认定的数登记；认定有误的，凭文件对第{settled.seq}条提出异议，重新认定后再登记",
        field="filed_t",
    )


def _basis(plan: Plan, number: Number) -> Clause | SystemRule:
    field = attribute(plan, number.matter[1])
    return plan.clauses[field.clauses[0]] if field is not None and field.clauses else SystemRule.VALUE_UNFIT
