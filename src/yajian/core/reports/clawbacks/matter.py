"""One clawback from its opinion to the last fen: what was missed, every reading then and today, what was asked and what is back."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

import msgspec

from yajian.core import recoveries
from yajian.core.facts.charter import QuestionAnswered
from yajian.core.facts.clawbacks import Level
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import Programme
from yajian.core.recoveries import Missing, Reading, Recovery
from yajian.core.reports.papers.offers import government
from yajian.core.rules import charter, dossier, payments, targets
from yajian.core.rules import clawbacks as rules
from yajian.core.rules.clawbacks import Standing
from yajian.core.words import Clause, EnterpriseId, Fen, PartId, QuestionId, Seq, Tonnes


class Reckoned(msgspec.Struct, frozen=True, kw_only=True):
    """One reading: as the opinion has it, and as it comes out today; nothing where the plan has it no longer, or not yet."""

    id: str
    label: str
    then: tuple[Fen, Fen] | None
    now: tuple[Fen, Fen] | None
    working: Reading | None  # how today's comes about
    state: Literal["confirmed", "shown", ""]


class Missed(msgspec.Struct, frozen=True, kw_only=True):
    """A part the opinion says was not done by its day, and whether it is missing still."""

    part: PartId
    enterprise: EnterpriseId | None  # nothing once no list has it
    enterprise_name: str
    tonnes: Tonnes
    still: bool


class Firm(msgspec.Struct, frozen=True, kw_only=True):
    """What a firm is called on the day, and was called before."""

    name: str
    former: tuple[str, ...]


class AtLevel(msgspec.Struct, frozen=True, kw_only=True):
    """One level's money in this matter: what came in and went back, beside what is paid of the level to the county's firms."""

    level: Level
    label: str
    paid_fen: Fen
    received_fen: Fen
    returned_fen: Fen
    beyond_fen: Fen


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one matter as of a day."""

    standing: Standing
    name: str  # of the county
    debtor: str  # its government, as it stands on paper
    recovery: Recovery  # as of the day
    missed: tuple[Missed, ...]
    readings: tuple[Reckoned, ...]  # the one shown before any is confirmed first
    question: QuestionId | None  # which of them counts
    confirmed: Entry[QuestionAnswered] | None  # the paper that said so: when the notice went out, or today
    missing: Missing | None  # why nothing may be asked of the county yet
    levels: tuple[AtLevel, ...]
    clauses: tuple[Clause, ...]
    firms: Mapping[EnterpriseId, Firm]  # of its task, as they are called on the day

    @property
    def notice_reading(self) -> str:
        """What the reading that the notice asks by is called."""
        notice = self.standing.notice
        if notice is None:
            return ""
        return next(
            (one.label for one in self.readings if one.id == notice.value.reading), notice.value.reading
        )


def matter(
    plan: Plan, programme: Programme, opinion: Seq, as_of: date, known: Seq | None = None
) -> Matter | None:
    """None before its opinion was given."""
    found = rules.standing(programme, opinion, as_of, known)
    if found is None:
        return None
    rule, county = plan.compensation.clawback, found.fact.county
    now = recoveries.recovery(plan, programme, county, as_of, known)
    question = rule.confirmed.asks if rule is not None else None
    asked = found.notice
    day, upto = (asked.effective, asked.seq) if asked is not None else (as_of, known)
    return Matter(
        standing=found,
        name=next((one.name for one in plan.counties if one.id == county), county),
        debtor=government(plan, county),
        recovery=now,
        missed=tuple(_missed(plan, programme, found, now, as_of, known)),
        readings=_readings(found, now),
        question=question,
        confirmed=charter.answer(programme, question, day, upto) if question is not None else None,
        missing=recoveries.unasked(now, found) if found.stage == "待通知" else None,
        levels=tuple(_levels(plan, programme, found, now, as_of, known)),
        clauses=clauses_for(plan, "county_task_unmet_after_due"),
        firms={
            firm: _firm(plan, programme, firm, as_of, known)
            for firm in dict.fromkeys(one.listed.enterprise for one in now.products)
        },
    )


def _firm(plan: Plan, programme: Programme, firm: EnterpriseId, as_of: date, known: Seq | None) -> Firm:
    name = dossier.enterprise_name(plan, programme, firm, as_of, known)
    lines = dossier.name_lines(plan, programme, firm, as_of, known)
    return Firm(name=name, former=tuple(dict.fromkeys(one.name for one in lines if one.name != name)))


def _missed(
    plan: Plan, programme: Programme, found: Standing, now: Recovery, as_of: date, known: Seq | None
) -> Iterator[Missed]:
    still = {one.part for one in now.unfinished}
    listed = {one.part: one for entry in targets.lists(programme, as_of, known) for one in entry.value.parts}
    for one in found.fact.unfinished:
        firm = listed[one.part].enterprise if one.part in listed else None
        yield Missed(
            part=one.part,
            enterprise=firm,
            enterprise_name=dossier.enterprise_name(plan, programme, firm, as_of, known) if firm else "",
            tonnes=one.tonnes,
            still=one.part in still,
        )


def _readings(found: Standing, now: Recovery) -> tuple[Reckoned, ...]:
    then = {one.reading: (one.low_fen, one.high_fen) for one in found.fact.readings}
    today = {one.id: one for one in now.readings}
    counts = found.notice.value.reading if found.notice is not None else now.confirmed
    lines = [
        Reckoned(
            id=name,
            label=today[name].label if name in today else name,
            then=then.get(name),
            now=(today[name].low_fen, today[name].high_fen) if name in today else None,
            working=today.get(name),
            state="confirmed" if name == counts else "shown" if name == now.shown else "",
        )
        for name in dict.fromkeys((*today, *then))
    ]
    return tuple(sorted(lines, key=lambda one: one.id != now.shown))


def _levels(
    plan: Plan, programme: Programme, found: Standing, now: Recovery, as_of: date, known: Seq | None
) -> Iterator[AtLevel]:
    paid = {one.level: one.paid_fen for one in now.levels}
    much = {
        one.level: one.amount_fen
        for one in recoveries.beyond(plan, programme, as_of, known)
        if one.matter.seq == found.seq
    }
    for level, label in payments.LEVELS.items():
        came = [one.value.amount_fen for one in found.receipts if one.value.level == level]
        went = [one.value.amount_fen for one in found.returns if one.value.level == level]
        if level in paid or came:
            yield AtLevel(
                level=level,
                label=label,
                paid_fen=paid.get(level, Fen(0)),
                received_fen=Fen(sum(came)),
                returned_fen=Fen(sum(went)),
                beyond_fen=much.get(level, Fen(0)),
            )
