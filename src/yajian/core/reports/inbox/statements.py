"""Numbers to verify, determine, hear, settle, and tell."""

from collections.abc import Iterator

from yajian.core.reports.inbox.item import OFFICE, Look, Turn, Waiting, undated
from yajian.core.reports.statements import NumberLine, numbers
from yajian.core.rules.statements import Standing, Statement

KIND = "数据认定"


def waiting(look: Look) -> Iterator[Waiting]:
    for line in numbers(look.plan, look.programme, look.as_of, look.known):
        for one in line.number.waiting:
            found = _next(one)
            if found is not None:
                yield _step(look, line, one, *found)
        if line.untold:
            yield _notify(look, line)


def _next(one: Statement) -> tuple[str, str, str, Turn] | None:
    """What a statement waits for: the command, the field that names it, the word, and whose turn it is."""
    if one.standing is Standing.REPORTED:
        return "statements.verify", "statement", "核实", "county"
    if one.standing is Standing.VERIFIED:
        return "statements.determine", "statement", "认定", "office"
    if one.disputes is None:
        return None  # its dispute is the one that waits
    if one.heard_on is None:
        return "statements.hear", "dispute", "听取异议", "county"
    return "statements.settle", "dispute", "作出认定结论", "office"


def _step(
    look: Look, line: NumberLine, one: Statement, command: str, field: str, word: str, turn: Turn
) -> Waiting:
    about, county = line.about, line.about.county
    turn = turn if county is not None else "office"
    acted = [act.effective for act in one.acts if act.seq != one.seq]
    return Waiting(
        kind=KIND,
        what=f"{word}：{line.number.label} {one.said.shown}（{one.maker}{'，代录' if one.is_stood_in else ''}）",
        about=about.name,
        judged=undated("方案没有写几日内办"),
        by=(look.county_name(county) if turn == "county" else OFFICE,),
        command=command,
        filled={field: one.seq},
        place=("statement", about.subject),
        since=acted[-1] if acted else None,
        clauses=line.usable.clauses,
        document=one.document,
        raised=one.seq,
        turn=turn,
        county=county,
    )


def _notify(look: Look, line: NumberLine) -> Waiting:
    decision = line.number.decisions[-1]
    return Waiting(
        kind=KIND,
        what=f"告知认定结果：{line.number.label}，尚未告知 {'、'.join(line.untold)}",
        about=line.about.name,
        judged=undated("方案没有写几日内告知"),
        by=(OFFICE,),
        command="statements.notify",
        filled={"decision": decision.seq, "told": line.untold[0]},
        place=("statement", line.about.subject),
        since=decision.effective,
        clauses=line.usable.clauses,
        document=decision.value.document,
        raised=decision.seq,
        county=line.about.county,
    )
