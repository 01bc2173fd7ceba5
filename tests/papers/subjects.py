"""Papers about one oven or one part, with the books that let each be drafted; shared by whoever writes or draws them."""

from datetime import date
from typing import Any

from tests.core import test_acceptance as accepting
from tests.core import test_applications as applying
from tests.core import test_auditplans as auditing
from tests.core import test_clawbacks as taking_back
from tests.core import test_courts as sealing
from tests.core import test_payments as paying
from tests.core import test_quotas as quoting
from tests.core import test_releases as releasing
from tests.core import test_risks as assessing
from tests.core import test_utilities as supplying
from tests.core import test_workers as settling
from tests.core import test_workplans as planning
from tests.given import LETTER, Desk, recorded, with_letter
from tests.papers.samples import MOMENT
from yajian.core.decisions.auditplans import Cut
from yajian.core.decisions.closure import RecordCondition
from yajian.core.decisions.papers import Draft
from yajian.core.decisions.quotas import Approve
from yajian.core.facts.papers import About
from yajian.core.reports.papers import Head, Position, Subject, Written, write
from yajian.core.words import Digest, PartId, Seq

FILE = Digest("c" * 64)
CUT = Cut(amount="8000000", why="一台推焦车没有拆除")


def head_of(desk: Desk) -> Head:
    return Head(
        issuer="示范市焦化行业压减过剩产能专项工作领导小组办公室",
        drafted_by="示例癸",
        addressee="示东市示例焦化庚有限公司",
        copied_to="示东市人民政府",
        document_no="示焦压减办〔2020〕7号",
        signer="示例四",
        issued_on=desk.now.date(),
    )


def position(desk: Desk) -> Position:
    return Position(as_of=desk.now.date(), known=Seq(len(desk.history)), leaf="3f2a9c41" * 8, at=MOMENT)


def template_for(desk: Desk, draws: str) -> str:
    return next(one.id for one in desk.plan.templates.values() if one.draws == draws)


def about_part(desk: Desk, facility: str = "", planned_on: date | None = None) -> About:
    return About(part=releasing.part(desk).part, facility=facility, planned_on=planned_on)


def written(desk: Desk, draws: str, about: About, remark: str = "") -> Written:
    listed = releasing.part(desk)
    template = desk.plan.templates[template_for(desk, draws)]
    subject = Subject(template=template, county=listed.county, about=about, remark=remark)
    return write(desk.plan, desk.programme, subject, position(desk)).headed(head_of(desk))


def drafting(desk: Desk, draws: str, **said: Any) -> Draft:
    """The request to draft such a paper about the part with two ovens, made today from all that is there."""
    listed = releasing.part(desk)
    words: dict[str, Any] = {
        "template": template_for(desk, draws),
        "title": "示例文书",
        "issuer": "示东市工业和信息化局",
        "drafted_by": "示例癸",
        "county": listed.county,
        "part": listed.part,
        "as_of": desk.now.date(),
        "known": Seq(len(desk.history)),
        "file": FILE,
    } | said
    return Draft(**words)


def oven(desk: Desk) -> str:
    return releasing.part(desk).facilities[0]


# Given --------------------------------------------------------------------------------------------


def opened() -> Desk:
    """Given: a gate that one signed for and another overrode."""
    return releasing.overridden(releasing.signed(with_letter()))


def down(desk: Desk, condition: str, facility: str | None = None) -> Desk:
    """Given: the first oven, or another, is in a condition of the plan's that counts as so."""
    name = next(
        one.id
        for kind in desk.base.facility_types.values()
        for one in kind.conditions
        if one.counts_as == condition
    )
    part: PartId = releasing.part(desk).part
    command = RecordCondition(part=part, facility=facility or oven(desk), condition=name)
    recorded(desk.ask(command, evidence=(Digest("a" * 64),)))
    return desk


def visited(level: str = "市级", **said: Any) -> Desk:
    """Given: reported done, and looked at by a level."""
    desk = accepting.ready()
    recorded(accepting.report(desk))
    recorded(accepting.check(desk, level=level, **said))
    return desk


# Every one of them ---------------------------------------------------------------------------------


def everything() -> dict[str, Written]:
    """Each paper that is about something of its own, by the plan's number of it, from books in which it may be given."""
    desk, planned = opened(), date(2020, 3, 1)
    stopped = down(opened(), "stopped")
    gone = down(down(opened(), "shut"), "dismantled")
    found = {
        "release_shutdown": written(desk, "release_shutdown", about_part(desk, oven(desk), planned)),
        "release_dismantle": written(
            stopped, "release_dismantle", about_part(stopped, oven(stopped), planned)
        ),
        "site_confirmation": written(gone, "site_confirmation", about_part(gone, oven(gone))),
    }
    for draws, books in (
        ("completion_report", accepting.ready()),
        ("county_check", visited("县级")),
        ("acceptance", visited()),
    ):
        found[draws] = written(books, draws, about_part(books))
    for draws, (books, about) in around().items():
        found[draws] = written(books, draws, about)
    for draws, (books, about) in of_money().items():
        found[draws] = written(books, draws, about)
    return {template_for(desk, draws): one for draws, one in found.items()}


def of_money() -> dict[str, tuple[Desk, About]]:
    """Papers about money, each with books in which its turn has come."""
    first, plan = About(quota_version=1), About(audit_plan=1)
    applied, application = applying.applied()
    noticing, _ = taking_back.given()
    taking_back.confirm(noticing, "unfinished_capped")
    return {
        "quota_table": (approved(), first),
        "quota_letter": (approved(), first),
        "application": (applying.ready(), About(enterprise=releasing.part(applied).enterprise)),
        "county_forward": (applied, About(application=application)),
        "audit_plan": (auditing.drawn(cuts={applying.UNIT: CUT})[0], plan),
        "disbursement": (paying.prepared()[0], plan),
        "payment_filing": (paying.paid()[0], plan),
        "clawback_opinion": (taking_back.missed(), About()),
        "clawback_notice": (noticing, About()),
    }


def approved() -> Desk:
    """Given: quotas drawn up, and approved by the city government."""
    desk = quoting.drawn()
    recorded(desk.ask(Approve(version=1, document=LETTER)))
    return desk


def around() -> dict[str, tuple[Desk, About]]:
    """Papers about what surrounds a stop, each with books that hold what it tells."""
    planned = planning.planned()
    reviewer = planning.bureau(planned)
    recorded(planning.review(planned, reviewer, opinion="停炉步骤可行，加强煤气监测"))
    firm = planning.part(planned).enterprise
    sealed = sealing.sealed()
    recorded(sealing.consult(sealed))
    assessed = with_letter()
    recorded(assessing.assess(assessed))
    settled = settling.settled()
    return {
        "adjustment": (planned, About()),
        "pledge": (planned, About(enterprise=firm)),
        "work_plan": (planned, About(enterprise=firm)),
        "plan_review": (planned, About(enterprise=firm, reviewer=reviewer)),
        "expert_opinion": (planned, about_part(planned)),
        "risks": (assessed, About()),
        "supply_balance": (supplying.supplied(), About()),
        "resettlement": (settled, About(enterprise=settling.JIA)),
        "court_letter": (sealed, About(seal=sealing.number(sealed))),
    }
