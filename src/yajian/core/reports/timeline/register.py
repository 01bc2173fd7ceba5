"""Units of capacity: what was filed, opened, moved, where its tonnes come from."""

from collections.abc import Iterator
from typing import Any

from yajian.core.facts.register import Account
from yajian.core.history import Entry, Timeline
from yajian.core.reports import wording
from yajian.core.reports.timeline.item import Happening, View, told
from yajian.core.words import Seq

_ACCOUNTS = {
    Account.PAPERS: "备案文件",
    Account.FILED: "备案",
    Account.RETIRED: "压减",
    Account.GROUND: "现场",
    Account.UNSTATED: "建成",
    Account.OPERATING: "在产",
    Account.STOPPED: "停产",
}


def happenings(view: View) -> Iterator[Happening]:
    yield from _units(view)
    yield from _filings(view)
    yield from _origins(view)


def _units(view: View) -> Iterator[Happening]:
    for unit, opened in view.programme.register.units.items():
        if opened.enterprise not in view.family:
            continue
        seen: dict[Seq, list[Any]] = {}
        for posting in view.programme.capacity.postings.get(unit, ()):
            seen.setdefault(posting.seq, []).append(posting)
        for number, postings in enumerate(seen.values()):
            moves = "；".join(
                f"{_ACCOUNTS[one.transfer.source]} → {_ACCOUNTS[one.transfer.target]} "
                f"{wording.wan_t(one.transfer.tonnes)} 万吨"
                for one in postings
            )
            first = postings[0]
            entry = Entry(first.seq, first.effective, unit, first.corrected_by)
            split = view.programme.register.splits.get(unit)
            opening = f"分立产能单元，由 {split.unit} 分出" if split is not None else "登记产能单元"
            yield from told(view, "产能单元" if number else opening, [(entry, f"{unit} {moves}")])


def _filings(view: View) -> Iterator[Happening]:
    for past in view.programme.register.filings.values():
        for number, entry in enumerate(past.entries):
            filing = entry.value
            if filing.enterprise in view.family:
                words = f"{filing.number}（{filing.issuer}）备案 {wording.wan_t(filing.filed_t)} 万吨"
                before = past.entries[number - 1].value.number if number else filing.number
                word = "更正备案文号" if filing.number != before else "更正备案文件"
                yield from told(view, word if number else "登记备案文件", [(entry, words)])


def _origins(view: View) -> Iterator[Happening]:
    """Where tonnes come from and which part they belong to; what a unit split off brought along is its parent's."""
    register = view.programme.register
    for unit, opened in reversed(list(register.units.items())):
        if opened.enterprise not in view.family:
            continue
        for said in register.origins.get(unit, Timeline()).entries:
            kind = view.plan.capacity.origin(said.value.origin)
            deal = said.value.contract
            words = f"{unit} {kind.label if kind is not None else said.value.origin}" + (
                f"，合同 {deal.number}（{deal.dated.isoformat()}，出让方 {deal.seller}）" if deal else ""
            )
            yield from told(view, "认定产能来源", [(said, words)])
        for placed in register.placed.get(unit, Timeline()).entries:
            words = f"{unit} {placed.value.part or '不属于任何清单分项'}"
            yield from told(view, "核定清单分项", [(placed, words)])
