"""Enterprises: by what names they are known, of which county, under which code, and what they went into."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

import msgspec

from yajian.core.facts.dossier import CreditCodeRecorded, EnterprisesMerged
from yajian.core.history import Entry, Timeline
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import CountyId, EnterpriseId, Seq

K = TypeVar("K")
V = TypeVar("V")


def at(
    table: Mapping[K, Timeline[V]], key: K, as_of: date | None = None, known: Seq | None = None
) -> Entry[V] | None:
    """What a table says of one thing on a day; nothing if it never heard of it."""
    past = table.get(key)
    return past.at(as_of, known) if past is not None else None


def same(one: str, other: str) -> bool:
    """Whether two names are one to a reader: full-width or half-width, with or without spaces."""
    return folded(one) == folded(other)


def folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


class NameLine(msgspec.Struct, frozen=True, kw_only=True):
    """One name an enterprise has borne, and since when. The first has no day: the plan or the entry found it so."""

    name: str
    since: date | None = None
    seq: Seq | None = None
    document: str = ""


def known_enterprises(plan: Plan, programme: Programme, known: Seq | None = None) -> tuple[EnterpriseId, ...]:
    """Those the plan lists, in its order, then those entered, as they came."""
    entered = (name for name, past in programme.dossiers.enterprises.items() if past.known(known))
    return tuple(dict.fromkeys((*plan.enterprises, *entered)))


def is_known(plan: Plan, programme: Programme, enterprise: EnterpriseId, known: Seq | None = None) -> bool:
    entered = at(programme.dossiers.enterprises, enterprise, known=known)
    return enterprise in plan.enterprises or entered is not None


def name_lines(
    plan: Plan,
    programme: Programme,
    enterprise: EnterpriseId,
    as_of: date | None = None,
    known: Seq | None = None,
) -> tuple[NameLine, ...]:
    """Every name it has borne up to a day, oldest first."""
    renames = programme.dossiers.renames.get(enterprise, Timeline()).known(known)
    later = (
        NameLine(name=entry.value.name, since=entry.effective, seq=entry.seq, document=entry.value.document)
        for entry in renames
        if as_of is None or entry.effective <= as_of
    )
    return (NameLine(name=_first_name(plan, programme, enterprise, known)), *later)


def _first_name(plan: Plan, programme: Programme, enterprise: EnterpriseId, known: Seq | None) -> str:
    if enterprise in plan.enterprises:
        return plan.enterprises[enterprise].name
    entered = at(programme.dossiers.enterprises, enterprise, known=known)
    return entered.value.name if entered is not None else enterprise


def enterprise_name(
    plan: Plan,
    programme: Programme,
    enterprise: EnterpriseId,
    as_of: date | None = None,
    known: Seq | None = None,
) -> str:
    """What it is called on a day. An id nobody has entered is its own name."""
    renamed = at(programme.dossiers.renames, enterprise, as_of, known)
    return renamed.value.name if renamed is not None else _first_name(plan, programme, enterprise, known)


def county_of(
    plan: Plan,
    programme: Programme,
    enterprise: EnterpriseId,
    as_of: date | None = None,
    known: Seq | None = None,
) -> CountyId | None:
    """The county it is of on a day. None while nobody has said."""
    relocated = at(programme.dossiers.relocations, enterprise, as_of, known)
    if relocated is not None:
        return relocated.value.county
    if enterprise in plan.enterprises:
        return plan.enterprises[enterprise].county.value
    entered = at(programme.dossiers.enterprises, enterprise, known=known)
    return entered.value.county if entered is not None else None


def credit_code(
    programme: Programme, enterprise: EnterpriseId, as_of: date | None = None, known: Seq | None = None
) -> Entry[CreditCodeRecorded] | None:
    """The code in force on a day, or the first one learned: an enterprise had its code before we knew it."""
    past = programme.dossiers.codes.get(enterprise, Timeline())
    return past.at(as_of, known) or next(iter(past.known(known)), None)


def holder_of_code(plan: Plan, programme: Programme, code: str, besides: EnterpriseId) -> EnterpriseId | None:
    """Another enterprise that has this code, now or formerly."""
    for enterprise in known_enterprises(plan, programme):
        past = programme.dossiers.codes.get(enterprise, Timeline()).known()
        if enterprise != besides and any(entry.value.code == code for entry in past):
            return enterprise
    return None


def bearer_of_name(
    plan: Plan, programme: Programme, name: str, besides: EnterpriseId, code: str = ""
) -> EnterpriseId | None:
    """Another enterprise that bears this name or ever bore it, unless two codes tell the two apart."""
    for enterprise in known_enterprises(plan, programme):
        if enterprise == besides:
            continue
        recorded = credit_code(programme, enterprise)
        apart = bool(code) and recorded is not None and recorded.value.code not in ("", code)
        if not apart and any(same(line.name, name) for line in name_lines(plan, programme, enterprise)):
            return enterprise
    return None


def named(plan: Plan, programme: Programme, words: str) -> frozenset[EnterpriseId]:
    """Which firms somebody's words mean, by any name ever borne: a department of one, or one in short.

    A short name counts only where it is one firm's alone: “焦化公司” is everybody's, and so nobody's.
    """
    cores = [
        (_core(folded(line.name)), enterprise)
        for enterprise in known_enterprises(plan, programme)
        for line in name_lines(plan, programme, enterprise)
    ]
    found: set[EnterpriseId] = set()
    for one in map(folded, words.split("、")):
        within = [(core, firm) for core, firm in cores if len(core) > 1 and core in one]
        longest = max((len(core) for core, _ in within), default=0)
        found |= {firm for core, firm in within if len(core) == longest}
        for head in () if within else _heads(one):
            short = _core(head)
            called_so = short and (short != head or len(head) >= _TELLING)
            in_short = {firm for core, firm in cores if called_so and _reads_as(short, core, short != head)}
            if len(in_short) == 1:
                found |= in_short
    return frozenset(found)


def mentioned(plan: Plan, programme: Programme, title: str) -> frozenset[EnterpriseId]:
    """Which firms a title speaks of: by any name ever borne, or in short (庚公司) where that is one firm's alone."""
    spelt = folded(title)
    cores = [
        (_core(folded(line.name)), enterprise)
        for enterprise in known_enterprises(plan, programme)
        for line in name_lines(plan, programme, enterprise)
    ]
    found = {firm for core, firm in cores if len(core) > 1 and core in spelt}
    for core, firm in cores:
        ends = (core[start:] for start in range(1, len(core)))
        shorts = [short for short in ends if any(short + ending in spelt for ending in _ENDINGS)]
        if any({other for name, other in cores if name.endswith(short)} == {firm} for short in shorts):
            found.add(firm)
    return frozenset(found)


