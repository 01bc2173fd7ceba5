"""收回补偿资金意见 and 收回通知: every reading worked out beside the others, and the one a paper confirmed asked for."""

from yajian.core import recoveries
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.recoveries import Product, Reading, Recovery
from yajian.core.reports import wording
from yajian.core.reports.amounts import yuan_in_full
from yajian.core.reports.papers.offers import government
from yajian.core.reports.papers.places import remark
from yajian.core.reports.papers.quotas import span
from yajian.core.reports.papers.written import (
    Position,
    Rows,
    Subject,
    Unwritable,
    Written,
    county_name,
    day,
    ruled,
)
from yajian.core.rules import clawbacks as rules
from yajian.core.rules import payments
from yajian.core.words import CountyId


def clawback_opinion(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """W20: what the county missed, and what each reading makes of it; which of them counts is not for this paper."""
    name = county_name(plan, subject)
    found = _recovery(plan, programme, subject, position)
    if not found.readings:
        raise Unwritable("方案没有写怎样收回补偿资金")
    if not found.unfinished:
        raise Unwritable(f"{name}没有到期未完成的分项，没有收回意见可提")
    matter = rules.open_for(programme, found.county, position.as_of, position.known)
    if matter is not None:
        raise Unwritable(
            f"{name}已有办理中的收回（{matter.fact.document}，{matter.stage}），前一件了结以后再提"
        )
    levels = _levels(plan)
    return Written(
        content="clawback_opinion",
        title=f"关于收回{name}补偿资金的意见",
        words={
            "引言": f"按照{ruled(plan, subject)}，对{name}提出收回补偿资金的意见如下。",
            "未完成段": f"截至{wording.date_zh(position.as_of)}，{name}到期未完成{len(found.unfinished)}项，"
            f"产能{wording.wan_t(found.unfinished_t)}万吨，见下表（单位：万吨）。"
            "方案印发以前到期的不在其内。",
            "资金段": f"{name}清单分项已下达{levels}补偿资金{wording.wan_yuan(found.paid_fen)}万元"
            f"（大写：{yuan_in_full(found.paid_fen)}）{_less(found)}。",
            "口径段": _confirmed(found),
            "算式段": "各产能单元的产能（万吨）乘以标准（元/吨）如下，单位：万元；来源没有认定的写出最低、最高。"
            "各种算法把所算的分项加总，写明以已下达为限的取不超过已下达的数，再减已收回的数。",
            "对象段": f"收回对象是{name}，不向企业收回" + ("，已完成的不受影响。" if _spares(plan) else "。"),
            "数据说明": position.words,
        },
        lists={"补充": remark(subject)},
        tables={"未完成": _unfinished(found), "算式": _products(found), "算法": _readings(found)},
    )


def _recovery(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Recovery:
    county = CountyId(subject.county or "")
    return recoveries.recovery(plan, programme, county, position.as_of, position.known)


def _levels(plan: Plan) -> str:
    rule = plan.compensation.clawback
    return "、".join(payments.LEVELS[one] for one in (rule.levels if rule is not None else ()))


def _spares(plan: Plan) -> bool:
    rule = plan.compensation.clawback
    return rule is not None and rule.spares_finished


def _less(found: Recovery) -> str:
    """What is back of it already, which no reading asks for again."""
    return f"，已收回{wording.wan_yuan(found.back_fen)}万元，算得的金额已经扣除" if found.back_fen else ""


def _unfinished(found: Recovery) -> Rows:
    return Rows(
        columns=("序号", "企业", "分项", "产能", "时限"),
        rows=tuple(
            (str(at), one.enterprise_name, one.part, wording.wan_t(one.tonnes), day(one.due))
            for at, one in enumerate(found.unfinished, 1)
        ),
    )


def _products(found: Recovery) -> Rows:
    """How much each unit of the task comes to: what every reading adds up."""
    return Rows(
        columns=("序号", "产能单元", "到期", "产能", "标准", "产能乘标准"),
        rows=tuple(
            (
                str(at),
                one.unit or f"{one.listed.part}（未登记产能单元）",
                "未完成" if one.late else "不算未完成",
                wording.wan_t(one.tonnes),
                _rate(one),
                span(one.low_fen, one.high_fen) if one.priced else "—",
            )
            for at, one in enumerate(found.products, 1)
        ),
    )


def _rate(one: Product) -> str:
    """In 元 a tonne; where no rate has a figure, why not."""
    if not one.priced:
        return one.answer.value
    low, high = wording.yuan(one.low_rate_fen), wording.yuan(one.high_rate_fen)
    return low if low == high else f"{low}—{high}"


def _readings(found: Recovery) -> Rows:
    return Rows(
        columns=("序号", "算法", "产能乘标准", "已下达", "已收回", "金额", "状态"),
        rows=tuple(
            (
                str(at),
                one.label,
                span(one.gross_low_fen, one.gross_high_fen),
                wording.wan_yuan(one.cap_fen) if one.cap_fen is not None else "—",
                wording.wan_yuan(found.back_fen) if found.back_fen else "—",
                span(one.low_fen, one.high_fen),
                _state(found, one),
            )
            for at, one in enumerate(found.readings, 1)
        ),
    )


def _state(found: Recovery, one: Reading) -> str:
    if one.id == found.confirmed:
        return "已凭文件确认"
    if found.confirmed is None and one.id == found.shown:
        return "默认，未确认"
    return "未采用" if found.confirmed is not None else "未确认"


def _confirmed(found: Recovery) -> str:
    reading = found.reading(found.confirmed)
    if reading is None:
        return (
            "收回金额方案没有写明采用哪一种算法，并列测算如下（单位：万元）；凭文件确认以前，不发收回通知。"
        )
    amount = reading.amount_fen
    said = (
        f"{wording.wan_yuan(amount)}万元（大写：{yuan_in_full(amount)}）"
        if amount is not None
        else f"{span(reading.low_fen, reading.high_fen)}万元，未完成产能的标准还没有定下来"
    )
    return f"已凭文件确认采用“{reading.label}”，算得{said}。其余算法一并列出备查（单位：万元）。"


# The notice --------------------------------------------------------------------------------------


def clawback_notice(plan: Plan, programme: Programme, subject: Subject, position: Position) -> Written:
    """W21: only on an opinion, only by the reading a paper confirmed, and for one settled amount."""
    name = county_name(plan, subject)
    found = _recovery(plan, programme, subject, position)
    matter = rules.open_for(programme, found.county, position.as_of, position.known)
    missing = recoveries.unasked(found, matter)
    if missing is not None:
        raise Unwritable(f"收回通知还不能起草：{missing.finding}")
    reading = found.reading(found.confirmed)
    assert matter is not None
    assert reading is not None
    assert reading.amount_fen is not None  # or it would be among what is missing
    amount, levels = reading.amount_fen, _levels(plan)
    return Written(
        content="clawback_notice",
        title=f"关于收回{name}补偿资金的通知",
        words={
            "引言": f"按照{ruled(plan, subject)}，根据{matter.fact.document}（{wording.date_zh(matter.opinion.effective)}）的意见，"
            f"现将收回{name}{levels}补偿资金的有关事项通知如下。",
            "金额段": f"收回{levels}补偿资金共{wording.wan_yuan(amount)}万元（大写：{yuan_in_full(amount)}）。",
            "算法段": f"金额按已凭文件确认的算法“{reading.label}”计算："
            f"到期未完成{len(found.unfinished)}项，产能{wording.wan_t(found.unfinished_t)}万吨（见下表，单位：万吨），"
            f"已下达{levels}资金{wording.wan_yuan(found.paid_fen)}万元{_less(found)}。",
            "缴库段": "请将上述资金如数缴回，凭入库凭证核销。",
            "对象段": f"本通知向{government(plan, subject.county)}发出，不向企业收回。",
            "数据说明": position.words,
        },
        lists={"补充": remark(subject)},
        tables={"未完成": _unfinished(found)},
    )
