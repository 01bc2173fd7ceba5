"""核销线索: an organ that did not enter it looked into a flag, and says on a paper what it was."""

import unicodedata
from collections.abc import Iterator
from datetime import date

from yajian.core import flags
from yajian.core.bodies import county_of, issuers
from yajian.core.books.citations import kind_of
from yajian.core.decisions.flags.commands import SORTS, Close, Outcome
from yajian.core.facts.closure import NO_PART
from yajian.core.facts.flags import Checker, FlagClosed
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier, organs, targets
from yajian.core.rules.charter import document, scan_of, unless_registered
from yajian.core.words import Clause, CountyId, DocumentNo, EnterpriseId, FacilityId, Refusal, Seq, SystemRule


def close(plan: Plan, programme: Programme, command: Close, organ: str, effective: date) -> Outcome:
    flag = flags.raised(programme, command.entry, SORTS[command.sort])
    if flag is None:
        return Refusal(
            code="flags.close.no-flag",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.entry}条没有引起“{command.sort}”的线索",
            way_forward="请在设施一页的“异常线索”里核对条号和种类",
            field="entry",
        )
    if flag.closed is not None:
        if (flag.closed.value.document, flag.closed.value.confirmed) == (
            command.document,
            command.verdict == "属实",
        ):
            return ()
        return Refusal(
            code="flags.close.closed-already",
            basis=SystemRule.DUPLICATE,
            finding=f"第{command.entry}条的线索已核销（第{flag.closed.seq}条），{flag.word}",
            way_forward="核销以后又有新情况的，另行报告生产迹象",
            field="entry",
        )
    entered = frozenset(name for one in flag.organs for name in _called(plan, programme, one))
    counties = frozenset(
        county for one in flag.organs if (county := county_of(plan, programme, one)) is not None
    )
    if _is_one_of(plan, programme, organ, entered, counties):
        return Refusal(
            code="flags.close.same-organ",
            basis=SystemRule.SAME_HAND,
            finding=f"第{command.entry}条是{'、'.join(sorted(flag.organs))}登记的，不能由{organ}核销",
            way_forward="请由另一个单位到现场核查，并由该单位登记",
        )
    if effective < flag.since:
        return Refusal(
            code="flags.close.before-it",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"核销日期{effective.isoformat()}早于线索的{flag.since.isoformat()}",
            way_forward="请核对核查的日期",
            field="effective",
        )
    if not command.finding.strip():
        return Refusal(
            code="flags.close.no-finding",
            basis=_basis(plan),
            finding="查明的情况空着",
            way_forward="请写明怎样查的、查到什么；没有查的不能核销",
            field="finding",
        )
    if not command.checked_by or any(not word.strip() for one in command.checked_by.items() for word in one):
        return Refusal(
            code="flags.close.nobody",
            basis=SystemRule.NAME_REQUIRED,
            finding="没有写明核查人的姓名和单位",
            way_forward="请写明谁去核查的，至少一人",
            field="checked_by",
        )
    firms = _firms(programme, flag)
    refusal = (
        _unless_from_elsewhere(plan, programme, command, entered, counties, firms)
        or unless_registered(programme, command.document, "flags.close.no-document", effective)
        or _unless_of_its_time(plan, programme, command.document, flag, firms)
        or _unless_anothers_paper(plan, programme, command.document, entered, counties)
        or _unless_of_its_own(plan, programme, command.document, flag, firms)
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        FlagClosed(
            entry=command.entry,
            sort=flag.kind,
            confirmed=command.verdict == "属实",
            finding=command.finding,
            checked_by=tuple(Checker(name=name, organ=whose) for name, whose in command.checked_by.items()),
            closed_for=organ,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def _basis(plan: Plan) -> Clause | SystemRule:
    rule = flags.never_revived(plan)
    return plan.clauses[rule.clauses[0]] if rule is not None and rule.clauses else SystemRule.VALUE_UNFIT


def _is_one_of(
    plan: Plan, programme: Programme, who: str, entered: frozenset[str], counties: frozenset[CountyId]
) -> bool:
    """Who entered it, under another name, or in another room of the same county: a government and its bureaus are one hand."""
    return bool(_called(plan, programme, who) & entered or county_of(plan, programme, who) in counties)


def _unless_from_elsewhere(
    plan: Plan,
    programme: Programme,
    command: Close,
    entered: frozenset[str],
    counties: frozenset[CountyId],
    firms: frozenset[EnterpriseId],
) -> Refusal | None:
    """Who went to look is neither of the firm nor of whoever entered what is looked into."""
    own = [
        name
        for name, whose in command.checked_by.items()
        if _is_one_of(plan, programme, whose, entered, counties)
        or dossier.named(plan, programme, whose) & firms
    ]
    if not own:
        return None
    return Refusal(
        code="flags.close.own-checker",
        basis=SystemRule.SAME_HAND,
        finding=f"{'、'.join(own)}是设施所属企业或登记第{command.entry}条的单位的人，同一县（市）的算一个单位",
        way_forward="请写另一个单位到现场核查的人；企业、登记单位的人陪同的，写进查明情况",
        field="checked_by",
    )


def _unless_of_its_time(
    plan: Plan, programme: Programme, number: DocumentNo, flag: flags.Flag, firms: frozenset[EnterpriseId]
) -> Refusal | None:
    """The paper tells of a look at this sign: it is no older, and it is not the firm's own word."""
    paper = document(programme, number)
    assert paper is not None
    if paper.value.issued_on < flag.since:
        return Refusal(
            code="flags.close.paper-earlier",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 成文于{paper.value.issued_on.isoformat()}，早于线索的{flag.since.isoformat()}",
            way_forward="请凭核查以后写成的报告或说明核销，先登记该文件",
            field="document",
        )
    if dossier.named(plan, programme, paper.value.issuer) & firms:
        return Refusal(
            code="flags.close.paper-of-the-firm",
            basis=SystemRule.SAME_HAND,
            finding=f"{number} 是设施所属企业自己发的",
            way_forward="请凭核查单位的报告或说明核销；企业的说明可以附在后面",
            field="document",
        )
    return None


def _unless_anothers_paper(
    plan: Plan,
    programme: Programme,
    number: DocumentNo,
    entered: frozenset[str],
    counties: frozenset[CountyId],
) -> Refusal | None:
    """The report is of whoever went to look, and not of whoever entered what was looked into."""
    paper = document(programme, number)
    assert paper is not None
    if not all(_is_one_of(plan, programme, one, entered, counties) for one in issuers(paper.value)):
        return None
    return Refusal(
        code="flags.close.paper-of-who-entered",
        basis=SystemRule.SAME_HAND,
        finding=f"{number} 由{paper.value.issuer}发出，线索也是它或同一县（市）的单位登记的",
        way_forward="请凭另一个单位到现场核查的报告核销；县（市）政府和它的各部门算一个单位",
        field="document",
    )


def _unless_of_its_own(
    plan: Plan, programme: Programme, number: DocumentNo, flag: flags.Flag, firms: frozenset[EnterpriseId]
) -> Refusal | None:
    """What a paper was used for elsewhere it does not say of this oven too, unless its title names the firm."""
    paper = document(programme, number)
    assert paper is not None
    if firms & dossier.mentioned(plan, programme, paper.value.title):
        return None
    used = next(_uses(programme, number, flag), None)
    if used is None:
        return None
    return Refusal(
        code="flags.close.paper-of-another",
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{number}“{paper.value.title}”已是第{used}条所凭的文件，标题没有写这一户",
        way_forward="一次核查一份报告；一份报告查了几户的，标题逐户写明，登记错了的先更正文件登记",
        field="document",
    )


def _uses(programme: Programme, number: DocumentNo, flag: flags.Flag) -> Iterator[Seq]:
    """What rests on this paper already, but for the closing of other flags at the same place."""
    closing = kind_of(FlagClosed)
    yield from (one.seq for one in programme.citations.cited.get(number, ()) if one.kind != closing)
    for other in flags.flags(programme):
        if other.closed is not None and other.closed.value.document == number and other.place != flag.place:
            yield other.closed.seq


def _called(plan: Plan, programme: Programme, organ: str) -> frozenset[str]:
    """Every name of an organ as a reader takes it: full-width or half-width, with or without spaces."""
    plain = unicodedata.normalize("NFKC", organ).strip()
    names = organs.called(plan, programme, organ) | organs.called(plan, programme, plain)
    return frozenset(dossier.folded(name) for name in names)


def _firms(programme: Programme, flag: flags.Flag) -> frozenset[EnterpriseId]:
    """The firm the facility is of, and the one that stands for it since."""
    listed = targets.find_part(programme, flag.part) if flag.part != NO_PART else None
    place = dossier.place(programme, FacilityId(flag.facility)) if listed is None else None
    owner = listed.enterprise if listed is not None else place.enterprise if place is not None else None
    if owner is None:
        return frozenset()
    return frozenset({owner, dossier.successor(programme, owner)})
