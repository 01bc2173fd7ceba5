"""产能交易: a sale is recorded as it was made and marked; only the opinion that lets it go on is kept back."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, assert_never

import msgspec

from yajian.core import clearances
from yajian.core.clearances import Clearance
from yajian.core.facts.trades import (
    Checked,
    ClearanceWithdrawn,
    ReplacementConfirmed,
    Said,
    Sold,
    TradeCleared,
    TradeReported,
    TradeWithdrawn,
)
from yajian.core.plan import GateCondition, Plan
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import dossier
from yajian.core.rules import trades as rules
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.rules.trades import Standing
from yajian.core.words import (
    Answer,
    Clause,
    Command,
    DocumentNo,
    EnterpriseId,
    OrganId,
    Refusal,
    Request,
    Seq,
    SystemRule,
    Tonnes,
    UnitId,
    fen_of,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal

_SAID: Mapping[str, Said] = {word: said for said, word in rules.WORDS.items()}
_WORDS: Mapping[Answer, Literal["pass", "fail", "undetermined"]] = {
    Answer.PASS: "pass",
    Answer.FAIL: "fail",
    Answer.UNDETERMINED: "undetermined",
}


class TradesCommand(Command, frozen=True):
    """Marks this file's commands."""


class Report(TradesCommand, frozen=True, kw_only=True, tag="trades.report"):
    """报送产能交易: an enterprise sold tonnes of its units by a contract; the day is the contract's."""

    enterprise: Annotated[EnterpriseId, label("出让方", "企业编号")]
    units: Annotated[
        Mapping[UnitId, Tonnes], label("产能单元", "单元编号＝转让吨数，照合同；一份产能可以分几处转让")
    ]
    buyer: Annotated[str, label("受让方", "台账里的企业选编号，市外的写单位全称")]
    price: Annotated[str, label("价格（元/吨）", "照合同；写到角分")]
    document: Annotated[DocumentNo, label("交易合同", "合同号，须已登记")]
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的报送时填该条的条号")] = None


class Withdraw(TradesCommand, frozen=True, kw_only=True, tag="trades.withdraw"):
    """撤回产能交易: the parties gave it up, or it was reported by mistake."""

    trade: Annotated[Seq, label("交易", "第几条")]
    reason: Annotated[str, label("理由", "照文件")]
    document: Annotated[DocumentNo, label("依据文号", "解除合同的文件等，须已登记")]


class ConfirmReplacement(TradesCommand, frozen=True, kw_only=True, tag="trades.confirm-replacement"):
    """登记置换确认: whom the plan has confirm said yes, said no, or took back its yes, on a document."""

    trade: Annotated[Seq, label("交易", "第几条")]
    verdict: Annotated[str, label("结论", "确认、不予确认、撤销确认")]
    document: Annotated[DocumentNo, label("文号", "有权确认的单位的文件，须已登记")]


class Clear(TradesCommand, frozen=True, kw_only=True, tag="trades.clear"):
    """出具核验意见: every condition met, this paper lets the trade go on."""

    trade: Annotated[Seq, label("交易", "第几条")]
    document: Annotated[DocumentNo, label("核验意见文号", "须已登记")]


class WithdrawClearance(TradesCommand, frozen=True, kw_only=True, tag="trades.withdraw-clearance"):
    """收回核验意见: from the effective day the opinion lets nothing go on any more."""

    trade: Annotated[Seq, label("交易", "第几条")]
    reason: Annotated[str, label("理由", "照文件")]
    document: Annotated[DocumentNo, label("依据文号", "须已登记")]


AnyCommand = Report | Withdraw | ConfirmReplacement | Clear | WithdrawClearance


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case Report() as command:
            return report(plan, programme, command, request.effective)
        case Withdraw() as command:
            return withdraw(programme, command, request.effective)
        case ConfirmReplacement() as command:
            return confirm_replacement(plan, programme, command, request.effective)
        case Clear() as command:
            return clear(plan, programme, command, request.effective)
        case WithdrawClearance() as command:
            return withdraw_clearance(programme, command, request.effective)
        case other:
            assert_never(other)


