"""前置条件: every condition of a gate answered for one oven or piece, from what the areas keep.

符合 only when every condition is; what nobody has recorded is 待定, by name. A gate decides whether a paper may be given.
It never speaks of what happened, and it never moves a date.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import msgspec

from yajian.core import flags
from yajian.core.books import capacity
from yajian.core.cases import Case, Found, Needs, lacking, met, unmet
from yajian.core.facts.closure import Condition
from yajian.core.facts.register import Account
from yajian.core.facts.releases import GateOverridden, Key, Released, WarningSigned
from yajian.core.facts.statements import Stated
from yajian.core.facts.targets import Event, PartListed
from yajian.core.history import Entry
from yajian.core.plan import NEEDS, Comparison, CompletionStandard, Gate, GateCondition, Plan, attribute
from yajian.core.plan.conditions import Released as What
from yajian.core.plan.entering import UNCLEAR
from yajian.core.programme import Programme
from yajian.core.rules import (
    acceptance,
    applications,
    auditplans,
    closure,
    courts,
    dossier,
    holds,
    quotas,
    register,
    releases,
    risks,
    statements,
    targets,
    utilities,
    workers,
    workplans,
)
from yajian.core.words import Answer, EnterpriseId, FacilityId, PartId, Seq, Verdict

YES, NO = "yes", "no"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One condition with its answer, and the signature under it where it only warns."""

    condition: GateCondition
    verdict: Verdict
    asks: str = ""  # the command that would help
    signed: Entry[WarningSigned] | None = None

    @property
    def soft(self) -> bool:
        return self.condition.level.value == "soft"

    @property
    def met(self) -> bool:
        return self.verdict.answer is Answer.PASS

    @property
    def waits_for_signature(self) -> bool:
        return self.soft and not self.met and not self.signed_for

    @property
    def signed_for(self) -> bool:
        """Whether the signature is for what is seen now: nobody's name outlives what he was shown."""
        return self.signed is not None and self.signed.value.finding == self.verdict.finding

    @property
    def holds(self) -> bool:
        """Whether it keeps the paper back: not met, and not one that somebody may sign for."""
        return not self.met and not self.soft


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A gate before one oven: every condition that applies, who overrode which, and the paper in force."""

    gate: Gate
    case: Case
    lines: tuple[Line, ...]
    override: Entry[GateOverridden] | None
    release: Entry[Released] | None
    done: Entry[Condition] | None = None  # the record of what it would let happen, where it has happened

    @property
    def overridden(self) -> frozenset[str]:
        """The conditions the override names, as long as they are seen as they were when it was decided."""
        if self.override is None:
            return frozenset()
        decided = self.override.value
        seen = dict(zip(decided.conditions, decided.findings, strict=False))
        now = {line.condition.id: line.verdict.finding for line in self.lines}
        return frozenset(one for one in decided.conditions if seen.get(one, now.get(one)) == now.get(one))

    @property
    def outdated(self) -> tuple[Line, ...]:
        """The conditions that were overridden or signed for as they stood then, and are seen otherwise now."""
        named = frozenset(self.override.value.conditions) if self.override is not None else frozenset()
        return tuple(
            line
            for line in self.lines
            if (line.condition.id in named - self.overridden and line.holds)
            or (line.waits_for_signature and line.signed is not None)
        )

    @property
    def held_by(self) -> tuple[Line, ...]:
        """The conditions that keep the paper back, overridden ones apart."""
        return tuple(line for line in self.lines if line.holds and line.condition.id not in self.overridden)

    @property
    def unsigned(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.waits_for_signature)

    @property
    def answer(self) -> Answer:
        """不符合 if one is; else 待定 if one is; what was overridden or signed for stays what it is, line by line."""
        answers = {line.verdict.answer for line in self.lines if not line.soft}
        if Answer.FAIL in answers:
            return Answer.FAIL
        return Answer.UNDETERMINED if Answer.UNDETERMINED in answers else Answer.PASS

    @property
    def opens(self) -> bool:
        """Whether the paper may be given now: never for what has been done."""
        return self.done is None and not self.held_by and not self.unsigned


def case(
    plan: Plan,
    programme: Programme,
    part: PartId,
    facility: str,
    on: date,
    as_of: date | None = None,
    known: Seq | None = None,
) -> Case | None:
    """What is asked about, put together from list, method and ledger; None if no such part is listed then."""
    day = as_of if as_of is not None else on
    found = next(
        (
            targets.with_named_facilities(programme, version, one, known)
            for version in targets.lists(programme, day, known)
            for one in version.value.parts
            if one.part == part
        ),
        None,
    )
    return case_of(programme, found, facility, on, day, known) if found is not None else None


def case_of(
    programme: Programme,
    found: PartListed,
    facility: str,
    on: date,
    as_of: date | None = None,
    known: Seq | None = None,
) -> Case:
    """The same of a part already looked up, with the ovens named for it."""
    day = as_of if as_of is not None else on
    listed = closure.in_pieces(programme, found, day, known)
    heir = dossier.successor(programme, listed.enterprise, day, known)
    id = dossier.facility_of(programme, listed.part, facility, known) if facility else None
    firms = frozenset({listed.enterprise, heir, *dossier.family(programme, heir, day, known)})
    return Case(
        listed=listed,
        facility=facility,
        id=id,
        names=_names(programme, id, known),
        ovens=() if found.facilities else _ovens(programme, listed.part, firms, day, known),
        enterprise=heir,
        firms=firms,
        on=on,
        as_of=day,
        known=known,
    )


def _names(programme: Programme, id: FacilityId | None, known: Seq | None) -> frozenset[tuple[PartId, str]]:
    if id is None:
        return frozenset()
    listed = dossier.listed_as(programme, id, known)
    return frozenset({(PartId(""), str(id)), *((one.value.part, one.value.listed_name) for one in listed)})


def _ovens(
    programme: Programme, part: PartId, firms: frozenset[EnterpriseId], day: date, known: Seq | None
) -> tuple[FacilityId, ...]:
    """What a piece of a method, or a part nobody has named ovens for, may lie in: all of the firm's but those of other parts."""
    return tuple(
        one
        for one in dossier.facilities_of(programme, sorted(firms), day, known)
        if all(entry.value.part == part for entry in dossier.listed_as(programme, one, known))
    )


