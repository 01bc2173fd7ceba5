"""Whose paper a word rests on: what only one may say is on no other's paper."""

from typing import Any

from tests.simulator.invariants.registry import step
from tests.simulator.world import Before, World
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.courts import CourtWrote, Sealed, SealExtended, Unsealed
from yajian.core.words import DocumentNo
from yajian.journal.booking import Answer, Refused


@step("I34")
def what_only_one_may_say_rests_on_his_own_paper(world: World, before: Before, outcome: Answer) -> None:
    if isinstance(outcome, Refused) or before.carried is not None:
        return
    for one in outcome.facts:
        match one.fact:
            case CourtWrote() | SealExtended() | Unsealed() as said:
                _is_its_courts(world, said)
            case _:
                pass


def _is_its_courts(world: World, said: Any) -> None:
    sealed = world.history[said.seal - 1]
    assert isinstance(sealed.fact, Sealed)
    paper = _paper(world, said.document)
    assert sealed.fact.court in paper.issuer, said
    assert said.document != sealed.fact.document
    assert paper.issued_on >= sealed.effective


def _paper(world: World, number: DocumentNo) -> DocumentRegistered:
    return world.programme.charter.documents[number].entries[-1].value
