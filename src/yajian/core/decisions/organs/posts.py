"""职务: who holds one from a day on, and who has left it."""

from datetime import date

from yajian.core.bodies import above_counties, is_the_governments, issuers
from yajian.core.decisions.organs.commands import HoldPost, Outcome, VacatePost
from yajian.core.decisions.organs.shared import nothing_to_correct
from yajian.core.facts.organs import PostHeld, PostVacated
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.plan.terms import OrgId
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules import organs as rules
from yajian.core.rules.charter import document, unless_registered
from yajian.core.words import CountyId, DocumentNo, OrganId, Refusal, SystemRule


def hold_post(plan: Plan, programme: Programme, command: HoldPost, actor: str, effective: date) -> Outcome:
    present = rules.holder(plan, programme, command.organ, command.post, effective)
    if present is None:
        return _no_such_post(plan, command.organ, command.post)
    if not command.person.strip():
        return Refusal(
            code="organs.hold-post.no-name",
            basis=SystemRule.NAME_REQUIRED,
            finding=f"没有写明由谁担任{present.organ_name}{present.label}",
            way_forward="请写明姓名",
            field="person",
        )
    if dossier.same(command.person, actor):
        return Refusal(
            code="organs.hold-post.himself",
            basis=SystemRule.SAME_HAND,
            finding=f"登记的人和任职的人都是{command.person.strip()}",
            way_forward="任职由另一个人凭任免文件登记；重名的，在姓名后面加以区别",
            field="person",
        )
    missing = unless_registered(
        programme, command.document, "organs.hold-post.no-document"
    ) or _unless_from_there(plan, programme, command.organ, command.document)
    if missing is not None:
        return missing
    timeline = programme.organs.posts.get((command.organ, command.post), Timeline())
    said = (command.person.strip(), command.office.strip())
    if command.corrects is not None:
        replaced = timeline.replacement(command.corrects)
        if replaced is not None and _held(replaced.value, said) and replaced.effective == effective:
            return ()
        if command.corrects not in [entry.seq for entry in timeline.known()]:
            return nothing_to_correct(command.corrects, f"{present.organ_name}{present.label}的任免")
    elif present.seq is not None and (present.person, present.office) == said:
        return ()

    # From here the command succeeds.
    return (
        PostHeld(
            organ=command.organ,
            post=command.post,
            person=said[0],
            office=said[1],
            document=command.document,
            corrects=command.corrects,
        ),
    )


def vacate_post(plan: Plan, programme: Programme, command: VacatePost, effective: date) -> Outcome:
    present = rules.holder(plan, programme, command.organ, command.post, effective)
    if present is None:
        return _no_such_post(plan, command.organ, command.post)
    missing = unless_registered(
        programme, command.document, "organs.vacate-post.no-document"
    ) or _unless_from_there(plan, programme, command.organ, command.document)
    if missing is not None:
        return missing
    if present.vacant:
        return ()
    if not present.person:
        return Refusal(
            code="organs.vacate-post.nobody",
            basis=SystemRule.NOT_FOUND,
            finding=f"{effective.isoformat()}没有人担任{present.organ_name}{present.label}",
            way_forward="请核对日期；从来没有登记过的不必免职",
            field="post",
        )

    # From here the command succeeds.
    return (
        PostVacated(organ=command.organ, post=command.post, person=present.person, document=command.document),
    )


def _unless_from_there(
    plan: Plan, programme: Programme, organ: OrganId, number: DocumentNo
) -> Refusal | None:
    """A post of a county is filled by the county or the city, one of the city by the city: never by a bureau or a firm."""
    paper = document(programme, number)
    assert paper is not None  # a guard has asked whether it is registered
    county = CountyId(organ) if any(one.id == organ for one in plan.counties) else None
    for one in issuers(paper.value):
        if above_counties(plan, programme, one):
            return None
        if county is not None and is_the_governments(plan, programme, one, county):
            return None
    where = plan.organisations[OrgId(organ)].name if county is not None else None
    wanted = f"{where}的任免要凭{where}政府或市里的文件" if where else "市里机构的任免要凭市里的文件"
    return Refusal(
        code="organs.post-on-anothers-paper",
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{number} 由{paper.value.issuer}发出，{wanted}",
        way_forward="请先登记任免文件或政府报送责任人的函，填它的文号；部门和企业的文件不算",
        field="document",
    )


def _held(fact: PostHeld | PostVacated, said: tuple[str, str]) -> bool:
    return isinstance(fact, PostHeld) and (fact.person, fact.office) == said


def _no_such_post(plan: Plan, organ: str, post: str) -> Refusal:
    group = plan.groups.get(organ)
    names = (
        [f"{one.id}（{one.post}）" for one in group.posts]
        if group is not None
        else [f"{one.id}（{one.label}）" for one in plan.responsibility.county_roles]
        if plan.responsibility is not None
        else []
    )
    return Refusal(
        code="organs.no-such-post",
        basis=SystemRule.NOT_FOUND,
        finding=f"“{organ}”没有“{post}”这个职务",
        way_forward=f"请选择领导小组等机构或县（市），职务编号：{'、'.join(names) or '方案没有规定'}",
        field="post",
    )
