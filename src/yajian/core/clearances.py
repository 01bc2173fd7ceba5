"""交易核验: whether the office may let a trade go on, condition by condition of the plan's own gate, and its price.

The gate never speaks of the report: what was sold is recorded. It keeps back the opinion that lets it go on.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import msgspec

from yajian.core.books.capacity import balances
from yajian.core.cases import Found, lacking, met, unmet
from yajian.core.facts.register import Account
from yajian.core.gates import Line, compares
from yajian.core.plan import Comparison, Gate, GateCondition, Plan
from yajian.core.plan.needs import Need
from yajian.core.plan.value import Value
from yajian.core.programme import Programme
from yajian.core.rules import charter, register, trades
from yajian.core.rules.trades import Standing
from yajian.core.words import WORDED, Answer, Clause, Fen, QuestionId, Seq, Tonnes, UnitId, Verdict, yuan_of

_ANSWERS = {word: answer for answer, word in WORDED.items()}


class Clearance(msgspec.Struct, frozen=True, kw_only=True):
    """The gate before one trade as of a day: the plan's conditions, and what is checked in any case."""

    trade: Standing
    gate: Gate | None  # None: this plan has no conditions for a trade
    lines: tuple[Line, ...]
    sums: tuple[Verdict, ...]  # whether the tonnes are there, and no piece is smaller than it may be

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        return (*(one.verdict for one in self.lines), *self.sums)

    @property
    def held_by(self) -> tuple[Verdict, ...]:
        return tuple(one for one in self.verdicts if one.answer is not Answer.PASS)

    @property
    def answer(self) -> Answer:
        answers = {one.answer for one in self.verdicts}
        if Answer.FAIL in answers:
            return Answer.FAIL
        return Answer.UNDETERMINED if Answer.UNDETERMINED in answers or not answers else Answer.PASS


def gate_of(plan: Plan) -> Gate | None:
    """The gate that lets a trade go on."""
    return next((one for one in plan.gates.values() if one.releases == "trade"), None)


def confirming(plan: Plan) -> GateCondition | None:
    """The condition of the plan's gate that wants a replacement confirmed."""
    gate = gate_of(plan)
    return next(
        (one for one in (gate.conditions if gate is not None else ()) if one.need == "replacement_confirmed"),
        None,
    )


def clearance(
    plan: Plan, programme: Programme, trade: Standing, as_of: date, known: Seq | None = None
) -> Clearance:
    """Every condition before one trade, as of a day and as known."""
    asked = _Asked(programme=programme, trade=trade, as_of=as_of, known=known)
    gate = gate_of(plan)
    conditions = gate.conditions if gate is not None else ()
    lines = (_line(plan, asked, one) for one in conditions if one.applies.value is not False)
    return Clearance(trade=trade, gate=gate, lines=tuple(lines), sums=tuple(_sums(plan, asked)))


def price_verdict(plan: Plan, programme: Programme, price_fen_per_t: Fen) -> Verdict | None:
    """The plan's rule for a price, whosever it is: what a unit was bought for is judged as what it is sold for."""
    gate = gate_of(plan)
    for condition in gate.conditions if gate is not None else ():
        if condition.rule is not None and _is_of_price(plan, condition):
            return _verdict(plan, programme, condition, _ruled(plan, condition, price_fen_per_t))
    return None


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    trade: Standing
    as_of: date
    known: Seq | None


# The plan's conditions ----------------------------------------------------------------------------


def _line(plan: Plan, asked: _Asked, condition: GateCondition) -> Line:
    ask = _NEEDS.get(condition.need) if condition.need is not None else None
    if condition.rule is not None and _is_of_price(plan, condition):
        found = _ruled(plan, condition, asked.trade.fact.price_fen_per_t)
    elif ask is not None:
        found = ask(plan, asked, condition)
    else:
        words = condition.label
        found = lacking(f"待定：“{words}”系统还不能核对", (words,), "请先由领导小组办公室书面确认")
    verdict = _verdict(plan, asked.programme, condition, found)
    return Line(condition=condition, verdict=verdict, asks=found.asks)


def _is_of_price(plan: Plan, condition: GateCondition) -> bool:
    """Whether its rule asks after nothing but the price of a trade."""
    rule, said = plan.rules[condition.rule or ""], plan.capacity.trades
    tests = [test for test in (rule.test, *(case.when for case in rule.cases)) if test is not None]
    return said is not None and bool(tests) and all(test.field == said.price for test in tests)


