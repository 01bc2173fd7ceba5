"""A paper for each step that rests on somebody's word: issued by whom the plan says, today, and once."""

from collections.abc import Mapping
from datetime import date

from tests.given import SCAN, Desk
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.plan.terms import OrgId
from yajian.core.rules.charter import document
from yajian.core.words import CountyId, DocumentNo

FIRST = date(2019, 12, 31)  # of what is on paper before the office opens its books
CITY, CITY_IIT, CITY_FINANCE, PROVINCE_IIT = "示范市人民政府", "市工信局", "市财政局", "省工信厅"
FIRM, COUNTY, COUNTY_IIT = "示东市示例焦化庚有限公司", "示东市人民政府", "示东市工信局"
ISSUERS: Mapping[str, str] = {
    "workplans.submit-plan": FIRM,
    "workplans.record-expert-review": "专家论证组（示例）",
    "closure.approve-method": COUNTY,
    "risks.file-emergency-plan": FIRM,
    "workers.file-plan": FIRM,
    "quotas.confirm-task": COUNTY,
    "quotas.draw-up": CITY,
    "quotas.approve": CITY,
    "quotas.send-up": CITY,
    "quotas.review": PROVINCE_IIT,
    "applications.apply": FIRM,
    "applications.withdraw": FIRM,
    "applications.forward": COUNTY_IIT,
    "applications.return": CITY_IIT,
    "auditplans.draw-up": CITY_IIT,
    "auditplans.approve": CITY,
    "auditplans.return": CITY,
    "auditplans.void": CITY,
    "payments.raise-funds": CITY_FINANCE,
    "payments.prepare": CITY_FINANCE,
    "payments.file": CITY,
    "clawbacks.give-opinion": CITY_IIT,
    "clawbacks.issue-notice": CITY_FINANCE,
    "clawbacks.withdraw-notice": CITY_FINANCE,
    "clawbacks.book-receipt": CITY_FINANCE,
}


def number_of(step: str, nth: int = 1) -> DocumentNo:
    return DocumentNo(f"{step}〔2020〕{nth}号")


def paper(desk: Desk, step: str, nth: int = 1, issuer: str = "", on: date | None = None) -> DocumentNo:
    """Given: the step's own paper is on the register, issued on the day it was first asked for; those of the quota before all others."""
    number = number_of(step, nth)
    early = step.startswith(("quotas.", "workplans.", "closure.", "risks.", "workers."))
    on = on or (FIRST if early else desk.now.date())
    if document(desk.programme, number) is None:
        issuer = issuer or ISSUERS[step]
        desk.append(DocumentRegistered(number=number, title=step, issued_on=on, issuer=issuer, scan=SCAN))
    return number


def countys(desk: Desk, county: CountyId) -> DocumentNo:
    """Given: a county's government confirms its task on a paper of its own."""
    name = desk.plan.organisations[OrgId(county)].government
    number = DocumentNo(f"{county}〔2020〕1号")
    if document(desk.programme, number) is None:
        desk.append(
            DocumentRegistered(number=number, title="确定意见", issued_on=FIRST, issuer=name, scan=SCAN)
        )
    return number
