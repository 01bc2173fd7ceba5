"""Each county with every reading beside the others, and each matter with what is asked and what is back."""

from datetime import date
from typing import Any

import msgspec

from yajian.core import recoveries
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.recoveries import Beyond, Recovery
from yajian.core.rules import clawbacks as rules
from yajian.core.rules.clawbacks import Standing
from yajian.core.words import Seq


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One county as of a day."""

    name: str
    recovery: Recovery


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    as_of: date
    known: Seq
    lines: tuple[Line, ...]
    matters: tuple[Standing, ...]
    beyond: tuple[Beyond, ...]  # what came in beyond what is paid now, and goes back to the county


def sheet(plan: Plan, programme: Programme, as_of: date, known: Seq | None = None) -> Sheet:
    """Every county concerned, whether it missed anything or not: a reading nobody needs is a row of noughts."""
    return Sheet(
        as_of=as_of,
        known=known if known is not None else programme.seq,
        lines=tuple(
            Line(
                name=county.name,
                recovery=recoveries.recovery(plan, programme, county.id, as_of, known),  # type: ignore[arg-type]
            )
            for county in plan.counties_concerned
        ),
        matters=tuple(rules.standings(programme, as_of, known)),
        beyond=recoveries.beyond(plan, programme, as_of, known),
    )


def as_builtins(found: Sheet) -> dict[str, Any]:
    """For the command line and stories."""
    return {
        "as_of": found.as_of.isoformat(),
        "counties": {one.recovery.county: _county(one.recovery) for one in found.lines},
        "matters": [
            {
                "seq": one.seq,
                "county": one.fact.county,
                "stage": one.stage,
                "asked_fen": one.notice.value.amount_fen if one.notice is not None else None,
                "received_fen": one.received_fen,
                "returned_fen": one.returned_fen,
            }
            for one in found.matters
        ],
        "beyond": [
            {
                "county": one.matter.fact.county,
                "opinion": one.matter.seq,
                "level": one.level,
                "amount_fen": one.amount_fen,
            }
            for one in found.beyond
        ],
    }


def _county(one: Recovery) -> dict[str, Any]:
    return {
        "unfinished": [part.part for part in one.unfinished],
        "unfinished_t": one.unfinished_t,
        "paid_fen": one.paid_fen,
        "back_fen": one.back_fen,
        "beyond_fen": one.beyond_fen,
        "readings": {
            reading.id: {"label": reading.label, "low_fen": reading.low_fen, "high_fen": reading.high_fen}
            for reading in one.readings
        },
        "shown": one.shown,
        "confirmed": one.confirmed,
    }
