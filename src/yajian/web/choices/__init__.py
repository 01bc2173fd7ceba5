"""What the plan and the books know to fill a field with: decided here, once, for every field of every command.

A closed choice is one the core would refuse anything else for; an open one only saves typing. What the command
itself makes, such as a new id, is offered nothing.

A bare name closes an identity only, under every command that asks for one by that name. A field of plain words is closed under
its own command: the same name may be somebody's own words elsewhere, and a list there would keep them out.
"""

from collections.abc import Mapping

import msgspec

from yajian.core.decisions.risks import PURPOSES
from yajian.core.decisions.workplans.reviewing import SAID
from yajian.core.facts import clawbacks, closure, courts, holds, statements
from yajian.core.reports.wording import MATTERS
from yajian.core.rules import payments as payment_rules
from yajian.core.rules import trades as trade_rules
from yajian.core.rules.courts import MEETINGS, WRITINGS
from yajian.web.choices import bank, money, things
from yajian.web.choices.entries import numbered, of, of_signatures, of_the_ledger
from yajian.web.choices.things import Books, Offer, Option

__all__ = ["Books", "Choices", "Option", "offered"]


class Choices(msgspec.Struct, frozen=True):
    """What is offered, and whether anything else would do."""

    options: tuple[Option, ...] = ()
    closed: bool = False


def offered(books: Books, command: str, field: str, words: tuple[str, ...] = ()) -> Choices:
    """`command` is its tag; a column of a mapping is `field.column`. What is said of one command goes first.

    `words` are those of a closed vocabulary, and are offered as they are where no table has other names for them.
    """
    found = _found(books, command, field)
    if not words:
        return found
    names = dict(found.options)
    return Choices(tuple((word, names.get(word, word)) for word in words), closed=True)


def _found(books: Books, command: str, field: str) -> Choices:
    exact = f"{command}.{field}"
    if exact in _MADE_HERE:
        return Choices()
    for name in (exact, field):
        for table, closed in ((_CLOSED, True), (_OPEN, False)):
            if name in table:
                return Choices(tuple(dict(table[name](books)).items()), closed)
    return Choices()


def _of_each(offer: Offer, field: str, *commands: str) -> Mapping[str, Offer]:
    return {f"{command}.{field}": offer for command in commands}


_MADE_HERE = frozenset(
    {
        "dossier.enter-enterprise.enterprise",
        "dossier.enter-facility.facility",
        "dossier.enter-site.site",
        "organs.enter-organ.organ",
        "register.open-unit.unit",
        "survey.open-campaign.campaign",
    }
)

_conditions, _answers = of("closures", "conditions"), of("charter", "answers")
_numbers = of("statements", "files")
_said = numbered(_numbers, statements.StatementReported, statements.StatementDisputed)
_reported = numbered(_numbers, statements.StatementReported)
_disputed = numbered(_numbers, statements.StatementDisputed)
_decided = (statements.StatementDetermined, statements.DisputeSettled)

