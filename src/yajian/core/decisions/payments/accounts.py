"""收款账户: where money may go, and from when."""

from datetime import date

from yajian.core import entitlements
from yajian.core.bodies import above_counties, issuers
from yajian.core.courtpapers import is_a_courts
from yajian.core.decisions.payments import hands
from yajian.core.decisions.payments.commands import ConfirmAccount, EnterAccount
from yajian.core.decisions.payments.shared import Outcome, account_named, basis_of, too_early
from yajian.core.facts.payments import (
    AccountConfirmed,
    AccountEntered,
)
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier
from yajian.core.rules import payments as rules
from yajian.core.rules import roles as role_rules
from yajian.core.rules.charter import document, scan_of, unless_registered
from yajian.core.words import (
    EnterpriseId,
    Refusal,
    SystemRule,
    digits_of,
)


def enter_account(
    plan: Plan, programme: Programme, command: EnterAccount, actor: str, effective: date
) -> Outcome:
    if not dossier.is_known(plan, programme, command.enterprise):
        return Refusal(
            code="payments.enter-account.no-such-enterprise",
            basis=SystemRule.NOT_FOUND,
            finding=f"没有企业 {command.enterprise}",
            way_forward="请从企业台账中选择",
            field="enterprise",
        )
    number = digits_of(command.number)
    if not (number.isascii() and number.isdigit() and 8 <= len(number) <= 30) or not command.bank.strip():
        return Refusal(
            code="payments.enter-account.unfit",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"账号填的是“{command.number}”，开户行填的是“{command.bank}”",
            way_forward="账号为 8 至 30 位数字；开户行照来件写全称",
            field="number" if command.bank.strip() else "bank",
        )
    refusal = unless_registered(programme, command.document, "payments.enter-account.no-document", effective)
    if refusal is None:
        refusal = _unless_the_payees(plan, programme, command)
    if refusal is not None:
        return refusal
    payee, bank = _as_named(plan, programme, command), command.bank.strip()
    refusal = _unless_to_be_paid(plan, programme, command, payee, effective)
    if refusal is not None:
        return refusal
    earlier = _used_before(plan, programme, command.enterprise, payee)
    last = earlier[-1].fact if earlier else None
    if last is not None and (last.payee, last.number, last.bank) == (payee, number, bank):
        return ()

    # From here the command succeeds.
    return (
        AccountEntered(
            enterprise=command.enterprise,
            payee=payee,
            bank=bank,
            number=number,
            changes=(last is not None and (last.number, last.bank) != (number, bank))
            or _is_anothers(programme, number, earlier),
            by=actor,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def _as_named(plan: Plan, programme: Programme, command: EnterAccount) -> str:
    """The payee by the name the books have, if it differs in spaces and width alone."""
    names = entitlements.names_paid(plan, programme, command.enterprise)
    return next((one for one in names if dossier.same(one, command.payee)), command.payee.strip())


def _unless_to_be_paid(
    plan: Plan, programme: Programme, command: EnterAccount, payee: str, effective: date
) -> Refusal | None:
    """Told when the account is entered, not when the slip is made: compensation goes to the enterprise by its full
    name. Only where a court sealed something of it may a paper of the court still name somebody else."""
    full = dossier.enterprise_name(plan, programme, command.enterprise)
    its_own = not dossier.named(plan, programme, payee).isdisjoint(
        dossier.family(programme, command.enterprise)
    )
    if payee in entitlements.names_paid(plan, programme, command.enterprise) or (
        payee
        and not its_own
        and entitlements.may_go_to_others(plan, programme, command.enterprise, effective)
    ):
        return None
    return Refusal(
        code="payments.enter-account.not-the-full-name",
        basis=basis_of(plan),
        finding=f"户名填的是“{payee}”，企业全称是“{full}”",
        way_forward="请照来件填企业全称；更名了的先登记更名，旧名的账户不能制单；付给别人的，须有法院查封、由法院文书明确对象",
        field="payee",
    )


def _unless_the_payees(plan: Plan, programme: Programme, command: EnterAccount) -> Refusal | None:
    """Whose account it is writes of it himself; the enterprise's own county, or the city, may pass that on."""
    paper = document(programme, command.document)
    assert paper is not None  # a guard has asked whether it is registered
    counties = {one.county for one in role_rules.touched(plan, programme, command)} - {None}
    for issuer in issuers(paper.value):
        whose = role_rules.of_name(plan, programme, issuer)
        forwards = whose is not None and whose.enterprise is None and whose.county in counties
        if (
            forwards
            or above_counties(plan, programme, issuer)
            or _is_the_payee(plan, programme, command, issuer)
        ):
            return None
    return Refusal(
        code="payments.enter-account.not-the-payees-paper",
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{command.document} 由{paper.value.issuer}发出，不是收款人{command.payee.strip()}自己的，也不是县（市）或市里转来的",
        way_forward="请凭收款人自己提供账户的函登记，企业用过的旧名也算；由县（市）、市里转来的填转报文件，发文单位登记错了的先更正",
        field="document",
    )


def _is_the_payee(plan: Plan, programme: Programme, command: EnterAccount, issuer: str) -> bool:
    """A firm by any name that it and all that merged into it bore; of another payee, himself, a branch of his, or a court's."""
    family = dossier.family(programme, command.enterprise)
    if not dossier.named(plan, programme, command.payee.strip()).isdisjoint(family):
        return not dossier.named(plan, programme, issuer).isdisjoint(family)
    payee = dossier.folded(command.payee)
    return dossier.folded(issuer).startswith(payee) or is_a_courts(plan, programme, issuer)


def _used_before(
    plan: Plan, programme: Programme, enterprise: EnterpriseId, payee: str
) -> tuple[rules.Account, ...]:
    """The payee's accounts so far. A firm is one payee under every name it bore, and with all that merged into it:
    a new name, or a new firm, would else be the way to a new account nobody waits for."""
    firms = dossier.family(programme, enterprise)
    own = {line.name for firm in firms for line in dossier.name_lines(plan, programme, firm)}
    names = own if payee in own else {payee}
    found = (one for firm in firms for one in rules.accounts_of(programme, firm) if one.fact.payee in names)
    return tuple(sorted(found, key=lambda one: one.seq))


def _is_anothers(programme: Programme, number: str, own: tuple[rules.Account, ...]) -> bool:
    """Whether the number stands in the books for another payee: then too somebody asks before money goes there."""
    mine = {one.seq for one in own}
    return any(
        (found := rules.account(programme, seq)) is not None and found.fact.number == number
        for seq in programme.payments.accounts
        if seq not in mine
    )


def confirm_account(
    plan: Plan, programme: Programme, command: ConfirmAccount, actor: str, effective: date, today: date
) -> Outcome:
    found = account_named(programme, command.account, "payments.confirm-account.no-such-account")
    if isinstance(found, Refusal):
        return found
    if found.confirmed is not None or not found.fact.changes:
        return ()
    refusal = hands.unless_free(plan, programme, command, actor, organ="")
    if refusal is not None:
        return refusal
    if not command.told_by.strip():
        return Refusal(
            code="payments.confirm-account.nobody-asked",
            basis=SystemRule.NAME_REQUIRED,
            finding="没有写明向谁核实",
            way_forward="请写明姓名、职务和怎样核实；用以前留的电话，不用来件上的",
            field="told_by",
        )
    if found.entered.effective > effective:
        return too_early("payments.confirm-account.before-it-was-entered", found.entered.effective, effective)
    if effective != today:
        return Refusal(
            code="payments.confirm-account.back-dated",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"确认日期填的是{effective.isoformat()}，今天是{today.isoformat()}",
            way_forward="账户的等待期从登记确认那天算起，日期请填今天；早些天核实的，写在“向谁核实”里",
            field="effective",
        )

    # From here the command succeeds.
    return (
        AccountConfirmed(
            account=command.account, enterprise=found.fact.enterprise, told_by=command.told_by, by=actor
        ),
    )
