"""The office on a real plan: adopted, asked, asked again, opened by others, and looked at as it was."""

import os
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.cluster import Cluster
from tests.given import DEMO, LETTER, PLANS, answer, letter, with_letter
from yajian import planfile
from yajian.core.decisions.charter import AdoptPlan, AdoptRevision, WithdrawAnswer
from yajian.core.facts.charter import DocumentRegistered, PlanAdopted
from yajian.core.plan import Plan
from yajian.core.words import Command, Digest, DocumentNo, QuestionId, Seq, SystemRule
from yajian.evidence import Fault
from yajian.journal import keeping, refold, stores
from yajian.journal.desk import Closed
from yajian.journal.home import Home
from yajian.journal.store import Unsafe
from yajian.journal.verify import verify
from yajian.transact import FOLDING, PLANS_KEPT, Done, Office, Refused

START = datetime(2020, 1, 6, 1, 0, tzinfo=UTC)
SCAN = b"%PDF-1.4 a letter %%EOF"


pytestmark = pytest.mark.usefixtures("either_store")
# For a test that names its own store.
ONCE = pytest.mark.parametrize("either_store", ["sqlite"], indirect=True)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def opened(home: Path, clock: Clock | None = None, **more: Any) -> Office:
    more = {"database": os.environ.get("YAJIAN_DATABASE_URL", "")} | more
    return Office(home, load_plan=planfile.load_bytes, clock=clock or Clock(), **more)


def ask(office: Office, command: Command, **changes: Any) -> Done | Refused:
    said: dict[str, Any] = {
        "actor": "示例甲",
        "organ": "本机",
        "role": "installer",
        "effective": date(2020, 1, 6),
    }
    return office.transact(command, **(said | changes))


def done(office: Office, command: Command, **changes: Any) -> Done:
    answer = ask(office, command, **changes)
    assert isinstance(answer, Done), answer
    return answer


def refused(office: Office, command: Command, **changes: Any) -> Any:
    answer = ask(office, command, **changes)
    assert isinstance(answer, Refused), answer
    return answer.refusal


def plan_files(office: Office, plan: str = DEMO) -> tuple[Digest, Digest]:
    return office.keep(PLANS / plan / "plan.yaml"), office.keep(PLANS / plan / "document.txt")


