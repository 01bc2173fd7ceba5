"""Adjusting a list: every condition of the plan's own swap gate, three-valued, with clause and inputs."""

import msgspec

from yajian.core.facts.targets import CountyTaskFixed, MilestoneFixed, PartListed, TargetsFixed
from yajian.core.plan import GateCondition, Plan
from yajian.core.rules.targets.lists import by_county
from yajian.core.words import Answer, EnterpriseId, Tonnes, Verdict


def county_shortfall(
    targets: TargetsFixed, parts: tuple[PartListed, ...]
) -> tuple[CountyTaskFixed, Tonnes] | None:
    """The first county that would be left with less than its task, and what it would have."""
    totals = by_county(parts)
    for task in targets.counties:
        have = Tonnes(totals.get(task.county, 0))
        if have < task.tonnes:
            return task, have
    return None


def milestone_shortfall(
    targets: TargetsFixed, parts: tuple[PartListed, ...]
) -> tuple[MilestoneFixed, Tonnes] | None:
    """The first date by which fewer tonnes would be due than the plan's cumulative figure."""
    for milestone in targets.milestones:
        have = Tonnes(
            sum(part.tonnes for part in parts if part.due is not None and part.due <= milestone.due)
        )
        if have < milestone.cumulative_t:
            return milestone, have
    return None


class Swap(msgspec.Struct, frozen=True, kw_only=True):
    """An adjustment of the list, with what is on the register for it."""

    targets: TargetsFixed
    before: tuple[PartListed, ...]
    after: tuple[PartListed, ...]
    wishes: frozenset[EnterpriseId] = frozenset()  # enterprises whose written wish is registered
    safety: bool = False  # a statement of the safety need is registered
    approver_known: bool = False  # somebody has said who approves
    quota_version: int | None = None  # the last version that fixes quotas of what is touched

    @property
    def touched(self) -> tuple[EnterpriseId, ...]:
        """The enterprises whose tonnes, date or named facilities would change."""
        pairs = zip(self.before, self.after, strict=True)
        return tuple(dict.fromkeys(old.enterprise for old, new in pairs if _adjusts(old, new)))

    @property
    def scope(self) -> str:
        return "same_enterprise" if len(self.touched) < 2 else "between_enterprises"


def _adjusts(old: PartListed, new: PartListed) -> bool:
    """Naming the facilities of a part that had none moves nothing; naming others does."""
    rebound = bool(old.facilities) and old.facilities != new.facilities
    return rebound or (old.tonnes, old.batch) != (new.tonnes, new.batch)


def swap_verdicts(plan: Plan, swap: Swap, revision: int) -> tuple[Verdict, ...]:
    """Every condition the plan sets for an adjustment of this scope, answered in the plan's order."""
    return tuple(
        _swap_verdict(plan, swap, condition, revision)
        for gate in plan.gates.values()
        if gate.releases == "swap"
        for condition in gate.conditions
        if condition.when is None or condition.when.value is None or condition.when.value.value == swap.scope
    )


def _swap_verdict(plan: Plan, swap: Swap, condition: GateCondition, revision: int) -> Verdict:
    answer, finding, remedy = _met(swap, condition)
    asks = condition.by.asks if condition.by is not None else None
    return Verdict(
        label=condition.label,
        answer=answer,
        finding=finding,
        rule=f"targets.swap.{condition.need}",
        revision=revision,
        clauses=tuple(plan.clauses[name] for name in condition.clauses),
        inputs=(("调整范围", swap.scope), ("涉及企业", "、".join(swap.touched))),
        missing=(asks,) if answer is Answer.UNDETERMINED and asks is not None else (),
        remedy=remedy,
    )


def _met(swap: Swap, condition: GateCondition) -> tuple[Answer, str, str]:
    """Answer, finding and remedy of one condition. What the house cannot look up yet is 待定, never passed."""
    match condition.need:
        case "county_total_not_less":
            short = county_shortfall(swap.targets, swap.after)
            if short is None:
                return Answer.PASS, "各县（市）合计不少于任务", ""
            finding = f"{short[0].name}合计{short[1]}吨，少于任务{short[0].tonnes}吨"
            return Answer.FAIL, finding, "调整须在完成压减任务的前提下进行，请把全县合计补足"
        case "batch_total_not_later":
            late = milestone_shortfall(swap.targets, swap.after)
            if late is None:
                return Answer.PASS, "各节点的量不后移", ""
            day = late[0].due.isoformat()
            finding = f"到{day}应完成的只有{late[1]}吨，少于节点{late[0].cumulative_t}吨"
            return Answer.FAIL, finding, "时限节点的量不得后移，请调整分项或批次"
        case "enterprise_wish_recorded":
            silent = [one for one in swap.touched if one not in swap.wishes]
            if not silent:
                return Answer.PASS, "涉及企业的书面意愿都已登记", ""
            return (
                Answer.FAIL,
                f"没有登记 {'、'.join(silent)} 的书面意愿",
                "请登记每户涉及企业的书面意愿，并在“企业意愿”里填文号",
            )
        case "safety_reason_recorded":
            if swap.safety:
                return Answer.PASS, "安全生产需求说明已登记", ""
            return Answer.FAIL, "没有登记安全生产需求说明", "请登记说明文件，并在“安全说明”里填文号"
        case "approved_by":
            if swap.approver_known:
                return Answer.PASS, "批准单位已经明确，依据文件已登记", ""
            asks = condition.by.asks if condition.by is not None else None
            finding = f"待定：由谁批准设施调整，方案没有写明（{asks}）"
            return Answer.UNDETERMINED, finding, f"请先请示并答复待明确事项 {asks}，再发布新版本"
        case "county_decision_reported":
            return Answer.PASS, "据以发布的文件已登记", ""
        case "quota_reissued":
            if swap.quota_version is None:
                return Answer.PASS, "涉及的分项还没有拟定补偿额度，无须重报", ""
            number = swap.quota_version
            return (
                Answer.PASS,
                f"第{number}版中涉及分项的额度随新版清单停用，重报、审核以前不申请、不列支",
                "",
            )
        case "released_lot_locked":
            return Answer.PASS, "列入过清单的产能单元一直锁定", ""
        case _:
            return (
                Answer.UNDETERMINED,
                f"待定：“{condition.label}”系统还不能核对",
                "请先由领导小组办公室书面确认",
            )
