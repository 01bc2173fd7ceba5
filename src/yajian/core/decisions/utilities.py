"""登记供应量、用户用量、采暖期、替代来源、停供协议: what a balance is struck from, each on its paper."""

from datetime import date
from typing import Annotated, TypeVar, assert_never

from yajian.core import gates
from yajian.core.facts.utilities import (
    AlternativeStated,
    DemandStated,
    InterruptionAgreed,
    SeasonEntered,
    SupplyStated,
)
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.plan.care import Utility
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import dossier
from yajian.core.rules import utilities as rules
from yajian.core.rules.charter import unless_registered
from yajian.core.words import (
    Command,
    CountyId,
    DocumentNo,
    EnterpriseId,
    FacilityId,
    PartId,
    Refusal,
    Request,
    SystemRule,
    label,
)

Outcome = tuple[AnyFact, ...] | Refusal


class UtilitiesCommand(Command, frozen=True):
    """Marks this file's commands."""


class StateSupply(UtilitiesCommand, frozen=True, kw_only=True, tag="utilities.state-supply"):
    """登记供应量: from the effective day the facility, or the whole enterprise, gives so much a day to others."""

    utility: Annotated[str, label("哪种供应", "方案所列供应的编号")]
    enterprise: Annotated[EnterpriseId, label("企业")]
    amount: Annotated[str, label("每日供应量", "用方案所定单位；不对外供应的填 0")]
    document: Annotated[DocumentNo, label("依据文号", "盖章的供应情况表等，须已登记")]
    facility: Annotated[str, label("设施", "分炉供应的填；填分项的照清单所列名称，否则填台账的设施编号")] = ""
    part: Annotated[PartId, label("清单分项", "按清单所列名称写设施的填")] = PartId("")


class StateDemand(UtilitiesCommand, frozen=True, kw_only=True, tag="utilities.state-demand"):
    """登记用户用量: who takes so much a day from the enterprise, outside the season and within it."""

    utility: Annotated[str, label("哪种供应", "方案所列供应的编号")]
    enterprise: Annotated[EnterpriseId, label("供应企业")]
    consumer: Annotated[str, label("用户类别", "方案所列类别的编号")]
    who: Annotated[str, label("用户", "居民写小区、村或“居民”，企业写名称")]
    amount: Annotated[str, label("平时每日用量", "用方案所定单位")]
    season_amount: Annotated[str, label("采暖期每日用量", "与平时相同的照填，不作平均")]
    document: Annotated[DocumentNo, label("依据文号", "须已登记")]


class EnterSeason(UtilitiesCommand, frozen=True, kw_only=True, tag="utilities.enter-season"):
    """登记采暖期: in this county the season of high use runs from the one day to the other."""

    utility: Annotated[str, label("哪种供应", "方案所列供应的编号")]
    county: Annotated[CountyId, label("县（市）")]
    begins: Annotated[date, label("自哪天", "含当日")]
    ends: Annotated[date, label("至哪天", "含当日")]
    document: Annotated[DocumentNo, label("依据文号", "当地采暖期的通知等，须已登记")]


class StateAlternative(UtilitiesCommand, frozen=True, kw_only=True, tag="utilities.state-alternative"):
    """登记替代来源: so much a day from a day on; without a paper that proves it, it is planned and counts nothing."""

    utility: Annotated[str, label("哪种供应", "方案所列供应的编号")]
    enterprise: Annotated[EnterpriseId, label("替代哪个企业的供应")]
    name: Annotated[str, label("替代来源", "如 天然气管道、LNG 站")]
    amount: Annotated[str, label("每日供应量", "用方案所定单位；不用了的填 0")]
    from_on: Annotated[date, label("自哪天供上")]
    until: Annotated[date | None, label("到哪天为止", "没有期限的不填")] = None
    proof: Annotated[
        DocumentNo | None, label("证明文号", "供应合同、竣工验收证明等，须已登记；规划中的不填，计 0")
    ] = None


class RecordInterruption(UtilitiesCommand, frozen=True, kw_only=True, tag="utilities.record-interruption"):
    """登记停供协议: this consumer agreed to do without from a day on."""

    utility: Annotated[str, label("哪种供应", "方案所列供应的编号")]
    enterprise: Annotated[EnterpriseId, label("供应企业")]
    consumer: Annotated[str, label("用户类别", "方案所列类别的编号")]
    who: Annotated[str, label("用户", "照用量登记所写")]
    from_on: Annotated[date, label("自哪天停供")]
    document: Annotated[DocumentNo, label("协议文号", "须已登记")]
    until: Annotated[date | None, label("到哪天为止", "没有期限的不填")] = None


AnyCommand = StateSupply | StateDemand | EnterSeason | StateAlternative | RecordInterruption


def decide(plan: Plan, programme: Programme, request: Request[AnyCommand]) -> Outcome:
    match request.command:
        case StateSupply() as command:
            return state_supply(plan, programme, command, request.effective)
        case StateDemand() as command:
            return state_demand(plan, programme, command, request.effective)
        case EnterSeason() as command:
            return enter_season(plan, programme, command, request.effective)
        case StateAlternative() as command:
            return state_alternative(plan, programme, command, request.effective)
        case RecordInterruption() as command:
            return record_interruption(plan, programme, command, request.effective)
        case other:
            assert_never(other)


