"""补偿额度: confirmed by the county, fixed by the city per unit, approved, sent up, and agreed to or sent back."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, assert_never

from yajian.core import entitlements
from yajian.core.facts.quotas import (
    CapacityClaimed,
    Confirmed,
    QuotaFixed,
    QuotaLeftOut,
    TaskConfirmed,
    VersionApproved,
    VersionDrawnUp,
    VersionReviewed,
    VersionSentUp,
)
from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import quotas as rules
from yajian.core.rules import targets
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.rules.quotas import Version
from yajian.core.words import (
    Clause,
    Command,
    CountyId,
    DocumentNo,
    EnterpriseId,
    Fen,
    PartId,
    Refusal,
    Request,
    SystemRule,
    Tonnes,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal


class QuotasCommand(Command, frozen=True):
    """Marks this file's commands."""


class ConfirmTask(QuotasCommand, frozen=True, kw_only=True, tag="quotas.confirm-task"):
    """登记县（市）确定意见: the county's paper confirms its parts of the list and the tonnes of each."""

    county: Annotated[CountyId, label("县（市）", "县（市）编号")]
    parts: Annotated[Mapping[PartId, Tonnes], label("分项", "分项编号＝吨数，本县（市）清单所列一项不缺")]
    document: Annotated[DocumentNo, label("确定意见", "县（市）人民政府文号，须已登记")]


class DrawUp(QuotasCommand, frozen=True, kw_only=True, tag="quotas.draw-up"):
    """编制具体工作方案: a version of the city's work plan; every unit's quota is its tonnes at its own rate."""

    document: Annotated[DocumentNo, label("方案文号", "具体工作方案的文号，须已登记")]
    leaves_out: Annotated[
        Mapping[PartId, str], label("暂不明确的分项", "分项编号＝原因；额度还定不下来的逐项写明")
    ] = {}


class Approve(QuotasCommand, frozen=True, kw_only=True, tag="quotas.approve"):
    """登记市政府批准: the city government approved this version of the work plan."""

    version: Annotated[int, label("第几版", "具体工作方案的版次")]
    document: Annotated[DocumentNo, label("批准文件", "市人民政府文号，须已登记")]


class SendUp(QuotasCommand, frozen=True, kw_only=True, tag="quotas.send-up"):
    """登记报省审核: the quotas of an approved version went to the province."""

    version: Annotated[int, label("第几版", "具体工作方案的版次")]
    document: Annotated[DocumentNo, label("报送文件", "报送的函，须已登记")]


class Review(QuotasCommand, frozen=True, kw_only=True, tag="quotas.review"):
    """登记省审核意见: the province agreed to the quotas of a version, or sent it back."""

    version: Annotated[int, label("第几版", "具体工作方案的版次")]
    verdict: Annotated[Literal["同意", "退回"], label("同意或退回", "照省里的文件")]
    document: Annotated[DocumentNo, label("审核文件", "省里的文号，须已登记")]
    words: Annotated[str, label("意见", "退回的照原话写明理由")] = ""


class ClaimCapacity(QuotasCommand, frozen=True, kw_only=True, tag="quotas.claim-capacity"):
    """登记产能补偿诉求: kept on the register; the plan names no procedure for it, so none is begun."""

    enterprise: Annotated[EnterpriseId, label("企业", "企业编号")]
    words: Annotated[str, label("诉求", "照来件原话")]
    document: Annotated[DocumentNo, label("来件文号", "须已登记")]


AnyCommand = ConfirmTask | DrawUp | Approve | SendUp | Review | ClaimCapacity


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case ConfirmTask() as command:
            return confirm_task(plan, programme, command, request.effective)
        case DrawUp() as command:
            return draw_up(plan, programme, command, request.effective)
        case Approve() as command:
            return approve(plan, programme, command, request.effective)
        case SendUp() as command:
            return send_up(plan, programme, command, request.effective)
        case Review() as command:
            return review(plan, programme, command, request.effective)
        case ClaimCapacity() as command:
            return claim_capacity(plan, programme, command, request.effective)
        case other:
            assert_never(other)


def confirm_task(plan: Plan, programme: Programme, command: ConfirmTask, effective: date) -> Outcome:
    refusal = unless_registered(programme, command.document, "quotas.confirm-task.no-document", effective)
    if refusal is not None:
        return refusal
    listed = {
        one.part: one.tonnes for one in targets.counted(programme, effective) if one.county == command.county
    }
    if not listed:
        return Refusal(
            code="quotas.confirm-task.nothing-listed",
            basis=_basis(plan),
            finding=f"压减清单里没有 {command.county} 的分项",
            way_forward="没有压减任务的县（市）不必登记；请核对县（市）编号",
            field="county",
        )
    if dict(command.parts) != listed:
        wrong = [
            f"{part} 清单{listed.get(part, 0)}吨、填写{command.parts.get(part, 0)}吨"
            for part in sorted({*listed, *command.parts})
            if listed.get(part) != command.parts.get(part)
        ]
        return Refusal(
            code="quotas.confirm-task.differs-from-list",
            basis=_basis(plan),
            finding=f"与压减清单不一致：{'；'.join(wrong)}",
            way_forward="清单有变的先公布清单新版本；没有变的请照清单填写",
            field="parts",
        )
    fact = TaskConfirmed(
        county=command.county,
        parts=tuple(Confirmed(part=part, tonnes=tonnes) for part, tonnes in command.parts.items()),
        document=command.document,
        scan=scan_of(programme, command.document),
    )
    present = rules.confirmed(programme, command.county)
    if present is not None and present.value == fact:
        return ()

    # From here the command succeeds.
    return (fact,)