def _ruled(plan: Plan, condition: GateCondition, price_fen: Fen) -> Found:
    """A rule about the price: its one test, or the first of its cases that holds."""
    rule = plan.rules[condition.rule or ""]
    seen = ("交易价格", f"{yuan_of(price_fen)} 元/吨")
    if rule.test is not None:
        holds = _holds(rule.test, price_fen)
        return met("价格符合", seen) if holds else unmet("价格不符合", _LOWER, seen)
    case = next((one for one in rule.cases if one.when is None or _holds(one.when, price_fen)), None)
    if case is None:
        return lacking(f"待定：“{rule.label}”没有写这个价格怎样判断", (rule.label,), "请照条文书面确认", seen)
    question = case.answer.question or case.question
    match _ANSWERS[case.answer.value or "undetermined"]:
        case Answer.PASS:
            return met(f"{yuan_of(price_fen)} 元/吨，{_why(case.answer, case.why)}", seen)
        case Answer.FAIL:
            return unmet(f"{yuan_of(price_fen)} 元/吨，{_why(case.answer, case.why)}", _LOWER, seen)
        case _:
            asks = (question,) if question is not None else (rule.label,)
            finding = f"待定：{yuan_of(price_fen)} 元/吨，{case.why}"
            return lacking(finding, asks, "请凭文件答复这一待明确事项；答复以前不出核验意见", seen)


_LOWER = "价格不得高于省上补偿标准：请双方照此另签合同，更正报送"


def _why(answer: Value[str], why: str) -> str:
    """The plan's own reason, or the paper that answered what it left open."""
    return f"照{answer.source}" if answer.answers is not None else why


def _holds(test: Comparison, price_fen: Fen) -> bool:
    return compares(test.op.value or "eq", price_fen, test.value.value if test.value is not None else None)


def _not_locked(plan: Plan, asked: _Asked, condition: GateCondition) -> Found:
    """不是压减产能: every unit free of lists, and of what was accepted, on the day."""
    for one in asked.trade.fact.units:
        if one.unit not in asked.programme.register.units:
            return lacking(f"待定：没有产能单元 {one.unit}", ("产能单元",), "请先登记产能单元")
        found = register.lock(plan, asked.programme, one.unit, asked.known, asked.as_of)
        if found.answer is Answer.FAIL:
            return unmet(found.finding, found.remedy, *found.inputs)
        if found.answer is Answer.UNDETERMINED:
            asks = "register.place-unit"
            return lacking(f"待定：{found.finding}", found.missing, found.remedy, *found.inputs, asks=asks)
    units = "、".join(one.unit for one in asked.trade.fact.units)
    return met("都不在压减清单内，也没有压减", ("产能单元", units))


def _confirmed(plan: Plan, asked: _Asked, condition: GateCondition) -> Found:
    """置换确认: by whom the plan has confirm, of the report as it now reads, and not while it is suspended."""
    said, who = asked.trade.word, confirmer(plan, condition)
    suspended = _suspended(plan, asked)
    if said is None and suspended:
        return unmet(
            f"暂停期内不办置换确认：{suspended}",
            "省里的新政策出台以后，登记它，凭它答复这一待明确事项，再报置换确认",
            ("由谁确认", who),
            missing=_asked_of(plan),
        )
    if said is None:
        before = asked.trade.outdated
        seen = f"报送更正以后还没有重新确认（更正前是 {before.value.document}）" if before else "还没有确认"
        return lacking(
            f"待定：{who}{seen}",
            ("置换确认文件",),
            f"请照权限报{who}确认，收到文件以后登记",
            asks="trades.confirm-replacement",
        )
    paper = f"{said.value.by_name} {said.value.document}"
    if said.value.said != "confirmed":
        return unmet(
            f"{paper}{trades.WORDS[said.value.said]}", "请双方照文件办理，不再交易的撤回", ("文件", paper)
        )
    if _suspended(plan, asked, said.effective):
        return lacking(
            f"待定：{paper}成文于暂停期内",
            ("暂停期内的确认是否有效",),
            f"请向{who}书面核实；暂停结束以后另行确认的照登",
            ("文件", paper),
        )
    return met(f"{paper}确认", ("文件", paper))


