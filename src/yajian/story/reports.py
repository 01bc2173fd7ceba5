"""The tables a story may look at, by name: what a page or a verb would show, as builtins."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from yajian import audit
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.reports import (
    acceptance,
    bankstatements,
    clawbacks,
    closure,
    courts,
    duties,
    flags,
    organs,
    papers,
    quotas,
    releases,
    risks,
    statements,
    survey,
    trades,
    utilities,
    workers,
    workplans,
)
from yajian.core.reports.charter import questions
from yajian.core.reports.dossier import dossier, ledger
from yajian.core.reports.explain import explain
from yajian.core.reports.inbox import waiting
from yajian.core.reports.money import TABLES, Scope
from yajian.core.reports.progress import Progress, progress, status
from yajian.core.reports.register import capacity, capacity_told, unit_sheet, unit_told
from yajian.core.reports.targets import reconciliation
from yajian.core.reports.timeline import timeline
from yajian.core.rules.charter import reopened
from yajian.core.rules.dossier import find
from yajian.core.words import Seq, UnitId
from yajian.transact import Office


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """One look at the books: as of a day, as the first `known` facts tell it; `rest` follows the table's name."""

    plan: Plan
    programme: Programme
    as_of: date
    known: Seq | None
    office: Office
    rest: str = ""

    @property
    def sheet(self) -> Progress:
        return progress(self.plan, self.programme, self.as_of, self.known)


def _status(look: Look) -> dict[str, Any]:
    return status(look.sheet)


def _reconciliation(look: Look) -> dict[str, Any]:
    return {"lines": reconciliation(look.sheet)}


def _questions(look: Look) -> dict[str, Any]:
    lines = questions(look.plan, look.programme, look.as_of, look.known)
    return {
        line.question.id: {"answered": line.answer is not None, "topic": line.question.topic}
        for line in lines
    }


def _reopened(look: Look) -> dict[str, Any]:
    found = reopened(look.plan, look.programme, look.as_of, look.known)
    return {"count": len(found), "things": [one.thing for one in found]}


def _explain(look: Look) -> dict[str, Any]:
    found = explain(look.plan, look.programme, look.sheet, look.rest)
    return msgspec.to_builtins(found) if found is not None else {}


def _duties(look: Look) -> dict[str, Any]:
    sheet = duties.duties(look.plan, look.programme, look.as_of, look.known)
    return duties.as_builtins(sheet.only(county=look.rest))


def _survey(look: Look) -> dict[str, Any]:
    return survey.as_builtins(survey.survey(look.plan, look.programme, look.as_of, look.known))


def _papers(look: Look) -> dict[str, Any]:
    sheet = papers.register(look.plan, look.programme, look.as_of, look.known)
    return papers.as_builtins(sheet)


def _organs(look: Look) -> dict[str, Any]:
    return organs.as_builtins(organs.organs(look.plan, look.programme, look.as_of, look.known))


def _facilities(look: Look) -> dict[str, Any]:
    return closure.as_builtins(closure.facilities(look.plan, look.programme, look.sheet))


def _acceptance(look: Look) -> dict[str, Any]:
    return acceptance.as_builtins(acceptance.sheet(look.plan, look.programme, look.sheet))


def _flags(look: Look) -> dict[str, Any]:
    return flags.as_builtins(flags.sheet(look.plan, look.programme, look.as_of, look.known))


def _courts(look: Look) -> dict[str, Any]:
    return courts.as_builtins(courts.matters(look.plan, look.programme, look.as_of, look.known))


def _quotas(look: Look) -> dict[str, Any]:
    return quotas.as_builtins(quotas.sheet(look.plan, look.programme, look.as_of, look.known))


def _money(look: Look) -> dict[str, Any]:
    """`money schedule`: any table of compensation, as a terminal tells it."""
    table = TABLES[look.rest]
    scope = Scope(plan=look.plan, programme=look.programme, as_of=look.as_of, known=look.known)
    return {"lines": list(table.told(table.table(scope)))}


def _inbox(look: Look) -> dict[str, Any]:
    found = waiting(look.plan, look.programme, look.sheet, look.known)
    return {"count": len(found), "lines": [f"{one.what}：{one.about}" for one in found]}


