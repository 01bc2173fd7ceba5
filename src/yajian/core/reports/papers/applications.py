"""补偿资金申请书: what an enterprise may ask for now, and what proves it."""

from collections.abc import Iterable, Iterator

import msgspec

from yajian.core import entitlements, gates
from yajian.core.entitlements import Price
from yajian.core.gates import Line
from yajian.core.plan import Gate, Plan
from yajian.core.plan.citing import conditions_for
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.amounts import yuan_in_full
from yajian.core.reports.papers.payments import account_waits
from yajian.core.reports.papers.places import firm_name, remark
from yajian.core.reports.papers.written import (
    Position,
    Rows,
    Subject,
    Taken,
    Unwritable,
    Written,
    ruled,
)
from yajian.core.rules import acceptance, auditplans, quotas, register
from yajian.core.rules import applications as rules
from yajian.core.rules import releases as gate_rules
from yajian.core.rules.payments import TAIL
from yajian.core.words import EnterpriseId, Fen, Tonnes, UnitId


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One unit its enterprise may ask for today: its quota, and the opinion that accepted it."""

    price: Price
    rate_fen_per_t: Fen
    amount_fen: Fen
    accepted_by: str


def application(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """W17: every accepted unit of an enterprise at the quota the province agreed to, and what proves it."""
    name = firm_name(plan, programme, subject, position)
    firm = EnterpriseId(subject.about.enterprise or "")
    claims = _claims(plan, programme, subject, position, firm, name)
    amount = Fen(sum(one.amount_fen for one in claims))
    tonnes = Tonnes(sum(one.price.tonnes for one in claims))
    return Written(
        content="application",
        title=f"{name}{subject.template.title}",
        words={
            "企业": name,
            "引言": f"按照{ruled(plan, subject)}，我单位列入压减清单的产能已经验收合格，补偿额度已经审核同意，现申请补偿资金。",
            "金额段": f"申请补偿资金{wording.wan_yuan(amount)}万元（大写：{yuan_in_full(amount)}），涉及产能单元{len(claims)}个、"
            f"产能{wording.wan_t(tonnes)}万吨，逐个单元见下表（产能单位为万吨，标准为元/吨，金额为万元）。",
            "账户段": _account(programme, position, firm, name),
            "承诺段": "以上产能没有重复申请补偿。所报情况和材料属实，我单位对其真实性负责。",
            "数据说明": position.words,
        },
        lists={"补充": remark(subject)},
        tables={"单元": _asked(claims), "材料": _materials(plan, programme, claims, position)},
        upward=True,
    )


def _claims(
    plan: Plan, programme: Programme, subject: Subject, position: Position, firm: EnterpriseId, name: str
) -> tuple[Claim, ...]:
    """Raises Unwritable with the reason of each unit where none may be asked for."""
    prices = entitlements.prices(plan, programme, position.as_of, position.known)
    mine = [one for one in prices if one.enterprise == firm]
    if not mine:
        raise Unwritable(f"{name}没有列入清单的产能单元，没有补偿可申请")
    done = {one.unit: _done(programme, one.unit, position) for one in mine}
    wanting = {one.unit: _wanting(plan, programme, one, position) for one in mine if not done[one.unit]}
    claims = tuple(_claim(programme, one, position) for one in mine if wanting.get(one.unit) == "")
    if not claims and not wanting:
        raise Taken("；".join(f"{unit}{said}" for unit, said in done.items()))
    if not claims:
        raise Unwritable(
            f"《{subject.template.title}》还不能起草：{'；'.join(f'{unit}{said}' for unit, said in wanting.items())}"
        )
    return claims


def _claim(programme: Programme, price: Price, position: Position) -> Claim:
    quota = quotas.quota(programme, price.unit, position.as_of, position.known)
    assert quota is not None  # or there would be a reason not to ask for it
    standing = acceptance.standing(programme, price.part, position.as_of, position.known)
    accepted = standing.accepted
    return Claim(
        price=price,
        rate_fen_per_t=quota.value.rate_fen_per_t,
        amount_fen=quota.value.amount_fen,
        accepted_by=str(accepted.value.document) if accepted is not None else "—",
    )


def _done(programme: Programme, unit: UnitId, position: Position) -> str:
    """By which entry a unit was asked for already; empty: by none that counts."""
    today, known = position.as_of, position.known
    entitled = auditplans.entitlement(programme, unit, today, known)
    if entitled is not None:
        return f"已列支补偿（第{entitled.reserved.seq}条），不再申请"
    present = rules.open_for(programme, unit, today, known)
    if present is None or auditplans.ended(programme, unit, present.seq, today, known):
        return ""
    return f"已有办理中的申请（第{present.seq}条，{present.applied.value.document}，{present.stage}）"


def _wanting(plan: Plan, programme: Programme, price: Price, position: Position) -> str:
    """What a unit is not asked for for want of, as the command that enters the application would say it."""
    unit, today, known = price.unit, position.as_of, position.known
    if quotas.quota(programme, unit, today, known) is None:
        return "没有省里审核同意的补偿额度"
    anew = entitlements.reopened(plan, programme, (unit,), today, known)
    if anew is not None:
        return f"额度须重报，{anew.told}"
    before = gate_rules.gate_for(plan, "application")
    unmet = [
        line
        for line in (gate_lines(plan, programme, before, price, position) if before is not None else ())
        if not line.met and line.condition.need not in ("via_county_office", "supporting_materials")
    ]
    return "；".join(f"{line.condition.label}{line.verdict.answer.value}" for line in unmet)


def unless_reopened(
    plan: Plan, programme: Programme, subject: Subject, units: Iterable[UnitId], position: Position
) -> None:
    """Raises Unwritable once the quota of one of the units is to be reported anew, as the steps would refuse."""
    anew = entitlements.reopened(plan, programme, units, position.as_of, position.known)
    if anew is not None:
        raise Unwritable(f"《{subject.template.title}》还不能起草：额度须重报，{anew.told}")


def gate_lines(
    plan: Plan,
    programme: Programme,
    before: Gate,
    price: Price,
    position: Position,
    papers: tuple[str, ...] = (),
) -> tuple[Line, ...]:
    today, known = position.as_of, position.known
    asked = gates.case(plan, programme, price.part, "", today, today, known)
    if asked is None:
        return ()
    return gates.standing(
        plan, programme, before, msgspec.structs.replace(asked, units=(price.unit,), papers=papers)
    ).lines


def _asked(claims: tuple[Claim, ...]) -> Rows:
    return Rows(
        columns=("序号", "产能单元", "分项", "产能", "标准", "金额", "验收意见书"),
        rows=tuple(
            (
                str(at),
                one.price.unit,
                one.price.part,
                wording.wan_t(one.price.tonnes),
                wording.yuan(one.rate_fen_per_t),
                wording.wan_yuan(one.amount_fen),
                one.accepted_by,
            )
            for at, one in enumerate(claims, 1)
        ),
    )


def _materials(plan: Plan, programme: Programme, claims: tuple[Claim, ...], position: Position) -> Rows:
    """What the books hold of each unit, then what the plan asks for beside it."""
    found: dict[tuple[str, str], list[UnitId]] = {}
    for one in claims:
        for proof in _proofs(programme, one, position):
            found.setdefault(proof, []).append(one.price.unit)
    names = {name for name, _ in found}
    wanted = (
        name
        for condition in conditions_for(plan, "supporting_materials")
        for name in (condition.materials.value or () if condition.materials is not None else ())
        if name not in names
    )
    rows = (
        *((name, number, "、".join(units)) for (name, number), units in found.items()),
        *((name, "请随附", "全部") for name in dict.fromkeys(wanted)),
    )
    return Rows(
        columns=("序号", "材料", "文号", "产能单元"),
        rows=tuple((str(at), *row) for at, row in enumerate(rows, 1)),
    )


def _proofs(programme: Programme, claim: Claim, position: Position) -> Iterator[tuple[str, str]]:
    unit, today, known = claim.price.unit, position.as_of, position.known
    yield "验收意见书", claim.accepted_by
    filing = register.filing_at(programme, register.filing_of(programme, unit), today, known)
    if filing is not None:
        yield "备案文件", filing.value.number
    origin = register.origin_of(programme, unit, today, known)
    if origin is not None and origin.contract is not None:
        yield "产能交易合同", origin.contract.number


def _account(programme: Programme, position: Position, firm: EnterpriseId, name: str) -> str:
    """Where the money is to go, by the tail of the account alone: a paper passes through many hands."""
    found = entitlements.payee(programme, firm, name, position.as_of, position.known)
    waits = account_waits(found)
    if found.account is None:
        if found.waits is None:
            return "收款账户由我单位另附开户证明，经登记核对后使用。"
        return f"收款账户待定：{waits.removesuffix('，待定')}。"
    fact = found.account.fact
    said = f"收款账户：户名{fact.payee}，开户行{fact.bank}，账号尾号{fact.number[-TAIL:]}（全号见已登记的开户证明）。"
    beside = f"另外，{waits}。" if waits else ""
    return "".join((said, beside))
