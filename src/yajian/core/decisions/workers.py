"""报送名册、登记安置去向、安置方案、删除个人信息: people as numbers; what they are called never comes this far in clear."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal, assert_never

from yajian.core import ownpapers
from yajian.core.facts.workers import (
    Employment,
    PersonErased,
    PlanFiled,
    Rostered,
    RosterSubmitted,
    Settled,
    WorkerId,
    WorkersSettled,
)
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import dossier
from yajian.core.rules import workers as rules
from yajian.core.rules.charter import document, unless_registered
from yajian.core.words import (
    Clause,
    Command,
    Digest,
    DocumentNo,
    EnterpriseId,
    Refusal,
    Request,
    SystemRule,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal

Confirmed = Literal["signed", "not_yet"]

_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


class WorkersCommand(Command, frozen=True):
    """Marks this file's commands."""


class SubmitRoster(WorkersCommand, frozen=True, kw_only=True, tag="workers.submit-roster"):
    """报送名册: in this month these worked for the enterprise, those sent by others among them."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    month: Annotated[str, label("月份", "如 2020-05")]
    people: Annotated[Mapping[WorkerId, Employment], label("人员", "编号＝用工形式；由名册文件编号、加密")]
    sealed: Annotated[Mapping[WorkerId, str], label("加密的个人信息", "编号＝密文")] = {}


class SettleWorkers(WorkersCommand, frozen=True, kw_only=True, tag="workers.settle"):
    """登记安置去向: each of these has these ways of being settled, in any combination, confirmed by himself or not yet."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    workers: Annotated[tuple[WorkerId, ...], label("人员", "名册上的编号")]
    methods: Annotated[tuple[str, ...], label("安置办法", "方案所列办法的编号，可以几种；重新待定的不填")]
    confirmed: Annotated[Confirmed, label("本人确认", "signed 已签字，附确认表；not_yet 还没有")] = "not_yet"


class FilePlan(WorkersCommand, frozen=True, kw_only=True, tag="workers.file-plan"):
    """登记安置方案: the enterprise's plan for so many people, those sent by others among them."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    document: Annotated[DocumentNo, label("方案文号", "企业自己的文件，须已登记")]
    covers: Annotated[int, label("覆盖人数", "劳务派遣人员一并计算")]
    meeting_on: Annotated[date | None, label("职工代表大会日期", "开过的照实登记")] = None


class ErasePerson(WorkersCommand, frozen=True, kw_only=True, tag="workers.erase-person"):
    """删除个人信息: what was kept of this person is made unreadable for ever; the number and the counts stay."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    worker: Annotated[WorkerId, label("人员", "名册上的编号")]
    reason: Annotated[str, label("理由", "依据的法律条款")]
    approved_by: Annotated[str, label("批准人")]
    document: Annotated[DocumentNo, label("依据文号", "本人申请等，须已登记")]


AnyCommand = SubmitRoster | SettleWorkers | FilePlan | ErasePerson


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    unknown = _unless_known(plan, programme, request.command.enterprise)
    if unknown is not None:
        return unknown
    match request.command:
        case SubmitRoster() as command:
            return submit_roster(plan, programme, command, request.effective)
        case SettleWorkers() as command:
            return settle(plan, programme, command, request.evidence, request.effective)
        case FilePlan() as command:
            return file_plan(plan, programme, command, request.effective)
        case ErasePerson() as command:
            return erase_person(plan, programme, command)
        case other:
            assert_never(other)