def report(plan: Plan, programme: Programme, command: Report, effective: date) -> Outcome:
    corrected = _corrected(programme, command)
    if isinstance(corrected, Refusal):
        return corrected
    refusal = _unfit(plan, programme, command)
    if refusal is not None:
        return refusal
    refusal = unless_registered(programme, command.document, "trades.report.no-document", effective)
    if refusal is not None:
        return refusal
    fact = _reported(plan, programme, command, corrected, effective)
    twice = _of_one_contract(programme, fact, corrected)
    if twice is not None and _says(twice, effective) == _says(fact, effective):
        return ()
    if twice is not None:
        return Refusal(
            code="trades.report.already-reported",
            basis=SystemRule.DUPLICATE,
            finding=f"合同 {command.document} 已经报送（第{twice.seq}条）",
            way_forward="报送有误的用更正，填原来那条的条号；另一笔交易另有合同",
            field="document",
        )
    refusal = _oversold(programme, fact, corrected)
    if refusal is not None:
        return refusal
    if corrected is not None and _says(corrected, effective) == _says(fact, effective):
        return ()

    # From here the command succeeds.
    return (fact,)


def withdraw(programme: Programme, command: Withdraw, effective: date) -> Outcome:
    found = _trade(programme, command.trade, effective)
    if isinstance(found, Refusal):
        return found
    if found.withdrawn is not None:
        return ()
    if not command.reason.strip():
        return Refusal(
            code="trades.withdraw.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="撤回没有写明理由",
            way_forward="请照文件写明",
            field="reason",
        )
    refusal = unless_registered(programme, command.document, "trades.withdraw.no-document", effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        TradeWithdrawn(
            trade=command.trade,
            reason=command.reason,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def confirm_replacement(
    plan: Plan, programme: Programme, command: ConfirmReplacement, effective: date
) -> Outcome:
    found = _trade(programme, command.trade, effective)
    if isinstance(found, Refusal):
        return found
    gate, condition = clearances.gate_of(plan), _confirming(plan)
    by = condition.by.value if condition is not None and condition.by is not None else None
    if gate is None or condition is None or by is None:
        return Refusal(
            code="trades.confirm-replacement.nobody-confirms",
            basis=SystemRule.NOT_FOUND,
            finding="方案没有写产能交易由谁作置换确认",
            way_forward="方案没有这一条件的不用登记；由谁确认待明确的，先凭文件答复",
            field="trade",
        )
    said = _SAID.get(command.verdict)
    if said is None:
        return Refusal(
            code="trades.confirm-replacement.unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"结论填的是“{command.verdict}”",
            way_forward=f"请选择：{'、'.join(_SAID)}",
            field="verdict",
        )
    before = found.word.value if found.word is not None else None
    if before is not None and (before.said, before.document) == (said, command.document):
        return ()
    refusal = _not_standing(found, "登记置换确认")
    if refusal is not None:
        return refusal
    confirmed = before is not None and before.said == "confirmed"
    if said != "confirmed" and confirmed is (said == "declined"):
        return Refusal(
            code="trades.confirm-replacement.out-of-turn",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"这笔交易已由 {before.document} 确认"
            if before is not None and confirmed
            else "这笔交易现在没有有效的确认",
            way_forward="已经确认的，另有确认文件照登，改为不同意的登记撤销确认；没有确认的不用撤销",
            field="verdict",
        )
    refusal = unless_registered(
        programme, command.document, "trades.confirm-replacement.no-document", effective
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        ReplacementConfirmed(
            trade=command.trade,
            said=said,
            by=OrganId(by),
            by_name=clearances.confirmer(plan, condition),
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def clear(plan: Plan, programme: Programme, command: Clear, effective: date) -> Outcome:
    found = _trade(programme, command.trade, effective)
    if isinstance(found, Refusal):
        return found
    if found.cleared is not None and found.cleared.value.document == command.document:
        return ()
    refusal = _not_standing(found, "出具核验意见")
    if refusal is not None:
        return refusal
    if found.cleared is not None:
        return Refusal(
            code="trades.clear.already-cleared",
            basis=SystemRule.DUPLICATE,
            finding=f"第{found.seq}条交易已有核验意见 {found.cleared.value.document}",
            way_forward="一笔交易一份核验意见；要重出的先收回前一份",
            field="trade",
        )
    now = clearances.clearance(plan, programme, found, effective)
    if now.gate is None or now.held_by:
        return _kept_back(now)
    refusal = unless_registered(programme, command.document, "trades.clear.no-document", effective)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        TradeCleared(
            trade=command.trade,
            answers=_checked(now),
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def withdraw_clearance(programme: Programme, command: WithdrawClearance, effective: date) -> Outcome:
    found = _trade(programme, command.trade, effective)
    if isinstance(found, Refusal):
        return found
    if found.cleared is None:
        return Refusal(
            code="trades.withdraw-clearance.nothing-to-withdraw",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{found.seq}条交易没有有效的核验意见",
            way_forward="请核对条号",
            field="trade",
        )
    if not command.reason.strip():
        return Refusal(
            code="trades.withdraw-clearance.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="收回没有写明理由",
            way_forward="请照文件写明",
            field="reason",
        )
    refusal = unless_registered(
        programme, command.document, "trades.withdraw-clearance.no-document", effective
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        ClearanceWithdrawn(
            trade=command.trade,
            reason=command.reason,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


# What a report says -------------------------------------------------------------------------------


def _unfit(plan: Plan, programme: Programme, command: Report) -> Refusal | None:
    """What cannot be so, whoever says it."""
    if not dossier.is_known(plan, programme, command.enterprise):
        return Refusal(
            code="trades.report.no-such-enterprise",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案和企业台账中都没有企业 {command.enterprise}",
            way_forward="请先登记到企业台账",
            field="enterprise",
        )
    family = dossier.family(programme, command.enterprise)
    units = programme.register.units
    strange = [one for one in command.units if one not in units or units[one].enterprise not in family]
    if strange or not command.units:
        return Refusal(
            code="trades.report.not-theirs",
            basis=SystemRule.NOT_FOUND,
            finding=f"产能单元 {strange[0]} 不是 {command.enterprise} 的"
            if strange
            else "没有写转让哪些产能单元",
            way_forward="请选择出让方自己的产能单元；还没有登记的先凭备案文件登记",
            field="units",
        )
    if min(command.units.values()) <= 0 or fen_of(command.price) is None:
        return Refusal(
            code="trades.report.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"转让吨数有一项不大于零，或价格填的是“{command.price}”",
            way_forward="吨数填正整数；价格填元，写到角分，无偿转让的填 0",
            field="price" if fen_of(command.price) is None else "units",
        )
    buyer, _ = _buyer(plan, programme, command.buyer)
    if not command.buyer.strip() or buyer in family:
        return Refusal(
            code="trades.report.no-buyer",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有写受让方，或受让方就是出让方",
            way_forward="请照合同填写受让方；同一企业名下调整产能的用分立、清单调整",
            field="buyer",
        )
    return None


def _reported(
    plan: Plan, programme: Programme, command: Report, corrected: Standing | None, effective: date
) -> TradeReported:
    buyer, name = _buyer(plan, programme, command.buyer, effective)
    price = fen_of(command.price)
    assert price is not None
    return TradeReported(
        enterprise=corrected.fact.enterprise if corrected is not None else command.enterprise,
        units=tuple(Sold(unit=unit, tonnes=tonnes) for unit, tonnes in command.units.items()),
        buyer=name,
        buyer_id=buyer,
        price_fen_per_t=price,
        document=command.document,
        scan=scan_of(programme, command.document),
        trade=corrected.seq if corrected is not None else None,
        corrects=command.corrects,
    )


def _buyer(
    plan: Plan, programme: Programme, buyer: str, on: date | None = None
) -> tuple[EnterpriseId | None, str]:
    """Where the ledger has the buyer, by id or by its name; and what it is called."""
    wanted = buyer.strip()
    for one in dossier.known_enterprises(plan, programme):
        name = dossier.enterprise_name(plan, programme, one, on)
        if wanted in (one, name):
            return one, name
    return None, wanted


def _says(said: TradeReported | Standing, effective: date) -> tuple[object, ...]:
    """What a report says, and of which day, whatever entry it is."""
    fact, day = (said.fact, said.report.effective) if isinstance(said, Standing) else (said, effective)
    return msgspec.structs.astuple(msgspec.structs.replace(fact, trade=None, corrects=None)), day


def _corrected(programme: Programme, command: Report) -> Standing | Refusal | None:
    """The trade a correction is of: the entry it names is the report in force, and nothing rests on it."""
    if command.corrects is None:
        return None
    found = next((one for one in rules.standings(programme) if one.report.seq == command.corrects), None)
    if found is None or command.enterprise not in (
        found.fact.enterprise,
        dossier.successor(programme, found.fact.enterprise),
    ):
        return Refusal(
            code="trades.report.nothing-to-correct",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.corrects}条不是 {command.enterprise} 现行的交易报送",
            way_forward="请核对条号；出让方报错的撤回，另行报送",
            field="corrects",
        )
    refusal = _not_standing(found, "更正报送")
    if refusal is not None:
        return refusal
    if found.cleared is not None:
        return Refusal(
            code="trades.report.cleared",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"这笔交易已有核验意见 {found.cleared.value.document}",
            way_forward="请先收回核验意见，再更正报送，再核验",
            field="corrects",
        )
    return found


def _of_one_contract(programme: Programme, fact: TradeReported, but: Standing | None) -> Standing | None:
    """Another trade that stands on the same contract."""
    return next(
        (
            one
            for one in rules.standings(programme)
            if one.stands and one.fact.document == fact.document and (but is None or one.seq != but.seq)
        ),
        None,
    )


def _oversold(programme: Programme, fact: TradeReported, but: Standing | None) -> Refusal | None:
    """No tonne is sold twice: all trades that stand beside this one, and what the unit has on paper."""
    for one in fact.units:
        has = clearances.filed_t(programme, one.unit)
        sold = rules.traded_t(programme, one.unit, but=but.seq if but is not None else None)
        if sold + one.tonnes > has:
            return Refusal(
                code="trades.report.more-than-filed",
                basis=SystemRule.VALUE_UNFIT,
                finding=f"{one.unit} 备案{has}吨，已报转让{sold}吨，这一笔{one.tonnes}吨",
                way_forward="一吨产能只能转让一次：请核对合同；前一笔不再交易的先撤回",
                field="units",
            )
    return None


# The trade that is spoken of ------------------------------------------------------------------------


def _trade(programme: Programme, trade: Seq, effective: date) -> Standing | Refusal:
    found = rules.standing(programme, trade)
    if found is None:
        return Refusal(
            code="trades.no-such-trade",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{trade}条不是产能交易的报送",
            way_forward="请从产能交易一览里选择",
            field="trade",
        )
    if max(found.last.effective, found.report.effective) > effective:
        return Refusal(
            code="trades.before-the-step-before",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{effective.isoformat()}早于上一步的日期{found.last.effective.isoformat()}",
            way_forward="请核对文件的日期",
            field="effective",
        )
    return found


def _not_standing(found: Standing, asked: str) -> Refusal | None:
    if found.stands:
        return None
    return Refusal(
        code="trades.withdrawn-already",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"第{found.seq}条交易已经撤回，不能{asked}",
        way_forward="又要交易的，凭新合同另行报送",
        field="trade",
    )


def _kept_back(now: Clearance) -> Refusal:
    """The first condition that is not met gives its clause; all of them are told."""
    if now.gate is None:
        return Refusal(
            code="trades.clear.no-gate",
            basis=SystemRule.NOT_FOUND,
            finding="方案没有写产能交易的核验条件",
            way_forward="方案没有这一关的，不出核验意见",
            field="trade",
        )
    first = now.held_by[0]
    basis: Clause | SystemRule = next(iter(first.clauses), SystemRule.VALUE_UNFIT)
    told = "；".join(
        f"{one.label}{one.answer.value}（{one.finding.removeprefix('待定：')}）" for one in now.held_by
    )
    return Refusal(
        code="trades.clear.conditions-not-met",
        basis=basis,
        finding=f"“{now.gate.label}”还有条件没有满足：{told}",
        way_forward="；".join(f"{one.label}：{one.remedy}" for one in now.held_by if one.remedy)
        or "请逐条办好",
        field="trade",
    )


def _checked(now: Clearance) -> tuple[Checked, ...]:
    lines = tuple(
        Checked(
            condition=line.condition.id,
            label=line.verdict.label,
            answer=_WORDS[line.verdict.answer],
            finding=line.verdict.finding,
            clauses=line.condition.clauses,
        )
        for line in now.lines
    )
    sums = tuple(Checked(label=one.label, answer=_WORDS[one.answer], finding=one.finding) for one in now.sums)
    return (*lines, *sums)


def _confirming(plan: Plan) -> GateCondition | None:
    """The condition of the plan's gate that wants a replacement confirmed."""
    gate = clearances.gate_of(plan)
    return next(
        (one for one in (gate.conditions if gate is not None else ()) if one.need == "replacement_confirmed"),
        None,
    )
