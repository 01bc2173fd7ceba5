"""What paying asks of more than one area: papers for the origin, no more than the quota, and whom a sealed part's money goes to."""

from yajian.core.cases import Case, Found, Needs, lacking, met, unmet
from yajian.core.plan import GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.rules import auditplans, holds, quotas, register
from yajian.core.words import Answer


def _origin_evidenced(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """产能来源有证明材料: of every unit that money is asked for, or of every unit of the part."""
    units = asked.units or register.units_of_part(programme, asked.part, asked.known)
    for unit in units:
        verdict = register.origin_verdict(plan, programme, unit, asked.as_of, asked.known)
        if verdict.answer is not Answer.PASS:
            return Found(
                answer=verdict.answer,
                finding=verdict.finding,
                missing=verdict.missing,
                inputs=verdict.inputs,
                remedy=verdict.remedy,
                asks="register.establish-origin",
            )
    if not units:
        return lacking(
            f"待定：{asked.part} 还没有登记产能单元",
            ("产能单元",),
            "请凭备案文件登记产能单元",
            asks="register.open-unit",
        )
    return met("产能来源都有证明材料", ("产能单元", "、".join(units)))


def _not_over_quota(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """不超过该户额度: what each unit is entitled to, beside the quota in force."""
    for unit in asked.units:
        entitled = auditplans.entitlement(programme, unit, asked.as_of, asked.known)
        quota = quotas.quota(programme, unit, asked.as_of, asked.known)
        if entitled is None or quota is None:
            return lacking(
                f"待定：{unit} 还没有省里同意的额度，或者还没有列支",
                ("额度", "列支"),
                "请先办理额度审核和审核计划",
                asks="quotas.draw-up" if quota is None else "auditplans.draw-up",
            )
        if entitled.fact.amount_fen > quota.value.amount_fen:
            return unmet(f"{unit} 列支的金额大于现行额度", "请凭文件取消列支，照现行额度重新申请")
    return met("都不超过额度") if asked.units else unmet(f"{asked.part} 没有产能单元", "请先登记产能单元")


def _payee_determined(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """补偿对象明确: the last paper that names whom a sealed part's money goes to."""
    named = holds.payees(programme, asked.part, asked.as_of, asked.known)
    if named is None:
        return lacking(
            f"待定：{asked.part} 查封产能的补偿对象还没有明确",
            ("法院明确补偿对象的文书",),
            "请县（市）协调法院依法明确；明确以前这一笔暂缓，不影响别的",
            asks="holds.determine-payees",
        )
    payees = "、".join(one.name for one in named.value.payees)
    return met(f"{named.value.document}明确：{payees}", ("补偿对象", payees))


NEEDS: Needs = {
    "origin_evidenced": _origin_evidenced,
    "not_over_quota": _not_over_quota,
    "payee_determined": _payee_determined,
}
