"""Where each county's survey return stands, who blocks it, and which light that gives."""

from datetime import date
from typing import Literal

import msgspec

from yajian.core.facts.survey import (
    Bureau,
    CampaignOpened,
    CountyChased,
    ReturnAccepted,
    ReturnCountersigned,
    ReturnSentBack,
    ReturnSubmitted,
    Ruling,
)
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Duty, Plan
from yajian.core.programme import Programme
from yajian.core.words import CampaignId, Clause, CountyId, Judged, Light, Seq, SystemRule

Stage = Literal["未报", "待会签", "待审核", "已退回", "已接收"]


class ReturnStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One county's return on a day: the latest version, who has countersigned it, what was said of it."""

    county: CountyId
    current: Entry[ReturnSubmitted] | None
    signatures: tuple[tuple[Bureau, Entry[ReturnCountersigned] | None], ...]
    ruling: Entry[Ruling] | None
    chases: tuple[Entry[CountyChased], ...]

    @property
    def missing(self) -> tuple[Bureau, ...]:
        """The offices whose countersignature the present version lacks."""
        return tuple(bureau for bureau, signed in self.signatures if signed is None)

    @property
    def sent_back(self) -> ReturnSentBack | None:
        found = self.ruling.value if self.ruling is not None else None
        return found if isinstance(found, ReturnSentBack) else None

    @property
    def accepted(self) -> bool:
        return self.ruling is not None and isinstance(self.ruling.value, ReturnAccepted)

    @property
    def stage(self) -> Stage:
        if self.current is None:
            return "未报"
        if self.sent_back is not None:
            return "已退回"
        if self.missing:
            return "待会签"
        return "已接收" if self.accepted else "待审核"

    @property
    def complete_on(self) -> date | None:
        """The day the county had done its part: the sheet in, every countersignature on it, not sent back."""
        if self.current is None or self.sent_back is not None or self.missing:
            return None
        return (
            max(
                self.current.effective,
                *(signed.effective for _, signed in self.signatures if signed is not None),
            )
            if self.signatures
            else self.current.effective
        )


# What the plan asks ------------------------------------------------------------------------------


def asking(plan: Plan) -> Duty | None:
    """The duty of the plan that asks for the survey, if it has one."""
    return next((duty for duty in plan.duties.values() if duty.fn == "F05"), None)


def bureaus(plan: Plan) -> tuple[Bureau, ...]:
    """The offices of every county that the plan has survey together: each countersigns the one return."""
    duty = asking(plan)
    body = plan.responsibility.main_body if plan.responsibility is not None else None
    named = [
        plan.organisations[name]
        for name in (duty.who.value or () if duty is not None else ())
        if name != body
    ]
    return tuple(Bureau(id=one.id, name=one.name) for one in named if one.level == "county" and one.template)


def basis(plan: Plan, campaign: CampaignOpened) -> Clause | SystemRule:
    """The clause a campaign stands on; where the plan asks for none, its own document."""
    found = next((plan.clauses[name] for name in campaign.clauses if name in plan.clauses), None)
    return found or SystemRule.DOCUMENT_REQUIRED


# What stands on a day ----------------------------------------------------------------------------


def campaign(
    programme: Programme, name: CampaignId, as_of: date | None = None, known: Seq | None = None
) -> Entry[CampaignOpened] | None:
    past = programme.survey.campaigns.get(name)
    return past.at(as_of, known) if past is not None else None


def standing(
    programme: Programme,
    opened: CampaignOpened,
    county: CountyId,
    as_of: date | None = None,
    known: Seq | None = None,
) -> ReturnStanding:
    key = (opened.campaign, county)
    current = programme.survey.returns.get(key, Timeline()).at(as_of, known)
    version = (*key, current.value.version if current is not None else 0)
    signed = programme.survey.signatures.get(version, {})
    return ReturnStanding(
        county=county,
        current=current,
        signatures=tuple(
            (bureau, signed.get(bureau.id, Timeline()).at(as_of, known)) for bureau in opened.bureaus
        ),
        ruling=programme.survey.rulings.get(version, Timeline()).at(as_of, known),
        chases=chases(programme, opened.campaign, county, as_of, known),
    )


def chases(
    programme: Programme,
    about: CampaignId | int,
    county: CountyId,
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[Entry[CountyChased], ...]:
    """How a county was chased for a campaign's return, or for its task of a year."""
    past: Timeline[CountyChased] = programme.survey.chases.get((about, county), Timeline())
    return tuple(entry for entry in past.known(known) if as_of is None or entry.effective <= as_of)


def versions(
    programme: Programme, name: CampaignId, county: CountyId, as_of: date | None, known: Seq | None
) -> tuple[Entry[ReturnSubmitted], ...]:
    """Every version of a county's return, the earlier ones as they were."""
    past: Timeline[ReturnSubmitted] = programme.survey.returns.get((name, county), Timeline())
    return tuple(entry for entry in past.known(known) if as_of is None or entry.effective <= as_of)


def light(opened: CampaignOpened, found: ReturnStanding, as_of: date, days_before: int | None) -> Judged:
    """The light of one county's return: in time by the day it was complete, not by the day it was sent."""
    due, done = opened.due, found.complete_on
    if done is not None and due is None:
        return Judged(
            light=Light.GREEN, word="已报齐", why=f"{done.isoformat()}报齐；文件没有写时限，不说早晚"
        )
    if done is not None and due is not None and done > due:
        return Judged(
            light=Light.YELLOW, word="逾期完成", why=f"{done.isoformat()}报齐，晚于{due.isoformat()}"
        )
    if done is not None:
        return Judged(light=Light.GREEN, word="按期", why=f"{done.isoformat()}报齐")
    if due is None:
        return Judged(light=Light.GREY, word="时限未定", why=f"{found.stage}；文件没有写时限")
    if as_of > due:
        return Judged(
            light=Light.RED,
            word="逾期",
            why=f"{found.stage}，时限{due.isoformat()}已过{(as_of - due).days}天",
        )
    left = (due - as_of).days
    near = days_before is not None and left <= days_before
    return Judged(
        light=Light.YELLOW if near else Light.GREY,
        word="临期" if near else "未到期",
        why=f"{found.stage}，距时限{left}天",
    )
