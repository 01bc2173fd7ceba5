"""How far a paper has come, whose turn it is, and which number its series has next."""

import typing
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal

import msgspec

from yajian.core.facts.papers import (
    About,
    AnyFact,
    OpinionWritten,
    PaperClosed,
    PaperDrafted,
    PaperNumbered,
    PaperVoided,
    Step,
)
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Content, PaperTemplate, Plan
from yajian.core.plan.conditions import Released as What
from yajian.core.programme import Programme
from yajian.core.words import DocumentNo, PaperId, Seq

STEPS: tuple[Step, ...] = ("经办", "科长", "分管", "局长")
THREE: tuple[Step, ...] = ("企业", "县（市）", "市级")

# What has to be named for a paper of each kind.
ASKS: Mapping[Content, tuple[str, ...]] = MappingProxyType(
    {
        "survey": ("county", "campaign"),
        "ledger": ("county",),
        "capacity": ("county",),
        "annual_task": ("county", "year"),
        "pledge": ("county", "enterprise"),
        "progress": ("county",),
        "work_plan": ("enterprise",),
        "plan_review": ("county", "enterprise", "reviewer"),
        "expert_opinion": ("county", "part"),
        "risks": ("county",),
        "supply_balance": ("county",),
        "resettlement": ("enterprise",),
        "court_letter": ("county", "seal"),
        "release_shutdown": ("county", "part", "facility", "planned_on"),
        "release_dismantle": ("county", "part", "facility", "planned_on"),
        "site_confirmation": ("county", "part", "facility"),
        "completion_report": ("enterprise", "part"),
        "county_check": ("county", "part"),
        "acceptance": ("county", "part"),
        "adjustment": ("county",),
        "quota_table": ("quota_version",),
        "quota_letter": ("quota_version",),
        "application": ("enterprise",),
        "county_forward": ("county", "application"),
        "audit_plan": ("audit_plan",),
        "disbursement": ("audit_plan",),
        "payment_filing": ("audit_plan",),
        "clawback_opinion": ("county",),
        "clawback_notice": ("county",),
    }
)
MAY_BE_BLANK: Mapping[Content, frozenset[str]] = MappingProxyType(
    {
        "audit_plan": frozenset({"audit_plan"}),  # before it is entered: from all that was forwarded
    }
)
ENTERPRISES_OWN: frozenset[Content] = frozenset(
    {"work_plan", "resettlement", "completion_report", "application"}
)
RELEASES: Mapping[Content, What] = MappingProxyType(
    {"release_shutdown": "shutdown", "release_dismantle": "dismantle"}
)

Stage = Literal["审签中", "已退回", "待编号", "待办结", "已办结", "已作废"]


def what_to_draft(plan: Plan) -> str:
    """Where the papers that may be drafted are found, or what the plan file lacks for there to be any."""
    if any(one.draws is not None for one in plan.templates.values()):
        return "请从“文书”页选择"
    return (
        "方案文件没有列出由系统起草的文书。要起草的，请在方案文件的 templates 中写明名称、由谁出具、依据哪一条、"
        "取哪张报表（draws），作为新版本采用"
    )


def asks(template: PaperTemplate) -> tuple[str, ...]:
    """What has to be named for a paper; of one that is not drafted here nothing."""
    return ASKS[template.draws] if template.draws is not None else ()


def is_enterprises_own(template: PaperTemplate) -> bool:
    return template.draws in ENTERPRISES_OWN


