"""The office as one person sees it: folded from the facts that are his to read, and from no other.

Lists, details, exports and search are all made of an image of the books. Who may not see everything is given an image in
which the rest never happened, so that no page has to remember whom it is made for. Writing goes to the whole office,
which looks at permission itself.
"""

from collections.abc import Iterator
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
from yajian.core.programme import AnyFact, Programme, evolve
from yajian.core.rules.roles.counted import in_numbers, is_counted
from yajian.core.rules.roles.sight import Sight
from yajian.core.words import Digest, Recorded, Seq
from yajian.journal import named
from yajian.journal.store import Attempt
from yajian.through import Through
from yajian.transact import Office

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
        office = self._office if sight.everything else self._seen(sight)
        return office if sight.names else Counted(office, sight)

    def _seen(self, sight: Sight) -> Office:
        whose = msgspec.structs.replace(
            sight, names=False
        )  # counts are made of people, also where none is read
        with self._lock:
            view = self._views[whose] = self._carried_on(whose)
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


class Seen(Through):
    """An office that reads through a view and writes as the whole."""

    def __init__(self, whole: Office, view: View, sight: Sight, files: Files) -> None:
        super().__init__(whole, sight)
        self._view, self._files = view, files

    @property
    def programme(self) -> Programme:
        return self._view.image

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

    def attempts(self) -> Iterator[Attempt]:
        """Declined commands say of everybody what he tried: the office's alone."""
        return iter(())


class Counted(Through):
    """An office in which entries about workers are read as numbers: who may not read names is told how many they are."""

    def history(self, after: int = 0, upto: int | None = None) -> Iterator[Recorded[AnyFact]]:
        return map(_counted, self._whole.history(after, upto))

    def body(self, seq: int) -> str:
        """As it was hashed, unless it tells of people one by one: then in numbers, and without what was made of them."""
        body, fact = self._whole.body(seq), self._whole.recorded(seq).fact
        if not is_counted(fact):
            return body
        told = msgspec.json.decode(body) | {"fact": msgspec.to_builtins(in_numbers(fact))}
        kept = {key: told[key] for key in told.keys() - {"ask", "evidence"}}
        return msgspec.json.encode(kept, order="deterministic").decode()


def _counted(recorded: Recorded[AnyFact]) -> Recorded[AnyFact]:
    """What was signed for it names people too: whoever reads numbers is not told of it."""
    if not is_counted(recorded.fact):
        return recorded
    return msgspec.structs.replace(recorded, fact=in_numbers(recorded.fact), evidence=())
