"""One paper, one step, of whom it is about: what it was used for or drafted as already is not what it is now."""

from collections.abc import Iterator
from typing import Any

from yajian.core.authority.steps import BY_KIND, OF, Step
from yajian.core.authority.table import clause_of
from yajian.core.books.citations import Citation, kind_of
from yajian.core.facts.payments import FundsRaised
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import papers as paper_rules
from yajian.core.rules import payments as payment_rules
from yajian.core.rules.charter import document
from yajian.core.words import Command, DocumentNo, Refusal, SystemRule

_ABOUT = (  # what a paper drafted here is about, and by which field an act names the same
    ("part", "part"),
    ("facility", "facility"),
    ("enterprise", "enterprise"),
    ("quota_version", "version"),
    ("application", "application"),
    ("audit_plan", "plan"),
    ("reviewer", "organ"),
)


def refuse_another_use(plan: Plan, programme: Programme, command: Command) -> Refusal | None:
    step, number = OF.get(type(command)), getattr(command, "document", None)
    if step is None or not number or document(programme, number) is None:
        return None
    return _used(plan, programme, step, number, command) or _drafted(plan, programme, step, number, command)


def _used(
    plan: Plan, programme: Programme, step: Step, number: DocumentNo, command: Command
) -> Refusal | None:
    """An approval is no notice too, and a letter of application no opinion on it. What was taken out counts no more."""
    used = next(
        (
            one
            for one in programme.citations.cited.get(number, ())
            if one.kind in BY_KIND and one.kind not in step.kinds and _stands(programme, one, number)
        ),
        None,
    )
    if used is None:
        return None
    return Refusal(
        code="authority.paper-of-another-step",
        basis=clause_of(plan, command) or SystemRule.DOCUMENT_REQUIRED,
        finding=f"{number} 已是第{used.seq}条所凭的文件，那是另一步：{BY_KIND[used.kind].label}",
        way_forward=f"每一步凭自己的文件；请登记{step.label}的文件，填它的文号",
        field="document",
    )


def _stands(programme: Programme, used: Citation, number: DocumentNo) -> bool:
    """Funds entered under a number picked by mistake, and withdrawn, leave the number to its own step."""
    return used.kind != kind_of(FundsRaised) or any(
        one.value.document == number for one in payment_rules.raised(programme)
    )


def _drafted(
    plan: Plan, programme: Programme, step: Step, number: DocumentNo, command: Command
) -> Refusal | None:
    """A paper the office drafted is what it was drafted as, and about whom."""
    draft = next((one for one in paper_rules.standings(programme) if _bears(one, number)), None)
    template = plan.templates.get(draft.draft.template) if draft is not None else None
    if draft is None or template is None or template.draws is None:
        return None
    if template.draws not in step.drawn:
        return Refusal(
            code="authority.drafted-as-something-else",
            basis=clause_of(plan, command) or SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 是这里起草的{template.title}（稿号{draft.paper}），不是{step.label}的文件",
            way_forward=f"请登记{step.label}的文件，填它的文号",
            field="document",
        )
    other = next(_about_another(draft, command), None)
    if other is None:
        return None
    return Refusal(
        code="authority.drafted-about-another",
        basis=clause_of(plan, command) or SystemRule.DOCUMENT_REQUIRED,
        finding=f"{number}（稿号{draft.paper}）是为 {other[0]} 起草的，这里填的是 {other[1]}",
        way_forward="请为这一件另行起草，填它自己的文号",
        field="document",
    )


def _bears(one: paper_rules.Standing, number: DocumentNo) -> bool:
    return one.numbered is not None and one.numbered.value.document_no == number


def _about_another(draft: paper_rules.Standing, command: Any) -> Iterator[tuple[object, object]]:
    for said, named in _ABOUT:
        was, now = getattr(draft.about, said), getattr(command, named, None)
        if was and now and str(was) != str(now):
            yield was, now