def chain(template: PaperTemplate) -> tuple[Step, ...]:
    """Who signs: what was seen on the spot all three who stood there, everything else the four of one organ."""
    return THREE if template.draws == "site_confirmation" else STEPS


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A paper as of a day: its draft in force, what was written on it, and how far it has come."""

    paper: PaperId
    drafts: tuple[Entry[PaperDrafted], ...]
    opinions: tuple[Entry[OpinionWritten], ...]  # on the draft in force, in the order they were written
    earlier: tuple[Entry[OpinionWritten], ...]  # on the drafts before it
    numbered: Entry[PaperNumbered] | None = None
    closed: Entry[PaperClosed] | None = None
    voided: Entry[PaperVoided] | None = None

    @property
    def draft(self) -> PaperDrafted:
        return self.drafts[-1].value

    @property
    def about(self) -> About:
        return self.draft.about or About()

    @property
    def chain(self) -> tuple[Step, ...]:
        """Whose opinions the draft in force wants, in this order."""
        return self.draft.chain or STEPS

    @property
    def returned(self) -> OpinionWritten | None:
        """The opinion that sent the draft back, after which only another draft helps."""
        last = self.opinions[-1].value if self.opinions else None
        return last if last is not None and not last.agrees else None

    @property
    def next_step(self) -> Step | None:
        """Whose opinion is wanted now; none once the draft is signed, or sent back."""
        done = len(self.opinions)
        return self.chain[done] if self.returned is None and done < len(self.chain) else None

    @property
    def stage(self) -> Stage:
        if self.voided is not None:
            return "已作废"
        if self.closed is not None:
            return "已办结"
        if self.numbered is not None:
            return "待办结"
        if self.returned is not None:
            return "已退回"
        return "审签中" if self.next_step is not None else "待编号"

    @property
    def is_open(self) -> bool:
        return self.closed is None and self.voided is None


def standing(
    programme: Programme, paper: PaperId, as_of: date | None = None, known: Seq | None = None
) -> Standing | None:
    """A paper on a day, as the first `known` facts tell it; none before it was drafted."""
    entries = _entries(programme.papers.papers.get(paper), as_of, known)
    drafts = _of(entries, PaperDrafted)
    if not drafts:
        return None
    opinions = _of(entries, OpinionWritten)
    version = drafts[-1].value.version
    return Standing(
        paper=paper,
        drafts=drafts,
        opinions=tuple(one for one in opinions if one.value.version == version),
        earlier=tuple(one for one in opinions if one.value.version != version),
        numbered=next(iter(_of(entries, PaperNumbered)), None),
        closed=next(iter(_of(entries, PaperClosed)), None),
        voided=next(iter(_of(entries, PaperVoided)), None),
    )


def standings(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> Iterator[Standing]:
    for paper in programme.papers.papers:
        found = standing(programme, paper, as_of, known)
        if found is not None:
            yield found


def series(
    programme: Programme, code: str, year: int, known: Seq | None = None
) -> tuple[Entry[PaperNumbered], ...]:
    """The numbers given in a series and year, from the lowest."""
    given = programme.papers.series.get((code, year), Timeline[PaperNumbered]())
    return tuple(sorted(given.known(known), key=lambda entry: entry.value.number))


def issuer_of(programme: Programme, code: str) -> str | None:
    """Whose a 机关代字 is: it belongs to whoever numbered by it first."""
    for (other, _), given in programme.papers.series.items():
        if other == code:
            return given.entries[0].value.issuer
    return None


def code_of(programme: Programme, issuer: str) -> str:
    """The 机关代字 an issuer last numbered by; empty if it has numbered nothing yet."""
    codes = [
        code
        for (code, _), given in programme.papers.series.items()
        if given.entries[0].value.issuer == issuer
    ]
    return codes[-1] if codes else ""


def next_number(programme: Programme, code: str, year: int, first: int = 1) -> int:
    """The next of a series, without gaps: past what it gave, and past what the register holds already."""
    given = series(programme, code, year)
    number = given[-1].value.number + 1 if given else first
    while document_no(code, year, number) in programme.charter.documents:
        number += 1
    return number


def document_no(code: str, year: int, number: int) -> DocumentNo:
    """示工信函〔2020〕5号, as it is written on paper."""
    return DocumentNo(f"{code}〔{year}〕{number}号")


F = typing.TypeVar("F", bound=AnyFact)


def _entries(
    timeline: Timeline[AnyFact] | None, as_of: date | None, known: Seq | None
) -> tuple[Entry[AnyFact], ...]:
    found = timeline.known(known) if timeline is not None else ()
    mine = (entry for entry in found if as_of is None or entry.effective <= as_of)
    return tuple(sorted(mine, key=lambda entry: entry.seq))


def _of(entries: tuple[Entry[AnyFact], ...], kind: type[F]) -> tuple[Entry[F], ...]:
    return tuple(typing.cast("Entry[F]", one) for one in entries if isinstance(one.value, kind))
