"""复制成一句话: a number as a whole sentence, ready for a message or a report; whoever gets it can look it up again.

Every sentence says as of when, what is still unrecorded, and up to which entry of the journal it was read.
"""

from datetime import date

from yajian.core.facts.targets import Event
from yajian.core.plan import Plan
from yajian.core.reports.progress import BatchLine, MilestoneLine, Progress, Stages
from yajian.core.reports.wording import date_zh, wan_t
from yajian.core.rules.roles.sight import NOT_HIS

_SAID: dict[Event, tuple[str, str]] = {
    "shut": ("应关停{}万吨", "已关停{}万吨"),
    "dismantled": ("应拆除{}万吨", "已拆除{}万吨"),
    "accepted": ("应验收{}万吨", "已验收{}万吨"),
}


def sentence(plan: Plan, sheet: Progress, key: str) -> str:
    """The sentence of a number, by the key it is explained under; empty if it has none."""
    name, _, rest = key.partition(".")
    match name:
        case "target" | "listed" | "shut" | "dismantled" | "accepted" if not rest:
            whole = sum(line.counts for line in sheet.parts) == sheet.hidden > 0
            return _told(
                sheet,
                plan.programme.city,
                sheet.target_t,
                sheet.stages,
                sheet.unrecorded,
                None if whole else sheet.hidden,
            )
        case "county":
            return _of_county(sheet, rest.partition(".")[0])
        case "batch":
            return _of_batch(sheet, rest)
        case "part":
            return _of_part(sheet, rest)
        case "milestone":
            return _of_milestone(sheet, rest)
        case _:
            return ""


def _told(sheet: Progress, who: str, task_t: int, done: Stages, unrecorded: int, hidden: int | None) -> str:
    """`hidden` of its parts are not for whoever asks; None: not one is."""
    if hidden is None:
        return f"{_opening(sheet)}，{who}应压减{wan_t(task_t)}万吨，登记不在查阅范围，{_basis(sheet)}。"
    waiting = f"（另有{unrecorded}个分项尚无登记，未录入不等于没有做）" if unrecorded else ""
    revived = f"，其中{wan_t(done.revived_t)}万吨有生产迹象查证属实" if done.revived_t else ""
    but = f"不在查阅范围的{hidden}个分项以外，" if hidden else ""
    return (
        f"{_opening(sheet)}，{who}应压减{wan_t(task_t)}万吨，{but}已关停{wan_t(done.shut_t)}万吨、"
        f"已拆除{wan_t(done.dismantled_t)}万吨、已验收{wan_t(done.accepted_t)}万吨{revived}{waiting}，{_basis(sheet)}。"
    )


def _of_county(sheet: Progress, county: str) -> str:
    line = next((one for one in sheet.counties if one.county == county), None)
    if line is None:
        return ""
    if not line.task_t and not line.parts:
        return f"{_opening(sheet)}，{line.name}在压减清单中没有任务，{_basis(sheet)}。"
    hidden = None if line.parts == line.hidden > 0 else line.hidden
    return _told(sheet, line.name, line.task_t, line.stages, line.unrecorded, hidden)


def _of_batch(sheet: Progress, batch: str) -> str:
    line = next((one for one in sheet.batches if one.batch == batch), None)
    if line is None:
        return ""
    (task, done), by = _SAID[line.judged_by], f"{date_zh(line.due)}前" if line.due else "时限未定"
    return (
        f"{_opening(sheet)}，“{line.label}”一批{task.format(wan_t(line.tonnes))}（{by}），"
        f"{_done(line, done)}{line.judged.word}，{_basis(sheet)}。"
    )


def _of_milestone(sheet: Progress, due: str) -> str:
    line = next((one for one in sheet.milestones if one.due.isoformat() == due), None)
    if line is None:
        return ""
    return (
        f"{_opening(sheet)}，{date_zh(line.due)}节点应累计压减{wan_t(line.cumulative_t)}万吨，"
        f"{_done(line, '已完成{}万吨')}{line.judged.word}：{line.judged.why}，{_basis(sheet)}。"
    )


def _done(line: BatchLine | MilestoneLine, words: str) -> str:
    """How many tonnes; nothing where some of them are not for whoever asks."""
    return "" if line.judged == NOT_HIS else f"{words.format(wan_t(line.done_t))}，"


def _of_part(sheet: Progress, part: str) -> str:
    line = next((one for one in sheet.parts if one.part.part == part), None)
    if line is None:
        return ""
    held = line.part
    facilities = "、".join(held.facilities) or ("尚未落实到具体设施" if line.shown else "")
    named = f"（{facilities}）" if facilities else ""
    due = f"{date_zh(held.due)}前" if held.due else "时限未定"
    outside = "" if line.counts else "（不计入目标）"
    return (
        f"{_opening(sheet)}，{held.enterprise_name}{held.part}分项{named}应压减{wan_t(held.tonnes)}万吨{outside}，"
        f"{due}，{_stood(line.standing.shut_on, line.standing.dismantled_on, line.judged.word)}，{_basis(sheet)}。"
    )


def _stood(shut_on: date | None, dismantled_on: date | None, word: str) -> str:
    done = [f"{date_zh(shut_on)}关停"] if shut_on else []
    done += [f"{date_zh(dismantled_on)}拆除"] if dismantled_on else []
    return "、".join([*done, word])


def _opening(sheet: Progress) -> str:
    return f"截至{date_zh(sheet.as_of)}"


def _basis(sheet: Progress) -> str:
    """Up to which entry it was read; a sentence of what was known then says so."""
    known = f"、只用{sheet.known_at}前已录入的登记" if sheet.known_at else ""
    return f"据压减账本至第{sheet.seq}条{known}"
