"""到位的资金: what each level gave, and how an entry that is wrong is put right without anything below nothing."""

from collections.abc import Mapping
from datetime import date

import msgspec

from yajian.core.bodies import gives, issuers
from yajian.core.books import money
from yajian.core.books.money import Purse
from yajian.core.decisions.payments.commands import RaiseFunds, WithdrawFunds
from yajian.core.decisions.payments.shared import Outcome
from yajian.core.facts.payments import FundsRaised, FundsWithdrawn, Level, Raised
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import payments as rules
from yajian.core.rules.charter import document, scan_of, unless_registered
from yajian.core.words import Fen, Refusal, Seq, SystemRule, fen_of, yuan_of

_LEVELS: Mapping[str, Level] = {label: level for level, label in rules.LEVELS.items()}


def raise_funds(plan: Plan, programme: Programme, command: RaiseFunds, effective: date) -> Outcome:
    level, amount_fen = _LEVELS.get(command.level), fen_of(command.amount)
    if level is None or not amount_fen:
        return Refusal(
            code="payments.raise-funds.unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"级别填的是“{command.level}”，金额填的是“{command.amount}”",
            way_forward="级别填省级、市级或县级；金额填元，写到角分，要分节的每三位一个逗号",
            field="level" if level is None else "amount",
        )
    refusal = unless_registered(programme, command.document, "payments.raise-funds.no-document", effective)
    if refusal is None:
        refusal = _unless_its_givers(plan, programme, command, level)
    if refusal is not None:
        return refusal
    fact = FundsRaised(
        level=level,
        amount_fen=amount_fen,
        document=command.document,
        scan=scan_of(programme, command.document),
    )
    if command.corrects is not None:
        return _corrected(programme, command, fact, effective)
    twin = _under_one_paper(programme, fact, None)
    if twin is not None and twin.value.amount_fen == amount_fen:
        return ()
    if twin is not None:
        return _another_amount(twin)

    # From here the command succeeds.
    return (fact,)


def _unless_its_givers(plan: Plan, programme: Programme, command: RaiseFunds, level: Level) -> Refusal | None:
    """Nobody gives what is another level's; the city passes on what is the province's, and promises no county's."""
    paper = document(programme, command.document)
    assert paper is not None  # a guard has asked whether it is registered
    if any(gives(plan, programme, one, level) for one in issuers(paper.value)):
        return None
    wanted = {
        "province": "省财政或者转下省级资金的市财政、市政府",
        "city": "市财政、市政府",
        "county": "出钱的县（市）政府或财政部门自己",
    }[level]
    return Refusal(
        code="payments.raise-funds.not-its-givers",
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{command.document} 由{paper.value.issuer}发出，{rules.LEVELS[level]}资金要凭{wanted}的文件",
        way_forward="请登记资金指标文件，填它的文号；发文单位系统还不认得的，先在组织机构里登记，登记错了的先更正文件登记",
        field="document",
    )


def _corrected(programme: Programme, command: RaiseFunds, fact: FundsRaised, effective: date) -> Outcome:
    assert command.corrects is not None
    entry = _entry(programme, command.corrects)
    if entry is None or entry.corrected_by is not None:
        now = _entry(programme, entry.corrected_by) if entry is not None and entry.corrected_by else None
        if now is not None and _says(now.value, now.effective) == _says(fact, effective):
            return ()
        return Refusal(
            code="payments.raise-funds.nothing-to-correct",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.corrects}条不是现行的资金到位登记",
            way_forward=f"这一条已经更正，请更正第{now.seq}条"
            if now is not None
            else "请从资金到位一览里选择；没有登记过的直接登记",
            field="corrects",
        )
    if _says(entry.value, entry.effective) == _says(fact, effective):
        return ()
    if not command.why.strip():
        return Refusal(
            code="payments.raise-funds.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="更正没有写明理由",
            way_forward="请写明原来错在哪里，如：金额多写一个零",
            field="why",
        )
    twin = _under_one_paper(programme, fact, entry.seq)
    if twin is not None:
        return _another_amount(twin)
    given_fen = fact.amount_fen if fact.level == entry.value.level else Fen(0)
    refusal = _spoken_for(programme, entry.value, given_fen, "payments.raise-funds.spoken-for")
    if refusal is not None:
        return refusal
    was = _was(programme, entry, given_fen, effective)

    # From here the command succeeds.
    return (msgspec.structs.replace(fact, corrects=entry.seq, was=was, why=command.why.strip()),)


