"""Opening units of capacity on their filings and stating how their tonnes stand."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, assert_never

from yajian.core.books import capacity
from yajian.core.facts.register import Account, StandingStated, Transfer, UnitOpened
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import targets as target_rules
from yajian.core.words import (
    Command,
    Digest,
    EnterpriseId,
    PartId,
    Refusal,
    Request,
    Seq,
    SystemRule,
    Tonnes,
    UnitId,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal


class RegisterCommand(Command, frozen=True):
    """Marks this file's commands."""


class OpenUnit(RegisterCommand, frozen=True, kw_only=True, tag="register.open-unit"):
    """登记产能单元: these tonnes stand on this filing document, whose scan is attached."""

    unit: Annotated[UnitId, label("产能单元编号", "自编，一经登记不再改")]
    enterprise: Annotated[EnterpriseId, label("企业")]
    filing_no: Annotated[str, label("备案文号", "照备案文件")]
    filed_on: Annotated[date, label("备案日期")]
    filed_t: Annotated[Tonnes, label("备案产能（吨）", "以吨为单位：54万吨写 540000")]
    part: Annotated[PartId | None, label("清单分项", "属清单内的产能才填")] = None
    facility: Annotated[str, label("设施")] = ""
    origin: Annotated[str, label("产能来源", "未经证明的留空")] = ""


class StateStanding(RegisterCommand, frozen=True, kw_only=True, tag="register.state-standing"):
    """核定产能现状: of a unit's built tonnes, so many operate, so many are stopped."""

    unit: Annotated[UnitId, label("产能单元编号")]
    built_t: Annotated[Tonnes, label("建成产能（吨）")]
    operating_t: Annotated[Tonnes, label("其中在产（吨）")]
    stopped_t: Annotated[Tonnes, label("其中停产（吨）")]
    corrects: Annotated[Seq | None, label("更正第几条", "只能更正最近一次核定")] = None


AnyCommand = OpenUnit | StateStanding


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case OpenUnit() as command:
            return open_unit(plan, programme, command, request.evidence, request.effective)
        case StateStanding() as command:
            return state_standing(programme, command, request.evidence, request.effective)
        case other:
            assert_never(other)


