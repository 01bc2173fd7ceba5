"""The whole programme: every area's state and the book side by side, and the one fold that moves them."""

from collections.abc import Iterable
from typing import assert_never, cast

import msgspec

from yajian.core.books import capacity
from yajian.core.books.capacity import CapacityBook
from yajian.core.facts import (
    charter,
    closure,
    dossier,
    duties,
    lateness,
    organs,
    register,
    roles,
    statements,
    survey,
    targets,
)
from yajian.core.facts.charter import Charter
from yajian.core.facts.closure import Closures
from yajian.core.facts.dossier import Dossiers
from yajian.core.facts.duties import Duties
from yajian.core.facts.lateness import Lateness
from yajian.core.facts.organs import Organs
from yajian.core.facts.register import Register
from yajian.core.facts.roles import Roles
from yajian.core.facts.statements import Statements
from yajian.core.facts.survey import Survey
from yajian.core.facts.targets import Targets
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
    | dossier.AnyFact
    | lateness.AnyFact
    | statements.AnyFact
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
        )


def evolve(programme: Programme, recorded: Recorded[AnyFact]) -> None:
    # The areas with the most facts come first, and the types named to `cast` are quoted: evaluated, they cost
    # more than the step itself.
    match recorded.fact:
        case closure.ClosureFact():
            closure.evolve(programme.closures, cast("Recorded[closure.AnyFact]", recorded))
        case register.RegisterFact():
            register.evolve(programme.register, cast("Recorded[register.AnyFact]", recorded))
            capacity.post(programme.capacity, cast("Recorded[register.AnyFact]", recorded))
        case charter.CharterFact():
            charter.evolve(programme.charter, cast("Recorded[charter.AnyFact]", recorded))
        case targets.TargetsFact():
            targets.evolve(programme.targets, cast("Recorded[targets.AnyFact]", recorded))
        case duties.DutiesFact():
            duties.evolve(programme.duties, cast("Recorded[duties.AnyFact]", recorded))
        case survey.SurveyFact():
            survey.evolve(programme.survey, cast("Recorded[survey.AnyFact]", recorded))
        case organs.OrgansFact():
            organs.evolve(programme.organs, cast("Recorded[organs.AnyFact]", recorded))
        case roles.RolesFact():
            roles.evolve(programme.roles, cast("Recorded[roles.AnyFact]", recorded))
        case dossier.DossierFact():
            dossier.evolve(programme.dossiers, cast("Recorded[dossier.AnyFact]", recorded))
        case lateness.LatenessFact():
            lateness.evolve(programme.lateness, cast("Recorded[lateness.AnyFact]", recorded))
        case statements.StatementsFact():
            statements.evolve(programme.statements, cast("Recorded[statements.AnyFact]", recorded))
        case other:
            assert_never(other)
    programme.id = recorded.programme
    programme.seq = recorded.seq


def fold(history: Iterable[Recorded[AnyFact]], start: Programme | None = None) -> Programme:
    """The programme after these facts. A `start` is branched, never changed."""
    programme = start.branch() if start is not None else Programme()
    for recorded in history:
        evolve(programme, recorded)
    return programme
