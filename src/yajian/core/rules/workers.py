"""How many people there are, how many of them are settled, by which means, and who went missing from the roster.

Whoever was ever on a roster counts: nobody is made less by being left off the next one.
"""

import re
from datetime import date

import msgspec

from yajian.core.cases import Case, Found, Needs, lacking, met
from yajian.core.facts.workers import Employment, PlanFiled, RosterSubmitted, Settled, WorkerId
from yajian.core.history import Entry, Timeline
from yajian.core.plan import GateCondition, Plan
from yajian.core.programme import Programme
from yajian.core.words import EnterpriseId, Seq

# What a roster makes, or a short code of a story: neither a name, nor a telephone, nor an identity number goes into one.
_NUMBER = re.compile(r"w-[0-9a-f]{16}|[a-z][0-9]{2,3}")
_SEALED = re.compile(r"(?=.{40})(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")

EMPLOYMENT: dict[Employment, str] = {"contract": "合同工", "dispatched": "劳务派遣"}


def is_number(worker: str) -> bool:
    """Whether this is how a worker is told in the books, where nothing can ever be taken out again."""
    return _NUMBER.fullmatch(worker) is not None


def is_sealed(said: str) -> bool:
    """Whether this looks like what a key closes and not like what somebody wrote: nonce and mark alone take 40 characters."""
    return _SEALED.fullmatch(said) is not None


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is or was on the roster, as a number."""

    worker: WorkerId
    employment: Employment
    sealed: str  # the last that was sealed of him
    last_month: str
    settled: Settled | None
    erased: bool

    @property
    def is_settled(self) -> bool:
        """At least one way, and he himself has confirmed it."""
        return self.settled is not None and bool(self.settled.methods) and self.settled.confirmed


class Crew(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody of one enterprise as of a day."""

    people: tuple[Person, ...]
    months: tuple[tuple[str, Entry[RosterSubmitted]], ...]  # oldest first

    @property
    def settled(self) -> int:
        return sum(one.is_settled for one in self.people)

    @property
    def unconfirmed(self) -> int:
        """A way is written down, and he has not confirmed it."""
        return sum(
            one.settled is not None and bool(one.settled.methods) and not one.settled.confirmed
            for one in self.people
        )

    @property
    def undecided(self) -> int:
        """Nothing is written down for them."""
        return len(self.people) - self.settled - self.unconfirmed

    def of(self, employment: Employment) -> int:
        return sum(one.employment == employment for one in self.people)

    def settled_of(self, employment: Employment) -> int:
        return sum(one.employment == employment and one.is_settled for one in self.people)

    def by(self, method: str) -> int:
        """Those settled by a way; somebody with two is counted under both."""
        return sum(one.is_settled and method in one.settled.methods for one in self.people if one.settled)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Who was on the roster of the month before and is on the last one no more, without a way of being settled."""
        if len(self.months) < 2:
            return ()
        (before, earlier), (last, now) = self.months[-2:]
        here = {one.worker for one in now.value.people}
        known = {one.worker: one for one in self.people}
        found = []
        for kind, word in EMPLOYMENT.items():
            was = [one for one in earlier.value.people if one.employment == kind]
            gone = [one for one in was if one.worker not in here and not known[one.worker].is_settled]
            if gone:
                left = sum(one.employment == kind for one in now.value.people)
                found.append(
                    f"{before}名册有{word}{len(was)}人，{last}名册{left}人，少了的人里{len(gone)}人没有安置去向"
                )
        return tuple(found)


def crew(
    programme: Programme,
    firms: frozenset[EnterpriseId],
    as_of: date | None = None,
    known: Seq | None = None,
) -> Crew:
    """Whom the rosters name by a day, the latest line of each."""
    state = programme.workers
    months = sorted(
        (
            (month, entry)
            for (firm, month), line in state.rosters.items()
            if firm in firms and (entry := line.at(as_of, known)) is not None
        ),
        key=lambda one: (one[0], one[1].seq),
    )
    people: dict[WorkerId, Person] = {}
    for month, entry in months:
        for one in entry.value.people:
            before = people.get(one.worker)
            settled = state.settled.get((entry.value.enterprise, one.worker), Timeline()).at(as_of, known)
            people[one.worker] = Person(
                worker=one.worker,
                employment=one.employment,
                sealed=one.sealed or (before.sealed if before is not None else ""),
                last_month=month,
                settled=settled.value if settled is not None else None,
                erased=bool(state.erased.get(one.worker, Timeline()).known(known)),
            )
    return Crew(people=tuple(people.values()), months=tuple(months))


def rostered(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> dict[EnterpriseId, frozenset[WorkerId]]:
    """Whom each firm's rosters name by a day, as numbers; of a month that was reported anew, as it was last."""
    found: dict[EnterpriseId, frozenset[WorkerId]] = {}
    for (firm, _), line in programme.workers.rosters.items():
        entry = line.at(as_of, known)
        if entry is not None:
            found[firm] = found.get(firm, frozenset()) | {one.worker for one in entry.value.people}
    return found


