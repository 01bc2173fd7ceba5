"""Risks to assess, and those on which something is still to be done."""

from collections.abc import Iterator

from yajian.core.reports.inbox.item import Look, Waiting, unentered
from yajian.core.reports.risks import Cell, RiskLine, sheet

KIND = "风险"


def waiting(look: Look) -> Iterator[Waiting]:
    if look.plan.risks is None:
        return
    for line in sheet(look.plan, look.programme, look.as_of, look.known).lines:
        if line.missing:
            yield _assess(look, line)
        for cell in line.waiting:
            yield _close(look, line, cell)


def _assess(look: Look, line: RiskLine) -> Waiting:
    return Waiting(
        kind=KIND,
        what=f"评估风险：还差{'、'.join(line.missing)}",
        about=line.name,
        judged=unentered("没有评估不等于没有风险；方案没有写时限"),
        by=(look.mover(line.county),),
        command="risks.assess",
        filled={"county": line.county},
        place=("risks", ""),
        clauses=look.clauses(look.plan.risks.clauses if look.plan.risks is not None else ()),
        turn="county",
        county=line.county,
    )


def _close(look: Look, line: RiskLine, cell: Cell) -> Waiting:
    assert cell.risk is not None
    fact = cell.risk.assessed.value
    whose = {"enterprise": line.enterprise} if line.enterprise is not None else {"county": line.county}
    return Waiting(
        kind=KIND,
        what=f"{cell.kind.label}销号：{fact.measure}",
        about=f"{line.name} {fact.owner}负责",
        judged=cell.judged,
        by=(fact.owner,),
        command="risks.close",
        filled={"kind_of_risk": cell.kind.id, **whose},
        place=("risks", ""),
        due=fact.due,
        since=cell.risk.assessed.effective,
        clauses=look.clauses(look.plan.risks.clauses if look.plan.risks is not None else ()),
        document=fact.document,
        raised=cell.risk.assessed.seq,
        turn="county",
        county=line.county,
        enterprise=line.enterprise,
    )