def _reads_as(short: str, core: str, is_a_firms: bool) -> bool:
    """A firm in short may leave out signs between, as its trade: what calls itself a firm is read so, and nothing else."""
    rest = iter(core)
    return short in core or (is_a_firms and len(short) > 2 and all(sign in rest for sign in short))


_TELLING = 4  # signs of a name that says by no ending that it is a firm's: fewer are a place
_ENDINGS = ("有限责任公司", "股份有限公司", "有限公司", "集团公司", "公司", "集团", "厂")


def _heads(name: str) -> frozenset[str]:
    """A body's name, and that of the firm it may be a department of: 丁公司安环部 is of 丁公司."""
    return frozenset({name, *(name.partition(one)[0] + one for one in _ENDINGS if one in name)})


def _core(name: str) -> str:
    """A firm's name without what kind of firm it is."""
    for ending in _ENDINGS:
        if name.endswith(ending):
            return _core(name.removesuffix(ending))
    return name


def find(plan: Plan, programme: Programme, words: str, known: Seq | None = None) -> tuple[EnterpriseId, ...]:
    """By id or code, or by any part of any name it has ever borne."""
    wanted = folded(words)
    found = []
    for enterprise in known_enterprises(plan, programme, known):
        names = (line.name for line in name_lines(plan, programme, enterprise, known=known))
        codes = (one.value.code for one in programme.dossiers.codes.get(enterprise, Timeline()).known(known))
        if words == enterprise or any(wanted in folded(text) for text in (*names, *codes)):
            found.append(enterprise)
    return tuple(found)


def merger(
    programme: Programme, enterprise: EnterpriseId, as_of: date | None = None, known: Seq | None = None
) -> Entry[EnterprisesMerged] | None:
    return at(programme.dossiers.mergers, enterprise, as_of, known)


def successor(
    programme: Programme, enterprise: EnterpriseId, as_of: date | None = None, known: Seq | None = None
) -> EnterpriseId:
    """Who stands for it on a day: the last of those it was merged into, or itself."""
    while (merged := merger(programme, enterprise, as_of, known)) is not None:
        enterprise = merged.value.successor
    return enterprise


Absorbed = Mapping[EnterpriseId, tuple[EnterpriseId, ...]]


def absorbed(programme: Programme, as_of: date | None = None, known: Seq | None = None) -> Absorbed:
    """Who was merged into whom at first hand by a day: each successor's, in one pass."""
    found: dict[EnterpriseId, tuple[EnterpriseId, ...]] = {}
    for one in programme.dossiers.mergers:
        merged = merger(programme, one, as_of, known)
        if merged is not None:
            found[merged.value.successor] = (*found.get(merged.value.successor, ()), one)
    return found


def family(
    programme: Programme,
    enterprise: EnterpriseId,
    as_of: date | None = None,
    known: Seq | None = None,
    within: Absorbed | None = None,
) -> tuple[EnterpriseId, ...]:
    """Itself and everyone it stands for on a day, merged into it at first or at second hand."""
    merged = absorbed(programme, as_of, known) if within is None else within
    members = [enterprise]
    for member in members:  # grows as it goes: the merged have their own merged
        members += merged.get(member, ())
    return tuple(members)


def kin(programme: Programme, enterprise: EnterpriseId, day: date) -> frozenset[EnterpriseId]:
    """A firm with those it stands for and the group it went into, on a day or since: none of them judges it from outside."""
    heads = (successor(programme, enterprise, day), successor(programme, enterprise))
    of_theirs = (
        one for as_of, head in zip((day, None), heads, strict=True) for one in family(programme, head, as_of)
    )
    return frozenset({enterprise, *heads, *of_theirs})


def last_acted(programme: Programme, enterprise: EnterpriseId) -> date | None:
    """The last day it took a name, an enterprise, a site or a facility over: it cannot be merged before."""
    dossiers = programme.dossiers
    renames = dossiers.renames.get(enterprise, Timeline()).known()
    mergers = (entry for past in dossiers.mergers.values() for entry in past.known())
    moves = (entry for past in dossiers.moves.values() for entry in past.known())
    passes = (entry for past in dossiers.passes.values() for entry in past.known())
    days = [entry.effective for entry in renames]
    days += [entry.effective for entry in passes if entry.value.enterprise == enterprise]
    days += [entry.effective for entry in mergers if entry.value.successor == enterprise]
    days += [entry.effective for entry in moves if entry.value.enterprise == enterprise]
    return max(days, default=None)
