"""A filing entered under a wrong number, or entered at all: the paper keeps its identity, and its units stay on it."""

from datetime import date

from yajian.core.decisions.register.commands import RenumberFiling, VoidFiling
from yajian.core.facts.register import FilingRenumbered, FilingVoided
from yajian.core.programme import AnyFact, Programme
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import register as rules
from yajian.core.words import Refusal, SystemRule

Outcome = tuple[AnyFact, ...] | Refusal


def renumber_filing(programme: Programme, command: RenumberFiling, effective: date) -> Outcome:
    key = rules.filing_key(command.new_number)
    if not key or command.new_number != command.new_number.strip() or not command.reason.strip():
        return Refusal(
            code="register.renumber-filing.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="应为的文号、更正理由空着，或文号前后有空格",
            way_forward="请照原件写文号，写明原来怎样登记、怎样发现的",
            field="new_number",
        )
    taken = rules.filing_numbered(programme, command.new_number)
    done = programme.register.renumbered.get(taken) if taken is not None else None
    if done is not None and _said(done) == _asked(command):
        return ()
    filing = rules.filing_numbered(programme, command.number)
    if filing is None:
        return Refusal(
            code="register.renumber-filing.no-such-filing",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有登记过备案文件 {command.number}",
            way_forward="请照登记时的文号填写",
            field="number",
        )
    if taken is not None and taken != filing:
        return Refusal(
            code="register.renumber-filing.number-taken",
            basis=SystemRule.DUPLICATE,
            finding=f"{command.new_number} 已登记为另一份备案文件，产能单元："
            f"{'、'.join(rules.units_by_filing(programme).get(taken, ())) or '无'}",
            way_forward="一个文号只是一份文件；同一份登了两次的，作废没有产能单元的那一份",
            field="new_number",
        )
    refusal = charter_rules.unless_registered(
        programme, command.document, "register.renumber-filing.no-document", in_force=effective
    )
    if refusal is not None:
        return refusal
    entry = rules.filing_at(programme, filing)
    if entry is not None and entry.value.number == command.new_number:
        return ()

    # From here the command succeeds.
    return (
        FilingRenumbered(
            filing=filing,
            was=command.number,
            number=command.new_number,
            key=key,
            document=command.document,
            reason=command.reason,
        ),
    )


def _said(done: FilingRenumbered) -> tuple[str, ...]:
    return (done.was, done.number, done.document, done.reason)


def _asked(command: RenumberFiling) -> tuple[str, ...]:
    return (command.number, command.new_number, command.document, command.reason)


def void_filing(programme: Programme, command: VoidFiling, effective: date) -> Outcome:
    filing = rules.filing_numbered(programme, command.number)
    if filing is None and any(
        (done.number, done.document, done.reason) == (command.number, command.document, command.reason)
        for done in programme.register.voided.values()
    ):
        return ()
    if filing is None:
        return Refusal(
            code="register.void-filing.no-such-filing",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有登记过备案文件 {command.number}，或已经作废",
            way_forward="请照登记时的文号填写",
            field="number",
        )
    if not command.reason.strip():
        return Refusal(
            code="register.void-filing.value-unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding="没有写明作废理由",
            way_forward="请写明为什么不该登记；作废和原登记都还看得见",
            field="reason",
        )
    units = rules.units_by_filing(programme).get(filing, ())
    if units:
        return Refusal(
            code="register.void-filing.has-units",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"已按 {command.number} 登记产能单元：{'、'.join(units)}",
            way_forward="有产能单元的不作废：文号登错的用“更正备案文号”，吨数、日期登错的用“更正备案文件”",
            field="number",
        )
    refusal = charter_rules.unless_registered(
        programme, command.document, "register.void-filing.no-document", in_force=effective
    )
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        FilingVoided(filing=filing, number=command.number, document=command.document, reason=command.reason),
    )
