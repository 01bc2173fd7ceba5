"""每户企业补偿额度表: a version's quotas as they were fixed, and what is not fixed yet."""

from collections.abc import Iterator

import msgspec

from yajian.core import entitlements
from yajian.core.entitlements import Price
from yajian.core.facts.quotas import QuotaFixed
from yajian.core.facts.targets import PartListed
from yajian.core.history import Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.amounts import yuan_in_full
from yajian.core.reports.papers.places import remark
from yajian.core.reports.papers.written import (
    Position,
    Rows,
    Subject,
    Unwritable,
    Written,
    named_county,
)
from yajian.core.rules import dossier, targets
from yajian.core.rules import quotas as rules
from yajian.core.rules.quotas import Version
from yajian.core.words import Fen, Tonnes


class Fixed(msgspec.Struct, frozen=True, kw_only=True):
    """One unit's quota, with where it stands and what its rate rests on."""

    fact: QuotaFixed
    firm: str
    county: str
    rate: str  # what the rate is called
    proof: str


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """A part whose quota is not fixed: what it would come to at the rates that may apply, and what is missing."""

    listed: PartListed
    firm: str
    county: str
    range_fen: tuple[Fen, Fen] | None  # none where no rate is its own: then it is in no sum
    reason: str


class Quotas(msgspec.Struct, frozen=True, kw_only=True):
    """One version as a paper tells it."""

    version: Version
    fixed: tuple[Fixed, ...]
    open: tuple[Open, ...]

    @property
    def tonnes(self) -> Tonnes:
        return Tonnes(sum(one.fact.tonnes for one in self.fixed))

    @property
    def amount_fen(self) -> Fen:
        return Fen(sum(one.fact.amount_fen for one in self.fixed))

    @property
    def open_t(self) -> Tonnes:
        return Tonnes(sum(one.listed.tonnes for one in self.open))

    @property
    def range_fen(self) -> tuple[Fen, Fen]:
        """测算: what is not fixed, from the lowest that may apply to the highest."""
        found = [one.range_fen for one in self.open if one.range_fen is not None]
        return Fen(sum(low for low, _ in found)), Fen(sum(high for _, high in found))


