"""Whether a paper lets an oven be shut or dismantled: of its own, by whom the plan has give it, after all that it rests on.

Asked when a release is entered, and again by the page of the gate: what a paper turns out to be is told beside it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from yajian.core import naming
from yajian.core.bodies import is_the_citys, issuers
from yajian.core.cases import Case
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.releases import Key, Released
from yajian.core.gates import Line, Standing, standing
from yajian.core.gates import key as key_of
from yajian.core.plan import Gate, PaperTemplate, Plan, Provenance
from yajian.core.plan.needs import Need
from yajian.core.programme import Programme
from yajian.core.rules import closure, courts, dossier, organs, releases, targets, workplans
from yajian.core.rules import papers as paper_rules
from yajian.core.rules import roles as role_rules
from yajian.core.rules.charter import document, said_on
from yajian.core.words import Clause, DocumentNo, OrganId, PaperId, PartId, Refusal, Seq, SystemRule

VERBS = {"shutdown": "停炉", "dismantle": "拆除"}


def faults(plan: Plan, programme: Programme, found: Standing, number: DocumentNo) -> Iterator[Refusal]:
    """All that is wrong with a paper as this oven's release, as the register has it now; nothing while it is not registered."""
    paper = document(programme, number)
    if paper is None:
        return
    for ask in (_a_firms, _not_the_makers, _used_otherwise, _of_another, _older):
        fault = ask(plan, programme, found, paper.value)
        if fault is not None:
            yield fault


def since_given(plan: Plan, programme: Programme, gate: Gate, asked: Case) -> Iterator[Refusal]:
    """What is wrong with the paper in force, as the register has it now, beside what it rested on when it was given."""
    given = releases.release(programme, (gate.id, asked.part, asked.facility), asked.as_of, asked.known)
    if given is None:
        return
    case = msgspec.structs.replace(asked, on=given.value.planned_on, as_of=given.effective, known=given.seq)
    found = standing(plan, programme, gate, case)
    yield from faults(plan, programme, found, given.value.document)


# By whom ------------------------------------------------------------------------------------------


def _a_firms(plan: Plan, programme: Programme, found: Standing, paper: DocumentRegistered) -> Refusal | None:
    """No firm lets itself go ahead, alone or with others, under whatever name."""
    touched = role_rules.touched(plan, programme, paper)
    if not dossier.named(plan, programme, paper.issuer) and not any(one.enterprise for one in touched):
        return None
    return Refusal(
        code="releases.release.a-firms-paper",
        basis=SystemRule.SAME_HAND,
        finding=f"{paper.number} 由{paper.issuer}发出，企业自己的文件不能同意自己{_verb(found)}",
        way_forward="请填同意的单位出具的文书的文号；还没有登记的，先登记",
        field="document",
    )


def _not_the_makers(
    plan: Plan, programme: Programme, found: Standing, paper: DocumentRegistered
) -> Refusal | None:
    """Whom the plan has give it; where that is left open, any body of the city: a county does not release its own ovens."""
    if may_give(plan, programme, found.gate, paper):
        return None
    return Refusal(
        code="releases.release.not-the-makers-paper",
        basis=basis_of(plan, found.gate),
        finding=f"{paper.number} 由{paper.issuer}发出，{found.gate.label}的文书由{givers(plan, programme, found.gate)}出具",
        way_forward="请填有权出具的单位的文书的文号；发文单位登记错了的，先更正文件登记",
        field="document",
    )


def may_give(plan: Plan, programme: Programme, gate: Gate, paper: DocumentRegistered) -> bool:
    """Whether this gate's paper may come from who issued this one; who may give a release may take it back."""
    makers, open_ = _makers(plan, gate)
    known = {dossier.folded(name) for one in makers for name in organs.called(plan, programme, one)}
    return any(
        dossier.folded(one) in known or (open_ and is_the_citys(plan, programme, one))
        for one in issuers(paper)
    )


def givers(plan: Plan, programme: Programme, gate: Gate) -> str:
    makers, open_ = _makers(plan, gate)
    named = (_name(plan, programme, one) for one in makers)
    return "、".join((*named, *(("市里别的单位",) if open_ else ())))


def _makers(plan: Plan, gate: Gate) -> tuple[tuple[str, ...], bool]:
    """Whom the plan names, and whether it leaves it open to others of the city."""
    template = _template(plan, gate)
    if template is None:
        return (), True
    return template.maker.value or (), template.maker.provenance in (Provenance.ASSUMED, Provenance.UNKNOWN)


# Of its own ---------------------------------------------------------------------------------------

