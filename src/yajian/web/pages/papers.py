"""文书: the register with every number, one paper with its steps, its files, and the form that drafts one."""

import secrets
from datetime import date
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from yajian import drafting
from yajian.core import catalogue
from yajian.core.decisions.papers import Close, Draft, Opine
from yajian.core.facts.papers import About
from yajian.core.reports import papers as reports
from yajian.core.reports import wording
from yajian.core.reports.papers import Offer
from yajian.core.rules import dossier
from yajian.core.rules import papers as rules
from yajian.core.rules.papers import Standing
from yajian.core.rules.roles import INSTALLER
from yajian.core.words import (
    CampaignId,
    CountyId,
    EnterpriseId,
    OrganId,
    PaperId,
    PartId,
    Refusal,
    Seq,
    iso_date,
)
from yajian.evidence import Kind
from yajian.transact import Refused
from yajian.web.acting import Acting, acting
from yajian.web.addresses import told
from yajian.web.choices import Books, offered
from yajian.web.forms import Given, fresh, given
from yajian.web.onsite import Onsite, onsite
from yajian.web.pages.room import Room, answer, enter
from yajian.web.permitted import why_not

TAG = "papers.draft"


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    room = enter(request)
    sheet = reports.register(room.plan, room.programme, room.as_of, room.known, room.sight)
    wanted = request.GET.get("stage", "")
    shown = [line for line in sheet.papers if not wanted or _group(line.standing) == wanted]
    context = {
        "register": sheet,
        "lines": shown,
        "wanted": wanted,
        "groups": [
            (word, sum(_group(line.standing) == word for line in sheet.papers))
            for word in ("在办", "已办结", "已作废")
        ],
        "sent": reports.sent(room.plan, room.programme, room.as_of, room.known, room.sight),
        "drafted": [one for one in reports.offers(room.plan) if one.asks],
        "others": [one for one in reports.offers(room.plan) if not one.asks],
        "what_to_draft": rules.what_to_draft(room.plan),
    }
    return answer(request, room, "papers.html", context)


def _group(standing: Standing) -> str:
    return "在办" if standing.is_open else standing.stage


# One paper ---------------------------------------------------------------------------------------


@require_safe
def one(request: HttpRequest, name: str) -> HttpResponse:
    room = enter(request)
    found = _found(room, name)
    signed = {entry.value.step: entry for entry in found.opinions}
    evidence = {
        entry.seq: len(room.office.recorded(entry.seq).evidence)
        for entry in (*found.opinions, *found.earlier)
    }
    context = {
        "line": reports.paper_line(room.plan, found),
        "paper": found,
        "steps": [(step, signed.get(step)) for step in found.chain],
        "signed_scans": evidence,
        "code": rules.code_of(room.programme, found.draft.issuer),
        "template": room.plan.templates.get(found.draft.template),
        "about_lines": _about(room, found),
        "following": reports.following(room.plan, room.programme, found),
        "kinds": {"draft": "Word", "workbook": "Excel"},
        "onsite": _on_the_spot(request, room, found),
    }
    return answer(request, room, "paper.html", context)


def _about(room: Room, found: Standing) -> list[tuple[str, str]]:
    """What the paper is about beside its county and year, in words."""
    about, day = found.about, found.draft.as_of
    firm = about.enterprise
    said = (
        ("企业", dossier.enterprise_name(room.plan, room.programme, firm, day) if firm is not None else ""),
        ("清单分项", about.part or ""),
        ("设施", about.facility),
        ("计划日期", wording.date_zh(about.planned_on) if about.planned_on is not None else ""),
        ("查封登记", f"第 {about.seal} 条" if about.seal is not None else ""),
        ("额度版次", f"第 {about.quota_version} 版" if about.quota_version is not None else ""),
        ("补偿申请", f"第 {about.application} 条" if about.application is not None else ""),
        ("审核计划", f"第 {about.audit_plan} 号" if about.audit_plan is not None else ""),
        ("补充说明", found.draft.remark),
    )
    return [(name, words) for name, words in said if words]


def _on_the_spot(request: HttpRequest, room: Room, found: Standing) -> Onsite | None:
    """A paper that three sign where the oven stands is photographed there, for the step that it waits for."""
    about = found.about
    if found.chain != rules.THREE or about.part is None or not about.facility:
        return None
    then: dict[str, str]
    match found.stage:
        case "审签中":
            step, then = catalogue.tag(Opine), {"paper": found.paper, "step": found.next_step or ""}
        case "待办结":
            step, then = catalogue.tag(Close), {"paper": found.paper, "signer": found.opinions[-1].value.name}
        case _:
            return None
    return onsite(request, room, step, "停炉", {"part": about.part, "facility": about.facility}, then)


def _found(room: Room, name: str) -> Standing:
    found = rules.standing(room.programme, PaperId(name), room.as_of, room.known)
    if found is None:
        raise Http404(f"没有稿号 {name}")
    return found


