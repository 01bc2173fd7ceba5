"""Our own templates, one a kind of paper: Word files a city may take, change and put in their place."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from yajian.core.plan import Content
from yajian.core.reports.papers import Flow, Written
from yajian.papers.layout import around, closing, flows, money
from yajian.papers.layout.blocks import Layout
from yajian.papers.layout.letters import annual_task, capacity
from yajian.papers.layout.sheets import dispatch, quota_table, review

_LAYOUTS: Mapping[Content | Flow | None, Layout] = MappingProxyType(
    {
        "capacity": capacity,
        "annual_task": annual_task,
        "pledge": around.pledge,
        "progress": dispatch,
        "work_plan": around.work_plan,
        "plan_review": around.plan_review,
        "expert_opinion": around.expert_opinion,
        "risks": around.risks,
        "resettlement": around.resettlement,
        "court_letter": around.court_letter,
        "release_shutdown": closing.release,
        "release_dismantle": closing.release,
        "site_confirmation": closing.site_confirmation,
        "completion_report": closing.completion_report,
        "county_check": closing.county_check,
        "acceptance": closing.acceptance,
        "adjustment": around.adjustment,
        "quota_table": quota_table,
        "quota_letter": money.quota_letter,
        "application": money.application,
        "county_forward": money.county_forward,
        "audit_plan": money.audit_plan,
        "disbursement": money.disbursement,
        "payment_filing": money.payment_filing,
        "clawback_opinion": money.clawback_opinion,
        "clawback_notice": money.clawback_notice,
        "capacity_flow": flows.capacity,
        "money_flow": flows.money,
        None: review,
    }
)


_LONG = 14  # characters of a name that still stand on one line over the day


@cache
def standard(content: Content | Flow | None, rows: int = 0, *, long_name: bool = False) -> bytes | None:
    """The template of a kind of paper, set for so many rows; none for what is a workbook only."""
    layout = _LAYOUTS.get(content)
    return layout(rows, long_name=long_name).bytes() if layout is not None else None


def fitting(written: Written) -> bytes | None:
    """The template a paper fits into: as many rows as it has, and a name as long as its own."""
    rows = max((len(one.rows) for one in written.tables.values()), default=0)
    return standard(written.content, rows, long_name=len(written.words.get("发文单位", "")) > _LONG)