def open_unit(
    plan: Plan, programme: Programme, command: OpenUnit, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    if command.enterprise not in plan.enterprises:
        return Refusal(
            code="register.open-unit.no-such-enterprise",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案中没有企业 {command.enterprise}",
            way_forward="请从企业台账中选择",
            field="enterprise",
        )
    names = (command.unit, command.filing_no)
    if any(not name or name != name.strip() for name in names) or command.filed_t <= 0:
        return Refusal(
            code="register.open-unit.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="产能单元编号、备案文号、备案产能有一项空着、前后有空格或不大于零",
            way_forward="请照备案文件填写；产能以吨为单位填正整数",
            field="filed_t",
        )
    if command.filed_on > effective:
        return Refusal(
            code="register.open-unit.filed-later",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"备案日期{command.filed_on.isoformat()}晚于所称日期{effective.isoformat()}",
            way_forward="请核对备案文件上的日期",
            field="filed_on",
        )
    part = target_rules.find_part(programme, command.part) if command.part is not None else None
    if command.part is not None and (part is None or part.enterprise != command.enterprise):
        return Refusal(
            code="register.open-unit.part-of-another",
            basis=SystemRule.NOT_FOUND,
            finding=f"清单分项 {command.part} 不属于该企业",
            way_forward="请核对分项编号；不在清单内的产能不填分项",
            field="part",
        )
    if command.origin and command.origin not in {origin.id for origin in plan.capacity.origins}:
        return Refusal(
            code="register.open-unit.unknown-origin",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"方案中没有“{command.origin}”这种产能来源",
            way_forward="来源未经证明的请留空，不要猜填",
            field="origin",
        )
    if not evidence:
        return Refusal(
            code="register.open-unit.no-filing",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding=f"没有附备案文件 {command.filing_no} 的扫描件",
            way_forward="请附备案文件扫描件：备案产能以备案文件为准",
            field="evidence",
        )
    fact = UnitOpened(
        unit=command.unit,
        enterprise=command.enterprise,
        filing_no=command.filing_no,
        filed_on=command.filed_on,
        transfers=(Transfer(source=Account.PAPERS, target=Account.FILED, tonnes=command.filed_t),),
        part=command.part,
        facility=command.facility,
        origin=command.origin,
    )
    present = programme.register.units.get(command.unit)
    if present == fact:
        return ()
    filed = (command.enterprise, command.filing_no, command.facility)
    for unit, other in programme.register.units.items():
        if unit != command.unit and (other.enterprise, other.filing_no, other.facility) == filed:
            return Refusal(
                code="register.open-unit.filing-already-open",
                basis=SystemRule.DUPLICATE,
                finding=f"备案文件 {command.filing_no} 已登记为产能单元 {unit}",
                way_forward="同一份备案文件的产能只登记一次；分属几座设施的，逐座写明设施",
                field="filing_no",
            )
    if present is not None:
        return Refusal(
            code="register.open-unit.already-open",
            basis=SystemRule.DUPLICATE,
            finding=f"产能单元 {command.unit} 已按 {present.filing_no} 登记",
            way_forward="同一吨产能只登记一次；另一份备案文件请另编单元",
            field="unit",
        )

    # From here the command succeeds.
    return (fact,)


def state_standing(
    programme: Programme, command: StateStanding, evidence: tuple[Digest, ...], effective: date
) -> Outcome:
    if command.unit not in programme.register.units:
        return Refusal(
            code="register.state-standing.no-such-unit",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有产能单元 {command.unit}",
            way_forward="请先按备案文件登记产能单元",
            field="unit",
        )
    if min(command.built_t, command.operating_t, command.stopped_t) < 0:
        return Refusal(
            code="register.state-standing.negative",
            basis=SystemRule.VALUE_UNFIT,
            finding="产能不能为负",
            way_forward="产能以吨为单位填非负整数",
            field="built_t",
        )
    if command.operating_t + command.stopped_t > command.built_t:
        return Refusal(
            code="register.state-standing.more-than-built",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"在产{command.operating_t}吨与停产{command.stopped_t}吨之和大于建成{command.built_t}吨",
            way_forward="在产、停产都是建成产能的一部分，请核对",
            field="operating_t",
        )
    if not evidence:
        return Refusal(
            code="register.state-standing.no-evidence",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="没有附现场核查记录或生产、停产证明",
            way_forward="请附核查记录扫描件，至少一份",
            field="evidence",
        )
    postings = programme.capacity.postings.get(command.unit, ())
    if command.corrects is not None and command.corrects not in _correctable(postings):
        return Refusal(
            code="register.state-standing.nothing-to-correct",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.corrects}条不是 {command.unit} 最近一次核定现状",
            way_forward="只能更正最近一次核定；请核对条号",
            field="corrects",
        )
    standing = _standing(postings, command.corrects)
    latest = max((posting.effective for posting in standing), default=None)
    if latest is not None and effective < latest:
        return Refusal(
            code="register.state-standing.before-latest",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"所称日期{effective.isoformat()}早于该单元最近一次核定的{latest.isoformat()}",
            way_forward="按日期先后核定；最近一次有误的，用更正",
            field="effective",
        )
    transfers = tuple(_moves(capacity.sums(standing), command))
    if not transfers and command.corrects is None:
        return ()

    # From here the command succeeds.
    return (StandingStated(unit=command.unit, transfers=transfers, corrects=command.corrects),)


def _standing(postings: tuple[capacity.Posting, ...], corrects: Seq | None) -> list[capacity.Posting]:
    """The postings on the ground that would still count beside the new statement."""
    return [
        posting
        for posting in postings
        if posting.corrected_by is None
        and posting.seq != corrects
        and posting.transfer.source not in (Account.PAPERS, Account.FILED)
    ]


def _correctable(postings: tuple[capacity.Posting, ...]) -> set[Seq]:
    """Only the latest statement may be corrected: later ones were reckoned from it."""
    standing = _standing(postings, None)
    return {max(posting.seq for posting in standing)} if standing else set()


def _moves(standing: Mapping[Account, int], command: StateStanding) -> list[Transfer]:
    """The transfers that lead from how the tonnes stand to how they are now said to stand.

    Every account passes through UNSTATED, so that what starts, stops, appears or goes is each one transfer.
    """
    wanted = {Account.OPERATING: command.operating_t, Account.STOPPED: command.stopped_t}
    moves = []
    for account, tonnes in wanted.items():
        if standing[account] > tonnes:
            moves.append(_move(account, Account.UNSTATED, standing[account] - tonnes))
    built = standing[Account.UNSTATED] + standing[Account.OPERATING] + standing[Account.STOPPED]
    if command.built_t > built:
        moves.append(_move(Account.GROUND, Account.UNSTATED, command.built_t - built))
    for account, tonnes in wanted.items():
        if standing[account] < tonnes:
            moves.append(_move(Account.UNSTATED, account, tonnes - standing[account]))
    if command.built_t < built:
        moves.append(_move(Account.UNSTATED, Account.GROUND, built - command.built_t))
    return moves


def _move(source: Account, target: Account, tonnes: int) -> Transfer:
    return Transfer(source=source, target=target, tonnes=Tonnes(tonnes))
