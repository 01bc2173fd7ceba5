"""The whole programme: every area's state and the book side by side, and the one fold that moves them."""

from collections.abc import Callable, Iterable
from typing import Any, get_args

import msgspec

from yajian.core.books import capacity, citations, money
from yajian.core.books.capacity import CapacityBook
from yajian.core.books.citations import CitationBook
from yajian.core.books.money import MoneyBook
from yajian.core.facts import (
    acceptance,
    applications,
    auditplans,
    bankstatements,
    charter,
    clawbacks,
    closure,
    courts,
    dossier,
    duties,
    flags,
    holds,
    lateness,
    organs,
    papers,
    payments,
    people,
    quotas,
    register,
    releases,
    risks,
    roles,
    statements,
    survey,
    targets,
    trades,
    utilities,
    visits,
    workers,
    workplans,
)
from yajian.core.facts.acceptance import Acceptance, PartAccepted
from yajian.core.facts.applications import Applications
from yajian.core.facts.auditplans import Auditplans
from yajian.core.facts.bankstatements import Bankstatements
from yajian.core.facts.charter import Charter
from yajian.core.facts.clawbacks import Clawbacks
from yajian.core.facts.closure import Closures
from yajian.core.facts.courts import Courts
from yajian.core.facts.dossier import Dossiers
from yajian.core.facts.duties import Duties
from yajian.core.facts.flags import Flags
from yajian.core.facts.holds import Holds
from yajian.core.facts.lateness import Lateness
from yajian.core.facts.organs import Organs
from yajian.core.facts.papers import Papers
from yajian.core.facts.payments import Payments
from yajian.core.facts.people import People
from yajian.core.facts.quotas import Quotas
from yajian.core.facts.register import Register
from yajian.core.facts.releases import Releases
from yajian.core.facts.risks import Risks
from yajian.core.facts.roles import Roles
from yajian.core.facts.statements import Statements
from yajian.core.facts.survey import Survey
from yajian.core.facts.targets import Targets
from yajian.core.facts.trades import Trades
from yajian.core.facts.utilities import Utilities
from yajian.core.facts.visits import Visits
from yajian.core.facts.workers import Workers
from yajian.core.facts.workplans import Workplans
from yajian.core.words import Recorded, Seq

AnyFact = (
    charter.AnyFact
    | targets.AnyFact
    | register.AnyFact
    | closure.AnyFact
    | survey.AnyFact
    | duties.AnyFact
    | organs.AnyFact
    | roles.AnyFact
    | people.AnyFact
    | dossier.AnyFact
    | lateness.AnyFact
    | statements.AnyFact
    | papers.AnyFact
    | releases.AnyFact
    | acceptance.AnyFact
    | workplans.AnyFact
    | risks.AnyFact
    | courts.AnyFact
    | utilities.AnyFact
    | workers.AnyFact
    | quotas.AnyFact
    | applications.AnyFact
    | auditplans.AnyFact
    | holds.AnyFact
    | payments.AnyFact
    | bankstatements.AnyFact
    | clawbacks.AnyFact
    | flags.AnyFact
    | visits.AnyFact
    | trades.AnyFact
)


