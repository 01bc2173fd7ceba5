"""方案、文件与待明确事项: adopting, revising, registering papers, answering, withdrawing, looking again."""

from collections.abc import Collection
from datetime import date
from functools import cache

import msgspec

from tests.given import plan_of
from tests.simulator.generators import Generators
from tests.simulator.world import PLANS, Asked, World
from yajian.core.decisions.charter import (
    AdoptPlan,
    AdoptRevision,
    AnswerQuestion,
    RegisterDocument,
    ReviewReopened,
    WithdrawAnswer,
)
from yajian.core.plan import Plan, Value
from yajian.core.plan.walk import typed_leaves
from yajian.core.rules import dossier
from yajian.core.rules import targets as rules
from yajian.core.rules.charter import reopened
from yajian.core.words import DocumentNo, EnterpriseId, QuestionId, Seq, Tonnes


def adopt_plan(world: World) -> Asked:
    file = next(iter(world.files))
    return world.ask(AdoptPlan(plan_file=file, document_file=world.scan()), scans=1)


def adopt_revision(world: World) -> Asked:
    revised = _revised(world)
    file = world.scan()
    world.files[file] = revised
    return world.ask(
        AdoptRevision(plan_file=file, document_file=world.scan(), document=number(world)),
        effective=world.today,
    )


def _revised(world: World) -> Plan:
    """A later edition of the file: the same, or a little otherwise; now and then of another programme."""
    head = world.base.programme
    revision = world.programme.charter.revision + world.pick((1, 1, 1, 2, 0))
    other = msgspec.structs.replace(head, revision=revision, id=head.id if world.maybe(0.95) else "another")
    plan = msgspec.structs.replace(world.base, programme=other)
    if world.maybe(0.5):
        return plan
    first, *rest = plan.retirement_list.items
    part, *others = first.parts
    less = Tonnes((part.capacity_t.value or 0) - world.chance.randrange(1, 9) * 10_000)
    smaller = msgspec.structs.replace(part, capacity_t=msgspec.structs.replace(part.capacity_t, value=less))
    items = (msgspec.structs.replace(first, parts=(smaller, *others)), *rest)
    return msgspec.structs.replace(
        plan, retirement_list=msgspec.structs.replace(plan.retirement_list, items=items)
    )


def register_document(world: World) -> Asked:
    register = world.programme.charter.documents
    if register and world.maybe(0.2):
        known = world.pick(tuple(register))
        corrects = register[known].entries[-1].seq
        paper = RegisterDocument(
            number=known,
            title="更正后的标题",
            issued_on=world.day(),
            issuer=issuer(world),
            corrects=corrects,
        )
        return world.ask(paper, scans=1, effective=world.today)
    space = " " if world.maybe(0.05) else ""  # as somebody types who would have one paper twice
    number = DocumentNo(f"示政办函〔{world.today.year}〕{space}{world.chance.randrange(1, 400)}号")
    paper = RegisterDocument(
        number=number, title="关于有关事项的函", issued_on=world.day(), issuer=issuer(world)
    )
    return world.ask(paper, scans=1, effective=world.today)


def issuer(world: World) -> str:
    """Most often the city; else the province, a county's government, a bureau of it, a firm, or several together."""
    if world.maybe(0.5):
        return "示范市人民政府"
    if world.maybe(0.4):
        return "省工信厅"
    county = world.pick(world.base.counties)
    firm = world.pick(tuple(world.base.enterprises.values()))
    names = (county.government or county.name, f"{county.name}能源局", firm.name)
    return "、".join(world.chance.sample(names, 2)) if world.maybe(0.2) else world.pick(names)


def number(world: World) -> DocumentNo:
    """A paper on the register, if there is one."""
    register = tuple(world.programme.charter.documents)
    return world.pick(register) if register else DocumentNo("示政办函〔2020〕2号")


def city_paper(world: World) -> DocumentNo:
    """Mostly one that the city issued, as releases and overrides want it."""
    register = world.programme.charter.documents.items()
    of_the_city = [name for name, past in register if past.entries[-1].value.issuer == "示范市人民政府"]
    return world.pick(of_the_city) if of_the_city and world.maybe(0.9) else number(world)