def confirmer(plan: Plan, condition: GateCondition) -> str:
    """Whom the plan has confirm, by name."""
    by = condition.by.value if condition.by is not None else None
    return plan.organisations[by].name if by is not None and by in plan.organisations else "有权单位"


def _asked_of(plan: Plan) -> tuple[QuestionId, ...]:
    """The question under which a paper says that the suspension is over: which one it is, or since when it lasts."""
    rests = plan.moratorium
    if rests is None:
        return ()
    number = plan.documents[rests.lifts_on].number
    asks = (number.asks if number is not None else None) or rests.active_from.asks
    return (asks,) if asks is not None else ()


def _suspended(plan: Plan, asked: _Asked, day: date | None = None) -> str:
    """Why confirmations are suspended on a day; empty where they are not."""
    rests, day = plan.moratorium, day or asked.as_of
    if rests is None:
        return ""
    since = rests.active_from.value or rests.not_later_than.value
    if since is None or day < since:
        return ""
    lifted = charter.came_out(plan, asked.programme, rests.lifts_on, day, asked.known)
    return "" if lifted is not None else f"{plan.documents[rests.lifts_on].title}还没有登记"


_NEEDS: Mapping[Need, Callable[[Plan, _Asked, GateCondition], Found]] = {
    "lot_not_retired": _not_locked,
    "no_retired_capacity_used": _not_locked,
    "replacement_confirmed": _confirmed,
}


def _verdict(plan: Plan, programme: Programme, condition: GateCondition, found: Found) -> Verdict:
    return Verdict(
        label=condition.label,
        answer=found.answer,
        finding=found.finding,
        rule=f"trades.{condition.need or condition.rule}",
        revision=programme.charter.revision,
        clauses=tuple(plan.clauses[name] for name in condition.clauses),
        inputs=found.inputs,
        missing=found.missing,
        remedy=found.remedy,
    )


# What is checked in any case ----------------------------------------------------------------------


def filed_t(
    programme: Programme, unit: UnitId, as_of: date | None = None, known: Seq | None = None
) -> Tonnes:
    """What a unit has on paper, retired or not: no more of it can be sold than there ever was."""
    if unit not in programme.register.units:
        return Tonnes(0)
    stands = balances(programme.capacity, unit, as_of, known)
    return Tonnes(stands[Account.FILED] + stands[Account.RETIRED])


def _sums(plan: Plan, asked: _Asked) -> Iterator[Verdict]:
    yield _verdict_of("吨数", asked, _there(asked), ())
    said = plan.capacity.trades
    least = said.least_t.value if said is not None and said.least_t is not None else None
    if said is not None and least is not None:
        clauses = tuple(plan.clauses[name] for name in said.clauses)
        yield _verdict_of("拆分下限", asked, _not_too_small(asked, least), clauses)


def _there(asked: _Asked) -> Found:
    """No tonne is sold twice, and none that the paper does not have."""
    for one in asked.trade.fact.units:
        has = filed_t(asked.programme, one.unit, asked.as_of, asked.known)
        sold = trades.traded_t(asked.programme, one.unit, asked.as_of, asked.known)
        if sold > has:
            remedy = "请核对备案文件和各份合同，多报的更正或撤回"
            return unmet(f"{one.unit} 备案{has}吨，各笔交易合计{sold}吨", remedy)
    return met("各单元的交易合计不超过备案产能")


def _not_too_small(asked: _Asked, least: Tonnes) -> Found:
    """Whoever buys all there is has no piece of it."""
    for one in asked.trade.fact.units:
        whole = filed_t(asked.programme, one.unit, asked.as_of, asked.known)
        if one.tonnes < least and one.tonnes < whole:
            return unmet(
                f"{one.unit} 转让{one.tonnes}吨，少于每处{least}吨",
                "一份产能分几处转让的，每处不得少于此数：请合并后更正报送",
                ("拆分下限", f"{least}吨"),
            )
    return met("没有小于下限的拆分", ("拆分下限", f"{least}吨"))


def _verdict_of(label: str, asked: _Asked, found: Found, clauses: tuple[Clause, ...]) -> Verdict:
    return Verdict(
        label=label,
        answer=found.answer,
        finding=found.finding,
        rule="trades.sums",
        revision=asked.programme.charter.revision,
        clauses=clauses,
        inputs=found.inputs,
        remedy=found.remedy,
    )