class Programme(msgspec.Struct, kw_only=True):
    """One image of everything recorded so far. Once published it is never touched again."""

    id: str = ""
    seq: Seq = Seq(0)
    charter: Charter = msgspec.field(default_factory=Charter)
    targets: Targets = msgspec.field(default_factory=Targets)
    register: Register = msgspec.field(default_factory=Register)
    closures: Closures = msgspec.field(default_factory=Closures)
    dossiers: Dossiers = msgspec.field(default_factory=Dossiers)
    duties: Duties = msgspec.field(default_factory=Duties)
    lateness: Lateness = msgspec.field(default_factory=Lateness)
    statements: Statements = msgspec.field(default_factory=Statements)
    survey: Survey = msgspec.field(default_factory=Survey)
    capacity: CapacityBook = msgspec.field(default_factory=CapacityBook)
    organs: Organs = msgspec.field(default_factory=Organs)
    roles: Roles = msgspec.field(default_factory=Roles)
    people: People = msgspec.field(default_factory=People)
    papers: Papers = msgspec.field(default_factory=Papers)
    releases: Releases = msgspec.field(default_factory=Releases)
    acceptance: Acceptance = msgspec.field(default_factory=Acceptance)
    workplans: Workplans = msgspec.field(default_factory=Workplans)
    risks: Risks = msgspec.field(default_factory=Risks)
    courts: Courts = msgspec.field(default_factory=Courts)
    utilities: Utilities = msgspec.field(default_factory=Utilities)
    workers: Workers = msgspec.field(default_factory=Workers)
    quotas: Quotas = msgspec.field(default_factory=Quotas)
    applications: Applications = msgspec.field(default_factory=Applications)
    auditplans: Auditplans = msgspec.field(default_factory=Auditplans)
    holds: Holds = msgspec.field(default_factory=Holds)
    payments: Payments = msgspec.field(default_factory=Payments)
    bankstatements: Bankstatements = msgspec.field(default_factory=Bankstatements)
    clawbacks: Clawbacks = msgspec.field(default_factory=Clawbacks)
    money: MoneyBook = msgspec.field(default_factory=MoneyBook)
    flags: Flags = msgspec.field(default_factory=Flags)
    visits: Visits = msgspec.field(default_factory=Visits)
    trades: Trades = msgspec.field(default_factory=Trades)
    citations: CitationBook = msgspec.field(default_factory=CitationBook)

    def branch(self) -> "Programme":
        """The next builder: shares what it does not touch, so this image stays as it is."""
        return Programme(
            id=self.id,
            seq=self.seq,
            charter=self.charter.branch(),
            targets=self.targets.branch(),
            register=self.register.branch(),
            closures=self.closures.branch(),
            dossiers=self.dossiers.branch(),
            duties=self.duties.branch(),
            lateness=self.lateness.branch(),
            statements=self.statements.branch(),
            survey=self.survey.branch(),
            capacity=self.capacity.branch(),
            organs=self.organs.branch(),
            roles=self.roles.branch(),
            people=self.people.branch(),
            papers=self.papers.branch(),
            releases=self.releases.branch(),
            acceptance=self.acceptance.branch(),
            workplans=self.workplans.branch(),
            risks=self.risks.branch(),
            courts=self.courts.branch(),
            utilities=self.utilities.branch(),
            workers=self.workers.branch(),
            quotas=self.quotas.branch(),
            applications=self.applications.branch(),
            auditplans=self.auditplans.branch(),
            holds=self.holds.branch(),
            payments=self.payments.branch(),
            bankstatements=self.bankstatements.branch(),
            clawbacks=self.clawbacks.branch(),
            money=self.money.branch(),
            flags=self.flags.branch(),
            visits=self.visits.branch(),
            trades=self.trades.branch(),
            citations=self.citations.branch(),
        )


_Step = Callable[[Programme, Recorded[Any]], None]


def _enter_register(programme: Programme, recorded: Recorded[register.AnyFact]) -> None:
    register.evolve(programme.register, recorded)
    capacity.post(programme.capacity, recorded)


def _enter_acceptance(programme: Programme, recorded: Recorded[acceptance.AnyFact]) -> None:
    acceptance.evolve(programme.acceptance, recorded)
    if isinstance(recorded.fact, PartAccepted):
        capacity.retire(programme.capacity, recorded)  # type: ignore[arg-type]  # its fact is one now


def _enter_auditplans(programme: Programme, recorded: Recorded[auditplans.AnyFact]) -> None:
    auditplans.evolve(programme.auditplans, recorded)
    money.post(programme.money, recorded)


def _enter_payments(programme: Programme, recorded: Recorded[payments.AnyFact]) -> None:
    payments.evolve(programme.payments, recorded)
    money.post(programme.money, recorded)


