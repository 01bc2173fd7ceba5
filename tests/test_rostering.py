"""Names are sealed before they are recorded, and a person can be erased without a break in the chain."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.given import DEMO, PLANS, letter
from tests.test_transact import ask, opened
from yajian import planfile
from yajian.core.decisions.charter import AdoptPlan
from yajian.core.decisions.workers import ErasePerson
from yajian.core.facts.workers import RosterSubmitted, WorkerId
from yajian.core.rules import workers as rules
from yajian.core.words import EnterpriseId
from yajian.main import main
from yajian.persons import ERASED, Persons
from yajian.rostering import Line, Unreadable, identity_fits, named, read, roster, twice
from yajian.transact import Done, Office, Refused

JIA = EnterpriseId("jia")
NAMES = ("示例壹", "示例贰", "示例叁")
DAY = date(2020, 1, 6)


def number(seventeen: str) -> str:
    """An invented identity number with the check character it needs."""
    return next(seventeen + sign for sign in "0123456789X" if identity_fits(seventeen + sign))


NUMBERS = tuple(number(f"1400001980010100{one}") for one in range(1, 4))
ROSTER = "姓名,身份证号,用工形式,电话\n" + "".join(
    f"{name},{one},{kind},\n"
    for name, one, kind in zip(NAMES, NUMBERS, ("合同工", "合同工", "劳务派遣"), strict=True)
)


def office(home: Path) -> Office:
    """Given: the plan adopted and a letter on the register."""
    here = opened(home)
    folder = PLANS / DEMO
    adopt = AdoptPlan(
        plan_file=here.keep(folder / "plan.yaml"), document_file=here.keep(folder / "document.txt")
    )
    issued = planfile.load(folder / "plan.yaml").programme.issued_on
    done = ask(here, adopt, effective=issued, evidence=(adopt.plan_file, adopt.document_file))
    assert isinstance(done, Done), done
    scan = here.evidence.put_bytes(b"%PDF-1.4 a letter %%EOF")
    assert isinstance(ask(here, letter(), evidence=(scan,)), Done)
    return here


def submitted(here: Office, text: str = ROSTER, month: str = "2020-01") -> RosterSubmitted:
    asked = roster(here.persons, here.programme.id, JIA, month, read(text.encode()))
    done = ask(here, asked)
    assert isinstance(done, Done), done
    fact = done.facts[0].fact
    assert isinstance(fact, RosterSubmitted)
    return fact


def shown(here: Office) -> list[str]:
    people = rules.crew(here.programme, frozenset({JIA})).people
    return [one.name for one in named(here.persons, here.programme.id, people)]


def erase(here: Office, worker: WorkerId) -> object:
    asked = ErasePerson(
        enterprise=JIA, worker=worker, reason="本人撤回同意", approved_by="示例局长", document=letter().number
    )
    return ask(here, asked)


def test_no_name_and_no_number_is_in_any_file_of_the_office(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        submitted(here)
        assert shown(here) == list(NAMES)
    for path in tmp_path.rglob("*"):
        said = path.read_bytes() if path.is_file() else b""
        for word in (*NAMES, *NUMBERS):
            assert word.encode() not in said, path


def test_the_same_person_is_the_same_number_next_month_and_another_firms_is_not(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        first = submitted(here)
        again = submitted(here, month="2019-12")
        assert [one.worker for one in first.people] == [one.worker for one in again.people]
        assert all(rules.is_number(one.worker) and rules.is_sealed(one.sealed) for one in first.people)
        assert here.persons.enrol(EnterpriseId("yi"), NUMBERS[0]) != first.people[0].worker


def test_who_is_erased_is_read_no_more_and_the_chain_stands(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        gone, *_ = submitted(here).people
        sealed = gone.sealed
        before = here.head
        assert isinstance(erase(here, gone.worker), Done)
        assert shown(here) == [ERASED, *NAMES[1:]]
        assert here.persons.open(here.programme.id, gone.worker, sealed) is None
        assert here.leaf(before.seq) == before.leaf
        assert len(rules.crew(here.programme, frozenset({JIA})).people) == 3
    runner = CliRunner(env={"YAJIAN_HOME": str(tmp_path)})
    assert runner.invoke(main, ["verify"]).exit_code == 0
    assert not any(gone.worker in path.name for path in tmp_path.rglob("*"))


def test_keys_put_back_from_a_copy_are_destroyed_when_the_office_opens(tmp_path: Path) -> None:
    with office(tmp_path) as here:
        gone, *_ = submitted(here).people
        key = tmp_path / "persons" / "keys" / gone.worker
        kept = key.read_bytes()
        erase(here, gone.worker)
    key.write_bytes(kept)
    with opened(tmp_path) as here:
        assert not key.exists()
        assert shown(here)[0] == ERASED


def test_one_person_at_two_firms_is_marked_at_both_and_no_fact_says_so(tmp_path: Path) -> None:
    yi = EnterpriseId("yi")
    with office(tmp_path) as here:
        submitted(here)
        there = roster(here.persons, here.programme.id, yi, "2020-01", read(ROSTER.encode())[:1])
        assert isinstance(ask(here, there), Done)

        def marked(firm: EnterpriseId) -> int:
            people = rules.crew(here.programme, frozenset({firm})).people
            return len(twice(here.persons, here.programme.id, people, here.rostered(), (firm,)))

        assert (marked(JIA), marked(yi)) == (1, 1)
        first, *_ = rules.crew(here.programme, frozenset({JIA})).people
        [second] = there.people
        told = [str(one.fact) for one in here.history()]
        assert not any(first.worker in one and second in one for one in told)
        assert isinstance(
            erase(here, first.worker), Done
        )  # of him nothing can be read off the other firm's list
        assert (marked(JIA), marked(yi)) == (0, 0)
        assert here.persons.open(here.programme.id, second, there.sealed[second]) is not None


def test_a_roster_that_was_refused_or_reported_anew_marks_nobody(tmp_path: Path) -> None:
    yi, wu = EnterpriseId("yi"), EnterpriseId("wu")
    with office(tmp_path) as here:
        submitted(here)

        def marked() -> int:
            people = rules.crew(here.programme, frozenset({JIA})).people
            return len(twice(here.persons, here.programme.id, people, here.rostered(), (JIA,)))

        def reported(firm: EnterpriseId, month: str, lines: tuple[Line, ...]) -> object:
            return ask(here, roster(here.persons, here.programme.id, firm, month, lines))

        everybody = read(ROSTER.encode())
        assert isinstance(reported(yi, "2020-13", everybody), Refused)
        assert marked() == 0
        assert isinstance(reported(wu, "2020-01", everybody), Done)
        assert marked() == 3
        assert isinstance(reported(wu, "2020-01", everybody[:1]), Done)
        assert marked() == 1


def test_what_was_sealed_of_one_person_does_not_open_as_another(tmp_path: Path) -> None:
    persons = Persons(tmp_path)
    one, other = persons.enrol(JIA, NUMBERS[0]), persons.enrol(JIA, NUMBERS[1])
    sealed = persons.seal("programme", one, {"name": NAMES[0]})
    assert persons.open("programme", one, sealed) == {"name": NAMES[0]}
    assert persons.open("programme", other, sealed) is None
    assert persons.open("another", one, sealed) is None
    persons.erase(one)
    persons.erase(one)
    with pytest.raises(LookupError):
        persons.seal("programme", one, {})


def test_who_is_known_by_a_number_already_has_one_key_and_keeps_it(tmp_path: Path) -> None:
    persons, worker = Persons(tmp_path), WorkerId("w01")
    persons.admit(worker)
    sealed = persons.seal("programme", worker, {"name": NAMES[0]})
    persons.admit(worker)
    assert persons.open("programme", worker, sealed) == {"name": NAMES[0]}
    persons.erase(worker)
    assert persons.open("programme", worker, sealed) is None


def test_a_roster_is_read_in_the_encoding_a_clerks_program_saves() -> None:
    lines = read(ROSTER.encode("gb18030"))
    assert [one.name for one in lines] == list(NAMES)
    assert lines[2].employment == "dispatched"


def test_every_fault_of_a_roster_is_told_by_its_row_and_without_a_name() -> None:
    text = (
        "姓名,身份证号,用工形式\n"
        f",{NUMBERS[0]},合同工\n"
        "示例壹,140000198001010011,合同工\n"
        f"示例壹,{NUMBERS[0]},临时工\n"
        f"示例壹,{NUMBERS[0]},合同工\n"
        f"示例贰,{NUMBERS[0]},合同工\n"
    )
    with pytest.raises(Unreadable) as fault:
        read(text.encode())
    said = str(fault.value)
    for row in ("第2行", "第3行", "第4行", "第6行"):
        assert row in said
    assert "示例壹" not in said
    with pytest.raises(Unreadable, match="没有这几列"):
        read("姓名\n示例壹\n".encode())
    with pytest.raises(Unreadable, match="CSV"):
        read(b"\xff\xff\xff\xff")


def test_who_was_entered_without_a_name_has_none() -> None:
    line = Line(name="示例壹", number=NUMBERS[0], employment="contract")
    assert line.phone == ""


def test_the_verb_reports_a_roster_and_refuses_a_file_that_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    office(home).close()
    monkeypatch.setenv("YAJIAN_HOME", str(home))
    file = tmp_path / "名册.csv"
    file.write_text(ROSTER, "utf-8")
    asked = ["roster", str(file), "--enterprise", "jia", "--month", "2020-01"]
    assert CliRunner().invoke(main, asked).exit_code == 0
    file.write_text("姓名\n", "utf-8")
    refused = CliRunner().invoke(main, asked)
    assert refused.exit_code == 1
    assert "没有这几列" in refused.output
