"""Whose word the paper is that an act rests on: the body's the plan names, or of whoever stands high enough."""

from collections.abc import Collection, Iterable, Mapping

from yajian.core.authority.table import RANKS, WORDS, Rank, Word
from yajian.core.bodies import is_the_countys, issuers, read, speaks_for
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.plan import Plan
from yajian.core.plan.terms import OrgId
from yajian.core.programme import Programme
from yajian.core.rules import roles as role_rules
from yajian.core.rules.charter import document
from yajian.core.rules.roles import Touched
from yajian.core.words import Command, Refusal, SystemRule

_NAMES: Mapping[Rank, str] = {
    "firm": "企业",
    "county": "县（市）或上级",
    "city": "市里或省里",
    "province": "省里",
}
_MEND = "没有登记的先登记；发文单位登记错了的，先更正文件登记"


def refuse_anothers_word(plan: Plan, programme: Programme, command: Command) -> Refusal | None:
    """The body the plan names, where it names one, and else whoever stands high enough."""
    word, paper = _word(programme, command)
    if word is None or paper is None:
        return None
    bodies = word.bodies(plan, command)
    if not bodies:
        return _from_below(plan, programme, word.least, paper)
    concerned = list(role_rules.touched(plan, programme, command))
    if not concerned and all(plan.organisations[body].template for body in bodies):
        return None  # of nobody anybody knows: the area says that itself
    if any(speaks_for(plan, programme, name, body, concerned) for name in issuers(paper) for body in bodies):
        return None
    clauses = next((one for one in bodies.values() if one), ())
    wanted = "、".join(dict.fromkeys(plan.organisations[body].name for body in bodies))
    beside = _drafted_beside(plan, programme, paper, bodies)
    return Refusal(
        code="authority.not-its-word",
        basis=next(iter(clauses), SystemRule.DOCUMENT_REQUIRED),
        finding=f"{paper.number} 由{paper.issuer}发出，这一步要凭{wanted}的文件",
        way_forward=f"请填以{wanted}名义行文的文号，部门起草、转报的也是；联合行文的，登记时发文单位写全，{_MEND}"
        if beside
        else f"请填{wanted}的文号，{_MEND}；单位改了名、用了别的全称的，先登记单位更名"
        + _of_a_name_of_its_own(plan, programme, paper, bodies, concerned),
        field="document",
    )


def _of_a_name_of_its_own(
    plan: Plan,
    programme: Programme,
    paper: DocumentRegistered,
    bodies: Collection[OrgId],
    concerned: Collection[Touched],
) -> str:
    """A county's bureau that is none the office knows may be the one that is wanted: what it does is then for its county to say."""
    kinds = [one for body in bodies if (one := plan.organisations[body]).template and one.level == "county"]
    counties = {one.county for one in concerned if one.county is not None}
    strange = [
        name
        for name in issuers(paper)
        if any(is_the_countys(plan, programme, name, county) for county in counties)
        and not any(speaks_for(plan, programme, name, OrgId(one), concerned) for one in plan.organisations)
    ]
    if not kinds or not strange:
        return ""
    listed = "、".join(f"{one.id}（{one.name}）" for one in kinds)
    return f"；{strange[0]}就是这样的单位、只是另有名称的，先凭县（市）的函登记单位，属于哪一类填 {listed}"


def _drafted_beside(
    plan: Plan, programme: Programme, paper: DocumentRegistered, bodies: Iterable[OrgId]
) -> bool:
    """A bureau of the same level: it may well have written for the body that the plan names, and then that body signs."""
    levels = {plan.organisations[one].level for one in bodies}
    return any(read(plan, programme, name).level in levels & {"city", "province"} for name in issuers(paper))


def _from_below(plan: Plan, programme: Programme, least: Rank, paper: DocumentRegistered) -> Refusal | None:
    """Of a paper issued together the highest counts, and of a name nobody knows nothing is said."""
    levels = [read(plan, programme, name).level for name in issuers(paper)]
    if any(one not in RANKS or RANKS.index(one) >= RANKS.index(least) for one in levels):
        return None
    return Refusal(
        code="authority.from-below",
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{paper.number} 由{paper.issuer}发出，这件事要凭{_NAMES[least]}的文件",
        way_forward=f"请填有权单位的文件的文号，{_MEND}",
        field="document",
    )


def _word(programme: Programme, command: Command) -> tuple[Word | None, DocumentRegistered | None]:
    word, number = WORDS.get(type(command)), getattr(command, "document", None)
    entry = document(programme, number) if word is not None and number else None
    return word, entry.value if entry is not None else None
