"""What was done for one unit on its way to the money, event by event, each with the paper's own day."""

from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from yajian.core.history import Timeline
from yajian.core.plan import FlowStep
from yajian.core.plan.money import MoneyEvent
from yajian.core.reports.money.scope import Scope
from yajian.core.reports.wording import wan_yuan
from yajian.core.rules import acceptance, auditplans, quotas
from yajian.core.rules.applications import Standing as Application
from yajian.core.rules.payments import Standing as Slip
from yajian.core.words import PartId, Seq, UnitId


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """A step as it was taken: the day of its paper, the paper, and the entry."""

    on: date
    document: str
    seq: Seq


class Way:
    """What was done for one unit under one application, event by event."""

    def __init__(
        self, scope: Scope, unit: UnitId, part: PartId, asked: Application | None, slips: list[Slip]
    ):
        self.scope, self.unit, self.part, self.asked, self.slips = scope, unit, part, asked, slips
        found = auditplans.entitlement(scope.programme, unit, scope.as_of, scope.known)
        mine = found is not None and asked is not None and found.fact.application == asked.seq
        self.entitled = found if mine else None
        self.out = [one for one in slips if one.stage == "已下达"] if mine else []

    def done(self, step: FlowStep) -> Done | None:
        if step.done_when is None:
            return None
        ask: Mapping[MoneyEvent, Callable[[], Done | None]] = {
            "quota_fixed": self._fixed,
            "quota_reviewed": self._reviewed,
            "accepted": self._accepted,
            "applied": self._applied,
            "forwarded": self._forwarded,
            "audit_plan_drawn_up": self._drawn_up,
            "audit_plan_approved": self._approved,
            "funds_raised": self._funded,
            "disbursed": self._disbursed,
        }
        return self._filed(step) if step.done_when == "filed" else ask[step.done_when]()

    def words(self, step: FlowStep) -> str:
        """How much of it is done, where it is done by instalments."""
        if step.done_when != "disbursed" or self.entitled is None or not self.entitled.paid_fen:
            return ""
        owed_fen = self.entitled.paid_fen + self.entitled.kept_fen
        return f"已下达 {wan_yuan(self.entitled.paid_fen)}／{wan_yuan(owed_fen)} 万元" if self.out else ""

    def _version(self) -> quotas.Version | None:
        """The version the application rests on; before it, the one that counts, or the last that names the unit."""
        scope = self.scope
        if self.asked is not None:
            asked = self.asked.applied.value.quota_version
            return quotas.version(scope.programme, asked, scope.as_of, scope.known)
        past = quotas.versions(scope.programme, scope.as_of, scope.known)
        mine = [one for one in past if quotas.fixed(scope.programme, self.unit, one.number, scope.known)]
        return next((one for one in reversed(mine) if one.agreed), mine[-1] if mine else None)

    def _fixed(self) -> Done | None:
        found = self._version()
        if found is None:
            return None
        return Done(on=found.drawn.effective, document=found.drawn.value.document, seq=found.drawn.seq)

    def _reviewed(self) -> Done | None:
        found = self._version()
        if found is None or not found.agreed or found.reviewed is None:
            return None
        said = found.reviewed
        return Done(on=said.effective, document=said.value.document, seq=said.seq)

    def _accepted(self) -> Done | None:
        scope = self.scope
        found = acceptance.standing(scope.programme, self.part, scope.as_of, scope.known).accepted
        if found is None:
            return None
        return Done(on=found.effective, document=found.value.document, seq=found.seq)

    def _applied(self) -> Done | None:
        if self.asked is None:
            return None
        entry = self.asked.applied
        return Done(on=entry.effective, document=entry.value.document, seq=entry.seq)

    def _forwarded(self) -> Done | None:
        entry = self.asked.forwarded if self.asked is not None else None
        return Done(on=entry.effective, document=entry.value.document, seq=entry.seq) if entry else None

    def _plan(self) -> auditplans.Standing | None:
        """The last plan that took the application up and was not sent back."""
        scope = self.scope
        for entry in reversed(
            scope.programme.auditplans.grants.get(self.unit, Timeline()).known(scope.known)
        ):
            if self.asked is not None and entry.value.application == self.asked.seq:
                found = auditplans.standing(scope.programme, entry.value.plan, scope.as_of, scope.known)
                if found is not None and found.stage != "已退回":
                    return found
        return None

    def _drawn_up(self) -> Done | None:
        found = self._plan()
        if found is None:
            return None
        return Done(on=found.drawn.effective, document=found.drawn.value.document, seq=found.drawn.seq)

    def _approved(self) -> Done | None:
        found = self._plan()
        if found is None or self.entitled is None:
            return None
        return Done(on=found.last.effective, document=found.last.value.document, seq=found.last.seq)

    def _funded(self) -> Done | None:
        """Once slips hold all that is owed to the unit: the last paper by which their levels had the money."""
        if self.entitled is None:
            return None
        lines = [
            (slip, line)
            for slip in self.slips
            if slip.stage in ("待复核", "待下达", "已下达")
            for line in slip.stands
            if line.unit == self.unit
        ]
        owed_fen = self.entitled.kept_fen + self.entitled.paid_fen
        if sum(line.amount_fen for _, line in lines) < owed_fen:
            return None
        papers = [
            entry
            for slip, line in lines
            for entry in self.scope.programme.payments.raised.get(line.level, Timeline()).known(
                self.scope.known
            )
            if entry.seq < slip.seq and entry.effective <= self.scope.as_of
        ]
        last = max(papers, key=lambda one: (one.effective, one.seq), default=None)
        return Done(on=last.effective, document=last.value.document, seq=last.seq) if last else None

    def _disbursed(self) -> Done | None:
        """Once nothing is kept for it any more: the last payment."""
        if self.entitled is None or self.entitled.kept_fen or not self.out:
            return None
        went = [(one.released, one.voucher) for one in self.out if one.released is not None]
        last, voucher = max(went, key=lambda one: (one[0].effective, one[0].seq))
        return Done(on=last.effective, document=voucher, seq=last.seq)

    def _filed(self, step: FlowStep) -> Done | None:
        """Once every payment is filed with every organ the step names."""
        if self._disbursed() is None:
            return None
        found = [entry for slip in self.out for entry in slip.filed]
        wanted = {(slip.seq, organ) for slip in self.out for organ in step.to}
        filed = {(seq, entry.value.organ) for entry in found for seq in entry.value.payments}
        if not found or not wanted <= filed:
            return None
        last = max(found, key=lambda one: (one.effective, one.seq))
        return Done(on=last.effective, document=last.value.document, seq=last.seq)