_NAMES = {"draft": "草稿", "workbook": "表格", "fair": "正本", "review": "审签单", "scan": "盖章件"}
_ENDINGS = {Kind.PDF: "pdf", Kind.PNG: "png", Kind.JPEG: "jpg", Kind.DOCX: "docx", Kind.XLSX: "xlsx"}


@require_safe
def piece(request: HttpRequest, name: str, piece: str) -> HttpResponse:
    """One file of a paper. What was drafted and what was scanned come as kept; the rest is filled in again."""
    room = enter(request)
    found = _found(room, name)
    content, kind = _content(room, found, piece)
    if content is None:
        raise Http404(f"稿号 {name} 没有{_NAMES.get(piece, piece)}")
    response = HttpResponse(content, content_type=kind.value)
    number = found.numbered.value.document_no if found.numbered is not None else f"稿{found.paper}"
    file = quote(f"{number}　{found.draft.title}-{_NAMES[piece]}.{_ENDINGS.get(kind, 'bin')}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{file}"
    return response


def _content(room: Room, found: Standing, piece: str) -> tuple[bytes | None, Kind]:
    office, draft = room.office, found.draft
    match piece:
        case "draft":
            return (office.evidence.read(draft.file) if draft.file is not None else None), Kind.DOCX
        case "workbook":
            return (office.evidence.read(draft.workbook) if draft.workbook is not None else None), Kind.XLSX
        case "fair":
            return drafting.fair_copy(office, found), Kind.DOCX
        case "review":
            return drafting.review(office, found), Kind.DOCX
        case "scan" if found.closed is not None:
            scan = found.closed.value.scan
            return office.evidence.read(scan), office.evidence.kind(scan) or Kind.TEXT
        case _:
            return None, Kind.TEXT


# Drafting ----------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """The form; sent, it makes the files and drafts the paper, once."""
    room = enter(request)
    if request.method != "POST":
        held = fresh(given(request.GET), room.office.today())
        return _form(request, room, _begun(room, held, acting(request)), None)
    held = given(request.POST)
    asked = _asked(room, held)
    if isinstance(asked, str):
        return _form(request, room, held, asked)
    prepared = drafting.prepare(room.office, asked)
    if isinstance(prepared, Refusal):
        return _form(request, room, held, prepared)
    outcome = acting(request).transact(
        room.office,
        prepared,
        effective=room.office.today(),
        command_id=held.text("command_id") or secrets.token_hex(16),
    )
    if isinstance(outcome, Refused):
        return _form(request, room, held, outcome.refusal)
    recorded = tuple(one.seq for one in outcome.facts)
    papers = [one.fact.paper for one in outcome.facts if hasattr(one.fact, "paper")]
    return told(f"/papers/{papers[0]}" if papers else "/papers", recorded)


def _begun(room: Room, held: Given, who: Acting) -> Given:
    """What is known before anybody types: of the paper drafted again, of the plan, or of whoever drafts."""
    before = rules.standing(room.programme, PaperId(held.text("paper")))
    if before is not None:
        said = before.draft
        old = {
            "template": said.template,
            "county": said.county or "",
            "year": str(said.year or ""),
            "campaign": said.campaign or "",
            "issuer": said.issuer,
            "addressee": said.addressee,
            "copied_to": said.copied_to,
            "drafted_by": said.drafted_by,
            "enterprise": before.about.enterprise or "",
            "part": before.about.part or "",
            "facility": before.about.facility,
            "planned_on": before.about.planned_on.isoformat() if before.about.planned_on is not None else "",
            "reviewer": before.about.reviewer or "",
            "seal": str(before.about.seal or ""),
            "quota_version": str(before.about.quota_version or ""),
            "application": str(before.about.application or ""),
            "audit_plan": str(before.about.audit_plan or ""),
            "remark": said.remark,
        }
        held = held.but(**{name: (value,) for name, value in old.items()})
    offer = _offer(room, held)
    own = room.sight.county if room.sight.county is not None and not held.text("county") else None
    held = held.but(county=(own,)) if own is not None else held
    known = {"known": str(room.programme.seq), "as_of": room.office.today().isoformat()}
    known |= {"drafted_by": who.actor} if who.role != INSTALLER else {}
    if offer is not None:
        known |= {
            "template": offer.template.id,
            "issuer": _issuer(room, offer, held),
            "addressee": reports.proposed_addressee(
                room.plan,
                room.programme,
                offer.template,
                _begun_about(held),
                county=CountyId(held.text("county")) or None,
            ),
            "year": str(room.as_of.year),
        }
    return held.but(**{name: (value,) for name, value in known.items() if not held.text(name)})


def _begun_about(held: Given) -> About:
    """What is known of the subject before the form is sent."""
    seal, audit_plan = held.text("seal"), held.text("audit_plan")
    return About(
        enterprise=EnterpriseId(held.text("enterprise")) or None,
        part=PartId(held.text("part")) or None,
        seal=Seq(int(seal)) if seal.isdecimal() else None,
        audit_plan=int(audit_plan) if audit_plan.isdecimal() else None,
    )


def _offer(room: Room, held: Given) -> Offer | None:
    """The paper meant, by its number in the plan or by what it draws on."""
    for offer in reports.offers(room.plan):
        named = held.text("template") == offer.template.id
        if offer.asks and (named or (held.text("draws") and held.text("draws") == offer.template.draws)):
            return offer
    return None


def _issuer(room: Room, offer: Offer, held: Given) -> str:
    county = held.text("county")
    if not county and held.text("part"):
        parts = (one.part for one in room.sheet.parts)
        county = next((one.county or "" for one in parts if one.part == held.text("part")), "")
    return reports.issuer(
        room.plan,
        room.programme,
        offer.template,
        CountyId(county),
        EnterpriseId(held.text("enterprise")) or None,
        OrganId(held.text("reviewer")) or None,
    )


def _asked(room: Room, held: Given) -> Draft | str:
    """The request as typed, or a sentence about what cannot be read."""
    offer = _offer(room, held)
    if offer is None:
        return "请先选一种文书"
    as_of, known, year = _day(held.text("as_of")), held.text("known"), held.text("year")
    if as_of is None:
        return "数据截至的日期写作 2020-10-31"
    if not known.isdecimal() or (year and not year.isdecimal()):
        return "年度写四位年份，如 2020"
    asks = offer.asks
    planned_on = _day(held.text("planned_on")) if "planned_on" in asks else None
    if "planned_on" in asks and held.text("planned_on") and planned_on is None:
        return "计划日期写作 2020-10-31"
    return Draft(
        template=offer.template.id,
        title=held.text("title"),
        issuer=held.text("issuer") or _issuer(room, offer, held),
        drafted_by=held.text("drafted_by"),
        county=CountyId(held.text("county")) if held.text("county") else None,
        year=int(year) if year and "year" in asks else None,
        campaign=CampaignId(held.text("campaign")) if held.text("campaign") and "campaign" in asks else None,
        enterprise=EnterpriseId(held.text("enterprise")) if _named(held, "enterprise", asks) else None,
        part=PartId(held.text("part")) if _named(held, "part", asks) else None,
        facility=held.text("facility") if "facility" in asks else "",
        planned_on=planned_on,
        reviewer=OrganId(held.text("reviewer")) if _named(held, "reviewer", asks) else None,
        seal=_entry(held, "seal", asks),
        quota_version=_number(held, "quota_version", asks),
        application=_entry(held, "application", asks),
        audit_plan=_number(held, "audit_plan", asks),
        remark=held.text("remark"),
        addressee=held.text("addressee"),
        copied_to=held.text("copied_to"),
        paper=PaperId(held.text("paper")) if held.text("paper") else None,
        as_of=as_of,
        known=Seq(int(known)),
    )


def _named(held: Given, name: str, asks: tuple[str, ...]) -> bool:
    return name in asks and bool(held.text(name))


def _number(held: Given, name: str, asks: tuple[str, ...]) -> int | None:
    text = held.text(name) if name in asks else ""
    return int(text) if text.isdecimal() else None


def _entry(held: Given, name: str, asks: tuple[str, ...]) -> Seq | None:
    found = _number(held, name, asks)
    return Seq(found) if found is not None else None


_CHOSEN = {
    "enterprise": "企业",
    "part": "清单分项",
    "reviewer": "审查单位",
    "seal": "查封登记",
    "quota_version": "额度版次",
    "application": "补偿申请",
    "audit_plan": "审核计划",
}


def _form(request: HttpRequest, room: Room, held: Given, declined: Refusal | str | None) -> HttpResponse:
    offer = _offer(room, held)
    campaigns = (past.at() for past in room.programme.survey.campaigns.values())
    context = {
        "offer": offer,
        "offers": [one for one in reports.offers(room.plan) if one.asks],
        "given": {"known": str(room.programme.seq), "as_of": "", "command_id": ""} | held.single(),
        "campaigns": [(one.value.campaign, one.value.title) for one in campaigns if one is not None],
        "refusal": declined if isinstance(declined, Refusal) else None,
        "fault": declined if isinstance(declined, str) else "",
        "chosen": [
            (name, words, offered(_books(room, held), TAG, name).options)
            for name, words in _CHOSEN.items()
            if offer is not None and name in offer.asks
        ],
        "may_be_blank": rules.MAY_BE_BLANK.get(offer.template.draws, frozenset())
        if offer is not None and offer.template.draws is not None
        else frozenset(),
        "facilities": offered(_books(room, held), TAG, "facility").options,
        "own": offer is not None and drafting.own_template(room.office, offer.template.id) is not None,
        "barred": why_not(
            request,
            room.plan,
            room.programme,
            TAG,
            {"template": offer.template.id} if offer is not None else None,
        ),
        "what_to_draft": rules.what_to_draft(room.plan),
    }
    return answer(request, room, "paper-draft.html", context, status=422 if declined is not None else 200)


def _books(room: Room, held: Given) -> Books:
    return Books(plan=room.plan, programme=room.programme, given=held.single())


def _day(text: str) -> date | None:
    try:
        return iso_date(text)
    except ValueError:
        return None