def state_supply(plan: Plan, programme: Programme, command: StateSupply, effective: date) -> Outcome:
    utility = _utility(plan, programme, command.utility, command.enterprise)
    if isinstance(utility, Refusal):
        return utility
    refusal = _unless_theirs(plan, programme, command, effective)
    if refusal is not None:
        return refusal
    amount = _amount(utility, command.amount, "amount")
    if isinstance(amount, Refusal):
        return amount
    refusal = unless_registered(programme, command.document, "utilities.no-document", effective)
    if refusal is not None:
        return refusal
    firms = frozenset({command.enterprise})
    stated = rules.kept(programme, command.utility, firms, None, effective).supplies
    other_way = [
        one.value
        for one in stated
        if bool(one.value.facility) != bool(command.facility) and one.value.per_day
    ]
    if other_way and amount:
        how = "分炉" if other_way[0].facility else "全企业"
        return Refusal(
            code="utilities.state-supply.counted-twice",
            basis=SystemRule.DUPLICATE,
            finding=f"供应量已经按{how}登记，再另行登记就重复计算",
            way_forward="要改的，先把原来的登记为 0",
            field="facility",
        )
    fact = SupplyStated(
        utility=utility.id,
        enterprise=command.enterprise,
        part=command.part,
        facility=command.facility,
        per_day=amount,
        unit=rules.measure(utility).base,
        document=command.document,
    )
    key = (fact.utility, fact.enterprise, fact.part, fact.facility)
    if _stands(programme.utilities.supplies.get(key, Timeline()), fact, effective):
        return ()

    # From here the command succeeds.
    return (fact,)


def state_demand(plan: Plan, programme: Programme, command: StateDemand, effective: date) -> Outcome:
    utility = _utility(plan, programme, command.utility, command.enterprise)
    if isinstance(utility, Refusal):
        return utility
    consumer = next((one for one in utility.consumers if one.id == command.consumer), None)
    if consumer is None:
        return _no_such_class(utility, command.consumer)
    if not command.who.strip():
        return Refusal(
            code="utilities.state-demand.no-name",
            basis=SystemRule.NAME_REQUIRED,
            finding="没有写是哪些用户",
            way_forward="居民写小区、村，企业写名称",
            field="who",
        )
    amount = _amount(utility, command.amount, "amount")
    in_season = _amount(utility, command.season_amount, "season_amount")
    if isinstance(amount, Refusal):
        return amount
    if isinstance(in_season, Refusal):
        return in_season
    refusal = unless_registered(programme, command.document, "utilities.no-document", effective)
    if refusal is not None:
        return refusal
    fact = DemandStated(
        utility=utility.id,
        enterprise=command.enterprise,
        consumer=consumer.id,
        label=consumer.label,
        who=command.who,
        per_day=amount,
        season_per_day=in_season,
        unit=rules.measure(utility).base,
        document=command.document,
    )
    key = (fact.utility, fact.enterprise, fact.consumer, fact.who)
    if _stands(programme.utilities.demands.get(key, Timeline()), fact, effective):
        return ()

    # From here the command succeeds.
    return (fact,)


def enter_season(plan: Plan, programme: Programme, command: EnterSeason, effective: date) -> Outcome:
    if command.utility not in plan.utilities:
        return _no_such_utility(plan, command.utility)
    if not any(county.id == command.county for county in plan.counties):
        return Refusal(
            code="utilities.enter-season.no-such-county",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案没有县（市）“{command.county}”",
            way_forward="请从方案所列县（市）中选择",
            field="county",
        )
    if not command.begins < command.ends or (command.ends - command.begins).days > 300:
        return Refusal(
            code="utilities.enter-season.days-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"采暖期{command.begins.isoformat()}至{command.ends.isoformat()}不是一个采暖期",
            way_forward="一个采暖期一次登记，照通知写起止日期",
            field="ends",
        )
    refusal = unless_registered(programme, command.document, "utilities.no-document", effective)
    if refusal is not None:
        return refusal
    fact = SeasonEntered(
        utility=command.utility,
        county=command.county,
        begins=command.begins,
        ends=command.ends,
        document=command.document,
    )
    seasons = rules.kept(programme, command.utility, frozenset(), command.county).seasons
    if any(one.value == fact for one in seasons):
        return ()

    # From here the command succeeds.
    return (fact,)