def withdraw_funds(programme: Programme, command: WithdrawFunds, effective: date) -> Outcome:
    entry = _entry(programme, command.withdraws)
    if entry is None or (entry.corrected_by is not None and _entry(programme, entry.corrected_by)):
        return Refusal(
            code="payments.withdraw-funds.nothing-to-withdraw",
            basis=SystemRule.NOT_FOUND,
            finding=f"第{command.withdraws}条不是现行的资金到位登记",
            way_forward="请从资金到位一览里选择；已经更正的，撤销更正后的那一条",
            field="withdraws",
        )
    if entry.corrected_by is not None:  # by no other entry: it was withdrawn
        return ()
    if not command.reason.strip():
        return Refusal(
            code="payments.withdraw-funds.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="撤销没有写明理由",
            way_forward="请写明，如：同一笔资金登记了两次",
            field="reason",
        )
    refusal = unless_registered(programme, command.document, "payments.withdraw-funds.no-document", effective)
    if refusal is not None:
        return refusal
    refusal = _spoken_for(programme, entry.value, Fen(0), "payments.withdraw-funds.spoken-for")
    if refusal is not None:
        return msgspec.structs.replace(refusal, field="withdraws")

    # From here the command succeeds.
    return (
        FundsWithdrawn(
            withdraws=entry.seq,
            was=_was(programme, entry, Fen(0), effective),
            reason=command.reason.strip(),
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def _entry(programme: Programme, seq: Seq) -> Entry[FundsRaised] | None:
    """An entry of funds by its number, whether it stands or not."""
    lines = programme.payments.raised.values()
    return next((entry for line in lines for entry in line.entries if entry.seq == seq), None)


def _was(programme: Programme, entry: Entry[FundsRaised], given_fen: Fen, effective: date) -> Raised:
    """What is moved back, and from when: where slips held of it that were cancelled since, from the day they let it go."""
    said, on = entry.value, money.counts_from(entry.value, entry.effective)
    free = dict(money.course(programme.money, said.level, Purse.AVAILABLE, on))
    if effective > on:
        stands = money.balances(programme.money, money.of_level(said.level), effective)
        free.setdefault(effective, stands[Purse.AVAILABLE])
    short = [
        day for day, fen in free.items() if fen + (given_fen if day >= effective else 0) < said.amount_fen
    ]
    until = min(day for day in free if day > max(short)) if short else None
    return Raised(level=said.level, amount_fen=said.amount_fen, on=on, until=until)


def _says(fact: FundsRaised, on: date) -> tuple[object, ...]:
    return fact.level, fact.amount_fen, fact.document, on


def _under_one_paper(programme: Programme, fact: FundsRaised, but: Seq | None) -> Entry[FundsRaised] | None:
    """What stands already of the same level under the same paper."""
    return next(
        (
            one
            for one in rules.raised(programme)
            if (one.value.level, one.value.document) == (fact.level, fact.document) and one.seq != but
        ),
        None,
    )


def _another_amount(twin: Entry[FundsRaised]) -> Refusal:
    said = twin.value
    return Refusal(
        code="payments.raise-funds.another-amount",
        basis=SystemRule.DUPLICATE,
        finding=f"{said.document} 的{rules.LEVELS[said.level]}资金已登记 {yuan_of(said.amount_fen)} 元（第{twin.seq}条）",
        way_forward=f"一份文件对一级只有一个金额；登错的更正或撤销第{twin.seq}条，另外一笔资金另有文号",
        field="amount",
    )


def _spoken_for(programme: Programme, was: FundsRaised, given_fen: Fen, code: str) -> Refusal | None:
    """Refused where slips hold, or what went out took, more than there would be. To add to a level is never refused."""
    free_fen = money.balances(programme.money, money.of_level(was.level))[Purse.AVAILABLE]
    short_fen = was.amount_fen - given_fen - free_fen
    if short_fen <= 0 or given_fen >= was.amount_fen:
        return None
    label = rules.LEVELS[was.level]
    return Refusal(
        code=code,
        basis=SystemRule.OUT_OF_TURN,
        finding=f"这样改，{label}资金已制单、已下达的就比到位的多 {yuan_of(short_fen)} 元",
        way_forward=f"请先作废还没有下达的制单，或者先登记另有文号的{label}资金；已经下达的拿不回来，请再核对指标文件",
        field="amount",
    )