def _enter_clawbacks(programme: Programme, recorded: Recorded[clawbacks.AnyFact]) -> None:
    clawbacks.evolve(programme.clawbacks, recorded)
    money.post(programme.money, recorded)


# What moves for a fact, by its type: looked up at once, because asking area after area whether it is theirs is
# paid again for every fact of the journal. A test holds the table to AnyFact.
_STEPS: dict[type, _Step] = {
    kind: step
    for kinds, step in (
        (charter.AnyFact, lambda programme, recorded: charter.evolve(programme.charter, recorded)),
        (targets.AnyFact, lambda programme, recorded: targets.evolve(programme.targets, recorded)),
        (register.AnyFact, _enter_register),
        (closure.AnyFact, lambda programme, recorded: closure.evolve(programme.closures, recorded)),
        (survey.AnyFact, lambda programme, recorded: survey.evolve(programme.survey, recorded)),
        (duties.AnyFact, lambda programme, recorded: duties.evolve(programme.duties, recorded)),
        (organs.AnyFact, lambda programme, recorded: organs.evolve(programme.organs, recorded)),
        (roles.AnyFact, lambda programme, recorded: roles.evolve(programme.roles, recorded)),
        (people.AnyFact, lambda programme, recorded: people.evolve(programme.people, recorded)),
        (dossier.AnyFact, lambda programme, recorded: dossier.evolve(programme.dossiers, recorded)),
        (lateness.AnyFact, lambda programme, recorded: lateness.evolve(programme.lateness, recorded)),
        (statements.AnyFact, lambda programme, recorded: statements.evolve(programme.statements, recorded)),
        (papers.AnyFact, lambda programme, recorded: papers.evolve(programme.papers, recorded)),
        (acceptance.AnyFact, _enter_acceptance),
        (releases.AnyFact, lambda programme, recorded: releases.evolve(programme.releases, recorded)),
        (workplans.AnyFact, lambda programme, recorded: workplans.evolve(programme.workplans, recorded)),
        (risks.AnyFact, lambda programme, recorded: risks.evolve(programme.risks, recorded)),
        (courts.AnyFact, lambda programme, recorded: courts.evolve(programme.courts, recorded)),
        (utilities.AnyFact, lambda programme, recorded: utilities.evolve(programme.utilities, recorded)),
        (workers.AnyFact, lambda programme, recorded: workers.evolve(programme.workers, recorded)),
        (quotas.AnyFact, lambda programme, recorded: quotas.evolve(programme.quotas, recorded)),
        (
            applications.AnyFact,
            lambda programme, recorded: applications.evolve(programme.applications, recorded),
        ),
        (auditplans.AnyFact, _enter_auditplans),
        (holds.AnyFact, lambda programme, recorded: holds.evolve(programme.holds, recorded)),
        (payments.AnyFact, _enter_payments),
        (
            bankstatements.AnyFact,
            lambda programme, recorded: bankstatements.evolve(programme.bankstatements, recorded),
        ),
        (clawbacks.AnyFact, _enter_clawbacks),
        (flags.AnyFact, lambda programme, recorded: flags.evolve(programme.flags, recorded)),
        (visits.AnyFact, lambda programme, recorded: visits.evolve(programme.visits, recorded)),
        (trades.AnyFact, lambda programme, recorded: trades.evolve(programme.trades, recorded)),
    )
    for kind in get_args(kinds) or (kinds,)
}


def evolve(programme: Programme, recorded: Recorded[AnyFact]) -> None:
    """Enter a fact where it belongs. What stops in the middle leaves a builder that nobody may publish."""
    _STEPS[type(recorded.fact)](programme, recorded)
    citations.post(programme.citations, recorded)
    programme.id = recorded.programme
    programme.seq = recorded.seq


def fold(history: Iterable[Recorded[AnyFact]], start: Programme | None = None) -> Programme:
    """The programme after these facts. A `start` is branched, never changed."""
    programme = start.branch() if start is not None else Programme()
    for recorded in history:
        evolve(programme, recorded)
    return programme
