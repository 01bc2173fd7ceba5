"""Units of capacity: whether one is locked, and since when. A listed tonne is never sold, swapped or filed."""

from yajian.core.facts.register import UnitOpened
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.words import Answer, Seq, UnitId, Verdict


def lock(plan: Plan, programme: Programme, unit: UnitId, known: Seq | None = None) -> Verdict:
    """Whether a unit may still be traded or filed. From listing, by the plan's default reading."""
    opened = programme.register.units[unit]
    listed = _listed_on(programme, opened, known)
    clauses = clauses_for(plan, "lot_not_retired")
    if listed is None and _has_listed_parts(programme, opened, known):
        return Verdict(
            label="可交易、可备案",
            answer=Answer.UNDETERMINED,
            finding=f"{unit} 没有写明清单分项，而该企业有分项列入清单",
            rule="register.lock",
            revision=programme.charter.revision,
            clauses=clauses,
            inputs=(("产能单元", unit), ("企业", opened.enterprise), ("清单分项", "未写明")),
            missing=("该单元是否属于清单分项",),
            remedy="请先核定该单元是否属于清单分项；核定之前不办理交易和备案",
        )
    if listed is None:
        return Verdict(
            label="可交易、可备案",
            answer=Answer.PASS,
            finding=f"{unit} 不在任何压减清单内",
            rule="register.lock",
            revision=programme.charter.revision,
            clauses=clauses,
            inputs=(("产能单元", unit), ("清单分项", "无")),
        )
    name, since = listed
    return Verdict(
        label="可交易、可备案",
        answer=Answer.FAIL,
        finding=f"{unit} 属清单分项 {opened.part}，自{since}列入“{name}”起锁定",
        rule="register.lock",
        revision=programme.charter.revision,
        clauses=clauses,
        inputs=(("产能单元", unit), ("清单分项", str(opened.part)), ("列入日期", since)),
        remedy="压减产能不得交易、置换或用于备案",
    )


def _has_listed_parts(programme: Programme, opened: UnitOpened, known: Seq | None) -> bool:
    return opened.part is None and any(
        part.enterprise == opened.enterprise
        for versions in programme.targets.lists.values()
        for entry in versions.known(known)
        for part in entry.value.parts
    )


def _listed_on(programme: Programme, opened: UnitOpened, known: Seq | None) -> tuple[str, str] | None:
    if opened.part is None:
        return None
    for versions in programme.targets.lists.values():
        for entry in versions.known(known):
            if any(part.part == opened.part for part in entry.value.parts):
                return entry.value.label, entry.effective.isoformat()
    return None