_KEPT: tuple[tuple[str, Callable[[Programme], Mapping[Any, Any]]], ...] = (
    ("一企一策方案", lambda books: books.workplans.plans),
    ("县级落实方案", lambda books: books.workplans.county_plans),
    ("审查意见", lambda books: books.workplans.reviews),
    ("专家论证意见", lambda books: books.workplans.by_experts),
    ("批准的办法", lambda books: books.closures.methods),
    ("查封、续封、解封的文书", lambda books: books.courts.standing),
    ("法院文书", lambda books: books.courts.written),
    ("书面越过的文件", lambda books: books.releases.overrides),
    ("应急预案", lambda books: books.risks.plans),
    ("供应量的依据", lambda books: books.utilities.supplies),
    ("用量的依据", lambda books: books.utilities.demands),
    ("安置方案", lambda books: books.workers.plans),
    ("清单的依据", lambda books: books.targets.lists),
    ("任职的依据", lambda books: books.organs.posts),
    ("验收的文书", lambda books: books.acceptance.parts),
)


def _used_otherwise(
    plan: Plan, programme: Programme, found: Standing, paper: DocumentRegistered
) -> Refusal | None:
    """A paper that says something else does not say this as well."""
    number = paper.number
    drafted = next(_drafted_otherwise(plan, programme, found, number), None)
    used = next(_uses(programme, found, number), None)
    if number == plan.programme.document_no:
        finding = f"{number} 就是方案本身的文号，不是为同意{_verb(found)}写的文书"
    elif drafted is not None:
        finding = f"{number} 是稿号{drafted}的文书，写的不是同意这一座{_verb(found)}"
    elif used is not None:
        finding = f"{number} 已经是{used[0]}（第{used[1]}条），不能又是同意{_verb(found)}的文书"
    else:
        return None
    return Refusal(
        code="releases.release.paper-used",
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=finding,
        way_forward=f"请填{found.gate.label}自己的文书的文号；还没有登记的，先登记",
        field="document",
    )


def _uses(programme: Programme, found: Standing, number: DocumentNo) -> Iterator[tuple[str, Seq]]:
    for what, kept in _KEPT:
        for line in kept(programme).values():
            yield from ((what, one.seq) for one in line.known() if one.value.document == number)
    for key, line in programme.releases.papers.items():
        for one in line.known():
            releases_it = isinstance(one.value, Released)
            if one.value.document == number and not (releases_it and key[0] == found.gate.id):
                yield "另一道放行的文书" if releases_it else "收回放行的文书", one.seq


def _drafted_otherwise(
    plan: Plan, programme: Programme, found: Standing, number: DocumentNo
) -> Iterator[PaperId]:
    """What was drafted here is what it was drafted as, and of what it was drafted about."""
    template = _template(plan, found.gate)
    for one in paper_rules.standings(programme):
        if one.numbered is None or one.numbered.value.document_no != number:
            continue
        about = (one.about.part, one.about.facility)
        if (
            template is None
            or one.draft.template != template.id
            or about != (found.case.part, found.case.facility)
        ):
            yield one.paper


def _of_another(
    plan: Plan, programme: Programme, found: Standing, paper: DocumentRegistered
) -> Refusal | None:
    """One notice may release several ovens, if its title names each of them; one that names others alone releases none here."""
    mine = key_of(found.gate, found.case)
    if _tells_of_others(plan, programme, found.case, paper):
        return _not_of(found, paper, "写的是别处")
    others = [
        (key, one.seq)
        for key, line in programme.releases.papers.items()
        for one in line.known()
        if key != mine and key[0] == mine[0] and one.value.document == paper.number
    ]
    if not others or all(
        _tells_of(plan, programme, paper.title, key) for key in (mine, *(k for k, _ in others))
    ):
        return None
    (_, part, facility), seq = others[0]
    return _not_of(found, paper, f"已经放行{part} {facility}（第{seq}条），标题没有把两处都写明")


def _not_of(found: Standing, paper: DocumentRegistered, seen: str) -> Refusal:
    return Refusal(
        code="releases.release.paper-of-another",
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{paper.number}“{paper.title}”不能放行{found.case.part} {found.case.facility}：{seen}",
        way_forward="请填这一座自己的文书；一份文书同意几座的，标题写明各是哪一户的哪一座，登记错了的先更正文件登记",
        field="document",
    )


