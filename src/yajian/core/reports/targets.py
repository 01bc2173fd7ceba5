"""The target account: does everything add up, and what did each list version say."""

from datetime import date

import msgspec

from yajian.core.facts.targets import ListPublished, PartListed, TargetsFixed
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.progress import Progress, revision_at
from yajian.core.rules import targets as rules
from yajian.core.words import Answer, ListId, Seq, Verdict


def reconciliation(sheet: Progress) -> tuple[str, ...]:
    """Ten lines that add up at sight: the sum, the batches, the counties, the dates, what nobody knows."""
    if not sheet.batches:
        return ("那时还没有采用方案，办公室没有任何登记。",)
    total = wording.wan_t(sheet.target_t)
    parts = "＋".join(wording.wan_t(batch.tonnes) for batch in sheet.batches)
    agrees = sum(batch.tonnes for batch in sheet.batches) == sheet.target_t == sheet.stages.listed_t
    counties = "  ".join(f"{line.name} {wording.wan_t(line.stages.listed_t)}" for line in sheet.counties)
    county_sum = sum(line.stages.listed_t for line in sheet.counties)
    outside = [f"{line.label} {wording.wan_t(line.listed_t)} 万吨" for line in sheet.outside_target]
    judged = " ".join(
        f"{line.due.isoformat()} 累计 {wording.wan_t(line.cumulative_t)}（{line.judged.word}）"
        for line in sheet.milestones
    )
    batches = "；".join(
        f"{line.label} {wording.wan_t(line.tonnes)} 万吨，{line.due.isoformat() if line.due else '时限未定'}"
        f"（{wording.EVENTS[line.judged_by]}）"
        for line in sheet.batches
    )
    return (
        f"方案　　{sheet.document_no}　{sheet.title}",
        f"目标　　{parts} ＝ {total} 万吨　{'✓ 与清单合计一致' if agrees else '✗ 与清单合计不一致'}",
        f"分批　　{batches}",
        f"分县　　{counties}　合计 {wording.wan_t(county_sum)} {'✓' if county_sum == sheet.target_t else '✗'}",
        f"节点　　{judged}",
        f"清单外　{'；'.join(outside) or '无'}　不计入目标",
        f"进度　　已关停 {wording.wan_t(sheet.stages.shut_t)}　已拆除 {wording.wan_t(sheet.stages.dismantled_t)}"
        f"　已验收 {wording.wan_t(sheet.stages.accepted_t)} 万吨{_revived(sheet)}",
        f"未录入　{sum(line.counts for line in sheet.parts)} 个分项中 {sheet.unrecorded} 个尚无任何登记（灰灯，不等于逾期）",
        f"测算　　补偿 {_money(sheet)}（各户适用标准未核定，仅为上下限）",
        f"待明确　{sheet.open_questions} 项方案没有说明的事项，见“待明确事项”",
    )


def _revived(sheet: Progress) -> str:
    revived = sheet.stages.revived_t
    return f"，其中 {wording.wan_t(revived)} 万吨有生产迹象查证属实" if revived else ""


def _money(sheet: Progress) -> str:
    if sheet.compensation is None:
        return "待定"
    return f"{wording.wan_yuan(sheet.compensation.low)}—{wording.wan_yuan(sheet.compensation.high)} 万元"


def checks(
    plan: Plan, programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> tuple[Verdict, ...]:
    """The sums that must agree, each with what it looked at: batches, list, counties against the target."""
    entry = rules.fixed(programme, as_of, known)
    if entry is None:
        return ()
    targets, counted = entry.value, rules.counted(programme, as_of, known)
    clauses = tuple(plan.clauses[name] for name in targets.clauses)
    sums = (
        ("各批次之和等于目标", "targets.batches-sum", [(b.label, b.tonnes) for b in targets.batches]),
        ("清单各分项之和等于目标", "targets.list-sum", [(_name(p), p.tonnes) for p in counted]),
        (
            "各县（市）任务之和等于目标",
            "targets.counties-sum",
            [(c.name, c.tonnes) for c in targets.counties],
        ),
    )
    return tuple(
        Verdict(
            label=label,
            answer=Answer.PASS if sum(t for _, t in terms) == targets.target_t else Answer.FAIL,
            finding=f"{'＋'.join(wording.wan_t(t) for _, t in terms)} ＝ {wording.wan_t(sum(t for _, t in terms))}，"
            f"目标 {wording.wan_t(targets.target_t)}",
            rule=rule,
            revision=revision_at(programme, as_of, known),
            clauses=clauses,
            inputs=tuple((name, f"{wording.wan_t(tonnes)} 万吨") for name, tonnes in terms),
            remedy="请核对清单现行版本与目标账",
        )
        for label, rule, terms in sums
    )


def _name(part: PartListed) -> str:
    return f"{part.enterprise_name} {part.part}"


class PartMoved(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a list version says differently from the one before."""

    part: str
    what: str
    before: str
    after: str


def versions(programme: Programme, name: ListId) -> tuple[Entry[ListPublished], ...]:
    found = programme.targets.lists.get(name)
    return found.known() if found is not None else ()


def moved(before: ListPublished, after: ListPublished) -> tuple[PartMoved, ...]:
    """What the later version says differently, part by part."""
    old = {part.part: part for part in before.parts}
    new = {part.part: part for part in after.parts}
    lines = [
        PartMoved(
            part=part, what="分项", before="有" if part in old else "无", after="有" if part in new else "无"
        )
        for part in {**old, **new}
        if (part in old) != (part in new)
    ]
    for part in old:
        if part in new:
            lines += _differences(old[part], new[part])
    return tuple(lines)


def _differences(old: PartListed, new: PartListed) -> list[PartMoved]:
    return [
        PartMoved(part=old.part, what=what, before=before, after=after)
        for (what, before), (_, after) in zip(_shown(old), _shown(new), strict=True)
        if before != after
    ]


def _shown(part: PartListed) -> tuple[tuple[str, str], ...]:
    return (
        ("产能", f"{wording.wan_t(part.tonnes)} 万吨"),
        ("县（市）", part.county or "待定"),
        ("批次", part.batch or "无"),
        ("时限", part.due.isoformat() if part.due else "时限未定"),
        ("设施", "、".join(part.facilities) or "未落实"),
    )


def targets_moved(before: TargetsFixed, after: TargetsFixed) -> tuple[PartMoved, ...]:
    """What a revision says differently of the target, its batches, its dates and the counties' tasks."""
    old, new = _account(before), _account(after)
    return tuple(
        PartMoved(part="目标账", what=what, before=old.get(what, "无"), after=new.get(what, "无"))
        for what in {**old, **new}
        if old.get(what) != new.get(what)
    )


def _account(targets: TargetsFixed) -> dict[str, str]:
    """The account line by line, as shown."""
    by = targets.by.isoformat() if targets.by else "时限未定"
    lines = {"目标": f"{wording.wan_t(targets.target_t)} 万吨，{by}"}
    for batch in targets.batches:
        due = batch.due.isoformat() if batch.due else "时限未定"
        lines[f"批次 {batch.label}"] = (
            f"{wording.wan_t(batch.tonnes)} 万吨，{due}，{wording.EVENTS[batch.judged_by]}"
        )
    for number, one in enumerate(targets.milestones, 1):
        shown = f"{one.due.isoformat()} 累计 {wording.wan_t(one.cumulative_t)} 万吨"
        lines[f"节点 {number}"] = f"{shown}，{wording.EVENTS[one.judged_by]}"
    for county in targets.counties:
        lines[f"县（市） {county.name}"] = f"{wording.wan_t(county.tonnes)} 万吨"
    return lines
