"""A draft in the making: the report, the template, the files kept as evidence, and the command they are put by."""

from datetime import date

import msgspec

from yajian.core import gates
from yajian.core.decisions.papers import Draft, about
from yajian.core.decisions.papers.subjects import unless_about_something
from yajian.core.facts.papers import About
from yajian.core.reports.papers import (
    Head,
    Position,
    Subject,
    Taken,
    Unwritable,
    Written,
    review_sheet,
    write,
)
from yajian.core.reports.papers import flow as write_flow
from yajian.core.reports.trail.step import Ledger
from yajian.core.rules import courts, dossier
from yajian.core.rules import papers as rules
from yajian.core.rules.papers import Standing
from yajian.core.words import CountyId, Refusal, Seq, SystemRule, UnitId
from yajian.evidence import EvidenceRefused
from yajian.papers import Fit, Unfit, check, fill, fitting, standard, workbook
from yajian.transact import Office


class Files(msgspec.Struct, frozen=True, kw_only=True):
    """A paper as files."""

    file: bytes | None
    workbook: bytes | None


def position(office: Office, as_of: date, known: Seq) -> Position:
    """A place in the books. LookupError if they do not reach so far."""
    return Position(as_of=as_of, known=known, leaf=office.leaf(known), at=office.recorded_at(known))


def prepare(office: Office, asked: Draft) -> Draft | Refusal:
    """The request with the files made for it and kept. What the core will decline goes to it as it is."""
    plan = office.plan(asked.as_of)
    template = plan.templates.get(asked.template)
    if template is None or not 0 < asked.known <= office.programme.seq:
        return asked
    if asked.county is None and not rules.is_enterprises_own(template):
        asked = msgspec.structs.replace(asked, county=county_of(office, asked))
    if unless_about_something(plan, office.programme, template, asked) is not None:
        return msgspec.structs.replace(asked, title=asked.title or template.title)
    subject = Subject(
        template=template,
        county=asked.county,
        year=asked.year,
        campaign=asked.campaign,
        about=about(asked) or About(),
        remark=asked.remark,
    )
    try:
        place = position(office, asked.as_of, asked.known)
        written = write(office.plan(asked.as_of, asked.known), office.programme, subject, place)
        if asked.title:
            written = msgspec.structs.replace(written, title=asked.title)
        head = Head(
            issuer=asked.issuer,
            drafted_by=asked.drafted_by,
            addressee=asked.addressee,
            copied_to=asked.copied_to,
        )
        own = own_template(office, template.id)
        made = files(written.headed(head), place, own)
        keep = office.evidence.put_bytes
        return msgspec.structs.replace(
            asked,
            title=written.title,
            file=keep(made.file) if made.file is not None else None,
            workbook=keep(made.workbook) if made.workbook is not None else None,
            own_template=keep(own) if own is not None else None,
        )
    except Taken as fault:
        return Refusal(
            code="drafting.taken-already",
            basis=SystemRule.DUPLICATE,
            finding=str(fault),
            way_forward="这一步已经办过，不必再起草；办过的看所写的那一条",
        )
    except Unwritable as fault:
        return Refusal(
            code="drafting.not-enough-said",
            basis=SystemRule.NOT_FOUND,
            finding=str(fault),
            way_forward="补齐以后再起草",
            field="county",
        )
    except Unfit as fault:
        return _unfit(template.id, fault)
    except EvidenceRefused as fault:
        return fault.refusal


def county_of(office: Office, asked: Draft) -> CountyId | None:
    """The county a paper is for, where the part, the court matter, the application or the enterprise it names says it."""
    plan, programme, day, known = office.plan(asked.as_of), office.programme, asked.as_of, asked.known
    seal = courts.seal(programme, asked.seal, day, known) if asked.seal is not None else None
    part = asked.part or (seal.fact.part if seal is not None else None)
    if part:
        case = gates.case(plan, programme, part, asked.facility, day, day, known)
        return case.county if case is not None else None
    applied = programme.applications.applied(asked.application) if asked.application is not None else None
    named = applied.enterprise if applied is not None else seal.fact.enterprise if seal is not None else None
    firm = asked.enterprise or named
    return dossier.county_of(plan, programme, firm, day, known) if firm is not None else None


