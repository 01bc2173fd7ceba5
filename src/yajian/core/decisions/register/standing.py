"""Stating how a unit's built tonnes stand: operating, stopped, or not stated."""

from collections.abc import Mapping
from datetime import date

from yajian.core.books import capacity
from yajian.core.decisions.register.commands import StateStanding
from yajian.core.facts.register import ON_PAPER, Account, StandingStated, Transfer
from yajian.core.programme import AnyFact, Programme
from yajian.core.words import Digest, Refusal, Seq, SystemRule, Tonnes, UnitId

Outcome = tuple[AnyFact, ...] | Refusal


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
    if command.corrects is not None and command.corrects != _correctable(programme, command.unit):
        return Refusal(
            code="register.state-standing.nothing-to-correct",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.corrects}条不是 {command.unit} 最近一次核定现状",
            way_forward="只能更正最近一次核定；请核对条号",
            field="corrects",
        )
    standing = _standing(postings, command.corrects)
    latest = max(_days(programme, command, standing), default=None)
    if latest is not None and effective < latest:
        return Refusal(
            code="register.state-standing.before-latest",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"所称日期{effective.isoformat()}早于该单元最近一次核定的{latest.isoformat()}",
            way_forward="按日期先后核定；最近一次有误的，用更正",
            field="effective",
        )
    transfers = tuple(_moves(capacity.sums(standing), command))
    stated = programme.register.standings.get(command.unit)
    if not transfers and command.corrects is None and (stated is not None or standing):
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
        and posting.transfer.source not in ON_PAPER
    ]


def _correctable(programme: Programme, unit: UnitId) -> Seq | None:
    """Only the latest statement may be corrected, and nothing after it may have been reckoned from it."""
    stated = programme.register.standings.get(unit)
    statements = [entry.seq for entry in stated.known()] if stated is not None else []
    moved = [posting.seq for posting in _standing(programme.capacity.postings.get(unit, ()), None)]
    latest = max([*statements, *moved], default=None)
    return latest if latest in statements else None


def _days(programme: Programme, command: StateStanding, standing: list[capacity.Posting]) -> list[date]:
    """The days of what was said of this unit's ground, but for the statement that is corrected."""
    stated = programme.register.standings.get(command.unit)
    entries = stated.known() if stated is not None else ()
    said = [entry.effective for entry in entries if entry.seq != command.corrects]
    return [*said, *(posting.effective for posting in standing)]


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