def quotas(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Quotas:
    """Raises Unwritable where no such version was drawn up by then."""
    number, (today, known) = subject.about.quota_version, (position.as_of, position.known)
    if number is None:
        raise Unwritable(f"《{subject.template.title}》按具体工作方案的版次出具，请选版次")
    version = rules.version(programme, number, today, known)
    if version is None:
        raise Unwritable(f"具体工作方案没有第{number}版，请先编制并登记")
    prices = entitlements.prices(plan, programme, today, known)
    order = {one.unit: at for at, one in enumerate(prices)}
    lines = rules.lines(programme, number, known)
    return Quotas(
        version=version,
        fixed=tuple(
            _fixed(plan, programme, lines[unit], position)
            for unit in sorted(lines, key=lambda unit: order.get(unit, len(order)))
        ),
        open=tuple(_open(plan, programme, number, prices, position)),
    )


def _fixed(plan: Plan, programme: Programme, fact: QuotaFixed, position: Position) -> Fixed:
    today, known = position.as_of, position.known
    listed = targets.find_part(programme, fact.part, today)
    rate = next((one.label for one in plan.compensation.rates if one.id == fact.rate), fact.rate)
    return Fixed(
        fact=fact,
        firm=dossier.enterprise_name(plan, programme, fact.enterprise, today, known),
        county=named_county(plan, listed.county) if listed is not None else "",
        rate=rate,
        proof=_proof(plan, programme, fact),
    )


def _proof(plan: Plan, programme: Programme, fact: QuotaFixed) -> str:
    """The clause of the rate, the entry that established the origin, and its contract: as it read then, whatever it reads now."""
    cited = "、".join(plan.clauses[name].cite for name in fact.clauses if name in plan.clauses)
    origins = programme.register.origins.get(fact.unit, Timeline()).entries
    origin = next((one.value for one in origins if one.seq == fact.evidence_seq), None)
    contract = f"合同{origin.contract.number}" if origin is not None and origin.contract is not None else ""
    entry = f"来源认定第{fact.evidence_seq}条" if fact.evidence_seq is not None else ""
    return "；".join(one for one in (cited, contract, entry) if one)


def _open(
    plan: Plan, programme: Programme, number: int, prices: tuple[Price, ...], position: Position
) -> Iterator[Open]:
    left_out = rules.left_out(programme, number, position.known)
    for listed in targets.counted(programme, position.as_of, position.known):
        if listed.part in left_out:
            mine = [one for one in prices if one.part == listed.part]
            yield Open(
                listed=listed,
                firm=dossier.enterprise_name(
                    plan, programme, listed.enterprise, position.as_of, position.known
                ),
                county=named_county(plan, listed.county) or "待定",
                range_fen=entitlements.estimate(plan, listed, mine),
                reason=left_out[listed.part].reason,
            )


# The table ---------------------------------------------------------------------------------------


def quota_table(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """W16: every unit with its arithmetic, then what stands open, with a range and what is missing."""
    found = quotas(plan, programme, subject, position)
    title = f"{plan.programme.city}{plan.programme.industry}行业压减产能{subject.template.title}"
    return Written(
        content="quota_table",
        title=title,
        words={
            "版次": f"第{found.version.number}版",
            "截至": wording.date_zh(position.as_of),
            "汇总": summary(found),
            "数据说明": position.words,
        },
        lists={
            "测算": tuple(_estimate(plan, found)),
            "补充": remark(subject),
        },
        tables={"额度": _arithmetic(found), "待定": _waiting(found)},
    )


def _arithmetic(found: Quotas) -> Rows:
    rows = [
        (
            str(at),
            one.county,
            one.firm,
            one.fact.unit,
            one.fact.part,
            wording.wan_t(one.fact.tonnes),
            one.rate,
            wording.yuan(one.fact.rate_fen_per_t),
            wording.wan_yuan(one.fact.amount_fen),
            one.proof,
        )
        for at, one in enumerate(found.fixed, 1)
    ]
    total = (
        "",
        "合计",
        "",
        "",
        "",
        wording.wan_t(found.tonnes),
        "",
        "",
        wording.wan_yuan(found.amount_fen),
        "",
    )
    return Rows(
        columns=("序号", "县市", "企业", "产能单元", "分项", "产能", "适用标准", "标准", "额度", "依据"),
        rows=(*rows, total),
    )


def _waiting(found: Quotas) -> Rows:
    return Rows(
        columns=("序号", "县市", "企业", "分项", "产能", "测算", "待明确"),
        rows=tuple(
            (
                str(at),
                one.county,
                one.firm,
                one.listed.part,
                wording.wan_t(one.listed.tonnes),
                span(*one.range_fen) if one.range_fen is not None else "—",
                one.reason,
            )
            for at, one in enumerate(found.open, 1)
        )
        or (("—", "—", "没有待定的分项", "—", "—", "—", "—"),),
    )


def summary(found: Quotas) -> str:
    version = found.version
    said = (
        f"已明确产能单元{len(found.fixed)}个，产能{wording.wan_t(found.tonnes)}万吨，"
        f"额度{wording.wan_yuan(found.amount_fen)}万元（大写：{yuan_in_full(found.amount_fen)}）。"
    )
    if found.open:
        low_fen, high_fen = found.range_fen
        said += (
            f"待定{len(found.open)}项，产能{wording.wan_t(found.open_t)}万吨，"
            f"测算{span(low_fen, high_fen)}万元。"
        )
    drawn = version.drawn
    return f"{said}据具体工作方案第{version.number}版（{drawn.value.document}，{wording.date_zh(drawn.effective)}）。"


def _estimate(plan: Plan, found: Quotas) -> Iterator[str]:
    """The whole envelope beside the plan's own, both called 测算: no promise lies in either."""
    low_fen, high_fen = found.range_fen
    whole = span(Fen(found.amount_fen + low_fen), Fen(found.amount_fen + high_fen))
    said = f"额度加待定，全部测算{whole}万元"
    envelope = next((one for one in plan.compensation.envelope if one.scope == "all"), None)
    if envelope is not None and envelope.low_fen.value is not None and envelope.high_fen.value is not None:
        said += f"；方案测算的上下限为{span(envelope.low_fen.value, envelope.high_fen.value)}万元"
    yield f"{said}。测算只供安排资金参考，不是承诺；额度以省里审核同意的为准。"


def span(low_fen: Fen, high_fen: Fen) -> str:
    """In 万元: one figure, or from the lowest to the highest."""
    low, high = wording.wan_yuan(low_fen), wording.wan_yuan(high_fen)
    return low if low == high else f"{low}—{high}"