def rostered_elsewhere(
    programme: Programme, house: frozenset[EnterpriseId], workers: frozenset[WorkerId]
) -> frozenset[WorkerId]:
    """Those of these numbers that a firm outside this house rostered first: a number is bound to whom it was drawn for."""
    first: dict[WorkerId, tuple[Seq, EnterpriseId]] = {}
    for (firm, _), line in programme.workers.rosters.items():
        for entry in line.entries:
            for one in entry.value.people:
                if one.worker in workers:
                    first[one.worker] = min(first.get(one.worker, (entry.seq, firm)), (entry.seq, firm))
    return frozenset(worker for worker, (_, firm) in first.items() if firm not in house)


def plan_filed(
    programme: Programme,
    firms: frozenset[EnterpriseId],
    as_of: date | None = None,
    known: Seq | None = None,
) -> Entry[PlanFiled] | None:
    """The last plan of resettlement filed by a day."""
    found = [
        entry
        for firm in firms
        if (entry := programme.workers.plans.get(firm, Timeline()).at(as_of, known)) is not None
    ]
    return max(found, key=lambda one: (one.effective, one.seq), default=None)


# What a gate asks of this area --------------------------------------------------------------------


def _planned(plan: Plan, programme: Programme, condition: GateCondition, case: Case) -> Found:
    """有职工安置方案: filed, and for no fewer people than the rosters name, those sent by others among them."""
    filed = plan_filed(programme, case.firms, case.as_of, case.known)
    if filed is None:
        return lacking(
            "待定：还没有登记职工安置方案",
            ("职工安置方案",),
            "请企业制定方案，登记文号、覆盖人数",
            asks="workers.file-plan",
        )
    who = crew(programme, case.firms, case.as_of, case.known)
    seen = (
        ("方案", f"{filed.value.document}，{filed.value.covers}人"),
        ("名册", f"{len(who.people)}人，其中劳务派遣{who.of('dispatched')}人"),
        ("已安置", f"{who.settled}/{len(who.people)}"),
    )
    if not who.people:
        return lacking(
            f"待定：方案写明覆盖{filed.value.covers}人，名册上还没有人，不知道是不是人人都有安置",
            ("职工名册（含劳务派遣）",),
            "请企业报送职工名册，劳务派遣人员一并列入",
            *seen,
            asks="workers.submit-roster",
        )
    if filed.value.covers < len(who.people):
        return lacking(
            f"待定：方案覆盖{filed.value.covers}人，名册上有{len(who.people)}人（含劳务派遣{who.of('dispatched')}人）",
            (f"{len(who.people) - filed.value.covers}人的安置办法",),
            "请补充方案，劳务派遣人员一并安置",
            *seen,
            asks="workers.file-plan",
        )
    return met(f"职工安置方案 {filed.value.document} 覆盖{filed.value.covers}人", *seen)


NEEDS: Needs = {"resettlement_plan": _planned}
