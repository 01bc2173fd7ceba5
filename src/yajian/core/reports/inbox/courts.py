"""Seals of which nobody has spoken with the court, those it has not answered, those that have run out.

What the court has to decide is on nobody's desk: its liaison is told nothing by the office.
"""

from collections.abc import Iterator

from yajian.core.reports.courts import Matter, matters
from yajian.core.reports.inbox.item import Look, Waiting, undated
from yajian.core.words import Judged, Light

KIND = "法院事项"


def waiting(look: Look) -> Iterator[Waiting]:
    if look.plan.court is None:
        return
    for one in matters(look.plan, look.programme, look.as_of, look.known).lines:
        if one.seal.lifted is not None:
            continue
        if not one.seal.in_force:
            yield _line(look, one, "核实查封：期限已满，续封还是解封", "courts.extend-seal")
        elif one.seal.answer is None and not one.seal.consulted:
            yield _line(look, one, "与法院协商，登记协商记录", "courts.consult-court")
        elif one.seal.answer is None:
            asked = f"，已等{one.waits_days}天" if one.waits_days is not None else ""
            yield _line(look, one, f"跟进法院文书{asked}", "courts.record-document")


def _line(look: Look, one: Matter, what: str, command: str) -> Waiting:
    fact = one.seal.fact
    return Waiting(
        kind=KIND,
        what=what,
        about=f"{one.enterprise} {fact.name}（{fact.court} {fact.case_no}）",
        judged=_judged(look, one),
        by=(look.mover(one.county),),
        command=command,
        filled={"seal": one.seal.seq},
        place=("courts", f"seal-{one.seal.seq}"),
        due=one.planned_on,
        since=one.seal.waits_since or one.seal.since,
        clauses=look.clauses(look.plan.court.clauses if look.plan.court is not None else ()),
        raised=one.seal.seq,
        turn="county",
        county=one.county,
        enterprise=fact.enterprise,
    )


def _judged(look: Look, one: Matter) -> Judged:
    if one.planned_on is None:
        return undated("还没有写计划哪天拆除；解封由法院决定")
    word = "已到计划日期" if one.planned_on <= look.as_of else "拆除前要办"
    return Judged(light=Light.YELLOW, word=word, why="没有允许处置的文书，不能同意拆除；解封由法院决定")
