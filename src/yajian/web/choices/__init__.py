"""What the plan and the books know to fill a field with: decided here, once, for every field of every command.

A closed choice is one the core would refuse anything else for; an open one only saves typing. What the command
itself makes, such as a new id, is offered nothing.
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
from yajian.core.rules.papers import STEPS, THREE
from yajian.web.choices import bank, money, things
from yajian.web.choices.entries import numbered, of, of_signatures, of_the_ledger
from yajian.web.choices.things import Books, Offer, Option

__all__ = ["Books", "Choices", "Option", "offered"]


class Choices(msgspec.Struct, frozen=True):
    """What is offered, and whether anything else would do."""

    options: tuple[Option, ...] = ()
    closed: bool = False


def offered(books: Books, command: str, field: str) -> Choices:
    """`command` is its tag; a column of a mapping is `field.column`. What is said of one command goes first."""
    exact = f"{command}.{field}"
    if exact in _MADE_HERE:
        return Choices()
    for name in (exact, field):
        for table, closed in ((_CLOSED, True), (_OPEN, False)):
            if name in table:
                return Choices(tuple(dict(table[name](books)).items()), closed)
    return Choices()


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
    "bureau": things.bureaus,
    "campaign": things.campaigns,
    "changes.batch": things.batches,
    "changes.county": things.counties,
    "changes.key": things.parts,
    "condition": things.conditions,
    "counties": things.counties,
    "county": things.counties,
    "correction": things.papers,
    "document": things.papers,
    "duty": things.duties,
    "enterprise": things.enterprises,
    "facility": things.facilities,
    "facility_type": things.facility_types,
    "field": things.attributes,
    "filing_no": things.filings,
    "group": things.groups,
    "list": things.lists,
    "organ": things.organs,
    "origin": things.origins,
    "methods": things.methods,
    "paper": things.drafts,
    "reviewer": things.reviewers,
    "part": things.parts,
    "post": things.posts,
    "question": things.questions,
    "review": things.papers,
    "proof": things.papers,
    "role": things.roles,
    "safety": things.papers,
    "settles.key": things.places,
    "kind_of_risk": things.kinds_of_risk,
    "purpose": lambda _: ((word, word) for word in PURPOSES),
    "seal": numbered(of("courts", "standing"), courts.Sealed),
    "account": money.accounts,
    "applications.forward.application": money.applications("待县转报"),
    "applications.return.application": money.applications("已转报"),
    "applications.withdraw.application": money.applications("待县转报", "已转报"),
    "papers.draft.application": money.applications(),
    "auditplans.draw-up.applications": money.applications("已转报"),
    "quota_version": things.quota_versions,
    "audit_plan": things.audit_plans,
    "hold": numbered(of("holds", "holds"), holds.HoldPlaced),
    "opinion": numbered(of("clawbacks", "matters"), clawbacks.OpinionGiven),
    **{
        f"{one}.{'payments' if one == 'payments.file' else 'payment'}": money.slips(one)
        for one in money.SLIPS
    },
    "units": things.units,
    "cuts.key": things.units,
    "payments.prepare.lines.key": money.payable,
    "leaves_out.key": things.parts,
    "parts.key": things.parts,
    "materials.value": things.papers,
    "lifted_by": things.organs,
    "line": bank.lines,
    "slip": bank.paid_slips,
    "bankstatements.withdraw-import.withdraws": bank.imports,
    "payments.file.organ": money.filed_with,
    "payments.raise-funds.corrects": money.funds,
    "payments.withdraw-funds.withdraws": money.funds,
    "payments.raise-funds.level": lambda _: ((one, one) for one in payment_rules.LEVELS.values()),
    "clawbacks.book-receipt.corrects": money.receipts,
    "clawbacks.withdraw-receipt.withdraws": money.receipts_and_returns,
    "clawbacks.return-receipt.level": lambda _: ((one, one) for one in payment_rules.LEVELS.values()),
    "clawbacks.book-receipt.level": lambda _: ((one, one) for one in payment_rules.LEVELS.values()),
    "quotas.review.verdict": lambda _: (("同意", "同意"), ("退回", "退回")),
    "applications.forward.verdict": lambda _: (("转报", "转报"), ("退回", "退回")),
    "trade": things.trades,
    "trades.report.corrects": things.trade_reports,
    "trades.confirm-replacement.verdict": lambda _: ((one, one) for one in trade_rules.WORDS.values()),
    "site": things.sites,
    "stands_for": things.kinds_of_organ,
    "subject": things.subjects,
    "successor": things.enterprises,
    "consumer": things.consumers,
    "courts.consult-court.by": lambda _: MEETINGS.items(),
    "courts.record-document.says": lambda _: WRITINGS.items(),
    "utility": things.utilities,
    "utilities.record-interruption.who": things.users,
    "workers.settle.confirmed": lambda _: (("signed", "已签字确认"), ("not_yet", "还没有确认")),
    "unit": things.units,
    "units.key": things.units,
    "wishes.key": things.enterprises,
    "wishes.value": things.papers,
    "charter.answer-question.corrects": numbered(_answers),
    "charter.register-document.corrects": numbered(of("charter", "documents")),
    "charter.review-reopened.thing": things.reopened,
    "charter.withdraw-answer.withdraws": numbered(_answers),
    "closure.move-record.record": numbered(_conditions),
    "closure.record-condition.corrects": numbered(_conditions, closure.ConditionRecorded),
    "closure.state-opening.corrects": numbered(_conditions, closure.OpeningStated),
    "closure.void-record.record": numbered(of("closures", "conditions", "methods")),
    "dossier.answer-interest.interest": numbered(of("dossiers", "interests")),
    "dossier.record-interest.matter": lambda books: ((word, word) for word in MATTERS.values()),
    "dossier.withdraw-entry.entry": numbered(of_the_ledger),
    "duties.record-discharge.corrects": numbered(of("duties", "discharges")),
    "duties.withdraw-discharge.withdraws": numbered(of("duties", "discharges")),
    "organs.hold-post.corrects": numbered(of("organs", "posts")),
    "organs.hold-post.organ": things.holders_of_posts,
    "organs.sign-for-plan.corrects": numbered(of("organs", "receipts")),
    "organs.sign-pledge.corrects": numbered(of("organs", "pledges")),
    "organs.vacate-post.organ": things.holders_of_posts,
    "people.appoint-officers.auditor": things.of_the_office,
    "people.appoint-officers.security": things.of_the_office,
    "people.appoint-officers.system": things.of_the_office,
    "people.leave.person": things.of_the_office,
    "gate": things.releasing_gates,
    "conditions": things.gate_conditions,
    "releases.sign-warning.condition": things.gate_conditions,
    "register.correct-filing.number": things.filings,
    "register.establish-origin.corrects": numbered(of("register", "origins")),
    "register.state-standing.corrects": numbered(of("register", "standings")),
    "roles.delegate-role.grant": numbered(of("roles", "grants")),
    "roles.revoke-role.grant": numbered(of("roles", "grants")),
    "papers.opine.step": lambda _: ((step, step) for step in (*STEPS, *THREE)),
    "acceptance.check.level": lambda _: (("县级", "县级初验"), ("市级", "市级验收组")),
    "acceptance.check.looked.fault": lambda _: ((one, one) for one in ("无", "一般", "严重")),
    "acceptance.check.verdict": lambda _: (("同意", "同意"), ("退回", "退回")),
    "papers.opine.verdict": lambda _: (("同意", "同意"), ("退回", "退回")),
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
    "risks.assess.impact": lambda books: things.scale(books, "impact"),
    "risks.assess.likelihood": lambda books: things.scale(books, "likelihood"),
    "workplans.record-expert-review.conclusion": lambda _: (("可行", "可行"), ("不可行", "不可行")),
    "workplans.review.said": lambda _: ((word, word) for word in SAID),
    "survey.open-campaign.corrects": numbered(of("survey", "campaigns")),
    "survey.withdraw-countersignature.withdraws": numbered(of_signatures),
}

_OPEN: Mapping[str, Offer] = {
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
    "owner": things.organ_names,
    "person": things.persons,
    "review": things.papers,
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
    "releases.override.facility": things.named_on_a_list,
    "releases.release.facility": things.named_on_a_list,
    "releases.sign-warning.facility": things.named_on_a_list,
    "releases.withdraw.facility": things.named_on_a_list,
    "register.open-unit.facility": things.named_on_a_list,
    "register.split-unit.facility": things.named_on_a_list,
}
