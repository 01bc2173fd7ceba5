"""An entry about workers as whoever may not read names reads it: how many they were and by which means, nobody one by one."""

from collections import Counter

import msgspec

from yajian.core.facts.workers import PersonErased, Rostered, RosterSubmitted, WorkerId, WorkersSettled
from yajian.core.words import Fact

_OF_PEOPLE = (RosterSubmitted, WorkersSettled, PersonErased)


def is_counted(fact: Fact) -> bool:
    """Whether an entry tells of workers one by one."""
    return isinstance(fact, _OF_PEOPLE)


def in_numbers(fact: Fact) -> Fact:
    """The fact with heads in the place of people; any other fact as it is. It is for reading and never folded."""
    match fact:
        case RosterSubmitted(people=people):
            kinds = Counter(one.employment for one in people)
            heads = tuple(Rostered(worker=_heads(n), employment=kind) for kind, n in kinds.items())
            return msgspec.structs.replace(fact, people=heads)
        case WorkersSettled(workers=workers):
            return msgspec.structs.replace(fact, workers=(_heads(len(workers)),))
        case PersonErased():
            return msgspec.structs.replace(fact, worker=_heads(1))
        case _:
            return fact


def _heads(number: int) -> WorkerId:
    return WorkerId(f"{number}人")
