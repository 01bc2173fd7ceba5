"""Survey returns to send, countersign, accept and chase, and the counties' tasks of a year."""

from collections.abc import Iterator

from yajian.core.facts.survey import Bureau
from yajian.core.reports.inbox.item import OFFICE, Look, Waiting, undated
from yajian.core.reports.survey import AnnualLine, CampaignSheet, ReturnLine, survey
from yajian.core.reports.wording import wan_t
from yajian.core.rules import survey as rules
from yajian.core.words import CountyId, Seq

KIND = "摸底调查"


def waiting(look: Look) -> Iterator[Waiting]:
    sheet = survey(look.plan, look.programme, look.as_of, look.known)
    duty = rules.asking(look.plan)
    if not sheet.campaigns and duty is not None:
        yield Waiting(
            kind=KIND,
            what="开展摸底",
            about="、".join(sheet.counties),
            judged=undated("方案没有写何时开展"),
            by=(OFFICE,),
            command="survey.open-campaign",
            filled={},
            place=("survey", ""),
            clauses=look.clauses(duty.clauses),
        )
    for campaign in sheet.campaigns:
        for line in campaign.lines:
            yield from _returns(look, campaign, line)
        for line in campaign.to_chase:
            yield _chase(look, campaign, line)
    for task in sheet.annual:
        if task.task is None and task.asked_t:
            yield _task(look, task)


def _returns(look: Look, campaign: CampaignSheet, line: ReturnLine) -> Iterator[Waiting]:
    found, opened = line.standing, campaign.opened
    version = found.current.value.version if found.current is not None else None
    match found.stage:
        case "未报":
            yield _step(look, campaign, line, "survey.submit-return", "报送摸底表", {}, opened.seq)
        case "已退回":
            back = found.sent_back.reason if found.sent_back is not None else ""
            ruled = found.ruling.seq if found.ruling is not None else opened.seq
            yield _step(look, campaign, line, "survey.submit-return", f"重报摸底表：{back}", {}, ruled)
        case "待会签":
            for bureau in found.missing:
                filled: dict[str, object] = {"version": version, "bureau": bureau.id}
                named = line.bureau_names[list(opened.value.bureaus).index(bureau)]
                sent = found.current.seq if found.current is not None else opened.seq
                one = _step(
                    look, campaign, line, "survey.countersign", f"会签摸底表（{named}）", filled, sent, bureau
                )
                yield one
        case "待审核":
            sent = found.current.seq if found.current is not None else opened.seq
            yield _step(look, campaign, line, "survey.accept", "审核接收摸底表", {"version": version}, sent)
        case "已接收":
            return


def _step(
    look: Look,
    campaign: CampaignSheet,
    line: ReturnLine,
    command: str,
    what: str,
    filled: dict[str, object],
    raised: Seq,
    bureau: Bureau | None = None,
) -> Waiting:
    opened, office = campaign.opened.value, command == "survey.accept"
    return Waiting(
        kind=KIND,
        what=what,
        about=f"{line.name} {opened.title}",
        judged=line.judged,
        by=(OFFICE,) if office else line.blockers if bureau is None else (f"{line.name}{_plain(bureau)}",),
        command=command,
        filled={"campaign": opened.campaign, "county": line.county} | filled,
        place=("survey", opened.campaign),
        due=opened.due,
        clauses=look.clauses(opened.clauses),
        document=opened.document,
        raised=raised,
        turn="office" if office else "county",
        county=line.county,
        organs=() if bureau is None else _entered_as(look, bureau, line.county),
    )


def _plain(bureau: Bureau) -> str:
    return bureau.name.removeprefix("县（市）")


def _entered_as(look: Look, bureau: Bureau, county: CountyId) -> tuple[str, ...]:
    """The offices of that kind that were entered in the county, by id."""
    found = ((organ, past.at(None, look.known)) for organ, past in look.programme.organs.entered.items())
    return tuple(
        organ
        for organ, entry in found
        if entry is not None and entry.value.county == county and entry.value.stands_for == bureau.id
    )


def _chase(look: Look, campaign: CampaignSheet, line: ReturnLine) -> Waiting:
    opened = campaign.opened.value
    chased = line.standing.chases
    return Waiting(
        kind=KIND,
        what="催报：" + "、".join(line.blockers) + (f"，已催 {len(chased)} 次" if chased else ""),
        about=f"{line.name} {opened.title}",
        judged=line.judged,
        by=(OFFICE,),
        command="survey.chase",
        filled={"campaign": opened.campaign, "county": line.county},
        place=("survey", opened.campaign),
        due=opened.due,
        since=chased[-1].effective if chased else None,
        clauses=look.clauses(opened.clauses),
        document=opened.document,
        county=line.county,
    )


def _task(look: Look, line: AnnualLine) -> Waiting:
    duty = next((one for one in look.plan.duties.values() if one.fn == "F02" and one.every is not None), None)
    return Waiting(
        kind="年度任务",
        what=f"登记 {line.year} 年度任务书：清单该年到期 {wan_t(line.asked_t)} 万吨",
        about=line.name,
        judged=undated(line.judged.why),
        by=(line.name,),
        command="targets.set-annual-task",
        filled={"county": line.county, "year": line.year, "tonnes": line.asked_t},
        place=("survey", ""),
        since=line.chases[-1].effective if line.chases else None,
        clauses=look.clauses(duty.clauses) if duty is not None else (),
        raised=line.chases[-1].seq if line.chases else None,
        turn="county",
        county=line.county,
    )
