"""Why does it say that? Any number or light → its clause, its inputs, the rule, the facts behind it.

A key is what a page puts in the number's link: `target`, `listed`, `shut`, `county.<id>.listed`,
`batch.<id>`, `milestone.<date>`, `part.<id>`, `outside.<list>`, `compensation.low`, `questions`.
"""

from collections.abc import Callable

import msgspec

from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.closure import late_days, mark, reviews, to_review
from yajian.core.reports.progress import BatchLine, CountyLine, MilestoneLine, PartLine, Progress
from yajian.core.rules import closure as closure_rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.charter import Reopened, still_open
from yajian.core.rules.closure import FacilityStanding
from yajian.core.rules.roles.sight import NOT_HIS
from yajian.core.words import Clause, ClauseId, Judged, PartId, QuestionId, Seq

STAGES = {"listed": "列入清单", "shut": "已关停", "dismantled": "已拆除", "accepted": "已验收"}


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One thing the number was made of: another number (`key`), a recorded fact (`seq`), or a plan value."""

    name: str
    value: str
    key: str = ""
    seq: Seq | None = None


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """Enough to work the number out again by hand."""

    key: str
    label: str
    value: str
    unit: str
    how: str  # the rule in one sentence
    rule: str  # its name in the code
    revision: int
    clauses: tuple[Clause, ...]
    inputs: tuple[Input, ...]
    facts: tuple[Seq, ...] = ()
    judged: Judged | None = None
    missing: tuple[str, ...] = ()  # open questions or inputs nobody recorded


def explain(plan: Plan, programme: Programme, sheet: Progress, key: str) -> Explanation | None:
    """The explanation of one number of that sheet; none if there is no such number."""
    name, _, rest = key.partition(".")
    found = _EXPLAINERS.get(name)
    return found(plan, programme, sheet, rest) if found is not None else None


def _target(plan: Plan, programme: Programme, sheet: Progress, rest: str) -> Explanation | None:
    entry = target_rules.fixed(programme, sheet.as_of, sheet.seq)
    if rest or entry is None:
        return None
    return Explanation(
        key="target",
        label="压减目标",
        value=wording.wan_t(sheet.target_t),
        unit="万吨",
        how="方案写明的总量，采用方案时记入目标账；各批次之和须与它相等",
        rule="targets.targets-fixed",
        revision=sheet.revision,
        clauses=_clauses(plan, entry.value.clauses),
        inputs=tuple(
            Input(name=line.label, value=f"{wording.wan_t(line.tonnes)} 万吨", key=f"batch.{line.batch}")
            for line in sheet.batches
        ),
        facts=(entry.seq,),
    )


def _stage(stage: str) -> Callable[[Plan, Programme, Progress, str], Explanation | None]:
    def explained(plan: Plan, programme: Programme, sheet: Progress, rest: str) -> Explanation | None:
        if rest:
            return None
        lines = tuple(line for line in sheet.parts if line.counts)
        return _sum_of_parts(plan, programme, sheet, stage, stage, f"全市{STAGES[stage]}产能", lines)

    return explained


def _county(plan: Plan, programme: Programme, sheet: Progress, rest: str) -> Explanation | None:
    county, _, stage = rest.partition(".")
    line: CountyLine | None = next((one for one in sheet.counties if one.county == county), None)
    if line is None or stage not in STAGES:
        return None
    lines = tuple(one for one in sheet.parts if one.counts and one.part.county == county)
    label = f"{line.name}{STAGES[stage]}产能"
    return _sum_of_parts(plan, programme, sheet, f"county.{rest}", stage, label, lines)


def _sum_of_parts(
    plan: Plan,
    programme: Programme,
    sheet: Progress,
    key: str,
    stage: str,
    label: str,
    lines: tuple[PartLine, ...],
) -> Explanation:
    tonnes = {line.part.part: _tonnes(line, stage) for line in lines}
    how = {
        "listed": "清单现行版本中计入目标的各分项产能之和",
        "shut": "所有已落实设施均处于关停（或拆除）状态的分项，按整项产能相加；两座停一座计 0",
        "dismantled": "所有已落实设施均已拆除的分项，按整项产能相加",
        "accepted": "产能账本中各产能单元已转入“压减”的吨数之和；只有验收能够转入",
    }[stage]
    return Explanation(
        key=key,
        label=label,
        value=wording.wan_t(sum(tonnes.values())),
        unit="万吨",
        how=how + _but(lines if stage != "listed" else ()),
        rule=f"progress.{stage}",
        revision=sheet.revision,
        clauses=_clauses(plan, tuple(name for line in lines for name in line.part.clauses[:1])),
        inputs=tuple(
            Input(
                name=_part_name(line),
                value=f"{wording.wan_t(tonnes[line.part.part])} 万吨"
                if line.shown or stage == "listed"
                else NOT_HIS.word,
                key=f"part.{line.part.part}",
                seq=line.list_seq,
            )
            for line in lines
        ),
        facts=tuple(dict.fromkeys(line.list_seq for line in lines)),
        missing=(
            *_revived(lines),
            *(_not_accepted(lines) if stage == "accepted" else ()),
            *_unrecorded(lines),
            *_to_review(plan, programme, sheet, lines),
        )
        if stage != "listed"
        else (),
    )


def _tonnes(line: PartLine, stage: str) -> int:
    standing = line.standing
    return {
        "listed": line.part.tonnes,
        "shut": standing.shut_t,
        "dismantled": standing.dismantled_t,
        "accepted": standing.accepted_t,
    }[stage]


def _batch(plan: Plan, programme: Programme, sheet: Progress, rest: str) -> Explanation | None:
    line: BatchLine | None = next((one for one in sheet.batches if one.batch == rest), None)
    if line is None:
        return None
    due = line.due.isoformat() if line.due else "时限未定"
    lines = tuple(one for one in sheet.parts if one.counts and one.part.batch == line.batch)
    return Explanation(
        key=f"batch.{rest}",
        label=f"批次：{line.label}",
        value=wording.wan_t(line.tonnes),
        unit="万吨",
        how=f"方案写明的批次产能，时限{due}（当日24时前），{wording.EVENTS[line.judged_by]}",
        rule="closure.batch_light",
        revision=sheet.revision,
        clauses=_clauses(plan, line.clauses),
        inputs=_part_inputs(lines),
        facts=tuple(dict.fromkeys(one.list_seq for one in lines)),
        judged=line.judged,
        missing=(*_revived(lines), *_unrecorded(lines)),
    )


def _milestone(plan: Plan, programme: Programme, sheet: Progress, rest: str) -> Explanation | None:
    line: MilestoneLine | None = next((one for one in sheet.milestones if one.due.isoformat() == rest), None)
    entry = target_rules.fixed(programme, sheet.as_of, sheet.seq)
    if line is None or entry is None:
        return None
    fixed = next(one for one in entry.value.milestones if one.due == line.due)
    batches = tuple(one for one in sheet.batches if one.batch in fixed.batches)
    parts = tuple(one for one in sheet.parts if one.counts and one.part.batch in fixed.batches)
    done = f"，已完成 {wording.wan_t(line.done_t)} 万吨" if line.judged != NOT_HIS else ""
    note = "；该时限不晚于方案印发日，本身不触发通报或收回" if line.on_or_before_issue else ""
    return Explanation(
        key=f"milestone.{rest}",
        label=f"节点：到{rest}累计",
        value=wording.wan_t(line.cumulative_t),
        unit="万吨",
        how=f"到期各批次之和；{wording.EVENTS[line.judged_by]}{done}{note}",
        rule="closure.milestone_light",
        revision=sheet.revision,
        clauses=_clauses(plan, line.clauses),
        inputs=tuple(
            Input(
                name=one.label,
                value=f"{wording.wan_t(one.tonnes)} 万吨，{wording.EVENTS[one.judged_by]}",
                key=f"batch.{one.batch}",
            )
            for one in batches
        ),
        facts=(entry.seq,),
        judged=line.judged,
        missing=(
            *_revived(parts),
            *(_not_accepted(parts) if line.judged_by == "accepted" else ()),
            *_unrecorded(parts),
        ),
    )


def _part(plan: Plan, programme: Programme, sheet: Progress, rest: str) -> Explanation | None:
    line = next((one for one in sheet.parts if one.part.part == PartId(rest)), None)
    if line is None:
        return None
    part = line.part
    due = part.due.isoformat() if part.due else "时限未定"
    inputs = [
        Input(name="企业", value=part.enterprise_name, seq=line.list_seq),
        Input(name="县（市）", value=line.county_name or "待定", seq=line.list_seq),
        Input(name="时限", value=due, key=f"batch.{part.batch}" if part.batch else ""),
        *_bound(programme, sheet, line),
        *_signs(line),
    ]
    inputs += [
        Input(
            name=facility.facility,
            value=_condition(plan, facility, bool(_reviews(plan, programme, sheet, line, facility))),
            seq=facility.seq,
        )
        for facility in (line.standing.facilities if line.shown else ())
    ]
    if line.shown and line.righted is not None:
        inputs.append(Input(name=line.righted.word, value=line.righted.why, seq=line.righted.seq))
    return Explanation(
        key=f"part.{rest}",
        label=f"{part.enterprise_name} {part.part}",
        value=wording.wan_t(part.tonnes),
        unit="万吨",
        how="清单现行版本写明的产能；灯按批次的动词和时限判定，只看已登记的事实",
        rule="closure.part_light",
        revision=sheet.revision,
        clauses=_clauses(plan, part.clauses),
        inputs=tuple(inputs),
        facts=tuple(dict.fromkeys(one.seq for one in inputs if one.seq is not None)),
        judged=line.judged,
        missing=(
            *_open(plan, programme, sheet, part.rests_on),
            *_to_review(plan, programme, sheet, (line,)),
        ),
    )


def _bound(programme: Programme, sheet: Progress, line: PartLine) -> tuple[Input, ...]:
    """What the part is counted by: the ovens the list names, or the pieces of its approved method."""
    names = "、".join(line.part.facilities)
    method = closure_rules.method(programme, line.part.part, sheet.as_of, sheet.seq)
    if method is not None and names == "、".join(piece.name for piece in method.value.pieces):
        title = f"{method.value.title}（{method.value.document}）：{names}"
        return (Input(name="批准的办法", value=title, seq=method.seq),)
    unnamed = "尚未落实到具体设施" if line.shown else NOT_HIS.word
    return (Input(name="设施", value=names or unnamed, seq=line.list_seq),)


def _signs(line: PartLine) -> tuple[Input, ...]:
    sign = line.standing.sign if line.shown else None
    if sign is None:
        return ()
    said = "查证属实" if sign.confirmed else "待核查"
    return (Input(name="生产迹象", value=f"{said}：{sign.why}", seq=sign.seq),)


def _condition(plan: Plan, standing: FacilityStanding, again: bool) -> str:
    if standing.label is None or standing.since is None:
        return "未录入"
    marked = (mark(late_days(plan, standing), standing.opening), "待复核" if again else "")
    return f"{standing.label}（{'，'.join((f'{standing.since.isoformat()}起', *filter(None, marked)))}）"


def _reviews(
    plan: Plan, programme: Programme, sheet: Progress, line: PartLine, facility: FacilityStanding
) -> tuple[Reopened, ...]:
    return reviews(plan, programme, line.part.part, facility.facility, sheet.as_of, sheet.seq)


def _to_review(
    plan: Plan, programme: Programme, sheet: Progress, lines: tuple[PartLine, ...]
) -> tuple[str, ...]:
    """Of these parts, the recorded conditions that an answer has since had read otherwise."""
    return tuple(
        f"{_part_name(line)} {facility.facility}：{to_review(plan, one)}"
        for line in lines
        for facility in line.standing.facilities
        for one in _reviews(plan, programme, sheet, line, facility)
    )


def _outside(plan: Plan, programme: Programme, sheet: Progress, rest: str) -> Explanation | None:
    line = next((one for one in sheet.outside_target if one.list == rest), None)
    if line is None:
        return None
    lines = tuple(one for one in sheet.parts if one.list == rest)
    return Explanation(
        key=f"outside.{rest}",
        label=line.label,
        value=wording.wan_t(line.listed_t),
        unit="万吨",
        how="单列跟踪，不计入压减目标",
        rule="progress.outside",
        revision=sheet.revision,
        clauses=_clauses(plan, tuple(name for one in lines for name in one.part.clauses[:1])),
        inputs=_part_inputs(lines),
        facts=tuple(dict.fromkeys(one.list_seq for one in lines)),
        judged=line.judged,
        missing=tuple(q for one in lines for q in _open(plan, programme, sheet, one.part.rests_on)),
    )


def _compensation(plan: Plan, programme: Programme, sheet: Progress, rest: str) -> Explanation | None:
    if sheet.compensation is None or rest not in ("low", "high"):
        return None
    low = rest == "low"
    fen = sheet.compensation.low if low else sheet.compensation.high
    rates = tuple(rate for rate in plan.compensation.rates if rate.rate_fen_per_t.value is not None)
    used = (min if low else max)(rates, key=lambda rate: rate.rate_fen_per_t.value or 0)
    per_t = used.rate_fen_per_t.value or 0
    return Explanation(
        key=f"compensation.{rest}",
        label="补偿测算" + ("下限" if low else "上限"),
        value=wording.wan_yuan(fen),
        unit="万元",
        how=f"产能×标准：{wording.wan_t(sheet.stages.listed_t)} 万吨 × {wording.yuan(per_t)} 元/吨。"
        "各户适用标准未核定，仅为上下限，不是承诺",
        rule="compensation.rate_range",
        revision=sheet.revision,
        clauses=_clauses(plan, used.rate_fen_per_t.clauses or used.clauses),
        inputs=(
            Input(name="列入清单", value=f"{wording.wan_t(sheet.stages.listed_t)} 万吨", key="listed"),
            Input(name="标准", value=f"{wording.yuan(per_t)} 元/吨"),
        ),
        missing=("各户产能适用的标准（核定前只出上下限）",),
    )


def _questions(plan: Plan, programme: Programme, sheet: Progress, rest: str) -> Explanation | None:
    if rest:
        return None
    return Explanation(
        key="questions",
        label="待明确事项",
        value=str(sheet.open_questions),
        unit="项",
        how="方案没有说明、说法不一或交由他处规定，至今无人凭文件答复的事项",
        rule="charter.still_open",
        revision=sheet.revision,
        clauses=(),
        inputs=(
            Input(name="方案列出", value=f"{len(plan.open_questions)} 项"),
            Input(name="已答复", value=f"{len(plan.open_questions) - sheet.open_questions} 项"),
        ),
    )


def _clauses(plan: Plan, names: tuple[ClauseId, ...]) -> tuple[Clause, ...]:
    return tuple(plan.clauses[name] for name in dict.fromkeys(names))


def _part_name(line: PartLine) -> str:
    return f"{line.part.enterprise_name} {line.part.part}"


def _part_inputs(lines: tuple[PartLine, ...]) -> tuple[Input, ...]:
    return tuple(
        Input(
            name=_part_name(line),
            value=f"{wording.wan_t(line.part.tonnes)} 万吨 · {line.judged.word}",
            key=f"part.{line.part.part}",
            seq=line.list_seq,
        )
        for line in lines
    )


def _unrecorded(lines: tuple[PartLine, ...]) -> tuple[str, ...]:
    return tuple(
        f"{_part_name(line)}：尚无任何登记" for line in lines if line.shown and not line.standing.recorded
    )


def _revived(lines: tuple[PartLine, ...]) -> tuple[str, ...]:
    """Parts whose tonnes stand as recorded though they were found at work."""
    return tuple(
        f"{_part_name(line)}：{wording.wan_t(line.standing.revived_t)} 万吨照登记列，有生产迹象查证属实（第{line.standing.sign.seq}条）"
        for line in lines
        if line.shown and line.standing.revived_t and line.standing.sign is not None
    )


def _not_accepted(lines: tuple[PartLine, ...]) -> tuple[str, ...]:
    """Parts short of acceptance, each with how far it has come: on its way is recorded, and so it is not grey."""
    return tuple(
        f"{_part_name(line)}：{line.standing.on_its_way or '未申请'}，还没有验收"
        for line in lines
        if line.shown
        and (line.standing.recorded or line.standing.on_its_way)
        and line.standing.accepted_t < line.part.tonnes
    )


def _but(lines: tuple[PartLine, ...]) -> str:
    """What a sum is without."""
    hidden = sum(not line.shown for line in lines)
    return f"；不含登记不在查阅范围的 {hidden} 个分项" if hidden else ""


def _open(
    plan: Plan, programme: Programme, sheet: Progress, questions: tuple[QuestionId, ...]
) -> tuple[str, ...]:
    """Those of the questions that were open on the sheet's day, as the sheet knew it."""
    still = set(still_open(plan, programme, sheet.as_of, sheet.seq))
    return tuple(
        f"{question}　{plan.open_questions[question].topic}" for question in questions if question in still
    )


_EXPLAINERS: dict[str, Callable[[Plan, Programme, Progress, str], Explanation | None]] = {
    "target": _target,
    **{stage: _stage(stage) for stage in STAGES},
    "county": _county,
    "batch": _batch,
    "milestone": _milestone,
    "part": _part,
    "outside": _outside,
    "compensation": _compensation,
    "questions": _questions,
}
