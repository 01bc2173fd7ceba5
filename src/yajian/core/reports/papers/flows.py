"""产能流向单 and 资金流向单: a unit's whole way on one page, the same steps as its page, to be printed and carried along."""

from yajian.core.books.capacity import tonnages
from yajian.core.entitlements import MARK
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import wording
from yajian.core.reports.amounts import yuan_in_full
from yajian.core.reports.papers.written import Flow, Position, Rows, Unwritable, Written
from yajian.core.reports.quotas import Line, sheet
from yajian.core.reports.trail import Step, trail
from yajian.core.reports.trail.step import Ledger
from yajian.core.words import UnitId

TITLES: dict[Ledger, str] = {"capacity": "产能流向单", "money": "资金流向单"}
_CONTENT: dict[Ledger, Flow] = {"capacity": "capacity_flow", "money": "money_flow"}


def flow(plan: Plan, programme: Programme, unit: UnitId, ledger: Ledger, position: Position) -> Written:
    """Raises Unwritable for a unit that stands for no part of a list."""
    lines = sheet(plan, programme, position.as_of, position.known).lines
    line = next((one for one in lines if one.unit == unit), None)
    if line is None:
        raise Unwritable(f"没有列入清单的产能单元 {unit}")
    steps = tuple(
        one for one in trail(plan, programme, unit, position.as_of, position.known) if one.ledger == ledger
    )
    return Written(
        content=_CONTENT[ledger],
        title=f"{unit}{TITLES[ledger]}",
        words={
            "标题": f"{unit}{TITLES[ledger]}",
            "单元": unit,
            "企业": line.enterprise_name,
            "县市": line.county_name or "待定",
            "分项": line.price.part,
            "截至": wording.date_zh(position.as_of),
            "小结": _settled(line) if ledger == "money" else _stands(line),
            "数据说明": position.words,
            **(_tonnes(programme, unit, position) if ledger == "capacity" else _money(line)),
        },
        tables={"步骤": _steps(steps)},
    )


def _tonnes(programme: Programme, unit: UnitId, position: Position) -> dict[str, str]:
    """The five tonnages, none of which stands for another."""
    five = tonnages(programme.capacity, (unit,), position.as_of, position.known)
    return {
        "备案": wording.wan_t(five.filed_t),
        "建成": wording.wan_t(five.built_t),
        "在产": wording.wan_t(five.operating_t),
        "停产": wording.wan_t(five.stopped_t),
        "压减": wording.wan_t(five.retired_t),
    }


def _money(line: Line) -> dict[str, str]:
    rate = line.price.rate
    return {
        "产能": wording.wan_t(line.price.tonnes),
        "标准": wording.yuan(rate.rate_fen_per_t.value or 0) if rate is not None else "待定",
        "额度": wording.wan_yuan(line.quota_fen) if line.quota_fen is not None else "—",
        "列支": wording.wan_yuan(line.entitled_fen),
        "下达": wording.wan_yuan(line.paid_fen),
        "未下达": wording.wan_yuan(line.kept_fen),
        "进度": line.stage,
    }


def _stands(line: Line) -> str:
    """What its tonnes are worth, and why."""
    return f"补偿标准：{line.price.verdict.finding.removeprefix('待定：')}。"


def _settled(line: Line) -> str:
    """What is paid in characters nobody can alter, and what waits for whom."""
    said = f"已下达{yuan_in_full(line.paid_fen)}。" if line.paid_fen else "还没有下达。"
    for hold in line.holds:
        said += f"暂缓：{hold.words}，由{hold.lifted_by}明确或解除。"
    return said


def _told(one: Step) -> str:
    """What was done, and after which hold it was entered under an earlier day."""
    return "；".join((*filter(None, (one.words,)), *(f"{MARK}：{why}" for why in one.backfilled))) or "—"


def _steps(steps: tuple[Step, ...]) -> Rows:
    return Rows(
        columns=("序号", "日期", "事项", "内容", "金额", "文件", "依据", "登记"),
        rows=tuple(
            (
                str(at),
                one.on.isoformat(),
                one.label,
                _told(one),
                wording.yuan(one.amount_fen) if one.amount_fen is not None else "—",
                one.document or "—",
                "、".join(dict.fromkeys(clause.cite for clause in one.clauses)) or "—",
                f"第{one.seq}条",
            )
            for at, one in enumerate(steps, 1)
        ),
    )
