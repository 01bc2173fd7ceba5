"""摸底调查: county by stage, who blocks, who is to be chased; and the counties' tasks of a year beside it."""

from datetime import date

import msgspec

from yajian.core.facts.survey import Bureau, CampaignOpened, CountyChased, ReturnSubmitted
from yajian.core.facts.targets import AnnualTaskSet
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.duties import Called, called
from yajian.core.reports.progress import yellow_days
from yajian.core.rules import survey as rules
from yajian.core.rules import targets as target_rules
from yajian.core.rules.roles.sight import EVERYTHING, Sight
from yajian.core.rules.survey import ReturnStanding
from yajian.core.words import Clause, CountyId, Judged, Light, Seq, SystemRule, Tonnes


class ReturnLine(msgspec.Struct, frozen=True, kw_only=True):
    """One county's return, and who has to move next."""

    county: CountyId
    name: str
    standing: ReturnStanding
    blockers: tuple[str, ...]  # empty: nobody, it is accepted
    judged: Judged
    earlier: tuple[Entry[ReturnSubmitted], ...]
    bureau_names: tuple[str, ...]  # of the offices that countersign, as they are called in this county

    @property
    def enterprises(self) -> int:
        return len(self.standing.current.value.rows) if self.standing.current is not None else 0

    @property
    def is_nil(self) -> bool:
        return self.standing.current is not None and bool(self.standing.current.value.nil)


class CampaignSheet(msgspec.Struct, frozen=True, kw_only=True):
    """One campaign on a day."""

    opened: Entry[CampaignOpened]
    basis: Clause | SystemRule
    lines: tuple[ReturnLine, ...]  # of the counties whose returns are for whoever asks

    @property
    def whole(self) -> bool:
        return len(self.lines) == len(self.opened.value.counties)

    @property
    def unreported(self) -> tuple[ReturnLine, ...]:
        """未报名单: nothing has come in. A nil return has come in."""
        return tuple(line for line in self.lines if line.standing.stage == "未报")

    @property
    def to_chase(self) -> tuple[ReturnLine, ...]:
        """催报名单: not complete, and overdue, near its day, or sent back."""
        pressing = (Light.RED, Light.YELLOW)
        return tuple(
            line
            for line in self.lines
            if line.standing.complete_on is None
            and (line.judged.light in pressing or line.standing.sent_back is not None)
        )

    @property
    def stages(self) -> tuple[tuple[str, int], ...]:
        found: dict[str, int] = {}
        for line in self.lines:
            found[line.standing.stage] = found.get(line.standing.stage, 0) + 1
        return tuple(found.items())

    @property
    def sentence(self) -> str:
        """The whole of it as one goes into a message."""
        owed = [f"{line.name}（{'、'.join(line.blockers)}）" for line in self.lines if line.blockers]
        counted = "、".join(f"{stage}{count}个" for stage, count in self.stages)
        due = f"，{self.opened.value.due.isoformat()}截止" if self.opened.value.due is not None else ""
        if not self.lines:
            return f"{self.opened.value.title}{due}：各县（市）的报送不在查阅范围。"
        within = "" if self.whole else "查阅范围内"
        return f"{self.opened.value.title}{due}：{within}{counted}。" + (
            f"还差：{'；'.join(owed)}。" if owed else "已齐。"
        )


class AnnualLine(msgspec.Struct, frozen=True, kw_only=True):
    """One county's task of a year: what the list asks, what its own paper says, how it was chased."""

    county: CountyId
    name: str
    year: int
    asked_t: Tonnes
    task: Entry[AnnualTaskSet] | None
    chases: tuple[Entry[CountyChased], ...]
    judged: Judged


class SurveySheet(msgspec.Struct, frozen=True, kw_only=True):
    as_of: date
    campaigns: tuple[CampaignSheet, ...]  # the latest first
    annual: tuple[AnnualLine, ...]
    bureaus: tuple[Bureau, ...]  # whose countersignature the plan asks for
    counties: tuple[str, ...]  # whom it concerns, by name


def survey(
    plan: Plan,
    programme: Programme,
    as_of: date,
    known: Seq | None = None,
    sight: Sight = EVERYTHING,
) -> SurveySheet:
    opened = (rules.campaign(programme, name, as_of, known) for name in programme.survey.campaigns)
    standing = sorted((one for one in opened if one is not None), key=lambda one: (one.effective, one.seq))
    return SurveySheet(
        as_of=as_of,
        campaigns=tuple(_campaign(plan, programme, one, as_of, known, sight) for one in reversed(standing)),
        annual=_annual(plan, programme, as_of, known),
        bureaus=rules.bureaus(plan),
        counties=tuple(county.name for county in plan.counties_concerned),
    )


def _campaign(
    plan: Plan,
    programme: Programme,
    opened: Entry[CampaignOpened],
    as_of: date,
    known: Seq | None,
    sight: Sight,
) -> CampaignSheet:
    lines, own = [], called(plan, programme, as_of, known)
    for county in (one for one in opened.value.counties if sight.owns(one, None)):
        found = rules.standing(programme, opened.value, county, as_of, known)
        versions = rules.versions(programme, opened.value.campaign, county, as_of, known)
        lines.append(
            ReturnLine(
                county=county,
                name=_name(plan, county),
                standing=found,
                blockers=_blockers(own, found),
                judged=rules.light(opened.value, found, as_of, yellow_days(plan)),
                earlier=tuple(entry for entry in versions if entry != found.current),
                bureau_names=tuple(_bureau(own, bureau, county) for bureau in opened.value.bureaus),
            )
        )
    return CampaignSheet(opened=opened, basis=rules.basis(plan, opened.value), lines=tuple(lines))


