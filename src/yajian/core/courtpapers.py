"""Whether a paper is the court's own: whatever a court says, it says on one."""

import re
from collections.abc import Iterable

from yajian.core.bodies import issuers
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier, organs
from yajian.core.rules.charter import document
from yajian.core.rules.courts import Seal
from yajian.core.words import Clause, DocumentNo, Refusal, SystemRule

# What may follow a court's name on a paper of its own: a chamber, its execution bureau, an office. What is merely attached to
# a court, its guest house or its service company, is none of these and speaks for nobody but itself.
_PARTS = "立案|民事|刑事|行政|执行|审判|监督|审监|综合|环境资源|破产|金融|少年|家事|速裁|裁决|实施|指挥|第?[一二三四五六七八九十]+"
_CHAMBER = re.compile(
    rf"(?:{_PARTS})*(?:庭|室|办公室)|执行(?:{_PARTS})*局(?:办公室)?|\w{{1,6}}人民法庭|法庭|研究室|审判管理办公室"
)


def clause_of(plan: Plan) -> Clause | SystemRule:
    clauses = plan.court.clauses if plan.court is not None else ()
    return plan.clauses[clauses[0]] if clauses else SystemRule.VALUE_UNFIT


def is_court(plan: Plan, programme: Programme, name: str) -> bool:
    """A court of the office, or a name that says it is one; nobody who is known as anything else, and no two at once."""
    known = [one for one in organs.organs(plan, programme) if name in (one.id, one.name)]
    if known:
        return all(one.level == "court" for one in known)
    spelt = dossier.folded(name)
    named = spelt.endswith("法院") and spelt not in ("法院", "人民法院") and "、" not in spelt
    return named and not dossier.named(plan, programme, name)


def is_a_courts(plan: Plan, programme: Programme, name: str) -> bool:
    """A court, or a chamber or an office of one: its execution bureau writes for it."""
    spelt = dossier.folded(name)
    court, found, rest = spelt.partition("法院")
    chamber = bool(found) and _CHAMBER.fullmatch(rest) is not None
    return is_court(plan, programme, name) or (chamber and is_court(plan, programme, court + found))


def unless_the_courts(
    plan: Plan, programme: Programme, found: Seal, number: DocumentNo, what: str
) -> Refusal | None:
    """The court speaks on a paper of its own, written for this: not on the order that sealed, and not before it."""
    paper = document(programme, number)
    assert paper is not None  # a guard has asked whether it is registered
    court = (found.fact.court, found.fact.court_organ)
    refusal = unless_issued_by(plan, programme, court, paper.value, what)
    if refusal is not None:
        return refusal
    if dossier.same(number, found.fact.document):
        return Refusal(
            code="courts.the-seals-own-paper",
            basis=clause_of(plan),
            finding=f"{number} 就是查封所凭的文书（第{found.seq}条），不能又作{what}",
            way_forward=f"请登记法院另行出具的{what}，填它自己的文号",
            field="document",
        )
    if paper.value.issued_on < found.since:
        return Refusal(
            code="courts.paper-older-than-the-seal",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{number} 成文于{paper.value.issued_on.isoformat()}，早于{found.since.isoformat()}的查封",
            way_forward="请核对文号和成文日期；文件的日期登记错了的，先更正文件登记",
            field="document",
        )
    return None


def unless_issued_by(
    plan: Plan, programme: Programme, court: tuple[str, str], paper: DocumentRegistered, what: str
) -> Refusal | None:
    """By the court, as its name was written down and by its organ, under any name it ever bore; together with others too."""
    names = {dossier.folded(name) for one in court if one for name in organs.called(plan, programme, one)}
    if any(_is_one_of(dossier.folded(one), names) for one in issuers(paper)):
        return None
    return Refusal(
        code="courts.not-the-courts-paper",
        basis=clause_of(plan),
        finding=f"{paper.number} 由{paper.issuer}发出，不是查封法院{court[0]}的文书，不能作{what}",
        way_forward="请凭查封法院自己的文书登记；文件登记簿上发文单位写得不同的，照原件更正，法院改了名的先登记更名",
        field="document",
    )


def _is_one_of(issuer: str, names: Iterable[str]) -> bool:
    """The court itself, or a chamber or an office of it."""
    chambers = (issuer.removeprefix(name) for name in names if name.endswith("法院"))
    return issuer in names or any(_CHAMBER.fullmatch(one) for one in chambers)
