"""Carrying a form out: files first, then a paper it brings along, then the command; each may be sent again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from yajian.core import misfits
from yajian.core.decisions.charter import RegisterDocument
from yajian.core.words import Command, DocumentNo, Refusal, Seq, iso_date
from yajian.evidence import EvidenceRefused, NotKept
from yajian.transact import Office, Refused
from yajian.web.acting import Acting
from yajian.web.forms import reading
from yajian.web.forms.given import Given

ATTACHED = "attach"
KEPT = "kept"


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a form: the entries it made, or why not, and what it holds now."""

    given: Given
    recorded: tuple[Seq, ...] | None = None  # None: not carried out; empty: it was so already
    faults: Mapping[str, str] = {}  # by the name of the input
    refusal: Refusal | None = None


def keep_files(office: Office, held: Given, files: MultiValueDict[str, UploadedFile]) -> Outcome:
    """Every file that came with the form, in the evidence store, so that no later fault loses one."""
    faults: dict[str, str] = {}
    refusal = None
    for name in files:
        field = name.removesuffix(":scan")
        into, several = (KEPT, True) if name == ATTACHED else (f"{field}:{KEPT}", False)
        for file in files.getlist(name):
            try:
                digest = office.evidence.put(file.file)
            except EvidenceRefused as fault:
                faults[name], refusal = fault.refusal.finding, fault.refusal
                continue
            except NotKept as fault:
                faults[name] = str(fault)
                continue
            words = f"{digest} {(file.name or '')[-80:]}"
            before = held.texts.get(into, ()) if several else ()
            held = held.but(**{into: (*before, words)})
    return Outcome(given=held, faults=faults, refusal=refusal)


def carry_out(
    office: Office,
    who: Acting,
    command: type[Command],
    held: Given,
    *,
    today: date,
    known: Mapping[str, object],
) -> Outcome:
    """Once the files are kept. `known` are values of the command that the page settles itself."""
    values, faults = reading.read(command, held, known)
    effective = reading.day(held.text("effective"), "effective", faults)
    if faults or effective is None:
        return Outcome(given=held, faults=faults)
    for place in tuple(reading.papers(command, held)):
        declined = _register(office, who, place, held, today)
        if declined is not None:
            return declined
        held = _chosen(held, place)
    try:
        asked = msgspec.convert(values, command)
    except msgspec.ValidationError as fault:
        return Outcome(given=held, faults=dict([misfits.told(command, fault)]))
    outcome = who.transact(
        office,
        asked,
        effective=effective,
        evidence=tuple(digest for digest, _ in held.kept(KEPT)),
        command_id=held.text("command_id") or None,
    )
    if isinstance(outcome, Refused):
        return Outcome(given=held, refusal=outcome.refusal, faults=_beside(outcome.refusal))
    return Outcome(given=held, recorded=tuple(one.seq for one in outcome.facts))


def _register(office: Office, who: Acting, place: str, held: Given, today: date) -> Outcome | None:
    """The paper described in a place, on the register; None once it is there."""
    asked = RegisterDocument(
        number=DocumentNo(held.text(f"{place}:number")),
        title=held.text(f"{place}:title"),
        issued_on=iso_date(held.text(f"{place}:issued_on")),
        issuer=held.text(f"{place}:issuer"),
    )
    outcome = who.transact(
        office,
        asked,
        effective=today,
        evidence=tuple(digest for digest, _ in held.kept(f"{place}:{KEPT}")),
        command_id=f"{held.text('command_id')}-{place}",
    )
    if not isinstance(outcome, Refused):
        return None
    return Outcome(given=held, refusal=outcome.refusal, faults=_beside(outcome.refusal, f"{place}:"))


def _beside(refusal: Refusal, paper: str = "") -> dict[str, str]:
    """A refusal once more at the input it speaks of."""
    if not refusal.field:
        return {}
    evidence = f"{paper}scan" if paper else ATTACHED
    name = evidence if refusal.field == "evidence" else f"{paper}{refusal.field}"
    return {name: f"{refusal.finding}。{refusal.way_forward}"}


def _chosen(held: Given, place: str) -> Given:
    """The paper is on the register: from now on it is chosen there and described no more."""
    blank: dict[str, Any] = {f"{place}:{part}": ("",) for part in (*reading.PAPER, KEPT)}
    return held.but(**{place: (held.text(f"{place}:number"),)}, **blank)
