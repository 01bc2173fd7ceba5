"""Filing documents: when two numbers are one paper, and which tonnes of a paper already stand under a unit."""

import re
import unicodedata
from datetime import date

from yajian.core.books.capacity import balances, counts
from yajian.core.facts.register import Account, FilingEntered
from yajian.core.history import Entry
from yajian.core.programme import Programme
from yajian.core.words import Seq, Tonnes, UnitId

_NUMERAL = "〇○零一二三四五六七八九"
_DIGITS = str.maketrans(_NUMERAL, "000123456789")
_OPEN, _CLOSE = r"[〔\[({【〖]", r"[〕\])}】〗]"
_YEAR_IN_CHARACTERS = re.compile(
    f"(?<={_OPEN})[一二][{_NUMERAL}]{{3}}(?=年?{_CLOSE})|[一二][{_NUMERAL}]{{3}}(?=年)"
)
_SHORT_YEAR = re.compile(rf"(?<={_OPEN})(\d\d)(?=年?{_CLOSE})")
_MARKS = re.compile(r"第(?=\d)|(?<=\d)[年号]")
_TOKENS = re.compile(r"\d+|[^\W\d_]+")


def filing_key(number: str) -> str:
    """A number without its spelling: brackets of any kind, spaces, full width, 年, 第, 号, and leading zeros.

    示备〔2011〕5号, 示备[2011]第05号, 示备（二〇一一）5号 and 示备2011年5号 are one paper.
    """
    plain = "".join(unicodedata.normalize("NFKC", number).split()).casefold()
    plain = _YEAR_IN_CHARACTERS.sub(lambda found: found[0].translate(_DIGITS), plain)
    plain = _SHORT_YEAR.sub(lambda found: ("19" if found[1] > "49" else "20") + found[1], plain)
    tokens = _TOKENS.findall(_MARKS.sub(" ", plain))
    return "-".join(token.lstrip("0") or "0" if token.isdigit() else token for token in tokens)


def filing_numbered(programme: Programme, number: str) -> str | None:
    """The identity of the paper that bears a number, however that is spelt."""
    said = programme.register.numbers.get(filing_key(number))
    entry = said.at() if said is not None else None
    return entry.value if entry is not None else None


def new_identity(programme: Programme, key: str) -> str:
    """A paper is known by the key it was entered under, unless another that bore it by mistake is."""
    filings, place, identity = programme.register.filings, 1, key
    while identity in filings:
        place += 1
        identity = f"{key}#{place}"
    return identity


def identity_of(filing: FilingEntered) -> str:
    return filing.identity or filing.key


def filing_at(
    programme: Programme, identity: str, as_of: date | None = None, known: Seq | None = None
) -> Entry[FilingEntered] | None:
    """A filing as it stood on a day; its entry may have been corrected since."""
    said = programme.register.filings.get(identity)
    return said.at(as_of, known) if said is not None else None


def filing_of(programme: Programme, unit: UnitId) -> str:
    """The identity of the paper a unit stands on, entered or not."""
    opened = programme.register.units[unit]
    if opened.filing:
        return opened.filing
    key = filing_key(opened.filing_no)
    return key if filing_at(programme, key) else filing_numbered(programme, opened.filing_no) or key


def units_at(programme: Programme, as_of: date | None = None, known: Seq | None = None) -> tuple[UnitId, ...]:
    """The units that were there on a day, in the order they were opened."""
    return tuple(
        unit
        for unit in programme.register.units
        if any(
            counts(posting, known) and (as_of is None or posting.effective <= as_of)
            for posting in programme.capacity.postings.get(unit, ())
        )
    )


def units_by_filing(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> dict[str, tuple[UnitId, ...]]:
    """Every paper's units, in one pass."""
    found: dict[str, tuple[UnitId, ...]] = {}
    for unit in units_at(programme, as_of, known):
        key = filing_of(programme, unit)
        found[key] = (*found.get(key, ()), unit)
    return found


def paper_t(
    programme: Programme, units: tuple[UnitId, ...], as_of: date | None = None, known: Seq | None = None
) -> Tonnes:
    """What some units were ever given on paper: a tonne that was retired keeps its paper."""
    return Tonnes(-sum(balances(programme.capacity, unit, as_of, known)[Account.PAPERS] for unit in units))