def submit_roster(plan: Plan, programme: Programme, command: SubmitRoster, effective: date) -> Outcome:
    """A month is reported anew as a whole; the last report of it counts. Who is missing is flagged, not refused."""
    if not _MONTH.fullmatch(command.month) or command.month > effective.isoformat()[:7]:
        return Refusal(
            code="workers.submit-roster.month-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"“{command.month}”在{effective.isoformat()}不是已经到的月份",
            way_forward="请写 2020-05 这样的月份，名册按当月实有人员",
            field="month",
        )
    if not command.people:
        return Refusal(
            code="workers.submit-roster.nobody",
            basis=_clause(plan),
            finding="名册上没有人",
            way_forward="合同工和劳务派遣人员都要列上",
            field="people",
        )
    unfit = _unless_numbers(command.people, "people")
    if unfit is not None:
        return unfit
    strangers = set(command.sealed) - set(command.people)
    if strangers:
        return Refusal(
            code="workers.submit-roster.not-on-it",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"加密信息里有{len(strangers)}人不在名册上",
            way_forward="请用名册文件重新生成",
            field="sealed",
        )
    clear = sum(not rules.is_sealed(one) for one in command.sealed.values())
    if clear:
        return Refusal(
            code="workers.submit-roster.not-sealed",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"有{clear}人的个人信息不是密文；明文进了账，谁也删不掉",
            way_forward="请在“职工安置”用名册文件报送，姓名、号码由系统加密",
            field="sealed",
        )
    refusal = _unless_bound_here(plan, programme, command.enterprise, command.people, "people")
    if refusal is not None:
        return refusal
    fact = RosterSubmitted(
        enterprise=command.enterprise,
        month=command.month,
        people=tuple(
            Rostered(worker=one, employment=kind, sealed=command.sealed.get(one, ""))
            for one, kind in command.people.items()
        ),
    )
    present = programme.workers.rosters.get((fact.enterprise, fact.month), Timeline()).at(effective)
    if present is not None and _same(present.value, fact):
        return ()

    # From here the command succeeds.
    return (fact,)


def _same(one: RosterSubmitted, other: RosterSubmitted) -> bool:
    """A name is sealed otherwise each time; who is on the roster, and as what, is what a roster says."""
    return {(line.worker, line.employment) for line in one.people} == {
        (line.worker, line.employment) for line in other.people
    }


def settle(
    plan: Plan,
    programme: Programme,
    command: SettleWorkers,
    evidence: tuple[Digest, ...],
    effective: date,
) -> Outcome:
    unfit = _unless_numbers(command.workers, "workers")
    if unfit is not None:
        return unfit
    known = {one.worker for one in rules.crew(programme, frozenset({command.enterprise}), effective).people}
    strangers = [one for one in command.workers if one not in known]
    if not command.workers or strangers:
        return Refusal(
            code="workers.settle.not-on-roster",
            basis=SystemRule.NOT_FOUND,
            finding=f"名册上没有：{'、'.join(strangers[:5])}" if strangers else "没有写是哪些人",
            way_forward="先报送名册，再登记安置去向",
            field="workers",
        )
    offered = (
        {one.id: one.label for one in plan.resettlement.methods} if plan.resettlement is not None else {}
    )
    unknown = [one for one in command.methods if one not in offered]
    if unknown:
        return Refusal(
            code="workers.settle.no-such-method",
            basis=_clause(plan),
            finding=f"方案没有这样的安置办法：{'、'.join(unknown)}",
            way_forward=f"可选：{'、'.join(f'{id}（{word}）' for id, word in offered.items())}",
            field="methods",
        )
    signed = command.confirmed == "signed"
    if signed and not command.methods:
        return Refusal(
            code="workers.settle.nothing-to-confirm",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有安置办法，谈不上本人确认",
            way_forward="先写安置办法",
            field="confirmed",
        )
    if signed and not evidence:
        return Refusal(
            code="workers.settle.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="没有附本人确认的签字表",
            way_forward="请附签字表的扫描，身份证号遮去；没有确认的照实填未确认",
            field="evidence",
        )
    wanted = Settled(methods=command.methods, confirmed=signed)
    changed = tuple(
        one
        for one in command.workers
        if (
            (entry := programme.workers.settled.get((command.enterprise, one), Timeline()).at(effective))
            is None
            or entry.value != wanted
        )
    )
    if not changed:
        return ()

    # From here the command succeeds.
    return (
        WorkersSettled(
            enterprise=command.enterprise,
            workers=changed,
            methods=command.methods,
            confirmed=signed,
        ),
    )


