"""具体工作方案: drawn up unit by unit, approved, sent up, reviewed by the province."""

from datetime import date

from yajian.core import entitlements
from yajian.core.decisions.quotas.commands import Approve, DrawUp, Outcome, Review, SendUp
from yajian.core.decisions.quotas.confirming import confirms
from yajian.core.decisions.quotas.shared import basis_of
from yajian.core.facts.quotas import (
    QuotaFixed,
    QuotaLeftOut,
    VersionApproved,
    VersionDrawnUp,
    VersionReviewed,
    VersionSentUp,
)
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import quotas as rules
from yajian.core.rules import targets
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.rules.quotas import Version
from yajian.core.words import CountyId, Fen, Refusal, SystemRule, Tonnes


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
        if one.id in within and not confirms(programme, CountyId(one.id), effective)
    ]
    if silent:
        return Refusal(
            code="quotas.draw-up.county-not-confirmed",
            basis=basis_of(plan),
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
            basis=basis_of(plan),
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
            basis=basis_of(plan),
            finding=f"{effective.isoformat()}早于上一步的日期{known[-1].last.effective.isoformat()}",
            way_forward="先后按文件日期核对，请核对各份文件的日期",
            field="effective",
        )
    return known[-1]


def _out_of_turn(plan: Plan, found: Version, asked: str) -> Refusal:
    return Refusal(
        code="quotas.out-of-turn",
        basis=basis_of(plan),
        finding=f"第{found.number}版{found.stage}，不能{asked}",
        way_forward="依次是：编制、市政府批准、报省、省里审核；退回的编制新一版",
        field="version",
    )
