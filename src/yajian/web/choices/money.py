"""Entries of money that may be put right, the latest first."""

from collections.abc import Iterator

from yajian.core.rules import clawbacks, payments
from yajian.core.words import CountyId, yuan_of
from yajian.web.choices.things import Books, Option, organs


def funds(books: Books) -> Iterator[Option]:
    """What each level gave, as it stands."""
    for one in reversed(payments.raised(books.programme)):
        fact = one.value
        said = f"{payments.LEVELS[fact.level]} {yuan_of(fact.amount_fen)} 元 {fact.document}"
        yield str(one.seq), f"第{one.seq}条 {said} {one.effective.isoformat()}"


def returns(books: Books) -> Iterator[Option]:
    """What came back, as it stands; of one payment where the form is about one."""
    for one in reversed(tuple(payments.standings(books.programme))):
        if books.asked("payment") in ("", str(one.seq)):
            for entry in reversed(one.returns):
                said = f"第{one.seq}条制单退回 {yuan_of(entry.value.amount_fen)} 元"
                yield str(entry.seq), f"第{entry.seq}条 {said} {entry.effective.isoformat()}"


def filed_with(books: Books) -> Iterator[Option]:
    """The organs the plan has payments filed with; where it names nobody, anybody."""
    named = payments.filed_with(books.plan)
    return (one for one in organs(books) if not named or one[0] in named)


def receipts(books: Books) -> Iterator[Option]:
    """What counties gave back, as it stands; of one matter where the form is about one."""
    for one in reversed(tuple(clawbacks.standings(books.programme))):
        if books.asked("opinion") in ("", str(one.seq)):
            for entry in reversed(one.receipts):
                fact = entry.value
                county, level = _county(books, fact.county), payments.LEVELS[fact.level]
                said = f"{county} {level}入库 {yuan_of(fact.amount_fen)} 元 {fact.voucher}"
                yield str(entry.seq), f"第{entry.seq}条 {said} {entry.effective.isoformat()}"


def receipts_and_returns(books: Books) -> Iterator[Option]:
    yield from receipts(books)
    for one in reversed(tuple(clawbacks.standings(books.programme))):
        for entry in reversed(one.returns):
            fact = entry.value
            county, level = _county(books, fact.county), payments.LEVELS[fact.level]
            said = f"{county} {level}退还 {yuan_of(fact.amount_fen)} 元 {fact.voucher}"
            yield str(entry.seq), f"第{entry.seq}条 {said} {entry.effective.isoformat()}"


def _county(books: Books, county: CountyId) -> str:
    return next((one.name for one in books.plan.counties if one.id == county), county)