def draw_up(plan: Plan, programme: Programme, command: DrawUp, effective: date) -> Outcome:
    refusal = unless_registered(programme, command.document, "quotas.draw-up.no-document", effective)
    if refusal is not None:
        return refusal
    counted = targets.counted(programme, effective)
    strange = [part for part in command.leaves_out if all(one.part != part for one in counted)]
    if strange or any(not reason.strip() for reason in command.leaves_out.values()):
        return Refusal(
            code="quotas.draw-up.left-out-without-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"清单里没有分项 {'、'.join(strange)}" if strange else "暂不明确的分项没有写原因",
            way_forward="请照清单填写分项编号，并逐项写明为什么还定不下来",
            field="leaves_out",
        )
    fixed = tuple(one for one in counted if one.part not in command.leaves_out)
    within = {one.county for one in fixed}
    silent = [
        one.name
        for one in plan.counties
        if one.id in within and not _confirms(programme, CountyId(one.id), effective)
    ]
    if silent:
        return Refusal(
            code="quotas.draw-up.county-not-confirmed",
            basis=_basis(plan),
            finding=f"还没有与清单一致的确定意见：{'、'.join(silent)}",
            way_forward="具体工作方案以各县（市）的确定意见为基础，请先登记",
            field="document",
        )
    prices = entitlements.prices(plan, programme, effective)
    waits = [
        one
        for one in entitlements.pending(plan, programme, prices, effective)
        if one.part not in command.leaves_out
    ]
    if waits or not fixed:
        return Refusal(
            code="quotas.draw-up.not-priced",
            basis=_basis(plan),
            finding="；".join(f"{one.part} {one.finding}" for one in waits) or "没有一个分项可以明确额度",
            way_forward="；".join(dict.fromkeys(one.remedy for one in waits if one.remedy))
            or "请先登记产能单元、认定产能来源；暂时定不下来的，填入“暂不明确的分项”并写明原因",
            field="leaves_out",
        )
    version = len(programme.quotas.versions) + 1
    lines = tuple(
        _line(version, one)
        for one in prices
        if one.amount_fen is not None and any(part.part == one.part for part in fixed)
    )
    drawn = VersionDrawnUp(
        version=version,
        document=command.document,
        scan=scan_of(programme, command.document),
        units=len(lines),
        tonnes=Tonnes(sum(one.tonnes for one in lines)),
        amount_fen=Fen(sum(one.amount_fen for one in lines)),
    )
    left_out = tuple(
        QuotaLeftOut(version=version, part=part, reason=why) for part, why in command.leaves_out.items()
    )
    if _says_the_same(programme, drawn, lines, left_out):
        return ()

    # From here the command succeeds.
    return (drawn, *lines, *left_out)


