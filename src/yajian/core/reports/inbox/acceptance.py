"""Parts on their way to 压减: done and not reported, reported and not looked at, sent back, looked at and without an opinion."""

from collections.abc import Iterator
from datetime import date

from yajian.core import gates
from yajian.core.plan import Content, PaperTemplate
from yajian.core.reports.inbox.item import OFFICE, Look, Turn, Waiting, undated
from yajian.core.reports.progress import PartLine
from yajian.core.rules import acceptance as rules
from yajian.core.rules.acceptance import Standing
from yajian.core.words import Clause, Seq

KIND = "验收"


def waiting(look: Look) -> Iterator[Waiting]:
    for line in look.sheet.parts:
        if line.shown:
            yield from _next(look, line)


def _next(look: Look, line: PartLine) -> Iterator[Waiting]:
    """What the part waits for: one step, or the two levels' visits side by side."""
    found = rules.standing(look.programme, line.part.part, look.as_of, look.sheet.seq)
    report = found.report
    match found.stage:
        case "未申请":
            yield from _unreported(look, line)
        case "待核查" | "县级已核查" if report is not None:
            if found.stage == "待核查" and line.part.county is not None and _template(look, "county_check"):
                yield _visit(look, line, "县级", report.effective, report.seq)
            yield _visit(look, line, "市级", report.effective, report.seq)
        case "已退回":
            yield _again(look, line, found)
        case "待验收意见" if (visit := found.city) is not None:
            yield _line(
                look,
                line,
                "acceptance",
                "acceptance.accept",
                "签署并登记验收意见书",
                visit.effective,
                visit.seq,
            )
        case _:
            pass


def _unreported(look: Look, line: PartLine) -> Iterator[Waiting]:
    """The ovens are down as the books have it, and the firm has not said so: without its word nobody comes to look."""
    asked = gates.case(look.plan, look.programme, line.part.part, "", look.as_of, look.as_of, look.sheet.seq)
    done = gates.completed_on(look.plan, look.programme, asked, look.as_of) if asked is not None else None
    if done is None or line.standing.accepted_t or line.standing.revived_t:
        return
    said = max((one.seq for one in line.standing.facilities if one.seq is not None), default=None)
    yield _firms(look, line, "报完工（完工报告暨验收申请）", done, said)


def _again(look: Look, line: PartLine, found: Standing) -> Waiting:
    visit = found.checks[-1]
    return _firms(look, line, f"整改后重报完工：{visit.value.words}", visit.effective, visit.seq)


def _firms(look: Look, line: PartLine, what: str, since: date, raised: Seq | None) -> Waiting:
    """The firm's to say; its county may enter it from the firm's own paper."""
    turn: Turn = "county" if line.part.county is not None else "office"
    whose = line.part.enterprise_name
    return _line(look, line, "completion_report", "acceptance.report", what, since, raised, turn, whose)


def _visit(look: Look, line: PartLine, level: str, since: date, raised: Seq) -> Waiting:
    command = "acceptance.check"
    if level == "县级":
        what, whose = "到现场核查（县级初验）", look.county_name(line.part.county)
        return _line(look, line, "county_check", command, what, since, raised, "county", whose, level)
    what = "到现场核查（市级验收组）"
    return _line(look, line, "acceptance", command, what, since, raised, level=level)


def _line(
    look: Look,
    line: PartLine,
    paper: Content,
    command: str,
    what: str,
    since: date,
    raised: Seq | None,
    turn: Turn = "office",
    whose: str = "",
    level: str = "",
) -> Waiting:
    part = line.part
    return Waiting(
        kind=KIND,
        what=what,
        about=f"{part.enterprise_name} {part.part}",
        judged=undated(f"已等{(look.as_of - since).days}天；方案没有写几日内"),
        by=(whose,) if whose else _group(look),
        command=command,
        filled={"part": part.part} | ({"level": level} if level else {}),
        place=("acceptance", part.part),
        since=since,
        clauses=_clauses(look, line, paper),
        raised=raised,
        turn=turn,
        county=part.county,
        enterprise=part.enterprise,
    )


def _template(look: Look, paper: Content) -> PaperTemplate | None:
    """The plan's paper for a step; a plan that names none for the county's visit wants none of it."""
    return next((one for one in look.plan.templates.values() if one.draws == paper), None)


def _clauses(look: Look, line: PartLine, paper: Content) -> tuple[Clause, ...]:
    found = _template(look, paper)
    return look.clauses(found.clauses if found is not None else line.part.clauses)


def _group(look: Look) -> tuple[str, ...]:
    """Whom the plan has give the opinion, and the office that enters it for them."""
    found = _template(look, "acceptance")
    makers = found.maker.value or () if found is not None else ()
    groups = (look.plan.groups.get(one) or look.plan.organisations.get(one) for one in makers)
    return (*(one.name for one in groups if one is not None), OFFICE)