def _blockers(own: Called, found: ReturnStanding) -> tuple[str, ...]:
    """Who has to move next: the county, the offices that have not signed, or the office that accepts."""
    match found.stage:
        case "未报":
            return ("县（市）未报",)
        case "已退回":
            return ("县（市）未重报",)
        case "待会签":
            names = "、".join(_bureau(own, bureau, found.county) for bureau in found.missing)
            return (f"{names}未会签",)
        case "待审核":
            return ("办公室未审核",)
        case "已接收":
            return ()


def _bureau(own: Called, bureau: Bureau, county: CountyId) -> str:
    """What it is called in the county if it was entered there, else the kind of office it is."""
    return own.get((bureau.id, county)) or bureau.name.removeprefix("县（市）")


def _name(plan: Plan, county: CountyId) -> str:
    return next((one.name for one in plan.counties if one.id == county), county)


def _annual(plan: Plan, programme: Programme, as_of: date, known: Seq | None) -> tuple[AnnualLine, ...]:
    """Every county's task of every year the list asks something of after the plan was issued, or that was set."""
    parts = target_rules.counted(programme, as_of, known)
    years = {
        part.due.year for part in parts if part.due is not None and part.due > plan.programme.issued_on
    } | {year for _, year in programme.targets.annual}
    lines = []
    for year in sorted(years):
        for county in plan.counties_concerned:
            name = CountyId(county.id)
            past = programme.targets.annual.get((name, year))
            task = past.at(as_of, known) if past is not None else None
            lines.append(
                AnnualLine(
                    county=name,
                    name=county.name,
                    year=year,
                    asked_t=target_rules.due_in(parts, name, year),
                    task=task,
                    chases=rules.chases(programme, year, name, as_of, known),
                    judged=_task_light(task),
                )
            )
    return tuple(lines)


def _task_light(task: Entry[AnnualTaskSet] | None) -> Judged:
    if task is None:
        return Judged(light=Light.GREY, word="未录入", why="年度任务书还没有登记；方案没有写几号以前")
    return Judged(
        light=Light.GREEN, word="已登记", why=f"{task.value.document}，{task.effective.isoformat()}"
    )


# For machines ------------------------------------------------------------------------------------


def as_builtins(sheet: SurveySheet) -> dict[str, object]:
    """The sheet as `./run survey --json` prints it, and as a story looks at it."""
    return {
        "as_of": sheet.as_of.isoformat(),
        "bureaus": [bureau.id for bureau in sheet.bureaus],
        "campaigns": {one.opened.value.campaign: _campaign_as_builtins(one) for one in sheet.campaigns},
        "annual": {
            str(line.year): {
                one.county: {
                    "asked_t": one.asked_t,
                    "set": one.task is not None,
                    "light": one.judged.light.value,
                    "chased": len(one.chases),
                }
                for one in sheet.annual
                if one.year == line.year
            }
            for line in sheet.annual
        },
    }


def _campaign_as_builtins(sheet: CampaignSheet) -> dict[str, object]:
    opened = sheet.opened.value
    return {
        "title": opened.title,
        "due": opened.due.isoformat() if opened.due is not None else None,
        "document": opened.document,
        "stages": dict(sheet.stages),
        "unreported": [line.county for line in sheet.unreported],
        "to_chase": [line.county for line in sheet.to_chase],
        "sentence": sheet.sentence,
        "counties": {line.county: _line_as_builtins(line) for line in sheet.lines},
    }


def _line_as_builtins(line: ReturnLine) -> dict[str, object]:
    found = line.standing
    return {
        "stage": found.stage,
        "version": found.current.value.version if found.current is not None else None,
        "enterprises": line.enterprises,
        "nil": line.is_nil,
        "missing": [bureau.id for bureau in found.missing],
        "blockers": list(line.blockers),
        "reason": found.sent_back.reason if found.sent_back is not None else None,
        "complete_on": found.complete_on.isoformat() if found.complete_on is not None else None,
        "chased": len(found.chases),
        "light": line.judged.light.value,
        "light_word": line.judged.word,
        "light_why": line.judged.why,
    }


def told(sheet: SurveySheet) -> tuple[str, ...]:
    """The sheet in lines: one a campaign, one a county, one a county's task."""
    lines: list[str] = []
    for one in sheet.campaigns:
        lines.append(one.sentence)
        for line in one.lines:
            owed = "、".join(line.blockers) or "无"
            chased = f"　已催 {len(line.standing.chases)} 次" if line.standing.chases else ""
            what = "零报告" if line.is_nil else f"{line.enterprises} 户" if line.standing.current else "—"
            lines.append(
                f"  {line.name}　{line.standing.stage}　{what}　{line.judged.word}　卡在：{owed}{chased}"
            )
    if not sheet.campaigns:
        lines.append("还没有开展摸底。布置摸底的文件登记后，用 ./run survey open-campaign 开展。")
    for task in sheet.annual:
        chased = f"　已催 {len(task.chases)} 次" if task.chases else ""
        lines.append(
            f"{task.year}年度任务　{task.name}　清单该年到期 {wording.wan_t(task.asked_t)} 万吨　{task.judged.word}{chased}"
        )
    return tuple(lines)