_CLOSED: Mapping[str, Offer] = {
    "campaign": things.campaigns,
    "changes.batch": things.batches,
    "changes.county": things.counties,
    "changes.key": things.parts,
    "counties": things.counties,
    "county": things.counties,
    "correction": things.papers,
    "document": things.papers,
    "duty": things.duties,
    "enterprise": things.enterprises,
    "group": things.groups,
    "list": things.lists,
    "organ": things.organs,
    "paper": things.drafts,
    "part": things.parts,
    "question": things.questions,
    "review": things.papers,
    "proof": things.papers,
    "safety": things.papers,
    "seal": numbered(of("courts", "standing"), courts.Sealed),
    "applications.forward.application": money.applications("待县转报"),
    "applications.return.application": money.applications("已转报"),
    "applications.withdraw.application": money.applications("待县转报", "已转报"),
    "papers.draft.application": money.applications(),
    "auditplans.draw-up.applications": money.applications("已转报"),
    "hold": numbered(of("holds", "holds"), holds.HoldPlaced),
    **{
        f"{one}.{'payments' if one == 'payments.file' else 'payment'}": money.slips(one)
        for one in money.SLIPS
    },
    "units": things.units,
    "cuts.key": things.units,
    "payments.prepare.lines.key": money.payable,
    "payments.bounce.lines.key": money.bounced_units,
    "leaves_out.key": things.parts,
    "parts.key": things.parts,
    "materials.value": things.papers,
    "lifted_by": things.organs,
    "line": bank.lines,
    "slip": bank.paid_slips,
    "bankstatements.withdraw-import.withdraws": bank.imports,
    **_of_each(
        money.accounts,
        "account",
        "payments.confirm-account",
        "payments.prepare",
    ),
    **_of_each(
        numbered(of("clawbacks", "matters"), clawbacks.OpinionGiven),
        "opinion",
        "clawbacks.book-receipt",
        "clawbacks.issue-notice",
        "clawbacks.return-receipt",
        "clawbacks.withdraw-notice",
    ),
    "payments.file.organ": money.filed_with,
    "payments.raise-funds.corrects": money.funds,
    "payments.withdraw-funds.withdraws": money.funds,
    "payments.withdraw-bounce.withdraws": money.returns,
    "payments.raise-funds.level": lambda _: ((one, one) for one in payment_rules.LEVELS.values()),
    "clawbacks.book-receipt.corrects": money.receipts,
    "clawbacks.withdraw-receipt.withdraws": money.receipts_and_returns,
    "clawbacks.return-receipt.level": lambda _: ((one, one) for one in payment_rules.LEVELS.values()),
    "clawbacks.book-receipt.level": lambda _: ((one, one) for one in payment_rules.LEVELS.values()),
    "trade": things.trades,
    "trades.report.corrects": things.trade_reports,
    "trades.confirm-replacement.verdict": lambda _: ((one, one) for one in trade_rules.WORDS.values()),
    "site": things.sites,
    "stands_for": things.kinds_of_organ,
    "successor": things.enterprises,
    **_of_each(
        things.utilities,
        "utility",
        "utilities.enter-season",
        "utilities.record-interruption",
        "utilities.state-alternative",
        "utilities.state-demand",
        "utilities.state-supply",
    ),
    **_of_each(things.consumers, "consumer", "utilities.record-interruption", "utilities.state-demand"),
    "courts.consult-court.by": lambda _: MEETINGS.items(),
    "courts.record-document.says": lambda _: WRITINGS.items(),
    "utilities.record-interruption.who": things.users,
    "workers.settle.methods": things.methods,
    "workers.settle.confirmed": lambda _: (("signed", "已签字确认"), ("not_yet", "还没有确认")),
    "unit": things.units,
    "units.key": things.units,
    "wishes.key": things.enterprises,
    "wishes.value": things.papers,
    "charter.answer-question.settles.key": things.places,
    "charter.answer-question.corrects": numbered(_answers),
    "charter.register-document.corrects": numbered(of("charter", "documents")),
    "charter.review-reopened.thing": things.reopened,
    "charter.withdraw-answer.withdraws": numbered(_answers),
    **_of_each(things.conditions, "condition", "closure.record-condition", "closure.state-opening"),
    "closure.move-record.record": numbered(_conditions, about=()),  # the form says where it belongs instead
    "closure.record-condition.corrects": numbered(_conditions, closure.ConditionRecorded),
    "closure.state-opening.corrects": numbered(_conditions, closure.OpeningStated),
    "closure.void-record.record": numbered(of("closures", "conditions", "methods")),
    "dossier.enter-facility.facility_type": things.facility_types,
    **_of_each(
        things.facilities,
        "facility",
        "dossier.bind-facility",
        "dossier.move-facility",
        "dossier.rename-facility",
    ),
    "dossier.answer-interest.interest": numbered(of("dossiers", "interests")),
    "dossier.record-interest.matter": lambda books: ((word, word) for word in MATTERS.values()),
    "dossier.withdraw-entry.entry": numbered(of_the_ledger),
    "duties.record-discharge.corrects": numbered(of("duties", "discharges")),
    "duties.withdraw-discharge.withdraws": numbered(of("duties", "discharges")),
    **_of_each(things.posts, "post", "organs.hold-post", "organs.vacate-post"),
    "organs.hold-post.corrects": numbered(of("organs", "posts")),
    "organs.hold-post.organ": things.holders_of_posts,
    "organs.sign-for-plan.corrects": numbered(of("organs", "receipts")),
    "organs.sign-pledge.corrects": numbered(of("organs", "pledges")),
    "organs.vacate-post.organ": things.holders_of_posts,
    "people.appoint-officers.auditor": things.of_the_office,
    "people.appoint-officers.security": things.of_the_office,
    "people.appoint-officers.system": things.of_the_office,
    "people.leave.person": things.of_the_office,
    **_of_each(
        things.releasing_gates,
        "gate",
        "releases.override",
        "releases.release",
        "releases.sign-warning",
        "releases.withdraw",
    ),
    "releases.override.conditions": things.gate_conditions,
    "releases.sign-warning.condition": things.gate_conditions,
    "register.correct-filing.number": things.filings,
    "register.open-unit.filing_no": things.filings,
    "register.establish-origin.origin": things.origins,
    "register.establish-origin.corrects": numbered(of("register", "origins")),
    "register.state-standing.corrects": numbered(of("register", "standings")),
    "roles.grant-role.role": things.roles,
    "roles.delegate-role.grant": numbered(of("roles", "grants")),
    "roles.revoke-role.grant": numbered(of("roles", "grants")),
    "papers.draft.audit_plan": things.audit_plans,
    "papers.draft.quota_version": things.quota_versions,
    "papers.draft.reviewer": things.reviewers,
    "acceptance.check.level": lambda _: (("县级", "县级初验"), ("市级", "市级验收组")),
    "statements.report.field": things.attributes,
    "statements.report.subject": things.subjects,
    "statements.determine.statement": _reported,
    "statements.dispute.disputes": numbered(
        _numbers, statements.StatementReported, statements.StatementVerified, *_decided
    ),
    "statements.hear.dispute": _disputed,
    "statements.notify.decision": numbered(_numbers, *_decided),
    "statements.report.corrects": _reported,
    "statements.settle.dispute": _disputed,
    "statements.settle.upholds": _said,
    "statements.verify.statement": _reported,
    "statements.withdraw.statement": _said,
    **_of_each(things.kinds_of_risk, "kind_of_risk", "risks.assess", "risks.close"),
    **_of_each(
        lambda _: ((word, word) for word in PURPOSES),
        "purpose",
        "risks.file-emergency-plan",
        "risks.record-drill",
    ),
    "risks.assess.impact": lambda books: things.scale(books, "impact"),
    "risks.assess.likelihood": lambda books: things.scale(books, "likelihood"),
    "workplans.record-expert-review.conclusion": lambda _: (("可行", "可行"), ("不可行", "不可行")),
    "workplans.review.said": lambda _: ((word, word) for word in SAID),
    "survey.countersign.bureau": things.bureaus,
    "survey.open-campaign.corrects": numbered(of("survey", "campaigns")),
    "survey.withdraw-countersignature.withdraws": numbered(of_signatures),
}

