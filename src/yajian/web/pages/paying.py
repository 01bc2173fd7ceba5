"""What stands beside a form of the treasury: the slip it is about, or what is left to be prepared, in figures and in full."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yajian.core.facts.payments import PaymentsFact, PaymentsFiled
from yajian.core.programme import AnyFact
from yajian.core.reports.money.slip import Payable, Slip, slip, with_holds
from yajian.core.rules import payments
from yajian.core.rules.charter import document
from yajian.core.words import DocumentNo, Recorded, Seq
from yajian.web.choices import Books
from yajian.web.choices.money import SLIPS, payable_units
from yajian.web.forms import Given
from yajian.web.pages.room import Room

_AT_ONCE = 3  # slips told beside a form that has not chosen yet; the rest stand in its list


def beside(room: Room, books: Books, tag: str, held: Given) -> dict[str, Any]:
    """Of the slips that are chosen; before any is, of the latest that wait for this."""
    units: tuple[Payable, ...] = ()
    if tag == "payments.prepare":
        units = tuple(with_holds(room.plan, room.programme, payable_units(books), room.as_of))
    return told(room, tuple(_slips(room, tag, held))) | {"payable": units}


def told(room: Room, slips: tuple[Slip, ...]) -> dict[str, Any]:
    """Slips with what a template needs to say who said each thing, and when it was known."""
    rests_on = {seq for one in slips for seq in _entries(one)}
    return {
        "slips": slips,
        "papers": on_the_register(room, (number for one in slips for number in _papers(one))),
        "said": {seq: room.office.recorded(seq) for seq in rests_on},
        "payable": (),
        "levels": payments.LEVELS,
    }


def on_the_register(room: Room, numbers: Iterable[str]) -> Mapping[str, Seq]:
    """Where each paper itself was entered, for those the register has."""
    found = {number: document(room.programme, DocumentNo(number)) for number in set(numbers)}
    return {number: entry.seq for number, entry in found.items() if entry is not None}


def of_entry(room: Room, recorded: Recorded[AnyFact]) -> tuple[Slip, ...]:
    """The slip that an entry made, or took a step further."""
    fact = recorded.fact
    if not isinstance(fact, PaymentsFact):
        return ()
    about = fact.payments if isinstance(fact, PaymentsFiled) else (getattr(fact, "payment", recorded.seq),)
    found = (slip(room.plan, room.programme, one, room.as_of, room.known) for one in about)
    return tuple(one for one in found if one is not None)


def _slips(room: Room, tag: str, held: Given) -> Iterator[Slip]:
    if tag not in SLIPS:
        return
    chosen = [one for name in ("payment", "payments") for one in held.every(name) if one.isdecimal()]
    waiting = (one.seq for one in payments.standings(room.programme) if one.stage in SLIPS[tag])
    seqs = [Seq(int(one)) for one in chosen] or sorted(waiting, reverse=True)[:_AT_ONCE]
    for seq in seqs:
        found = slip(room.plan, room.programme, seq)
        if found is not None:
            yield found


def _entries(one: Slip) -> Iterator[Seq]:
    """Everything a slip's page names: its own steps, and what each amount rests on."""
    standing = one.standing
    steps = (standing.prepared, standing.checked, standing.released, standing.cancelled, standing.bounced)
    for entry in (*steps, standing.corrected, standing.restored, *standing.filed):
        if entry is not None:
            yield entry.seq
    if one.account is not None:
        yield one.account.seq
    for line in one.lines:
        if line.of is not None:
            yield line.of.granted.seq
            if line.of.quota is not None:
                yield line.of.quota.seq


def _papers(one: Slip) -> Iterator[DocumentNo]:
    yield one.standing.fact.document
    if one.account is not None:
        yield one.account.fact.document
    yield from (line.of.agreed for line in one.lines if line.of is not None)