def adopt(office: Office, plan: str = DEMO, **changes: Any) -> Done:
    files = plan_files(office, plan)
    said = {"effective": date(2019, 12, 31), "evidence": files} | changes
    return done(office, AdoptPlan(plan_file=files[0], document_file=files[1]), **said)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Given: an office with the plan of 示范市 adopted."""
    with opened(tmp_path) as office:
        adopt(office)
        yield office


def with_scan(office: Office, content: bytes = SCAN) -> dict[str, Any]:
    return {"evidence": (office.evidence.put(BytesIO(content)),)}


def test_adopting_opens_the_books_on_the_plan_named_by_its_digest(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        assert office.head.seq == 0
        with pytest.raises(LookupError, match="还没有采用任何方案"):
            office.plan()
        facts = adopt(office).facts
        assert isinstance(facts[0].fact, PlanAdopted)
        assert {one.programme for one in facts} == {office.plan().programme.id}
        assert {one.revision for one in facts} == {1}
        assert [one.seq for one in facts] == [*range(1, len(facts) + 1)]
        assert office.programme.charter.adopted == facts[0].fact


def test_before_adoption_everything_else_is_declined_and_kept_among_the_attempts(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        refusal = refused(office, letter(), **with_scan(office))
        assert refusal.basis is SystemRule.NOT_ADOPTED
        (kept,) = office.attempts()
        assert (kept.code, kept.basis) == (refusal.code, "NOT_ADOPTED")
        assert office.head.seq == 0


def test_a_fact_never_precedes_its_evidence(office: Office) -> None:
    before = office.head
    missing = Digest("ab" * 32)
    for declined in (
        refused(office, letter(), evidence=(missing,)),
        refused(office, AdoptPlan(plan_file=missing, document_file=missing)),
        refused(office, letter(), evidence=("../../etc/passwd",)),
    ):
        assert declined.code == "transact.evidence-not-kept"
        assert declined.basis is SystemRule.EVIDENCE_REQUIRED
    assert office.head == before
    assert len(done(office, letter(), **with_scan(office)).facts) == 1


def test_a_file_that_is_no_plan_is_not_adopted(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        file = office.evidence.put(BytesIO("programme: {id: 不全}\n".encode()))
        refusal = refused(office, AdoptPlan(plan_file=file, document_file=file), evidence=(file,))
        assert refusal.code == "transact.plan-faulty"
        assert "plan check" in refusal.way_forward
        assert office.head.seq == 0


def test_the_same_number_gets_the_same_answer_and_another_command_a_refusal(office: Office) -> None:
    evidence = with_scan(office)
    first = done(office, letter(), command_id="n1", **evidence)
    assert done(office, letter(), command_id="n1", **evidence) == first
    refusal = refused(office, letter(title="另一份"), command_id="n1", **evidence)
    assert refusal.basis is SystemRule.SAME_NUMBER_OTHER_COMMAND
    assert f"第{first.facts[0].seq}条" in refusal.finding
    assert office.head.seq == first.facts[0].seq


def test_a_command_without_a_number_is_given_one_of_its_own(office: Office) -> None:
    first = done(office, letter(), **with_scan(office)).facts[0]
    second = done(office, letter(DocumentNo("另一号")), **with_scan(office, SCAN + b"%%EOF")).facts[0]
    assert len({first.command_id, second.command_id, ""}) == 3


def test_what_the_core_says_is_so_already_adds_nothing(office: Office) -> None:
    evidence = with_scan(office)
    done(office, letter(), **evidence)
    head = office.head
    assert done(office, letter(), **evidence).facts == ()
    assert office.head == head


def test_the_instant_given_takes_the_place_of_the_clock_s(office: Office) -> None:
    instant = START + timedelta(days=3)
    assert done(office, letter(), now=instant, **with_scan(office)).facts[0].recorded_at == instant
    back = refused(
        office, letter(DocumentNo("另一号")), now=instant - timedelta(hours=1), **with_scan(office)
    )
    assert back.basis is SystemRule.CLOCK_WENT_BACK


def test_the_past_is_seen_by_place_and_by_instant(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path, clock) as office:
        adopted = len(adopt(office).facts)
        then = clock.now
        clock.now += timedelta(days=10)
        done(office, letter(), effective=date(2020, 1, 16), **with_scan(office))
        assert office.known_at(START) == 0
        assert office.known_at(then) == adopted
        assert office.known_at(clock.now) == adopted + 1
        assert LETTER not in office.programme_at(adopted).charter.documents
        assert LETTER in office.programme_at(adopted + 1).charter.documents
        assert office.programme_at(0).charter.adopted is None
        assert office.plan(date(2019, 1, 1), Seq(adopted)).programme.id == office.plan().programme.id


def test_a_fact_is_shown_as_it_lies_in_the_journal(office: Office) -> None:
    recorded = done(office, letter(), **with_scan(office)).facts[0]
    assert office.recorded(recorded.seq) == recorded
    assert isinstance(recorded.fact, DocumentRegistered)
    body = office.body(recorded.seq)
    assert FOLDING.codec.decode(body.encode()) == recorded
    assert f'"seq":{recorded.seq}' in body
    assert [one.seq for one in office.history(upto=2)] == [1, 2]
    for look in (office.recorded, office.body):
        with pytest.raises(LookupError, match="没有第999条"):
            look(999)


def test_an_office_opened_again_stands_where_it_stood(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        adopt(office)
        done(office, letter(), **with_scan(office))
        head, documents = office.head, dict(office.programme.charter.documents)
    with opened(tmp_path) as again:
        assert again.head == head
        assert dict(again.programme.charter.documents) == documents
        assert again.plan().programme.id == again.programme.id


def test_two_offices_on_the_same_books_see_each_other(tmp_path: Path) -> None:
    with opened(tmp_path) as first, opened(tmp_path) as second:
        adopt(first)
        assert second.programme.charter.adopted is not None
        done(second, letter(), **with_scan(second))
        assert LETTER in first.programme.charter.documents
        assert done(first, letter(), **with_scan(first)).facts == ()


@ONCE
def test_only_one_office_serves_but_others_may_work_beside_it(tmp_path: Path) -> None:
    with opened(tmp_path, serving=True) as server:
        with pytest.raises(Unsafe, match="已有一个服务进程"):
            opened(tmp_path, serving=True)
        with opened(tmp_path) as beside:
            adopt(beside)
        assert server.programme.charter.adopted is not None
    opened(tmp_path, serving=True).close()


@ONCE
def test_several_servers_may_share_books_in_a_database(tmp_path: Path, database: str) -> None:
    with opened(tmp_path, serving=True, database=database) as one:
        adopt(one)
        with opened(tmp_path, serving=True, database=database) as other:
            assert other.head == one.head
            done(other, letter(), **with_scan(other))
            assert LETTER in one.programme.charter.documents


@pytest.fixture
def moved(tmp_path: Path, own_database: str) -> tuple[Path, str]:
    """Given: an office with a plan adopted whose books lie in a database."""
    with opened(tmp_path / "data", database=own_database) as office:
        adopt(office)
    return tmp_path / "data", own_database


def unopened(home: Path, database: str, says: str) -> None:
    with pytest.raises(Unsafe, match=says):
        opened(home, database=database)


@ONCE
def test_a_folder_and_books_that_are_not_each_other_s_are_refused(
    moved: tuple[Path, str], tmp_path: Path, cluster: Cluster
) -> None:
    home, database = moved
    unopened(home, "", "的账簿在 PostgreSQL 里，请设好 YAJIAN_DATABASE_URL")
    unopened(tmp_path / "new", database, r"数据库里有 \d+ 条记录，.*是新的数据目录")
    unopened(home, cluster.fresh(), "的附件是另一个数据库的")
    (home / "database").unlink()
    unopened(home, database, "有附件，却不知是哪本账簿的")


@ONCE
def test_a_folder_with_books_of_its_own_is_not_begun_anew_in_a_database(
    tmp_path: Path, database: str
) -> None:
    with opened(tmp_path, database="") as office:
        adopt(office)
    unopened(tmp_path, database, r"却已有一本账簿.*\./run backup")


def test_a_plan_file_that_rotted_is_a_loud_error_and_not_another_plan(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        adopt(office)
        path = office.evidence.path(plan_files(office)[0])
    path.write_bytes(path.read_bytes().replace(b"0", b"1", 1))
    with opened(tmp_path) as again:
        with pytest.raises(Fault, match="的内容与入库时不同"):
            again.plan()
        with pytest.raises(Fault, match="的内容与入库时不同"):
            done(again, letter(), **with_scan(again))
        assert again.head.seq == again.programme.seq


def test_a_plan_is_loaded_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    loads = []

    def load(content: bytes) -> Any:
        loads.append(1)
        return planfile.load_bytes(content)

    with Office(tmp_path, load_plan=load, clock=Clock()) as office:
        adopt(office)
        for number in range(5):
            done(office, letter(DocumentNo(f"示政办函〔2020〕{number}号")), **with_scan(office))
            office.plan()
        assert len(loads) == 1


def test_a_revision_is_judged_by_the_proposed_file(office: Office) -> None:
    done(office, letter(), **with_scan(office))
    text = (PLANS / DEMO / "plan.yaml").read_text(encoding="utf-8")
    file = office.evidence.put(BytesIO((text + "\n# 第二版\n").encode()))
    document = office.keep(PLANS / DEMO / "document.txt")
    revision = AdoptRevision(plan_file=file, document_file=document, document=LETTER)
    assert refused(office, revision, evidence=(file, document)).code == "charter.adopt-revision.not-newer"


def test_forty_clerks_at_once_register_forty_letters_once_each(office: Office) -> None:
    evidence, before = with_scan(office), office.head.seq
    answers: list[Done] = []

    def register(number: int) -> None:
        for _ in range(2):
            named = letter(DocumentNo(f"示政办函〔2020〕{number}号"))
            answers.append(done(office, named, command_id=f"letter-{number}", **evidence))

    threads = [threading.Thread(target=register, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert office.head.seq == before + 40
    assert len({answer.facts for answer in answers}) == 40
    assert len(answers) == 80


def test_what_the_office_wrote_verifies(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        adopt(office, "yuncheng-2019")
        done(office, letter(), **with_scan(office))
        refused(office, letter(title="另一份"), **with_scan(office))
        head = office.head
        store = stores.existing(Home(tmp_path), os.environ["YAJIAN_DATABASE_URL"], checked=False)
        report = verify(store, FOLDING, office.evidence)
        store.close()
    assert report.findings == ()
    assert report.head == head
    assert report.evidence == 3


def test_a_closed_office_takes_nothing_more(tmp_path: Path) -> None:
    office = opened(tmp_path)
    adopt(office)
    office.close()
    with pytest.raises(Closed):
        ask(office, letter())


@ONCE
def test_books_that_must_not_be_opened_release_what_was_claimed(tmp_path: Path) -> None:
    with opened(tmp_path) as office:
        adopt(office)
    journal = Home(tmp_path).journal
    content = journal.read_bytes()
    journal.write_bytes(b"x" * len(content))
    for _ in range(2):
        with pytest.raises(Unsafe, match="verify"):
            opened(tmp_path, serving=True)
    journal.write_bytes(content)
    opened(tmp_path, serving=True).close()


def test_an_office_that_opens_from_its_snapshot_says_what_it_said_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "EVERY", 5)
    with opened(tmp_path) as office:
        adopt(office)
        for number in range(6):
            done(office, letter(number=DocumentNo(f"示函〔2020〕{number + 30}号")), **with_scan(office))
        said, head = office.programme, office.head
    assert Home(tmp_path).snapshot.exists()
    monkeypatch.setattr(FOLDING, "start", None)  # nothing is folded from the beginning
    with opened(tmp_path, serving=True) as again:
        assert again.head == head
        assert refold.digest(again.programme) == refold.digest(said)
        assert again.known_at(START) == 0
        assert again.plan().programme.id == office.plan().programme.id


# The plan with answers laid over it ----------------------------------------------------------------

HOT = QuestionId("Q-HOT-HOLD")
READS = "facility_types.coke_oven.conditions.hot_hold.reading"


def reading(plan: Plan) -> str:
    return next(
        one.counts_as
        for kind in plan.facility_types.values()
        for one in kind.conditions
        if one.id == "hot_hold"
    )


@ONCE
def test_a_plan_with_answers_is_worked_out_once_and_again_when_an_answer_changes(office: Office) -> None:
    done(office, letter(), **with_scan(office))
    given = done(office, answer(HOT, settles={READS: "shut"}))
    then = office.plan()
    assert office.plan() is then
    assert office.plan(date(2020, 1, 6)) is then
    assert (reading(then), reading(office.plan(date(2020, 1, 5)))) == ("shut", "stopped")
    assert reading(office.plan(known=Seq(given.facts[0].seq - 1))) == "stopped"
    done(
        office, letter(DocumentNo("示政办函〔2020〕3号")), **with_scan(office)
    )  # moves the books, not the plan
    assert office.plan() is then
    back = WithdrawAnswer(question=HOT, withdraws=given.facts[0].seq, reason="来函撤回", document=LETTER)
    done(office, back)
    assert reading(office.plan()) == "stopped"
    done(office, answer(HOT, settles={READS: "dismantled"}))
    assert reading(office.plan()) == "dismantled"


@ONCE
def test_an_answer_that_was_never_committed_lends_its_number_to_another_and_nothing_else(
    office: Office,
) -> None:
    read = []
    for way in ("shut", "dismantled"):  # two futures of one journal: the same number, another answer
        desk = with_letter()
        assert isinstance(desk.ask(answer(HOT, settles={READS: way})), tuple)
        file = desk.programme.charter.files.at()
        assert file is not None
        office._plans[file.value] = desk.base
        found = office._in_force(desk.programme)
        assert found is not None
        read.append(reading(found))
    assert read == ["shut", "dismantled"]


@ONCE
def test_no_more_plans_are_kept_than_an_office_needs(office: Office) -> None:
    done(office, letter(), **with_scan(office))
    for day in range(1, PLANS_KEPT + 4):
        done(office, answer(HOT, reading=f"第{day}次"), effective=date(2019, 12, day))
    plans = [office.plan(date(2019, 12, day)) for day in range(1, PLANS_KEPT + 4)]
    assert len(office._laid) == PLANS_KEPT
    assert office.plan(date(2019, 12, PLANS_KEPT + 3)) is plans[-1]
    assert office.plan(date(2019, 12, 1)) == plans[0]
