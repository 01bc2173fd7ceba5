"""Papers to sign, to number, to close on their scan, or to draft again: each by whose turn it is."""

from collections.abc import Iterator
from datetime import date

import msgspec

from yajian.core.reports.inbox.item import OFFICE, Look, Turn, Waiting, undated
from yajian.core.reports.papers.following import following
from yajian.core.reports.papers.steps import Following
from yajian.core.rules import dossier
from yajian.core.rules import papers as rules
from yajian.core.rules.papers import Standing
from yajian.core.rules.roles import may

KIND = "文书"


def waiting(look: Look) -> Iterator[Waiting]:
    for paper in rules.standings(look.programme, look.as_of, look.known):
        if paper.is_open:
            yield _step(look, paper)
        elif (after := following(look.plan, look.programme, paper)) is not None:
            yield _after(look, paper, after)


def _step(look: Look, paper: Standing) -> Waiting:
    draft, turn = paper.draft, _turn(look, paper)
    command, what, filled = _next(look, paper)
    template = look.plan.templates.get(draft.template)
    return Waiting(
        kind=KIND,
        what=f"{what}：{draft.title}",
        about=f"稿号 {paper.paper} {draft.issuer}",
        judged=undated("方案没有写几日内办"),
        by=(_whose(look, paper, turn),),
        command=command,
        filled={"paper": paper.paper, **filled},
        place=("paper", paper.paper),
        since=_since(paper),
        clauses=look.clauses(template.clauses) if template is not None else (),
        document=paper.numbered.value.document_no if paper.numbered is not None else "",
        raised=paper.drafts[0].seq,
        turn=turn,
        county=draft.county,
        enterprise=draft.enterprise,
    )


def _whose(look: Look, paper: Standing, turn: Turn) -> str:
    firm = paper.draft.enterprise
    if firm is not None:
        return dossier.enterprise_name(look.plan, look.programme, firm, look.as_of, look.known)
    return look.county_name(paper.draft.county) if turn == "county" else OFFICE


def _after(look: Look, paper: Standing, after: Following) -> Waiting:
    """The paper is out, and what it is the document of has not been entered yet."""
    step = _step(look, paper)
    turn: Turn = step.turn if may("county", after.command) else "office"
    return msgspec.structs.replace(
        step,
        what=f"{after.words}：{paper.draft.title}",
        command=after.command,
        filled=after.filled,
        turn=turn,
        by=(_whose(look, paper, turn) if turn == step.turn else OFFICE,),
    )


def _next(look: Look, paper: Standing) -> tuple[str, str, dict[str, object]]:
    """The command that is next, its words, and what its form knows beside the paper."""
    if paper.numbered is not None:
        signer, day = paper.opinions[-1].value.name, paper.numbered.effective.isoformat()
        return "papers.close", "凭盖章扫描件办结", {"signer": signer, "issued_on": day}
    if (step := paper.next_step) is not None:
        name = paper.draft.drafted_by if step == "经办" else ""
        return "papers.opine", f"待{step}签", {"step": step, "name": name}
    if (sent_back := paper.returned) is not None:
        return "papers.draft", f"{sent_back.step}退回，重拟", {}
    return "papers.number", "编文号", {"code": rules.code_of(look.programme, paper.draft.issuer)}


def _turn(look: Look, paper: Standing) -> Turn:
    """The enterprise's or the county's, if the paper goes out under its own name; else the office's."""
    if paper.draft.enterprise is not None:
        return "county"  # of no county: nobody's but the enterprise's
    name = look.county_name(paper.draft.county)
    return "county" if name and paper.draft.issuer.startswith(name) else "office"


def _since(paper: Standing) -> date:
    """The day of what was last done."""
    if paper.numbered is not None:
        return paper.numbered.effective
    return (paper.opinions or paper.drafts)[-1].effective
