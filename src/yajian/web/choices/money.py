"""Entries of money that may be put right, the latest first."""

from collections.abc import Iterator

from yajian.core.rules import payments
from yajian.core.words import yuan_of
from yajian.web.choices.things import Books, Option


def funds(books: Books) -> Iterator[Option]:
    """What each level gave, as it stands."""
    for one in reversed(payments.raised(books.programme)):
        fact = one.value
        said = f"{payments.LEVELS[fact.level]} {yuan_of(fact.amount_fen)} 元 {fact.document}"
        yield str(one.seq), f"第{one.seq}条 {said} {one.effective.isoformat()}"
