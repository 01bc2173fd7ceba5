"""Who may say how the plan reads: whom the plan file would have asked, or whoever stands above; of money no county."""

from yajian.core.authority.table import RANKS, Rank
from yajian.core.bodies import issuers, read
from yajian.core.decisions.charter import AnswerQuestion, WithdrawAnswer
from yajian.core.plan import OpenQuestion, Plan, resting_on
from yajian.core.plan.terms import OrgId
from yajian.core.programme import Programme
from yajian.core.rules.charter import document
from yajian.core.words import Command, Refusal

_MONEY = "compensation."  # the chapter whose values decide what is paid, and what comes back


def refuse_anothers_answer(plan: Plan, programme: Programme, command: Command) -> Refusal | None:
    """Whoever would be paid by an answer, or would owe by it, does not give it; a name nobody can place answers nothing."""
    if not isinstance(command, AnswerQuestion | WithdrawAnswer):
        return None
    question, entry = plan.open_questions.get(command.question), document(programme, command.document)
    if question is None or entry is None:
        return None  # the area says that itself
    paper, least = entry.value, answered_from(plan, question)
    if any(_may(plan, programme, question, least, name) for name in issuers(paper)):
        return None
    asked = "、".join(_name(plan, one) for one in question.ask)
    seen = f"{paper.number} 由{paper.issuer}发出，“{question.topic}”要请示的是{asked}"
    return Refusal(
        code="authority.not-for-it-to-answer",
        basis=plan.clauses[question.clauses[0]],
        finding=f"{seen}；动到钱的，县（市）不能自己定" if is_of_money(plan, question) else seen,
        way_forward=f"请凭{asked}或者上级的文件答复；没有登记的先登记，发文单位登记错了的先更正文件登记",
        field="document",
    )


def answered_from(plan: Plan, question: OpenQuestion) -> Rank:
    """How high somebody stands at least who may answer it: as the lowest of whom it is to be asked of."""
    levels = [RANKS.index(_level(plan, one)) for one in question.ask]
    if is_of_money(plan, question):
        return RANKS[max(min(levels), RANKS.index("city"))]
    return RANKS[min(levels)]


def is_of_money(plan: Plan, question: OpenQuestion) -> bool:
    """Whether a value of the compensation chapter hangs on it, or it is about a clause that chapter rests on."""
    of_chapter = set(plan.compensation.clauses).intersection(question.clauses)
    return bool(of_chapter) or any(one.startswith(_MONEY) for one in resting_on(plan, question.id))


def _may(plan: Plan, programme: Programme, question: OpenQuestion, least: Rank, name: str) -> bool:
    body = read(plan, programme, name)
    if body.level not in RANKS or RANKS.index(body.level) < RANKS.index(least):
        return False
    if body.level != "county":
        return True
    theirs = [one for one in question.ask if _level(plan, one) == "county"]
    anybodys = any(plan.organisations[one].template for one in theirs)
    return body.governs and (anybodys or OrgId(body.county or "") in theirs)


def _level(plan: Plan, body: OrgId) -> Rank:
    """A group, a court or a utility of the plan's is the city's."""
    one = plan.organisations.get(body)
    match one.level if one is not None else "city":
        case "county":
            return "county"
        case "enterprise":
            return "firm"
        case "province":
            return "province"
        case _:
            return "city"


def _name(plan: Plan, body: OrgId) -> str:
    one = plan.organisations.get(body) or plan.groups.get(body)
    return one.name if one is not None else body
