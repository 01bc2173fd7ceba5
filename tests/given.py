"""Given facts, when a command, then facts or a refusal: the three words every core test is written in.

The cast is 示范市's, whose every firm and paper is invented.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from yajian import planfile
from yajian.core.decide import decide
from yajian.core.decisions import charter
from yajian.core.decisions.charter import AdoptPlan
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.facts.targets import PartListed
from yajian.core.plan import Plan
from yajian.core.programme import AnyFact, Programme, evolve
from yajian.core.rules import charter as charter_rules
from yajian.core.rules import dossier
from yajian.core.rules import targets as target_rules
from yajian.core.rules.charter import plan_in_force
from yajian.core.words import (
    Command,
    Digest,
    DocumentNo,
    EnterpriseId,
    Picture,
    QuestionId,
    Recorded,
    Refusal,
    Request,
    Seq,
)

PLANS = Path(__file__).resolve().parents[1] / "plans"
DEMO = "shifan-2019"
SCAN = Digest("a" * 64)
LETTER = DocumentNo("示政办函〔2020〕2号")
START = datetime(2020, 1, 2, 1, 0, tzinfo=UTC)  # nine in the morning where the plan is in force


@cache
def plan_of(name: str) -> Plan:
    return planfile.load(PLANS / name / "plan.yaml")


class Desk:
    """A programme under test: what was asked so far, one day a step."""

    def __init__(self, plan: str = DEMO) -> None:
        self.base = plan_of(plan)
        self.programme = Programme()
        self.history: list[Recorded[Any]] = []
        self.now = START

    @property
    def plan(self) -> Plan:
        return plan_in_force(self.base, self.programme)

    def ask(
        self,
        command: Command,
        *,
        effective: date | None = None,
        evidence: tuple[Digest, ...] = (),
        role: str = "installer",
        actor: str = "示例经办",
        organ: str = "示范市工信局",
        plan: Plan | None = None,
        pictures: tuple[Picture, ...] = (),
        written: tuple[Digest, ...] = (),
    ) -> tuple[AnyFact, ...] | Refusal:
        """When this is asked, then what comes of it. Facts are folded; a refusal leaves the books alone."""
        self.now += timedelta(days=1)
        request: Request[Any] = Request(
            command=command,
            command_id=f"c{len(self.history)}",
            actor=actor,
            organ=organ,
            role=role,
            now=self.now,
            effective=effective or self.now.date(),
            evidence=evidence,
            pictures=pictures,
            written=written,
        )
        in_force = plan or (self.base if self.programme.charter.adopted is None else self.plan)
        outcome = decide(in_force, self.programme, request)
        if isinstance(outcome, tuple):
            self._record(request, outcome)
        return outcome

    def given(self, fact: AnyFact) -> None:
        """Given: this was recorded, whatever was asked for it."""
        self.now += timedelta(days=1)
        request: Request[Any] = Request(
            command=None,
            command_id=f"c{len(self.history)}",
            actor="示例经办",
            organ="示范市工信局",
            role="installer",
            now=self.now,
            effective=self.now.date(),
        )
        self._record(request, (fact,))

    def _record(self, request: Request[Any], facts: tuple[AnyFact, ...]) -> None:
        builder = self.programme.branch()
        for fact in facts:
            recorded = Recorded(
                programme=self.base.programme.id,
                seq=Seq(len(self.history) + 1),
                recorded_at=request.now,
                effective=request.effective,
                actor=request.actor,
                organ=request.organ,
                role=request.role,
                command_id=request.command_id,
                revision=self.programme.charter.revision,
                fact=fact,
                evidence=request.evidence,
            )
            evolve(builder, recorded)
            self.history.append(recorded)
        self.programme = builder

    def append(self, *facts: AnyFact) -> None:
        """Given: these facts today, however they came about."""
        asked: Any = letter()
        request: Request[Any] = Request(
            command=asked,
            command_id=f"c{len(self.history)}",
            actor="示例经办",
            organ="示范市工信局",
            role="installer",
            now=self.now,
            effective=self.now.date(),
            evidence=(),
        )
        self._record(request, facts)

    def parts(self) -> tuple[PartListed, ...]:
        return target_rules.counted(self.programme)


def adopted(plan: str = DEMO) -> Desk:
    """Given: the plan adopted."""
    desk = Desk(plan)
    issued_on = desk.base.programme.issued_on
    outcome = desk.ask(adopt(), effective=issued_on, evidence=(Digest("f" * 64), Digest("d" * 64)))
    assert isinstance(outcome, tuple)
    return desk


def adopt(plan_file: str = "f") -> AdoptPlan:
    return AdoptPlan(plan_file=Digest(plan_file * 64), document_file=Digest("d" * 64))


def with_letter(desk: Desk | None = None) -> Desk:
    """Given: the plan adopted, and one letter on the register."""
    desk = desk or adopted()
    outcome = desk.ask(letter(), evidence=(SCAN,))
    assert isinstance(outcome, tuple), outcome
    return desk


def letter(number: DocumentNo = LETTER, **changes: Any) -> charter.RegisterDocument:
    said: dict[str, Any] = {
        "number": number,
        "title": "关于设施调整批准单位的函",
        "issued_on": date(2019, 12, 31),
        "issuer": "示范市人民政府办公室",
    }
    return charter.RegisterDocument(**(said | changes))


def provinces(desk: Desk) -> DocumentNo:
    """Given: a paper of the province's, of the day the plan was issued on: what is asked of the province it alone answers."""
    own = DocumentNo("省工信函〔2019〕3号")
    if charter_rules.document(desk.programme, own) is None:
        on = date(2019, 12, 31)
        desk.append(DocumentRegistered(number=own, title="复函", issued_on=on, issuer="省工信厅", scan=SCAN))
    return own