def _unfit(name: str, fault: Unfit) -> Refusal:
    return Refusal(
        code="drafting.template-unfit",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"自备模板 {name}.docx 用不了：{fault}",
        way_forward="请用 ./run papers check 核对并改好模板，或移走它，改用系统的模板",
        field="template",
    )


def files(written: Written, place: Position, own: bytes | None = None) -> Files:
    """The Word file, by the city's template or ours, and the workbook of what is tables. Raises Unfit."""
    template = own or fitting(written)
    return Files(
        file=fill(template, written, place.at) if template is not None else None,
        workbook=workbook(written, place.at) if written.content in _AS_WORKBOOK else None,
    )


_AS_WORKBOOK = ("survey", "ledger", "progress", "capacity", "supply_balance")


def flow(office: Office, unit: UnitId, ledger: Ledger, as_of: date, known: Seq) -> bytes:
    """产能流向单 or 资金流向单 as a Word file, as of a day. Raises Unwritable."""
    place = position(office, as_of, known)
    written = write_flow(office.plan(as_of, known), office.programme, unit, ledger, place)
    template = fitting(written)
    assert template is not None
    return fill(template, written, place.at)


def fair_copy(office: Office, found: Standing) -> bytes | None:
    """正本: the draft in force with its number, signer and day; none for what is a workbook only."""
    draft, number, out = found.draft, found.numbered, found.closed
    signed = found.opinions[-1].value.name if found.opinions and found.next_step is None else ""
    head = Head(
        issuer=draft.issuer,
        drafted_by=draft.drafted_by,
        addressee=draft.addressee,
        copied_to=draft.copied_to,
        document_no=number.value.document_no if number is not None else "",
        signer=out.value.signer if out is not None else signed,
        issued_on=out.value.issued_on
        if out is not None
        else number.effective
        if number is not None
        else None,
    )
    plan, place = office.plan(draft.as_of, draft.known), position(office, draft.as_of, draft.known)
    subject = Subject(
        template=office.plan().templates[draft.template],
        county=draft.county,
        year=draft.year,
        campaign=draft.campaign,
        about=found.about,
        remark=draft.remark,
    )
    written = msgspec.structs.replace(write(plan, office.programme, subject, place), title=draft.title)
    own = office.evidence.read(draft.own_template) if draft.own_template is not None else None
    return files(written.headed(head), place, own).file


def review(office: Office, found: Standing) -> bytes:
    """审签单 with the opinions written so far."""
    draft = found.draft
    place = position(office, draft.as_of, draft.known)
    template = standard(None)
    assert template is not None
    return fill(template, review_sheet(office.plan(draft.as_of, draft.known), found, place), place.at)


# The city's own templates ------------------------------------------------------------------------


def own_template(office: Office, name: str) -> bytes | None:
    """The city's own file for a paper, if one lies in the folder."""
    path = office.templates / f"{name}.docx"
    return path.read_bytes() if path.is_file() else None


def look_at(office: Office, template: bytes, subject: Subject, as_of: date) -> Fit | Refusal:
    """How a template goes with a paper, as the books stand now."""
    try:
        place = position(office, as_of, office.programme.seq)
        written = write(office.plan(as_of), office.programme, subject, place)
        return check(template, written.headed(Head(issuer="", drafted_by="")))
    except Unwritable as fault:
        return Refusal(
            code="drafting.nothing-to-look-at",
            basis=SystemRule.NOT_FOUND,
            finding=str(fault),
            way_forward="请写明县（市）、年度或摸底，据以核对",
            field="county",
        )
    except Unfit as fault:
        return _unfit(subject.template.id, fault)
