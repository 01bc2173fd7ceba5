"""交易报告: what a contract says, who sold to whom, and that nobody sells a tonne twice."""

from datetime import date

import msgspec

from yajian.core import clearances
from yajian.core.decisions.trades import words
from yajian.core.decisions.trades.commands import Outcome, Report, Withdraw
from yajian.core.decisions.trades.shared import not_standing, trade_of
from yajian.core.facts.trades import Sold, TradeReported, TradeWithdrawn
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules import trades as rules
from yajian.core.rules.charter import scan_of, unless_registered
from yajian.core.rules.trades import Standing
from yajian.core.words import EnterpriseId, Refusal, SystemRule, fen_of


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


def withdraw(plan: Plan, programme: Programme, command: Withdraw, effective: date) -> Outcome:
    found = trade_of(programme, command.trade, effective)
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
    if refusal is None:
        refusal = words.unless_theirs_to_end(plan, programme, found, command.document)
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
            way_forward="吨数填正整数；价格填元，写到角分，要分节的每三位一个逗号；无偿转让的填 0",
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
    refusal = not_standing(found, "更正报送")
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