def contract(desk: Desk, number: str, on: date, seller: str = "示例焦化旧厂", *others: str) -> dict[str, Any]:
    """Given: a contract on the register, signed by the seller; and what establishing an origin says of it."""
    if charter_rules.document(desk.programme, DocumentNo(number)) is None:
        issuer = "、".join((seller, *others))
        desk.append(
            DocumentRegistered(
                number=DocumentNo(number), title="产能交易合同", issued_on=on, issuer=issuer, scan=SCAN
            )
        )
    return {"contract_no": number, "contract_on": on, "seller": seller}


def photo(desk: Desk) -> Picture:
    """A photograph nobody handed in before."""
    return Picture(digest=Digest(f"{len(desk.history):064x}"))


def written(desk: Desk, number: str, scan: Digest = SCAN, **changes: Any) -> DocumentNo:
    """Given: a paper of this number, written and registered today."""
    said = {
        "title": number,
        "issued_on": desk.now.date() + timedelta(days=1),
        "issuer": "示范市人民政府办公室",
    }
    outcome = desk.ask(letter(DocumentNo(number), **(said | changes)), evidence=(scan,))
    assert isinstance(outcome, tuple), outcome
    return DocumentNo(number)


def firms(desk: Desk, enterprise: str, step: str = "") -> DocumentNo:
    """Given: a paper of the firm's own, of the day the plan was issued on; one for each step, registered once."""
    own = DocumentNo(f"{enterprise}{step}〔2019〕1号")
    if charter_rules.document(desk.programme, own) is None:
        name = dossier.enterprise_name(desk.plan, desk.programme, EnterpriseId(enterprise))
        on = date(2019, 12, 31)
        desk.append(DocumentRegistered(number=own, title="方案", issued_on=on, issuer=name, scan=SCAN))
    return own


def correcting(desk: Desk, corrects: int | None) -> dict[str, Any]:
    """What a correction of a condition takes: the entry, why, and a paper, which is put on the register if need be."""
    if corrects is None:
        return {}
    if charter_rules.document(desk.programme, LETTER) is None:
        on = date(2019, 12, 31)
        desk.append(DocumentRegistered(number=LETTER, title="函", issued_on=on, issuer="示范市", scan=SCAN))
    return {"corrects": Seq(corrects), "why": "照现场确认书更正", "correction": LETTER}


def answer(question: QuestionId, **changes: Any) -> charter.AnswerQuestion:
    said: dict[str, Any] = {
        "question": question,
        "reading": "照来函办理",
        "answered_by": "示例甲（示范市政府办公室）",
        "document": LETTER,
    }
    return charter.AnswerQuestion(**(said | changes))


def refused(outcome: object, code: str) -> Refusal:
    """Then: refused, for this reason."""
    assert isinstance(outcome, Refusal), outcome
    assert outcome.code == code
    assert outcome.finding
    assert outcome.way_forward
    return outcome


def recorded(outcome: object) -> tuple[AnyFact, ...]:
    """Then: these facts."""
    assert isinstance(outcome, tuple), outcome
    return outcome