def province_paper(world: World) -> DocumentNo | Asked:
    """Mostly one that the province issued, or the entering of one; else any there is."""
    return paper_of(world, "省工信厅", "省工信函", "关于补偿额度的审核意见")


def firms_paper(world: World, firm: EnterpriseId) -> DocumentNo | Asked:
    """Mostly one of the firm's own, or the entering of one; else any there is."""
    name = dossier.enterprise_name(world.plan, world.programme, firm)
    return paper_of(world, name, f"{firm}字", "一企一策方案和报告")


def banks_paper(
    world: World, since: date, besides: Collection[DocumentNo] = frozenset()
) -> DocumentNo | Asked:
    """Mostly a bank's, written from that day on, and none of those that have told of something already."""
    return paper_of(world, "示例银行", "示银退汇", "退汇通知", since, besides)


def paper_of(
    world: World,
    issuer: str,
    series: str,
    title: str,
    since: date = date.min,
    besides: Collection[DocumentNo] = frozenset(),
) -> DocumentNo | Asked:
    """Mostly one of this issuer's from that day on, or the entering of one; else any there is."""
    if world.maybe(0.1):
        return number(world)
    register = world.programme.charter.documents.items()
    papers = [(name, past.entries[-1].value) for name, past in register]
    found = [
        name
        for name, one in papers
        if one.issuer == issuer and one.issued_on >= since and name not in besides
    ]
    if found:
        return world.pick(found)
    paper = RegisterDocument(
        number=DocumentNo(f"{series}〔{world.today.year}〕{len(register) + 1}号"),
        title=title,
        issued_on=world.today,
        issuer=issuer,
    )
    return world.ask(paper, scans=1, effective=world.today)


def answer_question(world: World) -> Asked:
    """With a value where the question is about one number that is easily given; a reading otherwise."""
    listed = [name for part in rules.counted(world.programme) for name in part.rests_on]
    question = world.pick(listed if listed and world.maybe(0.7) else tuple(world.base.open_questions))
    said = world.programme.charter.answers.get(question)
    corrects = said.entries[-1].seq if said is not None and world.maybe(0.5) else None
    settles: dict[str, object] = {}
    if world.maybe(0.2):
        settles = {path: world.maybe(0.5) for path in _yes_or_no(world.base.programme.id).get(question, ())}
    return world.ask(
        AnswerQuestion(
            question=question,
            reading=world.pick(("照来函办理", "按默认办理")),
            answered_by="示例甲（示范市政府办公室）",
            document=number(world),
            settles=settles,
            corrects=corrects,
        )
    )


@cache
def _yes_or_no(programme: str) -> dict[QuestionId, tuple[str]]:
    """By question, one place of the plan that waits for a yes or a no."""
    plan = next(plan for plan in map(plan_of, PLANS) if plan.programme.id == programme)
    return {
        leaf.held.asks: (path,)
        for path, leaf in typed_leaves(plan).items()
        if isinstance(leaf.held, Value) and leaf.held.asks is not None and leaf.type is bool
    }


def withdraw_answer(world: World) -> Asked:
    answers = world.programme.charter.answers
    question = world.pick(tuple(answers) or tuple(world.base.open_questions))
    said = answers.get(question)
    seq = world.pick(said.entries).seq if said is not None else Seq(1)
    return world.ask(
        WithdrawAnswer(question=question, withdraws=seq, reason="来函已撤回", document=number(world))
    )


def review_reopened(world: World) -> Asked:
    waiting = reopened(world.plan, world.programme)
    thing, question = (
        (waiting[0].thing, waiting[0].question) if waiting else ("无", next(iter(world.base.open_questions)))
    )
    return world.ask(
        ReviewReopened(thing=thing, question=question, finding="已核对，维持", document=number(world))
    )


GENERATORS: Generators = {
    AdoptPlan: (2, adopt_plan),
    AdoptRevision: (1, adopt_revision),
    RegisterDocument: (60, register_document),
    AnswerQuestion: (3, answer_question),
    WithdrawAnswer: (6, withdraw_answer),
    ReviewReopened: (10, review_reopened),
}
