"""What each paper says, drawn from the same reports as the pages, so that paper and screen cannot differ."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from yajian.core.plan import Content, Plan
from yajian.core.programme import Programme
from yajian.core.reports.papers.acceptance import completion_report, county_check, opinion
from yajian.core.reports.papers.adjustment import adjustment
from yajian.core.reports.papers.annual_task import annual_task
from yajian.core.reports.papers.applications import application
from yajian.core.reports.papers.auditplans import audit_plan
from yajian.core.reports.papers.capacity import capacity_check
from yajian.core.reports.papers.clawbacks import clawback_notice, clawback_opinion
from yajian.core.reports.papers.county import court_letter, risk_report, supply_balance
from yajian.core.reports.papers.dispatch import dispatch
from yajian.core.reports.papers.filing import payment_filing
from yajian.core.reports.papers.firms import (
    expert_opinion,
    plan_review,
    pledge,
    resettlement,
    work_plan,
)
from yajian.core.reports.papers.flows import TITLES, flow
from yajian.core.reports.papers.following import following
from yajian.core.reports.papers.forwarding import county_forward
from yajian.core.reports.papers.ledger import enterprise_ledger
from yajian.core.reports.papers.offers import Offer, addressee, issuer, offers, proposed_addressee
from yajian.core.reports.papers.payments import disbursement
from yajian.core.reports.papers.quota_letter import quota_letter
from yajian.core.reports.papers.quotas import quota_table
from yajian.core.reports.papers.register import (
    PaperLine,
    RegisterSheet,
    SeriesLine,
    as_builtins,
    paper_line,
    register,
    told,
)
from yajian.core.reports.papers.release import release
from yajian.core.reports.papers.review import review_sheet
from yajian.core.reports.papers.sent import Sent, sent
from yajian.core.reports.papers.site import site_confirmation
from yajian.core.reports.papers.steps import Following
from yajian.core.reports.papers.survey import survey_sheet
from yajian.core.reports.papers.written import Flow, Head, Position, Rows, Subject, Taken, Unwritable, Written

_WRITERS: Mapping[Content, Callable[[Plan, Programme, Subject, Position], Written]] = MappingProxyType(
    {
        "survey": survey_sheet,
        "ledger": enterprise_ledger,
        "capacity": capacity_check,
        "annual_task": annual_task,
        "pledge": pledge,
        "progress": dispatch,
        "work_plan": work_plan,
        "plan_review": plan_review,
        "expert_opinion": expert_opinion,
        "risks": risk_report,
        "supply_balance": supply_balance,
        "resettlement": resettlement,
        "court_letter": court_letter,
        "release_shutdown": release,
        "release_dismantle": release,
        "site_confirmation": site_confirmation,
        "completion_report": completion_report,
        "county_check": county_check,
        "acceptance": opinion,
        "adjustment": adjustment,
        "quota_table": quota_table,
        "quota_letter": quota_letter,
        "application": application,
        "county_forward": county_forward,
        "audit_plan": audit_plan,
        "disbursement": disbursement,
        "payment_filing": payment_filing,
        "clawback_opinion": clawback_opinion,
        "clawback_notice": clawback_notice,
    }
)


def write(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """A paper as of a day, from the first `known` facts. Raises Unwritable with what is missing."""
    draws = subject.template.draws
    if draws is None:
        raise Unwritable(f"《{subject.template.title}》还不能由系统起草，请自行起草，印发后在文件登记簿登记")
    return _WRITERS[draws](plan, programme, subject, position)


__all__ = [
    "TITLES",
    "Flow",
    "Following",
    "Head",
    "Offer",
    "PaperLine",
    "Position",
    "RegisterSheet",
    "Rows",
    "Sent",
    "SeriesLine",
    "Subject",
    "Taken",
    "Unwritable",
    "Written",
    "addressee",
    "as_builtins",
    "flow",
    "following",
    "issuer",
    "offers",
    "paper_line",
    "proposed_addressee",
    "register",
    "review_sheet",
    "sent",
    "told",
    "write",
]