def state_alternative(
    plan: Plan, programme: Programme, command: StateAlternative, effective: date
) -> Outcome:
    utility = _utility(plan, programme, command.utility, command.enterprise)
    if isinstance(utility, Refusal):
        return utility
    if not command.name.strip():
        return Refusal(
            code="utilities.state-alternative.no-name",
            basis=SystemRule.NAME_REQUIRED,
            finding="没有写是什么替代来源",
            way_forward="请写名称，如 天然气管道",
            field="name",
        )
    amount = _amount(utility, command.amount, "amount")
    if isinstance(amount, Refusal):
        return amount
    refusal = _unless_in_order(command.from_on, command.until)
    if refusal is None and command.proof is not None:
        refusal = unless_registered(programme, command.proof, "utilities.no-document", effective)
    if refusal is not None:
        return refusal
    fact = AlternativeStated(
        utility=utility.id,
        enterprise=command.enterprise,
        name=command.name,
        per_day=amount,
        unit=rules.measure(utility).base,
        from_on=command.from_on,
        until=command.until,
        proof=command.proof,
    )
    key = (fact.utility, fact.enterprise, fact.name)
    if _stands(programme.utilities.alternatives.get(key, Timeline()), fact, effective):
        return ()

    # From here the command succeeds.
    return (fact,)


def record_interruption(
    plan: Plan, programme: Programme, command: RecordInterruption, effective: date
) -> Outcome:
    utility = _utility(plan, programme, command.utility, command.enterprise)
    if isinstance(utility, Refusal):
        return utility
    key = (command.utility, command.enterprise, command.consumer, command.who)
    if key not in programme.utilities.demands:
        users = [
            one.value.who
            for one in rules.kept(programme, command.utility, frozenset({command.enterprise}), None).demands
            if one.value.consumer == command.consumer
        ]
        return Refusal(
            code="utilities.record-interruption.no-such-user",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有登记过“{command.who}”的用量",
            way_forward=f"先登记用量；这一类已登记的：{'、'.join(users) or '没有'}",
            field="who",
        )
    refusal = _unless_in_order(command.from_on, command.until) or unless_registered(
        programme, command.document, "utilities.no-document", effective
    )
    if refusal is not None:
        return refusal
    fact = InterruptionAgreed(
        utility=command.utility,
        enterprise=command.enterprise,
        consumer=command.consumer,
        who=command.who,
        from_on=command.from_on,
        until=command.until,
        document=command.document,
    )
    if _stands(programme.utilities.agreements.get(key, Timeline()), fact, effective):
        return ()

    # From here the command succeeds.
    return (fact,)


F = TypeVar("F")


def _stands(line: Timeline[F], fact: F, effective: date) -> bool:
    present = line.at(effective)
    return present is not None and present.value == fact


def _utility(plan: Plan, programme: Programme, name: str, enterprise: EnterpriseId) -> Utility | Refusal:
    utility = plan.utilities.get(name)
    if utility is None:
        return _no_such_utility(plan, name)
    if not dossier.is_known(plan, programme, enterprise):
        return Refusal(
            code="utilities.no-such-enterprise",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有登记企业“{enterprise}”",
            way_forward="请从企业台账中选择；新的企业先登记",
            field="enterprise",
        )
    return utility


def _no_such_utility(plan: Plan, name: str) -> Refusal:
    offered = "、".join(f"{one.id}（{one.label}）" for one in plan.utilities.values())
    return Refusal(
        code="utilities.no-such-utility",
        basis=SystemRule.NOT_FOUND,
        finding=f"方案没有“{name}”这种供应",
        way_forward=f"请选择：{offered or '方案没有写'}",
        field="utility",
    )


def _no_such_class(utility: Utility, name: str) -> Refusal:
    offered = "、".join(f"{one.id}（{one.label}）" for one in utility.consumers)
    return Refusal(
        code="utilities.state-demand.no-such-class",
        basis=SystemRule.NOT_FOUND,
        finding=f"{utility.label}没有“{name}”这类用户",
        way_forward=f"请选择：{offered}",
        field="consumer",
    )


def _amount(utility: Utility, written: str, field: str) -> int | Refusal:
    unit = rules.measure(utility)
    amount = unit.read(written)
    if amount is None:
        return Refusal(
            code="utilities.amount-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"“{written}”不是以{unit.symbol}计的数量",
            way_forward=f"填数字，单位{unit.symbol}，不小于 0，到整{unit.base}为止",
            field=field,
        )
    return amount


def _unless_in_order(from_on: date, until: date | None) -> Refusal | None:
    if until is None or from_on <= until:
        return None
    return Refusal(
        code="utilities.ends-before-it-begins",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"{until.isoformat()}早于{from_on.isoformat()}",
        way_forward="请核对起止日期",
        field="until",
    )


def _unless_theirs(plan: Plan, programme: Programme, command: StateSupply, effective: date) -> Refusal | None:
    """A facility that is named is the enterprise's own, on the list or in the ledger."""
    if not command.facility and not command.part:
        return None
    if command.part:
        asked = gates.case(plan, programme, command.part, command.facility, effective)
        own = asked is not None and command.enterprise in asked.firms
        if own and asked is not None and command.facility in asked.listed.facilities:
            return None
    else:
        place = dossier.place(programme, FacilityId(command.facility), effective)
        if place is not None and place.enterprise == command.enterprise:
            return None
    return Refusal(
        code="utilities.state-supply.no-such-facility",
        basis=SystemRule.NOT_FOUND,
        finding=f"“{command.facility or command.part}”不是这家企业的设施",
        way_forward="照清单、办法所列名称或台账编号填写；全企业合计的不填设施",
        field="facility",
    )
