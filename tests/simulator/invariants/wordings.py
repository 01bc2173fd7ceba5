"""Whose paper a word rests on: what only one may say is on no other's paper."""

from typing import Any

from tests.simulator.invariants.registry import step
from tests.simulator.world import Before, World
from yajian.core.bodies import county_of
from yajian.core.facts.bankstatements import LineMatched
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.courts import CourtWrote, Sealed, SealExtended, Unsealed
from yajian.core.facts.holds import HoldLifted, HoldPlaced
from yajian.core.facts.payments import BounceWithdrawn, FundsRaised, PaymentBounced, PaymentReleased
from yajian.core.facts.releases import GateOverridden, Released
from yajian.core.facts.risks import EmergencyPlanFiled
from yajian.core.facts.trades import TradeWithdrawn
from yajian.core.facts.utilities import AlternativeStated, DemandStated, InterruptionAgreed, SupplyStated
from yajian.core.facts.workplans import ExpertsReviewed, PlanReviewed
from yajian.core.rules import payments, trades
from yajian.core.words import DocumentNo, EnterpriseId
from yajian.journal.booking import Answer, Refused


@step("I34")
def what_only_one_may_say_rests_on_his_own_paper(world: World, before: Before, outcome: Answer) -> None:
    if isinstance(outcome, Refused) or before.carried is not None:
        return
    for one in outcome.facts:
        match one.fact:
            case Sealed(court=court, document=number):
                assert court in _paper(world, number).issuer, one
            case CourtWrote() | SealExtended() | Unsealed() as said:
                _is_its_courts(world, said)
            case GateOverridden() | Released() as said:
                assert not _firms(world, _paper(world, said.document)), said
                assert not isinstance(said, Released) or _is_the_citys(world, _paper(world, said.document))
            case (
                EmergencyPlanFiled(enterprise=firm, review=number)
                | ExpertsReviewed(enterprise=firm, document=number)
            ):
                assert _name(world, firm) not in _paper(world, number).issuer, one
            case PlanReviewed(gatekeeper=keeper, document=number) if keeper:
                assert number is not None, one
                assert not _firms(world, _paper(world, number)), one
            case (
                DemandStated(enterprise=firm, document=number)
                | InterruptionAgreed(enterprise=firm, document=number)
            ):
                assert _name(world, firm) != _paper(world, number).issuer, one
            case SupplyStated(per_day=0, document=number):
                assert len(_firms(world, _paper(world, number))) < len(
                    _paper(world, number).issuer.split("、")
                )
            case AlternativeStated(proof=number) as said if number is not None:
                assert not _firms(world, _paper(world, number)), said
                assert _rests_alone(world, said), said
            case PaymentBounced() as said:
                _is_a_banks(world, said)
            case BounceWithdrawn() as said:
                _undoes_anothers_entry(world, said)
            case HoldLifted() as said:
                _is_its_lifters(world, said)
            case TradeWithdrawn() as said:
                _is_the_parties(world, said)
            case FundsRaised(level="county", document=number):
                issuers = [name.strip() for name in _paper(world, number).issuer.split("、")]
                assert any(county_of(world.plan, world.programme, name) for name in issuers), one
            case _:
                pass


@step("I15")
def nobody_says_of_the_banks_line_what_he_paid_himself(world: World, before: Before, outcome: Answer) -> None:
    if isinstance(outcome, Refused) or before.carried is not None:
        return
    for one in outcome.facts:
        if isinstance(one.fact, LineMatched):
            slip = payments.standing(world.programme, one.fact.slip)
            assert slip is not None
            assert one.actor not in slip.hands, one


def _is_a_banks(world: World, said: PaymentBounced) -> None:
    paper = _paper(world, said.document)
    assert "银行" in paper.issuer, said
    out = [
        one
        for one in world.history
        if isinstance(one.fact, PaymentReleased) and one.fact.payment == said.payment
    ]
    assert paper.issued_on >= out[-1].effective, said


def _undoes_anothers_entry(world: World, said: BounceWithdrawn) -> None:
    entry = world.history[said.withdraws - 1]
    assert isinstance(entry.fact, PaymentBounced)
    assert entry.actor != said.by, said
    assert said.document != entry.fact.document
    assert _paper(world, said.document).issued_on >= entry.effective, said


def _is_the_parties(world: World, said: TradeWithdrawn) -> None:
    """Of the seller and another, or of the province or a court; after the contract, and not the contract."""
    trade = trades.standing(world.programme, said.trade)
    assert trade is not None
    paper = _paper(world, said.document)
    both = len(paper.issuer.split("、")) > 1 and (bool(_firms(world, paper)) or _renamed(world, paper))
    assert both or any(one in paper.issuer for one in ("省", "法院")), said
    assert said.document != trade.fact.document
    assert paper.issued_on >= _paper(world, trade.fact.document).issued_on, said


def _is_its_lifters(world: World, said: HoldLifted) -> None:
    placed = world.history[said.hold - 1].fact
    assert isinstance(placed, HoldPlaced)
    assert said.document != placed.document, said
    assert _paper(world, said.document).issued_on >= _paper(world, placed.document).issued_on, said


def _is_its_courts(world: World, said: Any) -> None:
    sealed = world.history[said.seal - 1]
    assert isinstance(sealed.fact, Sealed)
    paper = _paper(world, said.document)
    assert sealed.fact.court in paper.issuer, said
    assert said.document != sealed.fact.document
    assert paper.issued_on >= sealed.effective


def _firms(world: World, paper: DocumentRegistered) -> list[str]:
    """The listed firms among those who issued it, by the names the plan has."""
    return [one.name for one in world.base.enterprises.values() if one.name in paper.issuer]


def _renamed(world: World, paper: DocumentRegistered) -> bool:
    """Whether a firm issued it under a name it took later."""
    lines = world.programme.dossiers.renames.values()
    return any(one.value.name in paper.issuer for line in lines for one in line.entries)


def _is_the_citys(world: World, paper: DocumentRegistered) -> bool:
    """No county alone lets its own ovens go, nor does a court or the province."""
    return any(one.startswith(("示范市", "市")) and "法院" not in one for one in paper.issuer.split("、"))


def _name(world: World, firm: EnterpriseId) -> str:
    return world.base.enterprises[firm].name if firm in world.base.enterprises else "（清单以外）"


def _rests_alone(world: World, said: AlternativeStated) -> bool:
    """No other supply of the kind rests on the same certificate now."""
    lines = world.programme.utilities.alternatives.items()
    now = [line.at() for key, line in lines if key[0] == said.utility]
    return sum(one is not None and one.value.proof == said.proof for one in now) <= 1


def _paper(world: World, number: DocumentNo) -> DocumentRegistered:
    return world.programme.charter.documents[number].entries[-1].value