def key(gate: Gate, asked: Case) -> Key:
    return gate.id, asked.part, asked.facility


def standing(plan: Plan, programme: Programme, gate: Gate, asked: Case) -> Standing:
    """The whole gate before one oven, as of the case's day."""
    place = key(gate, asked)
    asked = msgspec.structs.replace(asked, releases=gate.releases)
    return Standing(
        gate=gate,
        case=asked,
        lines=tuple(_lines(plan, programme, gate, asked)),
        override=releases.override(programme, place, asked.as_of, asked.known),
        release=releases.release(programme, place, asked.as_of, asked.known),
        done=_done(programme, gate, asked),
    )


def _done(programme: Programme, gate: Gate, asked: Case) -> Entry[Condition] | None:
    event = _LETS.get(gate.releases)
    if event is None:
        return None
    return closure.reached(programme, asked.part, asked.facility, event, asked.as_of, asked.known)


_LETS: Mapping[What, Event] = {"shutdown": "shut", "dismantle": "dismantled"}


def _lines(plan: Plan, programme: Programme, gate: Gate, asked: Case) -> Iterator[Line]:
    for condition in gate.conditions:
        if condition.applies.value is False:
            continue
        found = _answer(plan, programme, condition, asked)
        if found is None:
            continue
        yield Line(
            condition=condition,
            verdict=_verdict(plan, programme, gate, condition, found),
            asks=found.asks,
            signed=releases.warning(programme, key(gate, asked), condition.id, asked.as_of, asked.known),
        )


