"""压减工作进度表: one county on one page, part by part, beside what it reported last."""

from yajian.core.facts.targets import Event
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.papers.written import Position, Rows, Subject, Written, county_name, day
from yajian.core.reports.progress import PartLine, Progress, progress
from yajian.core.reports.releases import readiness
from yajian.core.rules import papers as rules
from yajian.core.rules.papers import Standing
from yajian.core.words import CountyId, PartId, Tonnes

VERBS: dict[Event | None, str] = {"shut": "关停", "dismantled": "拆除", "accepted": "验收", None: "—"}


def dispatch(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    name = county_name(plan, subject)
    county = CountyId(subject.county or "")
    sheet = progress(plan, programme, position.as_of, position.known)
    line = next((one for one in sheet.counties if one.county == county), None)
    parts = _of(sheet, county)
    before = _before(programme, subject, position)
    earlier: dict[str, Tonnes] = {}
    if before is not None:
        last = progress(plan, programme, before.draft.as_of, before.draft.known)
        earlier = {one.part.part: _done(one) for one in _of(last, county)}
    done = Tonnes(sum(map(_done, parts)))
    late = tuple(one for one in parts if one.judged.word == "逾期")
    return Written(
        content="progress",
        title=f"{name}{plan.programme.industry}行业{subject.template.title}",
        words={
            "县市": name,
            "行业": plan.programme.industry,
            "方案": plan.programme.document_no,
            "截至": wording.date_zh(position.as_of),
            "任务": wording.wan_t(line.task_t if line is not None else 0),
            "列入清单": wording.wan_t(sum(one.part.tonnes for one in parts)),
            "已关停": wording.wan_t(sum(one.standing.shut_t for one in parts)),
            "已拆除": wording.wan_t(sum(one.standing.dismantled_t for one in parts)),
            "已验收": wording.wan_t(sum(one.standing.accepted_t for one in parts)),
            "已完成": wording.wan_t(done),
            "较上期": _moved(done - sum(earlier.values())) if before is not None else "—",
            "上期": f"上期为稿号{before.paper}，截至{wording.date_zh(before.draft.as_of)}"
            if before is not None
            else "本表为首期，没有上期",
            "未录入": str(sum(one.judged.word == "未录入" for one in parts)),
            "逾期": str(len(late)),
            "分项数": str(len(parts)),
            "数据说明": position.words,
        },
        tables={
            "明细": _rows(
                parts,
                earlier if before is not None else None,
                {one.part.part: _ready(plan, programme, sheet, one) for one in parts},
            )
        },
    )


def _of(sheet: Progress, county: CountyId) -> tuple[PartLine, ...]:
    return tuple(one for one in sheet.parts if one.counts and one.part.county == county)


def _ready(plan: Plan, programme: Programme, sheet: Progress, one: PartLine) -> str:
    """前置条件 beside the deadline: how many are not met; the deadline stands as it is."""
    found = readiness(plan, programme, sheet, one)
    if found is None:
        return "—"
    if found.released:
        return "已放行"
    return f"缺{found.lacks}条" if found.lacks else "齐备"


def _rows(parts: tuple[PartLine, ...], earlier: dict[str, Tonnes] | None, ready: dict[PartId, str]) -> Rows:
    return Rows(
        columns=(
            "序号",
            "企业",
            "分项",
            "设施",
            "产能",
            "时限",
            "条件",
            "判定",
            "关停日期",
            "拆除日期",
            "完成",
            "较上期",
            "进度",
        ),
        rows=tuple(
            (
                str(at),
                one.part.enterprise_name,
                one.part.part,
                "、".join(facility.facility for facility in one.standing.facilities) or "未落实",
                wording.wan_t(one.part.tonnes),
                day(one.part.due, "未定"),
                ready[one.part.part],
                VERBS[one.judged_by],
                day(one.standing.shut_on),
                day(one.standing.dismantled_on),
                wording.wan_t(_done(one)),
                _moved(_done(one) - earlier.get(one.part.part, 0)) if earlier is not None else "—",
                one.judged.word,
            )
            for at, one in enumerate(parts, 1)
        ),
        figures=frozenset({"序号", "产能", "完成"}),
    )


def _done(one: PartLine) -> Tonnes:
    """What counts as done, by the verb the part is judged by; the same figure as on the list page."""
    return one.standing.tonnes(one.judged_by or "shut")


def _moved(tonnes: int) -> str:
    return f"{'＋' if tonnes > 0 else '－'}{wording.wan_t(abs(tonnes))}" if tonnes else "持平"


def _before(programme: Programme, subject: Subject, position: Position) -> Standing | None:
    """The county's last paper of this kind that was out by then."""
    found = [
        one
        for one in rules.standings(programme, None, position.known)
        if one.closed is not None
        and (one.draft.template, one.draft.county) == (subject.template.id, subject.county)
        and one.draft.as_of < position.as_of
    ]
    return max(found, key=lambda one: (one.draft.as_of, one.drafts[-1].seq), default=None)
