"""What the treasury may name: a line of the bank, and a payment that went out; the latest first."""

from collections.abc import Iterator

from yajian.core.rules import bankstatements, payments, roles
from yajian.core.words import yuan_of
from yajian.web.choices.things import Books, Option


def lines(books: Books) -> Iterator[Option]:
    """Each as one would look for it on the bank's sheet; for whoever may look at them."""
    if not roles.opens(books.role, "bankstatements"):
        return
    found = sorted(
        bankstatements.lines(books.programme), key=lambda one: (one.fact.on, one.seq), reverse=True
    )
    for one in found:
        fact = one.fact
        words = f"{fact.on.isoformat()} {bankstatements.SIDES[fact.side]} {yuan_of(fact.amount_fen)} 元"
        yield str(one.seq), f"第{one.seq}条 {words} {fact.name or fact.words}"


def imports(books: Books) -> Iterator[Option]:
    """Files that were taken in, and not withdrawn."""
    if not roles.opens(books.role, "bankstatements"):
        return
    for seq, past in reversed(list(books.programme.bankstatements.statements.items())):
        entry = past.at()
        if entry is not None:
            fact = entry.value
            period = f"{fact.first.isoformat()} 至 {fact.last.isoformat()}"
            yield str(seq), f"第{seq}条 尾号 {fact.account}，{period}，新的 {fact.fresh} 笔"


def paid_slips(books: Books) -> Iterator[Option]:
    for one in reversed(list(payments.standings(books.programme))):
        if one.released is not None:
            when = f"{one.released.effective.isoformat()} {one.stage}"
            yield str(one.seq), f"第{one.seq}条 {when} {yuan_of(one.fact.amount_fen)} 元 {one.fact.payee}"
