"""Entering who exists and who answers: organisations, members, posts, pledges, receipts of the plan."""

from datetime import date
from typing import Annotated, Any, assert_never

from yajian.core.facts.organs import (
    MemberJoined,
    OrganEntered,
    OrganRenamed,
    PlanReceived,
    PledgeSigned,
    PostHeld,
    PostVacated,
)
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import organs as rules
from yajian.core.rules.charter import unless_registered
from yajian.core.words import (
    Clause,
    Command,
    CountyId,
    Digest,
    DocumentNo,
    EnterpriseId,
    OrganId,
    Refusal,
    Request,
    Seq,
    SystemRule,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal


class OrgansCommand(Command, frozen=True):
    """Marks this file's commands."""


class EnterOrgan(OrgansCommand, frozen=True, kw_only=True, tag="organs.enter-organ"):
    """登记单位: the plan names a kind, this is one of them, such as a county's own bureau."""

    organ: Annotated[OrganId, label("单位编号", "自编，一经登记不再改")]
    name: Annotated[str, label("单位名称", "全称")]
    stands_for: Annotated[OrganId, label("属于哪一类单位", "方案泛指的一类，填其编号")]
    county: Annotated[CountyId | None, label("县（市）", "县（市）的部门必填")] = None
    document: Annotated[DocumentNo, label("依据文号", "报送名单的函等，须已登记")]


class RenameOrgan(OrgansCommand, frozen=True, kw_only=True, tag="organs.rename-organ"):
    """单位更名: it goes by another name from the effective day; everything it did stays its own."""

    organ: Annotated[OrganId, label("单位编号")]
    name: Annotated[str, label("新名称", "全称")]
    document: Annotated[DocumentNo, label("依据文号", "须已登记")]


class JoinGroup(OrgansCommand, frozen=True, kw_only=True, tag="organs.join-group"):
    """增列成员单位: where the plan ends its list of members with “等单位”, a paper may add one."""

    group: Annotated[OrganId, label("机构编号", "方案所列的领导小组等机构")]
    organ: Annotated[OrganId, label("单位编号")]
    document: Annotated[DocumentNo, label("依据文号", "须已登记")]


class HoldPost(OrgansCommand, frozen=True, kw_only=True, tag="organs.hold-post"):
    """登记任职: this person holds the post from the effective day; whoever held it before ends there."""

    organ: Annotated[OrganId, label("单位编号", "领导小组等机构，或县（市）")]
    post: Annotated[str, label("职务编号", "方案所列职务")]
    person: Annotated[str, label("姓名")]
    office: Annotated[str, label("行政职务")] = ""
    document: Annotated[DocumentNo, label("依据文号", "任职文件，须已登记")]
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的登记时填该条的条号")] = None


class VacatePost(OrgansCommand, frozen=True, kw_only=True, tag="organs.vacate-post"):
    """登记免职: from the effective day nobody holds the post."""

    organ: Annotated[OrganId, label("单位编号", "领导小组等机构，或县（市）")]
    post: Annotated[str, label("职务编号", "方案所列职务")]
    document: Annotated[DocumentNo, label("依据文号", "免职文件，须已登记")]


class SignPledge(OrgansCommand, frozen=True, kw_only=True, tag="organs.sign-pledge"):
    """签订责任书: the county and an enterprise it answers for both signed on the effective day."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    county_signer: Annotated[str, label("县（市）签字人", "须是当天在任的县（市）责任人")]
    enterprise_signer: Annotated[str, label("企业签字人")]
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的登记时填该条的条号")] = None


class SignForPlan(OrgansCommand, frozen=True, kw_only=True, tag="organs.sign-for-plan"):
    """签收方案: an addressee, or a reader of a copy, received the plan on the effective day."""

    organ: Annotated[OrganId, label("签收单位", "主送单位、抄送单位")]
    person: Annotated[str, label("签收人")]
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的登记时填该条的条号")] = None


AnyCommand = EnterOrgan | RenameOrgan | JoinGroup | HoldPost | VacatePost | SignPledge | SignForPlan


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case EnterOrgan() as command:
            return enter_organ(plan, programme, command)
        case RenameOrgan() as command:
            return rename_organ(plan, programme, command, request.effective)
        case JoinGroup() as command:
            return join_group(plan, programme, command)
        case HoldPost() as command:
            return hold_post(plan, programme, command, request.effective)
        case VacatePost() as command:
            return vacate_post(plan, programme, command, request.effective)
        case SignPledge() as command:
            return sign_pledge(plan, programme, command, request.evidence, request.effective)
        case SignForPlan() as command:
            return sign_for_plan(plan, programme, command, request.evidence, request.effective)
        case other:
            assert_never(other)


def enter_organ(plan: Plan, programme: Programme, command: EnterOrgan) -> Outcome:
    kind = plan.organisations.get(command.stands_for)
    if kind is None or not kind.template:
        kinds = "、".join(f"{one.id}（{one.name}）" for one in plan.organisations.values() if one.template)
        return Refusal(
            code="organs.enter-organ.no-such-kind",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案没有泛指“{command.stands_for}”这一类单位",
            way_forward=f"请选择：{kinds}；方案点了名的单位不必登记",
            field="stands_for",
        )
    if any(not text or text != "".join(text.split()) for text in (command.organ, command.name)):
        return Refusal(
            code="organs.enter-organ.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="单位编号或名称空着，或其中有空格",
            way_forward="请填写全称；编号用字母、数字和下划线自编",
            field="name",
        )
    belongs = command.county in {county.id for county in plan.counties}
    if belongs is not (kind.level == "county"):
        return Refusal(
            code="organs.enter-organ.county-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"{kind.name}{'须' if kind.level == 'county' else '不'}写明县（市），填的是“{command.county or '空'}”",
            way_forward="县（市）的部门请选方案所列的一个县（市）；其他单位不填",
            field="county",
        )
    missing = unless_registered(programme, command.document, "organs.enter-organ.no-document")
    if missing is not None:
        return missing
    fact = OrganEntered(
        organ=command.organ,
        name=command.name,
        stands_for=command.stands_for,
        level=kind.level,
        county=command.county,
        document=command.document,
    )
    entered = programme.organs.entered.get(command.organ)
    present = entered.at() if entered is not None else None
    if present is not None and present.value == fact:
        return ()
    for other in rules.organs(plan, programme):
        if other.id == command.organ or (other.name == command.name and other.county == command.county):
            return Refusal(
                code="organs.enter-organ.already-entered",
                basis=SystemRule.DUPLICATE,
                finding=f"{other.id}“{other.name}”已经在册",
                way_forward="是同一单位的不必再登记；改了名称的用“单位更名”；另一单位请另编编号",
                field="organ",
            )

    # From here the command succeeds.
    return (fact,)


def rename_organ(plan: Plan, programme: Programme, command: RenameOrgan, effective: date) -> Outcome:
    present = rules.organ(plan, programme, command.organ, effective)
    if present is None or present.level in ("enterprise", "copied"):
        return _no_such_organ(command.organ)
    if not command.name or command.name != "".join(command.name.split()):
        return Refusal(
            code="organs.rename-organ.name-unfit",
            basis=SystemRule.NAME_REQUIRED,
            finding="新名称空着，或其中有空格",
            way_forward="请填写新的全称",
            field="name",
        )
    missing = unless_registered(programme, command.document, "organs.rename-organ.no-document")
    if missing is not None:
        return missing
    if present.name == command.name:
        return ()

    # From here the command succeeds.
    return (OrganRenamed(organ=command.organ, name=command.name, document=command.document),)


def join_group(plan: Plan, programme: Programme, command: JoinGroup) -> Outcome:
    group = plan.groups.get(command.group)
    if group is None or rules.organ(plan, programme, command.organ) is None:
        return _no_such_organ(command.organ if group is not None else command.group)
    if not group.open_ended:
        return Refusal(
            code="organs.join-group.closed",
            basis=_clause(plan, group.clauses) or SystemRule.VALUE_UNFIT,
            finding=f"{group.name}的成员方案已经列全",
            way_forward="增加成员须采用方案的新版本",
            field="group",
        )
    missing = unless_registered(programme, command.document, "organs.join-group.no-document")
    if missing is not None:
        return missing
    if command.organ in {member for member, _ in rules.members(plan, programme, command.group)}:
        return ()

    # From here the command succeeds.
    return (MemberJoined(group=command.group, organ=command.organ, document=command.document),)


def hold_post(plan: Plan, programme: Programme, command: HoldPost, effective: date) -> Outcome:
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
    missing = unless_registered(programme, command.document, "organs.hold-post.no-document")
    if missing is not None:
        return missing
    timeline = programme.organs.posts.get((command.organ, command.post), Timeline())
    said = (command.person.strip(), command.office.strip())
    if command.corrects is not None:
        replaced = timeline.replacement(command.corrects)
        if replaced is not None and _held(replaced.value, said) and replaced.effective == effective:
            return ()
        if command.corrects not in [entry.seq for entry in timeline.known()]:
            return _nothing_to_correct(command.corrects, f"{present.organ_name}{present.label}的任免")
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
    missing = unless_registered(programme, command.document, "organs.vacate-post.no-document")
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


def sign_pledge(
    plan: Plan, programme: Programme, command: SignPledge, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    firm = rules.organ(plan, programme, command.enterprise)
    if firm is None or firm.enterprise is None:
        return _no_such_organ(command.enterprise)
    if firm.county is None:
        return Refusal(
            code="organs.sign-pledge.no-county",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案没有写明{firm.name}在哪个县（市），不知由谁监督",
            way_forward="请先答复有关的待明确事项",
            field="enterprise",
        )
    if not command.enterprise_signer.strip() or command.enterprise_signer == command.county_signer:
        return Refusal(
            code="organs.sign-pledge.signer-unfit",
            basis=SystemRule.NAME_REQUIRED,
            finding="企业签字人空着，或与县（市）签字人是同一姓名",
            way_forward="责任书须县（市）与企业双方各自签字，请照原件填写",
            field="enterprise_signer",
        )
    roles = plan.responsibility.county_roles if plan.responsibility is not None else ()
    held = [rules.holder(plan, programme, firm.county, role.id, effective) for role in roles]
    signer = next((one for one in held if one is not None and one.person == command.county_signer), None)
    if signer is None:
        named = "、".join(f"{one.label} {one.person or '未登记'}" for one in held if one is not None)
        return Refusal(
            code="organs.sign-pledge.signer-not-answerable",
            basis=_clause(plan, plan.responsibility.clauses if plan.responsibility is not None else ())
            or SystemRule.NAME_REQUIRED,
            finding=f"“{command.county_signer}”不是{effective.isoformat()}在任的县（市）责任人（{named or '方案没有规定'}）",
            way_forward="请先登记县（市）责任人的任职，或核对签字人和签字日期",
            field="county_signer",
        )
    if not evidence:
        return Refusal(
            code="organs.sign-pledge.no-scan",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=f"没有附{firm.name}责任书的扫描件",
            way_forward="请附双方签字盖章的责任书扫描件",
            field="evidence",
        )
    fact = PledgeSigned(
        county=firm.county,
        enterprise=command.enterprise,
        county_signer=command.county_signer,
        county_post=signer.post,
        enterprise_signer=command.enterprise_signer.strip(),
        corrects=command.corrects,
    )
    repeat = _again(programme.organs.pledges.get(command.enterprise), fact, effective, f"{firm.name}的责任书")
    if repeat is not None:
        return repeat

    # From here the command succeeds.
    return (fact,)


def sign_for_plan(
    plan: Plan, programme: Programme, command: SignForPlan, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    sent = {one.organ.id: one for one in rules.addressees(plan, programme)}
    addressee = sent.get(command.organ)
    if addressee is None:
        return Refusal(
            code="organs.sign-for-plan.not-addressed",
            basis=_clause(plan, plan.programme.clauses) or SystemRule.NOT_FOUND,
            finding=f"“{command.organ}”不在主送、抄送单位之内",
            way_forward="主送泛指一类单位的，请先登记这个单位属于哪一类",
            field="organ",
        )
    if not command.person.strip():
        return Refusal(
            code="organs.sign-for-plan.no-name",
            basis=SystemRule.NAME_REQUIRED,
            finding=f"没有写明{addressee.organ.name}由谁签收",
            way_forward="请照签收单写明姓名",
            field="person",
        )
    if effective < plan.programme.issued_on:
        return Refusal(
            code="organs.sign-for-plan.before-issue",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"签收日期{effective.isoformat()}早于印发日期{plan.programme.issued_on.isoformat()}",
            way_forward="请核对签收单上的日期",
            field="effective",
        )
    if not evidence:
        return Refusal(
            code="organs.sign-for-plan.no-scan",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=f"没有附{addressee.organ.name}的签收单",
            way_forward="请附签收单扫描件",
            field="evidence",
        )
    fact = PlanReceived(
        organ=command.organ,
        document=plan.programme.document_no,
        person=command.person.strip(),
        copy=addressee.copy,
        corrects=command.corrects,
    )
    repeat = _again(
        programme.organs.receipts.get(command.organ), fact, effective, f"{addressee.organ.name}的签收"
    )
    if repeat is not None:
        return repeat

    # From here the command succeeds.
    return (fact,)


def _again(timeline: Timeline[Any] | None, fact: Any, effective: date, what: str) -> Outcome | None:
    """Signed once: asked again it is so already, a correction names what it corrects, anything else waits for one."""
    past: Timeline[Any] = timeline if timeline is not None else Timeline()
    if any((entry.value, entry.effective) == (fact, effective) for entry in past.known()):
        return ()
    standing = [entry.seq for entry in past.known()]
    if fact.corrects is not None and fact.corrects not in standing:
        return _nothing_to_correct(fact.corrects, what)
    if fact.corrects is None and standing:
        return Refusal(
            code="organs.already-signed",
            basis=SystemRule.DUPLICATE,
            finding=f"{what}已登记在第{standing[-1]}条",
            way_forward="登记有误的，请用更正并写明条号",
            field="corrects",
        )
    return None


def _held(fact: PostHeld | PostVacated, said: tuple[str, str]) -> bool:
    return isinstance(fact, PostHeld) and (fact.person, fact.office) == said


def _clause(plan: Plan, names: tuple[Any, ...]) -> Clause | None:
    return plan.clauses[names[0]] if names else None


def _no_such_organ(organ: str) -> Refusal:
    return Refusal(
        code="organs.no-such-organ",
        basis=SystemRule.NOT_FOUND,
        finding=f"没有编号为“{organ}”的单位，或它不归这里登记",
        way_forward="请从单位名录中选择；方案只写了一类的，请先登记单位",
        field="organ",
    )


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


def _nothing_to_correct(seq: Seq, what: str) -> Refusal:
    return Refusal(
        code="organs.nothing-to-correct",
        basis=SystemRule.NOT_FOUND,
        finding=f"第{seq}条不是{what}现行的登记",
        way_forward="请核对要更正的条号",
        field="corrects",
    )