_OPEN: Mapping[str, Offer] = {
    "charter.answer-question.settles.value": things.settlements,
    "experts.value": things.organ_names,
    "steps.key": things.places_on_the_list,
    "approved_by": things.organ_names,
    "accepted_by": things.persons,
    "court": things.courts,
    "utilities.state-alternative.name": things.alternatives,
    "utilities.state-demand.who": things.users,
    "utilities.state-supply.facility": things.by_either_name,
    "courts.record-seal.facility": things.by_either_name,
    "worker": things.workers,
    "workers": things.workers,
    "county_signer": things.persons,
    "decided_by": things.organ_names,
    "charter.register-document.issuer": things.issuers,
    "issuer": things.organ_names,
    "code": things.codes,
    "signer": things.persons,
    "workplans.review.reviewer": things.persons,
    "owner": things.organ_names,
    "person": things.persons,
    "reviewed_by": things.organ_names,
    "rows.key": things.enterprises,
    "said_by": things.speakers,
    "seller": things.organ_names,
    "trades.report.buyer": things.enterprises,
    "acceptance.check.looked.key": things.looked_at,
    "members.value": things.organ_names,
    "signers.value": things.organ_names,
    "told": things.organ_names,
    "year": things.years,
    # Where `facility` is a name on a list, and no id of the ledger or either of them.
    "papers.draft.facility": things.named_on_a_list,
    "closure.move-record.facility": things.by_either_name,
    "closure.record-condition.facility": things.by_either_name,
    "closure.state-opening.facility": things.by_either_name,
    "dossier.bind-facility.listed_name": things.named_on_a_list,
    "flags.report-activity.facility": things.by_either_name,
    "visits.record.facility": things.by_either_name,
    "releases.override.facility": things.named_on_a_list,
    "releases.release.facility": things.named_on_a_list,
    "releases.sign-warning.facility": things.named_on_a_list,
    "releases.withdraw.facility": things.named_on_a_list,
    "register.open-unit.facility": things.named_on_a_list,
    "register.split-unit.facility": things.named_on_a_list,
}
