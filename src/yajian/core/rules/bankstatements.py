"""The lines of the bank as of a day, what somebody said of one, and which lines of a file are there already."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import msgspec

from yajian.core.facts.bankstatements import LineEntered, LineExplained, LineMatched, LineReopened, Said, Side
from yajian.core.history import Entry, Timeline
from yajian.core.programme import Programme
from yajian.core.words import Fen, Seq

SIDES: dict[Side, str] = {"out": "支出", "in": "收入"}
TAIL = 4  # digits kept of an account's number

Content = tuple[date, Side, Fen, str, str, str]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line as of a day, with what a person decided about it, if that stands."""

    seq: Seq
    entry: Entry[LineEntered]
    said: Entry[LineMatched] | Entry[LineExplained] | None = None

    @property
    def fact(self) -> LineEntered:
        return self.entry.value

    @property
    def matched(self) -> Entry[LineMatched] | None:
        return self.said if self.said is not None and isinstance(self.said.value, LineMatched) else None

    @property
    def explained(self) -> Entry[LineExplained] | None:
        return self.said if self.said is not None and isinstance(self.said.value, LineExplained) else None


def line(programme: Programme, seq: Seq, as_of: date | None = None, known: Seq | None = None) -> Line | None:
    """A line as of a day; None before the bank had it, or before anybody knew."""
    entry = programme.bankstatements.lines.get(seq, Timeline()).at(as_of, known)
    if entry is None:
        return None
    last = last_said(programme, seq, as_of, known)
    stands = last if last is not None and not isinstance(last.value, LineReopened) else None
    return Line(seq=seq, entry=entry, said=stands)  # type: ignore[arg-type]  # neither matched nor explained is None


def last_said(
    programme: Programme, seq: Seq, as_of: date | None = None, known: Seq | None = None
) -> Entry[Said] | None:
    """The last word about a line by hand, taken back or not."""
    return programme.bankstatements.said.get(seq, Timeline()).at(as_of, known)


def lines(programme: Programme, as_of: date | None = None, known: Seq | None = None) -> Iterator[Line]:
    """Every line known of on a day, in the order they were entered."""
    for seq in programme.bankstatements.lines:
        found = line(programme, seq, as_of, known)
        if found is not None:
            yield found


def lines_of(programme: Programme, statement: Seq) -> tuple[Seq, ...]:
    """The lines that were new in a file: they follow it at once."""
    entry = programme.bankstatements.statements[statement].entries[0]
    return tuple(Seq(statement + at) for at in range(1, entry.value.fresh + 1))


class Known:
    """What is in the books of one account, for telling which lines of a file are new.

    A number of the bank's own tells a line. Without one it is told by all it says, and the second of two alike on one
    day is another line; so the same file twice, or two that overlap, enter each line once.
    """

    def __init__(self, programme: Programme, account: str) -> None:
        self.numbered: dict[str, list[LineEntered]] = {}
        self._alike: Counter[Content] = Counter()
        self._unnumbered: Counter[Content] = Counter()
        self._entered: set[tuple[str, date, Side, Fen]] = set()  # of the file itself, by the bank's number
        for entered in programme.bankstatements.lines.values():
            stands = entered.at()
            if stands is not None and (fact := stands.value).account == account:
                self._alike[_content(fact)] += 1
                if fact.serial:
                    self.numbered.setdefault(fact.serial, []).append(fact)
                else:
                    self._unnumbered[_content(fact)] += 1

    def takes(self, fact: LineEntered) -> bool:
        """Whether it is there already; each line there answers for one of the file."""
        content = _content(fact)
        if fact.serial:
            there = self.numbered.get(fact.serial, ())
            number = (fact.serial, *_moved(fact))
            if number in self._entered or any(_moved(one) == _moved(fact) for one in there):
                return True
            self._entered.add(number)
        alike = self._unnumbered if fact.serial else self._alike
        if alike[content] > 0:
            alike[content] -= 1
            return True
        return False

    def gainsaid(self, fact: LineEntered) -> LineEntered | None:
        """The line that stands under the same number of the bank and says otherwise."""
        there = self.numbered.get(fact.serial, []) if fact.serial else []
        return None if any(_moved(one) == _moved(fact) for one in there) else next(iter(there), None)


def _moved(fact: LineEntered) -> tuple[date, Side, Fen]:
    """What no bank spells in two ways."""
    return fact.on, fact.side, fact.amount_fen


def _content(fact: LineEntered) -> Content:
    return fact.on, fact.side, fact.amount_fen, fact.name, fact.tail, fact.words