def file_plan(plan: Plan, programme: Programme, command: FilePlan, effective: date) -> Outcome:
    if command.covers <= 0:
        return Refusal(
            code="workers.file-plan.nobody",
            basis=_clause(plan),
            finding="方案没有覆盖任何人",
            way_forward="照方案填人数，劳务派遣人员一并计算",
            field="covers",
        )
    refusal = unless_registered(
        programme, command.document, "workers.file-plan.no-document", effective
    ) or ownpapers.unless_the_firms(
        plan,
        programme,
        command.document,
        command.enterprise,
        "workers.file-plan.not-the-firms-paper",
        "职工安置方案",
    )
    if refusal is not None:
        return refusal
    paper = document(programme, command.document)
    assert paper is not None
    fact = PlanFiled(
        enterprise=command.enterprise,
        document=command.document,
        scan=paper.value.scan,
        covers=command.covers,
        meeting_on=command.meeting_on,
    )
    present = programme.workers.plans.get(command.enterprise, Timeline()).at(effective)
    if present is not None and present.value == fact:
        return ()

    # From here the command succeeds.
    return (fact,)


def erase_person(plan: Plan, programme: Programme, command: ErasePerson) -> Outcome:
    crew = rules.crew(programme, frozenset({command.enterprise}))
    if not any(one.worker == command.worker for one in crew.people):
        return Refusal(
            code="workers.erase-person.not-on-roster",
            basis=SystemRule.NOT_FOUND,
            finding="名册上没有这个编号",
            way_forward="请从名册中选择",
            field="worker",
        )
    if command.worker in programme.workers.erased:
        return ()
    refusal = _unless_bound_here(plan, programme, command.enterprise, (command.worker,), "worker")
    if refusal is not None:
        return refusal
    if not command.reason.strip() or not command.approved_by.strip():
        return Refusal(
            code="workers.erase-person.no-reason",
            basis=SystemRule.NAME_REQUIRED,
            finding="没有写依据或批准人",
            way_forward="删除以后谁也读不到，请写明依据的条款和批准人",
            field="reason" if command.approved_by.strip() else "approved_by",
        )
    refusal = unless_registered(programme, command.document, "workers.erase-person.no-document")
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        PersonErased(
            enterprise=command.enterprise,
            worker=command.worker,
            reason=command.reason,
            approved_by=command.approved_by,
            document=command.document,
        ),
    )


def _unless_bound_here(
    plan: Plan,
    programme: Programme,
    enterprise: EnterpriseId,
    workers: Iterable[WorkerId],
    field: str,
) -> Refusal | None:
    """A number is one person of one firm: nobody else rosters it, and nobody reaches that person's key through his own."""
    house = frozenset({enterprise, dossier.successor(programme, enterprise)})
    house |= frozenset(dossier.family(programme, dossier.successor(programme, enterprise)))
    anothers = rules.rostered_elsewhere(programme, house, frozenset(workers))
    if not anothers:
        return None
    name = dossier.enterprise_name(plan, programme, enterprise)
    return Refusal(
        code="workers.anothers-number",
        basis=SystemRule.NOT_PERMITTED,
        finding=f"有{len(anothers)}个编号是别的企业名册上的人，不是{name}的",
        way_forward="请用本企业的名册文件报送，由系统编号；同一个人在两户做过工的，两户各有编号。"
        "删除个人信息由编号所属的企业或其县（市）办理",
        field=field,
    )


def _unless_numbers(workers: Iterable[WorkerId], field: str) -> Refusal | None:
    """Does not say what was written: declined commands are kept as well."""
    unfit = sum(not rules.is_number(one) for one in workers)
    if not unfit:
        return None
    return Refusal(
        code="workers.not-a-number",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"有{unfit}人写的不是名册编号；姓名、号码进了账，谁也删不掉",
        way_forward="请用名册文件报送，由系统编号、加密；已在册的照名册上的编号填，如 w-0123456789abcdef",
        field=field,
    )


def _unless_known(plan: Plan, programme: Programme, enterprise: EnterpriseId) -> Refusal | None:
    if dossier.is_known(plan, programme, enterprise):
        return None
    return Refusal(
        code="workers.no-such-enterprise",
        basis=SystemRule.NOT_FOUND,
        finding=f"没有登记企业“{enterprise}”",
        way_forward="请从企业台账中选择；新的企业先登记",
        field="enterprise",
    )


def _clause(plan: Plan) -> Clause | SystemRule:
    clauses = plan.resettlement.clauses if plan.resettlement is not None else ()
    return plan.clauses[clauses[0]] if clauses else SystemRule.VALUE_UNFIT
