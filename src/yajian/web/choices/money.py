"""What the treasury and those before it choose among: slips, accounts, applications, units, entries to be put right.

Each is told as one would tell it from the next: whom, what for, how much, how far it came. The latest stands first.
"""

from collections.abc import Iterator, Mapping

from yajian.core.entitlements import names_paid
from yajian.core.reports.money import slip as slip_reports
from yajian.core.rules import applications as application_rules
from yajian.core.rules import clawbacks, payments
from yajian.core.words import CountyId, EnterpriseId, Fen, Seq, yuan_of
from yajian.web.choices.things import Books, Offer, Option, organs

SLIPS: Mapping[str, tuple[payments.Stage, ...]] = {  # at which stage a slip is when this is done with it
    "payments.check": ("待复核",),
    "payments.release": ("待下达",),
    "payments.cancel": ("待复核", "待下达"),
    "payments.bounce": ("已下达",),
    "payments.withdraw-bounce": ("已退回",),
    "payments.correct-voucher": ("已下达", "已退回"),
    "payments.file": ("已下达",),
}


def slips(command: str) -> Offer:
    """Those with which this may be done now, and the one the form holds already."""

    def offer(books: Books) -> Iterator[Option]:
        for one in reversed(tuple(payments.standings(books.programme))):
            if one.stage in SLIPS[command] or str(one.seq) == books.asked("payment"):
                yield str(one.seq), f"第{one.seq}条 {slip_reports.in_words(one)}"

    return offer


def accounts(books: Books) -> Iterator[Option]:
    """Where money may go, and where it may not yet, with the reason."""
    for seq in reversed(tuple(books.programme.payments.accounts)):
        one = payments.account(books.programme, seq)
        if one is not None and books.asked("enterprise") in ("", one.fact.enterprise):
            fact, since = one.fact, one.usable_from
            when = f"{since.isoformat()} 起可以用" if since is not None else "变更待另一个人核实"
            if fact.payee not in names_paid(books.plan, books.programme, fact.enterprise):
                when = "户名不是企业现在的全称，法院文书也没有列"
            yield str(seq), f"第{seq}条 {fact.payee} {fact.bank}（{when}）"


def applications(*stages: application_rules.Stage) -> Offer:
    """At these stages or, where none is named, at any; and the one the form holds already."""

    def offer(books: Books) -> Iterator[Option]:
        held = (books.asked("application"), books.asked("applications"))
        for one in reversed(tuple(application_rules.standings(books.programme))):
            fact = one.applied.value
            fits = not stages or one.stage in stages or str(one.seq) in held
            if fits and books.asked("enterprise") in ("", fact.enterprise):
                units = "、".join(line.unit for line in fact.units)
                said = f"{books.firm(fact.enterprise)} {units} {yuan_of(fact.amount_fen)} 元（{one.stage}）"
                yield str(one.seq), f"第{one.seq}条 {said}"

    return offer


def payable(books: Books) -> Iterator[Option]:
    """Units of the account's firm of which something is left; until an account is chosen, of every firm."""
    for one in payable_units(books):
        yield one.unit, f"{one.unit} 还可以安排 {yuan_of(one.left_fen)} 元"


def payable_units(books: Books) -> Iterator[slip_reports.Left]:
    return slip_reports.payable(books.programme, _payee(books))


def _payee(books: Books) -> EnterpriseId | None:
    """Whose matters the chosen account was entered in."""
    seq = books.asked("account")
    found = payments.account(books.programme, Seq(int(seq))) if seq.isdecimal() else None
    return found.fact.enterprise if found is not None else None


def bounced_units(books: Books) -> Iterator[Option]:
    """Units of the chosen slip of which something stands; until one is chosen, of every slip that went out."""
    asked = books.asked("payment")
    for slip in reversed(tuple(payments.standings(books.programme))):
        if slip.stage == "已下达" and asked in ("", str(slip.seq)):
            for unit in dict.fromkeys(line.unit for line in slip.stands):
                fen = sum(line.amount_fen for line in slip.stands if line.unit == unit)
                yield unit, f"{unit} 已付 {yuan_of(Fen(fen))} 元"


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
