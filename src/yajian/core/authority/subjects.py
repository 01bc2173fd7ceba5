"""A word about one is no word about another: a paper of a review, an experts' finding, a method, an override or a court's letter.

Such a paper may speak of several, and then its title names each, or says that it is of several; a title that names others alone is
not of this one, used before or not. Of acceptance and release the areas ask this themselves.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from yajian.core import naming
from yajian.core.decisions import closure, courts, releases, workplans
from yajian.core.facts.courts import Sealed
from yajian.core.facts.releases import GateOverridden, ReleaseWithdrawn
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import courts as court_rules
from yajian.core.rules import dossier, targets
from yajian.core.rules.charter import document
from yajian.core.words import Command, DocumentNo, EnterpriseId, PartId, Refusal, Seq, SystemRule

# 关于辖区焦化企业停炉方案的审查意见, 三户企业: it speaks of several, and names none of them.
_SEVERAL = re.compile(r"辖区|各|全[县市]|有关企业|所有|全部|等?[两二三四五六七八九十\d]+[家户]")
_Uses = Iterator[
    tuple[Seq, EnterpriseId, str]
]  # the entry, whose matter it was, and the case or the piece within


def refuse_anothers_matter(plan: Plan, programme: Programme, command: Command) -> Refusal | None:
    """Refused where the paper spoke of another first, or its title names others, and does not name this one."""
    ask, number = _USES.get(type(command)), getattr(command, "document", None)
    paper = document(programme, number) if ask is not None and number else None
    if ask is None or paper is None:
        return None
    uses, mine = ask
    firm, within = mine(programme, command)
    if not firm:
        return None  # of nothing anybody knows: the area says that itself
    other = next(
        (one for one in uses(programme, paper.value.number) if one[1:] != (firm, within)),
        None,
    )
    title = paper.value.title
    kin = dossier.kin(programme, firm, paper.value.issued_on)
    spoken_of = dossier.mentioned(plan, programme, title)
    of_all = not spoken_of and not within and _SEVERAL.search(title) is not None
    if _names_case(title, within) or spoken_of & kin or of_all or (other is None and not spoken_of):
        return None
    seen = f"已用于另一件（第{other[0]}条）" if other is not None else "写的是别的企业"
    return Refusal(
        code="authority.paper-of-another-matter",
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{number}“{title}”{seen}，标题没有写明这一件",
        way_forward="请填这一件自己的文件；一份文件讲几件的，标题照原件写全（写明各企业，或写明是辖区各企业，法院文书写案号），登记错了的先更正标题",
        field="document",
    )


def refuse_another_oven(programme: Programme, command: Command) -> Refusal | None:
    """Of one firm's ovens too: where the title names any by number, this one has to be among them."""
    if not isinstance(command, releases.Override | releases.Withdraw):
        return None
    paper = document(programme, command.document)
    if paper is None or not naming.tells_of_another(
        programme, paper.value.title, command.part, command.facility
    ):
        return None
    return Refusal(
        code="authority.paper-of-another-oven",
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{command.document}“{paper.value.title}”写的是别的设施，不是{command.part} {command.facility}",
        way_forward="请填这一座自己的文件；一份文件讲几座的，标题把每一座都写明或只写企业，登记错了的先更正标题",
        field="document",
    )


def _names_case(title: str, case: str) -> bool:
    return bool(case) and dossier.folded(case) in dossier.folded(title)


def _firm_of(programme: Programme, part: PartId) -> EnterpriseId:
    listed = targets.find_part(programme, part)
    return listed.enterprise if listed is not None else EnterpriseId("")


def _reviews(programme: Programme, number: DocumentNo) -> _Uses:
    for line in programme.workplans.reviews.values():
        yield from (
            (one.seq, one.value.enterprise, "") for one in line.known() if one.value.document == number
        )


def _experts(programme: Programme, number: DocumentNo) -> _Uses:
    for part, line in programme.workplans.by_experts.items():
        firm = _firm_of(programme, part)
        yield from ((one.seq, firm, "") for one in line.known() if one.value.document == number)


def _methods(programme: Programme, number: DocumentNo) -> _Uses:
    for part, line in programme.closures.methods.items():
        firm = _firm_of(programme, part)
        yield from ((one.seq, firm, "") for one in line.known() if one.value.document == number)


def _seals(programme: Programme, number: DocumentNo) -> _Uses:
    courts_books = programme.courts
    for table in (courts_books.written, courts_books.standing, courts_books.withdrawn):
        for seal, line in table.items():
            of = courts_books.seals[seal]
            yield from (
                (one.seq, of.enterprise, of.case_no)
                for one in line.known()
                if not isinstance(one.value, Sealed) and one.value.document == number
            )


def _overrides(programme: Programme, number: DocumentNo) -> _Uses:
    books = programme.releases
    for table in (books.overrides, books.papers):
        for (_, part, _), line in table.items():
            firm = _firm_of(programme, PartId(part))
            yield from (
                (one.seq, firm, "")
                for one in line.known()
                if isinstance(one.value, GateOverridden | ReleaseWithdrawn) and one.value.document == number
            )


def _by_enterprise(programme: Programme, command: Any) -> tuple[EnterpriseId, str]:
    return command.enterprise, ""


def _by_part(programme: Programme, command: Any) -> tuple[EnterpriseId, str]:
    return _firm_of(programme, command.part), ""


def _by_seal(programme: Programme, command: Any) -> tuple[EnterpriseId, str]:
    found = court_rules.seal(programme, command.seal)
    return (found.fact.enterprise, found.fact.case_no) if found is not None else (EnterpriseId(""), "")


_USES: Mapping[
    type[Command],
    tuple[Callable[[Programme, DocumentNo], _Uses], Callable[[Programme, Any], tuple[EnterpriseId, str]]],
] = {
    workplans.Review: (_reviews, _by_enterprise),
    workplans.RecordExpertReview: (_experts, _by_part),
    closure.ApproveMethod: (_methods, _by_part),
    releases.Override: (_overrides, _by_part),
    releases.Withdraw: (_overrides, _by_part),
    courts.RecordDocument: (_seals, _by_seal),
    courts.RecordUnsealing: (_seals, _by_seal),
    courts.ExtendSeal: (_seals, _by_seal),
    courts.WithdrawSeal: (_seals, _by_seal),
}
