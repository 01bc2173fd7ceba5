"""The capacity book for machines and stories: plain keys, whole tonnes, every one under the name of its basis."""

from typing import Any

import msgspec

from yajian.core.reports.register.sheet import CapacitySheet, FilingLine, GroupLine, UnitLine
from yajian.core.reports.register.unit import UnitSheet
from yajian.core.rules.register import BaselineStanding, Gap


def capacity_told(sheet: CapacitySheet) -> dict[str, Any]:
    return {
        "total": msgspec.to_builtins(sheet.total) | _gap(sheet.gap),
        "counties": [_group(line) for line in sheet.counties],
        "enterprises": [_group(line) for line in sheet.enterprises],
        "units": [_unit(line) for line in sheet.units],
        "filings": [_filing(line) for line in sheet.filings],
        "baseline": _baseline(sheet.baseline) if sheet.baseline is not None else None,
    }


def unit_told(sheet: UnitSheet) -> dict[str, Any]:
    origin = sheet.origin_said
    return _unit(sheet.line) | {
        "contract": msgspec.to_builtins(origin.contract) if origin and origin.contract else None,
        "locked": sheet.line.lock.finding,
        "split_from": sheet.split_from,
        "split_into": list(sheet.split_into),
        "postings": [
            {
                "seq": line.posting.seq,
                "effective": line.posting.effective.isoformat(),
                "from": line.posting.transfer.source.value,
                "to": line.posting.transfer.target.value,
                "tonnes": line.posting.transfer.tonnes,
                "counts": line.counts,
            }
            for line in sheet.postings
        ],
        "facts": list(sheet.facts),
    }


def _unit(line: UnitLine) -> dict[str, Any]:
    return {
        "unit": line.opened.unit,
        "enterprise": line.opened.enterprise,
        "part": line.part,
        "facility": line.opened.facility,
        "filing_no": line.filing_no,
        "origin": line.origin_label,
        "origin_holds": line.origin.answer.value,
        "origin_finding": line.origin.finding,
        **msgspec.to_builtins(line.tonnages),
        **_gap(line.gap),
        "tradable": line.lock.answer.value,
    }


def _group(line: GroupLine) -> dict[str, Any]:
    return {"name": line.name, "units": line.units, **msgspec.to_builtins(line.tonnages), **_gap(line.gap)}


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "unsupported_t": gap.unsupported_t,
        "unbuilt_t": gap.unbuilt_t,
        "unstated": list(gap.unstated),
    }


def _filing(line: FilingLine) -> dict[str, Any]:
    filing = line.entry.value
    return {
        "number": filing.number,
        "enterprise": filing.enterprise,
        "filed_on": filing.filed_on.isoformat(),
        "issuer": filing.issuer,
        "filed_t": filing.filed_t,
        "placed_t": line.placed_t,
        "units": list(line.units),
        "seq": line.entry.seq,
    }


def _baseline(standing: BaselineStanding) -> dict[str, Any]:
    return {
        "answer": standing.verdict.answer.value,
        "finding": standing.verdict.finding,
        "filed_t": standing.total_t,
        "retired_t": standing.retired_t,
        "balance_t": standing.balance_t,
        "filings": len(standing.filings),
        "later": [one.number for one in standing.later],
        "missing": [f"{one.who}：{one.what}" for one in standing.missing],
        "loose": [f"{one.who}：{one.what}" for one in standing.loose],
    }