def approve(plan: Plan, programme: Programme, command: Approve, effective: date) -> Outcome:
    found = _last(plan, programme, command.version, effective)
    if isinstance(found, Refusal):
        return found
    if found.approved is not None and found.approved.value.document == command.document:
        return ()
    if found.stage != "待批准":
        return _out_of_turn(plan, found, "批准")
    refusal = unless_registered(programme, command.document, "quotas.approve.no-document", effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    scan = scan_of(programme, command.document)
    return (VersionApproved(version=command.version, document=command.document, scan=scan),)


def send_up(plan: Plan, programme: Programme, command: SendUp, effective: date) -> Outcome:
    found = _last(plan, programme, command.version, effective)
    if isinstance(found, Refusal):
        return found
    if found.sent is not None and found.sent.value.document == command.document:
        return ()
    if found.stage != "待报省":
        return _out_of_turn(plan, found, "报省")
    refusal = unless_registered(programme, command.document, "quotas.send-up.no-document", effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    scan = scan_of(programme, command.document)
    return (VersionSentUp(version=command.version, document=command.document, scan=scan),)


def review(plan: Plan, programme: Programme, command: Review, effective: date) -> Outcome:
    found = _last(plan, programme, command.version, effective)
    if isinstance(found, Refusal):
        return found
    if found.reviewed is not None and found.reviewed.value.document == command.document:
        return ()
    if found.stage != "待省审核":
        return _out_of_turn(plan, found, "登记省里的审核意见")
    if command.verdict == "退回" and not command.words.strip():
        return Refusal(
            code="quotas.review.no-words",
            basis=SystemRule.VALUE_UNFIT,
            finding="退回没有写明理由",
            way_forward="请照省里文件的原话填写，编制新一版时逐条对照",
            field="words",
        )
    refusal = unless_registered(programme, command.document, "quotas.review.no-document", effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        VersionReviewed(
            version=command.version,
            said="agreed" if command.verdict == "同意" else "returned",
            words=command.words,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def claim_capacity(plan: Plan, programme: Programme, command: ClaimCapacity, effective: date) -> Outcome:
    if (
        command.enterprise not in plan.enterprises
        and command.enterprise not in programme.dossiers.enterprises
    ):
        return Refusal(
            code="quotas.claim-capacity.no-such-enterprise",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有企业 {command.enterprise}",
            way_forward="请从企业台账中选择",
            field="enterprise",
        )
    if not command.words.strip():
        return Refusal(
            code="quotas.claim-capacity.no-words",
            basis=SystemRule.VALUE_UNFIT,
            finding="诉求空着",
            way_forward="请照来件原话填写",
            field="words",
        )
    refusal = unless_registered(programme, command.document, "quotas.claim-capacity.no-document", effective)
    if refusal is not None:
        return refusal
    fact = CapacityClaimed(
        enterprise=command.enterprise,
        words=command.words,
        document=command.document,
        scan=scan_of(programme, command.document),
    )
    past = programme.quotas.claims.get(command.enterprise)
    if past is not None and any(one.value == fact for one in past.known()):
        return ()

    # From here the command succeeds.
    return (fact,)


def _line(version: int, one: entitlements.Price) -> QuotaFixed:
    rate, amount_fen = one.rate, one.amount_fen
    assert rate is not None
    assert rate.rate_fen_per_t.value is not None
    assert amount_fen is not None
    return QuotaFixed(
        version=version,
        unit=one.unit,
        part=one.part,
        enterprise=one.enterprise,
        tonnes=one.tonnes,
        rate=rate.id,
        rate_fen_per_t=rate.rate_fen_per_t.value,
        amount_fen=amount_fen,
        evidence_seq=one.evidence_seq,
        clauses=rate.clauses,
    )


def _confirms(programme: Programme, county: CountyId, effective: date) -> bool:
    """Whether the county's paper says what the list of that day says."""
    said = rules.confirmed(programme, county, effective)
    listed = {one.part: one.tonnes for one in targets.counted(programme, effective) if one.county == county}
    return said is not None and {one.part: one.tonnes for one in said.value.parts} == listed


def _says_the_same(
    programme: Programme,
    drawn: VersionDrawnUp,
    lines: tuple[QuotaFixed, ...],
    left_out: tuple[QuotaLeftOut, ...],
) -> bool:
    """Whether the last version, still on its way, is this one already."""
    found = rules.versions(programme)
    if not found or found[-1].reviewed is not None or found[-1].drawn.value.document != drawn.document:
        return False
    last = found[-1].number
    stood = {unit: one.amount_fen for unit, one in rules.lines(programme, last).items()}
    waited = {part: one.reason for part, one in rules.left_out(programme, last).items()}
    return (stood, waited) == (
        {one.unit: one.amount_fen for one in lines},
        {one.part: one.reason for one in left_out},
    )


def _last(plan: Plan, programme: Programme, number: int, effective: date) -> Version | Refusal:
    """The last version, if it is the one that is named and nothing about it is younger than the day."""
    known = rules.versions(programme)
    if not known or known[-1].number != number:
        last = f"最新的是第{known[-1].number}版" if known else "还没有编制具体工作方案"
        return Refusal(
            code="quotas.not-the-last-version",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{number}版不是最新的一版：{last}",
            way_forward="请对最新的一版办理",
            field="version",
        )
    if known[-1].last.effective > effective:
        return Refusal(
            code="quotas.before-the-step-before",
            basis=_basis(plan),
            finding=f"{effective.isoformat()}早于上一步的日期{known[-1].last.effective.isoformat()}",
            way_forward="先后按文件日期核对，请核对各份文件的日期",
            field="effective",
        )
    return known[-1]


def _out_of_turn(plan: Plan, found: Version, asked: str) -> Refusal:
    return Refusal(
        code="quotas.out-of-turn",
        basis=_basis(plan),
        finding=f"第{found.number}版{found.stage}，不能{asked}",
        way_forward="依次是：编制、市政府批准、报省、省里审核；退回的编制新一版",
        field="version",
    )


def _basis(plan: Plan) -> Clause | SystemRule:
    """The clause that asks for reviewed quotas, where the plan has one."""
    return next(iter(clauses_for(plan, "quota_reviewed")), SystemRule.OUT_OF_TURN)