def _answer(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found | None:
    """None where the condition is not for this case."""
    if condition.only_in and asked.county is None:
        return lacking("待定：还不知道属于哪个县（市）", ("所属县（市）",), "请先明确所属县（市）")
    if condition.only_in and asked.county not in condition.only_in:
        return None
    if condition.when is not None:
        applies = applies_to(plan, programme, condition.when, asked)
        if isinstance(applies, Found):
            return applies
        if not applies:
            return None
    ask = _needs().get(condition.need) if condition.need is not None else None
    if ask is None:
        return _nobody(condition.label)
    return _beside(plan, programme, condition, asked, ask(plan, programme, condition, asked))


def _beside(plan: Plan, programme: Programme, condition: GateCondition, asked: Case, found: Found) -> Found:
    """What the ledger settled otherwise than the order that is held: the order counts, and the difference is told."""
    test, court = condition.when, plan.court
    if test is None or court is None or test.field != court.sealed or not courts.in_force(programme, asked):
        return found
    number = statements.number(programme, (f"facility:{asked.id}", test.field), asked.as_of, asked.known)
    if number.settled is None or number.settled.value in (YES, UNCLEAR):
        return found
    seen = "台账认定为没有查封，与查封登记不一致，以查封登记为准"
    return msgspec.structs.replace(
        found, finding=f"{found.finding}；{seen}", inputs=(*found.inputs, ("台账", seen))
    )


def applies_to(plan: Plan, programme: Programme, test: Comparison, asked: Case) -> bool | Found:
    """Whether the case is one the condition speaks of; what nobody has settled is 待定."""
    field = attribute(plan, test.field)
    label = field.label if field is not None else test.field
    wanted = test.value.value if test.value is not None else None
    if plan.court is not None and test.field == plan.court.sealed and courts.in_force(programme, asked):
        return compares(test.op.value or "eq", YES, wanted)
    places = (asked.id,) if asked.id is not None else _of_type(programme, asked.ovens, test.field)
    if not places:
        return lacking(
            f"待定：“{label}”没有依据，清单所列还没有对应到台账的设施",
            (label,),
            "请在企业台账登记设施，并与清单所列对应",
            asks="dossier.bind-facility",
        )
    answers = set()
    for place in places:
        value = _settled(plan, programme, place, test.field, label, asked)
        if isinstance(value, Found):
            return value
        answers.add(compares(test.op.value or "eq", value, wanted))
    if len(answers) > 1:
        named = "、".join(dossier.facility_name(programme, one, asked.as_of, asked.known) for one in places)
        return lacking(
            f"待定：{named}的“{label}”不一样，没有写明{asked.facility or asked.part}在哪一座",
            (label,),
            "请在清单上写明是哪一座，或登记各自的情况",
        )
    return answers.pop()


def _of_type(programme: Programme, ovens: tuple[FacilityId, ...], field: str) -> tuple[FacilityId, ...]:
    """Those of the kind a field is of."""
    kind = field.partition(".")[0]
    return tuple(
        one
        for one in ovens
        if (entered := dossier.facility(programme, one)) is not None and entered.facility_type == kind
    )


def _settled(
    plan: Plan, programme: Programme, place: FacilityId, field: str, label: str, asked: Case
) -> Stated | Found:
    """What was settled of one facility's field; what nobody has settled is 待定."""
    number = statements.number(programme, (f"facility:{place}", field), asked.as_of, asked.known)
    verdict = statements.judged(plan, programme, number)
    settled = number.settled
    if verdict.answer is not Answer.PASS or settled is None or settled.value == UNCLEAR:
        said = verdict.finding if number.statements else f"“{label}”还没有人填报"
        return lacking(
            f"待定：{said}",
            verdict.missing if number.statements else (f"“{label}”的填报和认定",),
            verdict.remedy or f"请填报并认定“{label}”",
            *verdict.inputs,
            asks="statements.report",
        )
    return settled.value


def compares(op: str, value: object, wanted: object) -> bool:
    """One comparison of a plan, with 是否 as the books keep it."""
    if isinstance(wanted, bool):
        wanted = YES if wanted else NO
    match op:
        case "eq":
            return value == wanted
        case "ne":
            return value != wanted
        case "in":
            return isinstance(wanted, tuple) and value in wanted
        case "not_in":
            return isinstance(wanted, tuple) and value not in wanted
        case "present":
            return value not in (None, "")
        case "lt" | "lte" | "gt" | "gte" if isinstance(value, int) and isinstance(wanted, int):
            return {
                "lt": value < wanted,
                "lte": value <= wanted,
                "gt": value > wanted,
                "gte": value >= wanted,
            }[op]
        case _:
            raise ValueError(f"{value!r} and {wanted!r} cannot be compared by {op}")


def _verdict(plan: Plan, programme: Programme, gate: Gate, condition: GateCondition, found: Found) -> Verdict:
    return Verdict(
        label=condition.label,
        answer=found.answer,
        finding=found.finding,
        rule=f"gates.{gate.releases}.{condition.need or condition.rule}",
        revision=programme.charter.revision,
        clauses=tuple(plan.clauses[name] for name in condition.clauses),
        inputs=found.inputs,
        missing=found.missing,
        remedy=found.remedy,
    )


# Needs that rest on more than one area ------------------------------------------------------------


def _standard_met(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """达到本批次的完成标准: the plan's verb for every oven of the part, and whatever else the standard needs."""
    standard = standard_for(plan, asked)
    if standard is None or standard.event is None:
        return lacking(f"待定：{asked.part} 没有写明完成标准", ("完成标准",), "请先明确做到什么算完成")
    special = standard.special_in(asked.county)
    events = special.any_of if special is not None else (standard.event,)
    words = "或".join(_EVENTS[one] for one in events)
    part = closure.standing(programme, asked.listed, (), asked.as_of, asked.known)
    done = [day for one in events if (day := part.on(one)) is not None]
    seen = ("完成标准", f"{standard.label}（{words}）")
    if not done:
        behind = "、".join(f"{one.facility}{one.label or '未录入'}" for one in part.facilities)
        return unmet(
            f"{asked.part} 还没有全部{words}：{behind or '没有落实到具体设施'}",
            f"全部{words}并照实登记以后再验收",
            seen,
            asks="closure.record-condition",
        )
    for need in (*standard.needs, *(special.needs if special is not None else ())):
        ask = _needs().get(need)
        found = ask(plan, programme, condition, asked) if ask is not None else _nobody(NEEDS[need])
        if found.answer is not Answer.PASS:
            return found
    signs = flags.holding(programme, asked.part, asked.listed.facilities, asked.as_of, asked.known)
    if signs:
        first = signs[0]
        return unmet(
            f"{first.facility}有生产迹象，{first.word}（第{first.raised}条）：{first.why}",
            "请由另一个单位现场核查后核销" if first.closed is None else "请停下来并照实登记关停、拆除",
            seen,
            asks="flags.close" if first.closed is None else "closure.record-condition",
        )
    return met(f"{min(done).isoformat()}全部{words}", seen)


_EVENTS = {"shut": "关停", "dismantled": "拆除"}


def standard_for(plan: Plan, asked: Case) -> CompletionStandard | None:
    """The completion standard of a part: of its batch, or of the list it is on where it has none."""
    batch = plan.batches.get(asked.listed.batch) if asked.listed.batch is not None else None
    if batch is not None:
        return plan.completion_standards.get(batch.completion_standard)
    for source in (plan.retirement_list, *plan.related_lists):
        if any(part.id == asked.part for item in source.items for part in item.parts):
            return plan.completion_standards.get(source.completion_standard or "")
    return None


def _basis_ready(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """扣减依据齐备: units of capacity on filings stand for the part, neither more nor fewer tonnes than the list has."""
    units = register.units_of_part(programme, asked.part, asked.known)
    stands = [capacity.balances(programme.capacity, unit, asked.as_of, asked.known) for unit in units]
    filed = sum(one[Account.FILED] + one[Account.RETIRED] for one in stands)
    seen = ("产能单元", "、".join(units) or "没有")
    if filed == asked.listed.tonnes:
        return met(f"产能单元合计{filed}吨，与清单相同", seen)
    return unmet(
        f"{asked.part} 的产能单元合计{filed}吨，清单是{asked.listed.tonnes}吨",
        "请凭备案文件登记产能单元并核定清单分项；多出来的先分立",
        seen,
        asks="register.open-unit" if filed < asked.listed.tonnes else "register.split-unit",
    )


def _not_before(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """本事项的日期不早于设施关停、拆除的日期."""
    accepted = acceptance.standing(programme, asked.part, asked.as_of, asked.known).accepted
    day = accepted.effective if accepted is not None else asked.on
    standard = standard_for(plan, asked)
    special = standard.special_in(asked.county) if standard is not None else None
    events = (
        special.any_of if special is not None else ((standard.event,) if standard and standard.event else ())
    )

    def done_by(as_of: date) -> date | None:
        part = closure.standing(programme, asked.listed, (), as_of, asked.known)
        return min((reached for one in events if (reached := part.on(one)) is not None), default=None)

    done, later = done_by(day), done_by(asked.as_of)
    if done is None and later is not None:
        return unmet(
            f"{day.isoformat()}验收，早于{later.isoformat()}才全部关停、拆除",
            "请核对两个日期：状态登记有误的更正；验收有误的，请示后另行处理",
            ("完成日期", later.isoformat()),
            asks="closure.record-condition",
        )
    if done is None:
        return lacking(
            f"待定：到{day.isoformat()}还没有全部关停、拆除的登记",
            ("关停、拆除的登记",),
            "事情发生以后再验收；验收日期不得早于关停、拆除日期",
            asks="closure.record-condition",
        )
    return met(f"{day.isoformat()}不早于{done.isoformat()}", ("完成日期", done.isoformat()))


def _origin_evidenced(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """产能来源有证明材料: of every unit that money is asked for, or of every unit of the part."""
    units = asked.units or register.units_of_part(programme, asked.part, asked.known)
    for unit in units:
        verdict = register.origin_verdict(plan, programme, unit, asked.as_of, asked.known)
        if verdict.answer is not Answer.PASS:
            return Found(
                answer=verdict.answer,
                finding=verdict.finding,
                missing=verdict.missing,
                inputs=verdict.inputs,
                remedy=verdict.remedy,
                asks="register.establish-origin",
            )
    if not units:
        return lacking(
            f"待定：{asked.part} 还没有登记产能单元",
            ("产能单元",),
            "请凭备案文件登记产能单元",
            asks="register.open-unit",
        )
    return met("产能来源都有证明材料", ("产能单元", "、".join(units)))


def _not_over_quota(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """不超过该户额度: what each unit is entitled to, beside the quota in force."""
    for unit in asked.units:
        entitled = auditplans.entitlement(programme, unit, asked.as_of, asked.known)
        quota = quotas.quota(programme, unit, asked.as_of, asked.known)
        if entitled is None or quota is None:
            return lacking(
                f"待定：{unit} 还没有省里同意的额度，或者还没有列支",
                ("额度", "列支"),
                "请先办理额度审核和审核计划",
                asks="quotas.draw-up" if quota is None else "auditplans.draw-up",
            )
        if entitled.fact.amount_fen > quota.value.amount_fen:
            return unmet(f"{unit} 列支的金额大于现行额度", "请凭文件取消列支，照现行额度重新申请")
    return met("都不超过额度") if asked.units else unmet(f"{asked.part} 没有产能单元", "请先登记产能单元")


def _payee_determined(plan: Plan, programme: Programme, condition: GateCondition, asked: Case) -> Found:
    """补偿对象明确: the last paper that names whom a sealed part's money goes to."""
    named = holds.payees(programme, asked.part, asked.as_of, asked.known)
    if named is None:
        return lacking(
            f"待定：{asked.part} 查封产能的补偿对象还没有明确",
            ("法院明确补偿对象的文书",),
            "请县（市）协调法院依法明确；明确以前这一笔暂缓，不影响别的",
            asks="holds.determine-payees",
        )
    payees = "、".join(one.name for one in named.value.payees)
    return met(f"{named.value.document}明确：{payees}", ("补偿对象", payees))


def _nobody(words: str) -> Found:
    return lacking(f"待定：“{words}”系统还不能核对", (words,), "请先由领导小组办公室书面确认")


_TOGETHER: Needs = {
    "completion_standard_met": _standard_met,
    "deduction_basis_ready": _basis_ready,
    "not_before_facility_event": _not_before,
    "origin_evidenced": _origin_evidenced,
    "not_over_quota": _not_over_quota,
    "payee_determined": _payee_determined,
}


@cache
def _needs() -> Needs:
    """Every need an area answers for. A test holds that no two answer for one."""
    return {need: ask for area in AREAS for need, ask in area.items()}


AREAS: tuple[Needs, ...] = (
    targets.NEEDS,
    closure.NEEDS,
    acceptance.NEEDS,
    _TOGETHER,
    workplans.NEEDS,
    risks.NEEDS,
    courts.NEEDS,
    utilities.NEEDS,
    workers.NEEDS,
    quotas.NEEDS,
    applications.NEEDS,
    auditplans.NEEDS,
)