def _tells_of_others(plan: Plan, programme: Programme, case: Case, paper: DocumentRegistered) -> bool:
    """By its title of other firms alone, or of other ovens."""
    firms = dossier.mentioned(plan, programme, paper.title)
    kin = dossier.kin(programme, case.listed.enterprise, paper.issued_on)
    return bool(firms and not firms & kin) or naming.tells_of_another(
        programme, paper.title, case.part, case.facility
    )


def _tells_of(plan: Plan, programme: Programme, title: str, key: Key) -> bool:
    """Whether a title names the firm, and the oven by its number; or several of the firm's that it does not number."""
    _, part, facility = key
    listed = targets.find_part(programme, PartId(part))
    if listed is None or listed.enterprise not in dossier.mentioned(plan, programme, title):
        return False
    named = dossier.names(title, facility)
    if named is None:
        return dossier.several(title) or (
            bool(facility) and dossier.folded(facility) in dossier.folded(title)
        )
    return named


# After what it rests on ---------------------------------------------------------------------------


def _older(plan: Plan, programme: Programme, found: Standing, paper: DocumentRegistered) -> Refusal | None:
    """A release is written when its conditions are met; what came after it, it cannot have seen."""
    said = [one for line in found.lines for one in _rests_on(programme, line, found.case)]
    if found.override is not None:
        said.append(("书面越过", said_on(programme, found.override, ())))
    what, day = max(said, key=lambda one: one[1], default=("", date.min))
    if paper.issued_on >= day:
        return None
    return Refusal(
        code="releases.release.paper-older",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{paper.number} 成文于{paper.issued_on.isoformat()}，早于{day.isoformat()}的{what}，写它的时候条件还没有办好",
        way_forward="请在条件办好以后另行出具文书；文件的日期登记错了的，先更正文件登记；"
        "条件是按录入的日子登记的，照原件以当天的日期再登记一次",
        field="document",
    )


def _rests_on(programme: Programme, line: Line, case: Case) -> Iterator[tuple[str, date]]:
    """What answers a condition, and of which day."""
    if line.signed is not None and line.signed_for:
        yield "知悉签字", line.signed.effective
    ask = _DAYS.get(line.condition.need) if line.condition.need is not None and line.met else None
    if ask is not None:
        yield from ask(programme, line, case)


def _plan(programme: Programme, line: Line, case: Case) -> Iterator[tuple[str, date]]:
    version = workplans.current(programme, case.firms, case.as_of, case.known)
    if version is not None:
        past = workplans.versions(programme, version.value.enterprise, known=case.known)
        yield "一企一策方案", said_on(programme, version, past)


def _review(programme: Programme, line: Line, case: Case) -> Iterator[tuple[str, date]]:
    version = workplans.current(programme, case.firms, case.as_of, case.known)
    by = line.condition.by.value if line.condition.by is not None else None
    if version is None or by is None:
        return
    said = workplans.review_by(programme, version.value, OrganId(by), case.as_of, case.known)
    if said is not None:
        past = workplans.said_by(programme, version.value, said.value.organ)
        yield "审查意见", said_on(programme, said, past)


def _consent(programme: Programme, line: Line, case: Case) -> Iterator[tuple[str, date]]:
    for one in courts.in_force(programme, case):
        if one.answer is not None:
            yield "法院文书", said_on(programme, one.answer, one.written)


def _method(programme: Programme, line: Line, case: Case) -> Iterator[tuple[str, date]]:
    method = closure.method(programme, case.part, case.as_of, case.known)
    if method is not None:
        past = programme.closures.methods[case.part].known(case.known)
        yield "批准的办法", said_on(programme, method, past)


_DAYS: Mapping[Need, Callable[[Programme, Line, Case], Iterator[tuple[str, date]]]] = {
    "enterprise_work_plan": _plan,
    "emergency_review": _review,
    "ecology_review": _review,
    "court_consent_document": _consent,
    "expert_review_and_method": _method,
}


def _template(plan: Plan, gate: Gate) -> PaperTemplate | None:
    """The plan's paper by which this gate releases, if it has one."""
    return next(
        (
            one
            for one in plan.templates.values()
            if one.draws is not None and paper_rules.RELEASES.get(one.draws) == gate.releases
        ),
        None,
    )


def basis_of(plan: Plan, gate: Gate) -> Clause | SystemRule:
    template = _template(plan, gate)
    clauses = template.clauses if template is not None else ()
    return plan.clauses[clauses[0]] if clauses else SystemRule.DOCUMENT_REQUIRED


def _name(plan: Plan, programme: Programme, id: str) -> str:
    body = organs.organ(plan, programme, id)
    return body.name if body is not None else id


def _verb(found: Standing) -> str:
    return VERBS.get(found.gate.releases, "停炉")
