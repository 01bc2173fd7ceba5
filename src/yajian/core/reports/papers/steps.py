"""What a paper about money is good for once it is out: the step of the money that cites it."""

from collections.abc import Mapping

import msgspec

from yajian.core.facts.papers import PaperClosed
from yajian.core.plan import Content, Plan
from yajian.core.programme import Programme
from yajian.core.rules import applications, auditplans, clawbacks, payments, quotas
from yajian.core.rules.papers import Standing
from yajian.core.words import DocumentNo


class Following(msgspec.Struct, frozen=True, kw_only=True):
    """The next step, by its command."""

    command: str
    words: str
    filled: Mapping[str, str]


def after_money(
    plan: Plan, programme: Programme, draws: Content, found: Standing, out: PaperClosed
) -> Following | None:
    """None where nothing rests on the paper, and once that was entered."""
    about, county = found.about, found.draft.county
    filled = {"document": out.document_no, "effective": out.issued_on.isoformat()}
    match draws:
        case "quota_letter" if about.quota_version is not None:
            version = quotas.version(programme, about.quota_version)
            if version is None or version.sent is not None:
                return None
            return _step("quotas.send-up", "据此登记报省", {**filled, "version": str(about.quota_version)})
        case "application" if about.enterprise is not None:
            asked = applications.standings(programme)
            if any(one.applied.value.document == out.document_no for one in asked):
                return None
            return _step("applications.apply", "据此登记申请", {**filled, "enterprise": about.enterprise})
        case "county_forward" if about.application is not None:
            application = applications.standing(programme, about.application)
            if application is None or application.stage != "待县转报":
                return None
            said = {"verdict": "转报", "words": found.draft.remark or "同意转报"}
            mine = {"application": str(about.application), **said}
            return _step("applications.forward", "据此登记转报", {**filled, **mine})
        case "audit_plan" if about.audit_plan is None:
            drawn = (one.drawn.value.document for one in auditplans.standings(programme))
            return (
                None if out.document_no in drawn else _step("auditplans.draw-up", "据此登记审核计划", filled)
            )
        case "disbursement":
            slips = (one.fact.document for one in payments.standings(programme))
            return None if out.document_no in slips else _step("payments.prepare", "据此制单", filled)
        case "payment_filing":
            organ = _unfiled_with(plan, programme, out.document_no)
            return _step("payments.file", "据此登记备案", {**filled, "organ": organ}) if organ else None
        case "clawback_opinion" if county is not None and clawbacks.open_for(programme, county) is None:
            given = (one.fact.document for one in clawbacks.standings(programme))
            if out.document_no in given:
                return None
            return _step("clawbacks.give-opinion", "据此登记收回意见", {**filled, "county": county})
        case "clawback_notice" if county is not None:
            matter = clawbacks.open_for(programme, county)
            if matter is None or matter.stage != "待通知":
                return None
            return _step("clawbacks.issue-notice", "据此登记收回通知", {**filled, "opinion": str(matter.seq)})
        case _:
            return None


def _step(command: str, words: str, filled: Mapping[str, str]) -> Following:
    return Following(command=command, words=words, filled=filled)


def _unfiled_with(plan: Plan, programme: Programme, document: DocumentNo) -> str:
    """The first of the organs to which this very letter is not on record as sent."""
    done = {
        entry.value.organ
        for line in programme.payments.filed.values()
        for entry in line.known()
        if entry.value.document == document
    }
    return next((one for one in payments.filed_with(plan) if one not in done), "")