def _bank(look: Look) -> dict[str, Any]:
    return bankstatements.as_builtins(bankstatements.sheet(look.programme, look.as_of, look.known))


def _clawbacks(look: Look) -> dict[str, Any]:
    return clawbacks.as_builtins(clawbacks.sheet(look.plan, look.programme, look.as_of, look.known))


def _trades(look: Look) -> dict[str, Any]:
    if not look.rest:
        return trades.as_builtins(trades.sheet(look.plan, look.programme, look.as_of, look.known))
    found = trades.destinations(look.plan, look.programme, UnitId(look.rest), look.as_of, look.known)
    return trades.destinations_as_builtins(found)


def _utilities(look: Look) -> dict[str, Any]:
    """`utilities gas`: the balance of every listed enterprise."""
    return utilities.as_builtins(
        utilities.sheet(look.plan, look.programme, look.rest, look.as_of, look.known)
    )


def _workers(look: Look) -> dict[str, Any]:
    return workers.as_builtins(workers.sheet(look.plan, look.programme, look.as_of, look.known))


def _gates(look: Look) -> dict[str, Any]:
    return releases.as_builtins(releases.sheet(look.plan, look.programme, look.sheet))


def _risks(look: Look) -> dict[str, Any]:
    return risks.as_builtins(risks.sheet(look.plan, look.programme, look.as_of, look.known))


def _workplans(look: Look) -> dict[str, Any]:
    return workplans.as_builtins(workplans.sheet(look.plan, look.programme, look.as_of, look.known))


def _ledger(look: Look) -> dict[str, Any]:
    found = ledger(look.plan, look.programme, look.as_of, look.known, look.rest)
    lines = {line.enterprise: msgspec.to_builtins(line) for line in found.lines}
    return {"listed_t": found.listed_t, "without_code": found.without_code, "enterprises": lines}


def _dossier(look: Look) -> dict[str, Any]:
    for enterprise in find(look.plan, look.programme, look.rest, look.known)[:1]:
        found = dossier(look.plan, look.programme, enterprise, look.as_of, look.known)
        told = timeline(look.plan, look.programme, enterprise, look.as_of, look.known)
        lines = [f"{one.effective.isoformat()} {one.what}：{one.words}" for one in told]
        return {**msgspec.to_builtins(found), "lines": lines}
    return {}


def _capacity(look: Look) -> dict[str, Any]:
    if not look.rest:
        return capacity_told(capacity(look.plan, look.programme, look.as_of, look.known))
    found = unit_sheet(look.plan, look.programme, UnitId(look.rest), look.as_of, look.known)
    return unit_told(found) if found is not None else {}


def _as_of(look: Look) -> dict[str, Any]:
    return audit.as_builtins(look.office, audit.compare(look.office, look.as_of, look.known))


def _statements(look: Look) -> dict[str, Any]:
    lines = statements.numbers(look.plan, look.programme, look.as_of, look.known)
    if not look.rest:
        return statements.table(lines)
    subject, _, field = look.rest.partition(" ")
    found = next((line for line in lines if line.number.matter == (subject, field)), None)
    return statements.as_builtins(found) if found is not None else {}


REPORTS: Mapping[str, Callable[[Look], dict[str, Any]]] = {
    "status": _status,
    "papers": _papers,
    "reconciliation": _reconciliation,
    "questions": _questions,
    "reopened": _reopened,
    "duties": _duties,  # duties, or duties COUNTY
    "survey": _survey,
    "organs": _organs,
    "facilities": _facilities,
    "acceptance": _acceptance,
    "gates": _gates,
    "workplans": _workplans,
    "risks": _risks,
    "courts": _courts,
    "quotas": _quotas,
    "money": _money,  # money TABLE
    "inbox": _inbox,
    "bankstatements": _bank,
    "clawbacks": _clawbacks,
    "flags": _flags,
    "trades": _trades,  # trades, or trades UNIT: where its tonnes went
    "utilities": _utilities,
    "workers": _workers,
    "ledger": _ledger,  # ledger, or ledger WORDS
    "dossier": _dossier,  # dossier ID, or any name it has ever borne
    "explain": _explain,  # explain KEY
    "capacity": _capacity,  # capacity, or capacity UNIT
    "as-of": _as_of,  # both answers for the day
    "statements": _statements,  # statements, or statements SUBJECT FIELD
}
