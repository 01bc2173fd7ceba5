"""The office as one person sees it: folded from the facts that are his to read, and from no other.

Lists, details, exports and search are all made of an image of the books. Who may not see everything is given an image in
which the rest never happened, so that no page has to remember whom it is made for. Writing goes to the whole office,
which looks at permission itself.
"""

from collections.abc import Iterator
from datetime import date, datetime
from threading import Lock

import msgspec

from yajian.core.facts.charter import CharterFact, DocumentRegistered, ReopenedReviewed
from yajian.core.facts.dossier import (
    CreditCodeRecorded,
    DossierFact,
    FacilityRenamed,
    InterestAnswered,
    InterestRecorded,
    LedgerImported,
)
from yajian.core.facts.register import FilingRenumbered, UnitPlaced
from yajian.core.facts.targets import AnnualTaskSet, TargetsFact
from yajian.core.facts.trades import TradeReported
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme, evolve
from yajian.core.rules.roles.sight import Sight
from yajian.core.words import Command, Digest, Recorded, Seq
from yajian.journal import named
from yajian.journal.envelope import Head
from yajian.journal.store import Attempt
from yajian.transact import Done, Office, Refused

# After these, what was whose may be another's; those that say something new of what is known leave it as it is.
_MOVES = (CharterFact, DossierFact, TargetsFact, UnitPlaced, FilingRenumbered)
_STAYS = (
    *(ReopenedReviewed, AnnualTaskSet, LedgerImported),
    *(CreditCodeRecorded, FacilityRenamed, InterestRecorded, InterestAnswered),
)


def moves(fact: AnyFact) -> bool:
    """Whether a fact may make what was recorded before somebody else's to read."""
    if isinstance(fact, DocumentRegistered):
        return fact.corrects is not None  # of whoever issued it, as is what was said of its entry
    if isinstance(fact, TradeReported):
        return fact.corrects is not None  # it may name another buyer, whose the whole trade then is
    return isinstance(fact, _MOVES) and not isinstance(fact, _STAYS)


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What one sight shows: the image, how far the journal was read for it, and which places are in it."""

    image: Programme
    upto: Seq = Seq(0)
    seqs: frozenset[int] = frozenset()


class Files:
    """Which entries name which file: read on from the journal whenever somebody asks."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._entries: dict[Digest, tuple[Seq, ...]] = {}
        self._upto = 0
        self._lock = Lock()

    def entries(self, file: Digest) -> tuple[Seq, ...]:
        with self._lock:
            for one in self._office.history(self._upto):
                for digest in named.of_recorded(one):
                    self._entries[digest] = (*self._entries.get(digest, ()), one.seq)
                self._upto = one.seq
            return self._entries.get(file, ())


class Sights:
    """The views of one office, each carried on as facts come. Safe to use from several threads."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._views: dict[Sight, View] = {}
        self._files = Files(office)
        self._lock = Lock()

    def through(self, sight: Sight) -> Office:
        """The office through these eyes."""
        if sight.everything:
            return self._office
        with self._lock:
            view = self._views[sight] = self._carried_on(sight)
        return Seen(self._office, view, sight, self._files)

    def _carried_on(self, sight: Sight) -> View:
        whole, plan = self._office.programme, self._office.plan()
        view = self._views.get(sight, View(image=Programme()))
        if view.upto == whole.seq:
            return view
        fresh = list(self._office.history(view.upto, whole.seq))
        if view.upto and any(moves(one.fact) for one in fresh):
            view, fresh = View(image=Programme()), list(self._office.history(0, whole.seq))
        seen = [one for one in fresh if sight.sees(plan, whole, one.fact)]
        image = view.image.branch()
        for one in seen:
            evolve(image, one)
        image.id, image.seq = whole.id, whole.seq
        return View(image=image, upto=whole.seq, seqs=view.seqs | {one.seq for one in seen})


class Seen(Office):
    """An office that reads through a view and writes as the whole."""

    def __init__(self, whole: Office, view: View, sight: Sight, files: Files) -> None:
        self._whole = whole
        self._files = files
        self._view, self.sight = view, sight
        self.evidence, self.templates, self.persons = whole.evidence, whole.templates, whole.persons

    def transact(
        self,
        command: Command,
        *,
        actor: str,
        organ: str,
        role: str,
        effective: date,
        evidence: tuple[Digest, ...] = (),
        command_id: str | None = None,
        now: datetime | None = None,
    ) -> Done | Refused:
        return self._whole.transact(
            command,
            actor=actor,
            organ=organ,
            role=role,
            effective=effective,
            evidence=evidence,
            command_id=command_id,
            now=now,
        )

    def now(self) -> datetime:
        return self._whole.now()

    def today(self) -> date:
        return self._whole.today()

    @property
    def programme(self) -> Programme:
        return self._view.image

    @property
    def head(self) -> Head:
        return self._whole.head

    def plan(self, as_of: date | None = None, known: Seq | None = None) -> Plan:
        """What the plan is, everybody may know."""
        return self._whole.plan(as_of, known)

    def known_at(self, instant: datetime) -> Seq:
        return self._whole.known_at(instant)

    def programme_at(self, seq: int) -> Programme:
        image = Programme()
        for one in self.history(0, seq):
            evolve(image, one)
        return image

    def history(self, after: int = 0, upto: int | None = None) -> Iterator[Recorded[AnyFact]]:
        return (one for one in self._whole.history(after, upto) if one.seq in self._view.seqs)

    def shows(self, seq: int) -> bool:
        return seq in self._view.seqs

    def gives(self, file: Digest) -> bool:
        """A file that only others' entries name is as good as not there; one that none names yet is just sent."""
        naming = self._files.entries(file)
        return self._whole.gives(file) and (not naming or any(map(self.shows, naming)))

    def body(self, seq: int) -> str:
        if not self.shows(seq):
            raise LookupError(f"第{seq}条不在查阅范围")
        return self._whole.body(seq)

    def leaf(self, seq: int) -> str:
        """A digest tells nothing of what it commits to."""
        return self._whole.leaf(seq)

    def recorded_at(self, seq: int) -> datetime:
        return self._whole.recorded_at(seq)

    def attempts(self) -> Iterator[Attempt]:
        """Declined commands say of everybody what he tried: the office's alone."""
        return iter(())

    def close(self) -> None:
        """The whole is not this one's to close."""
