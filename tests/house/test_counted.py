"""Who was settled, and how, is for the firm and the county's HR: on every page of anybody else there is no worker, only how many."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.house.test_told import Visitor, walked
from yajian.core.facts.workers import PlanFiled, Rostered, RosterSubmitted, WorkerId, WorkersSettled
from yajian.core.rules import roles
from yajian.core.rules.roles.counted import in_numbers, is_counted
from yajian.core.words import Digest, DocumentNo, EnterpriseId, Seq
from yajian.demo import open_demo, prepare
from yajian.planfile.shipped import shipped
from yajian.transact import Office
from yajian.web.headers import Wsgi
from yajian.web.server import application
from yajian.web.stage import parts

FORMS = [f"/do/workers.{one}?enterprise=ding" for one in ("settle", "erase-person", "file-plan")]
EXPORTS = [
    f"{page}{'&' if '?' in page else '?'}export={kind}"
    for page in (
        "/workers",
        "/workers/ding",
        "/workers/geng",
        "/dossiers/ding",
        "/inbox",
        "/as-of?date=2020-08-26",
    )
    for kind in ("csv", "json")
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_demo(prepare(tmp_path_factory.mktemp("counted") / "demo", shipped())) as office:
        yield office


@pytest.fixture(scope="module")
def stage(demo: Office, tmp_path_factory: pytest.TempPathFactory) -> Wsgi:
    return application(demo, Path(tmp_path_factory.mktemp("counted-home")), demo=True)


def entries(office: Office) -> list[Seq]:
    return [one.seq for one in office.history() if is_counted(one.fact)]


def everybody(office: Office) -> re.Pattern[str]:
    """Any worker's id, standing alone."""
    sent = (entry for line in office.programme.workers.rosters.values() for entry in line.entries)
    ids = {one.worker for entry in sent for one in entry.value.people}
    return re.compile(rf"(?<![\w%.-])(?:{'|'.join(sorted(ids))})(?![\w-])")


def one_of_each(office: Office) -> dict[str, str]:
    """Of every role one person; the firms and the HR read their own people, and are asked by themselves below."""
    found = {part.role: part.person for part in reversed(parts(office))}
    return {role: person for role, person in found.items() if not roles.ROLES[role].names}


def test_no_page_of_anybody_who_reads_no_names_holds_a_worker(stage: Wsgi, demo: Office) -> None:
    ids, cast, facts = everybody(demo), one_of_each(demo), [f"/facts/{seq}" for seq in entries(demo)]
    assert len(facts) > 10
    assert set(cast) == {role for role, held in roles.ROLES.items() if not held.names} - {"installer"}
    for person in cast.values():
        visitor, told = Visitor(stage, demo, person), []
        for address in (
            *facts,
            *FORMS,
            *EXPORTS,
            "/search?q=丁",
            *(f"/search?q=第{seq[7:]}条" for seq in facts),
        ):
            answer = visitor.get(address)
            assert answer.status in (200, 303, 404), address
            told += [f"{person} {address}：{one}" for one in ids.findall(answer.text)]
        assert not told, told


@pytest.mark.parametrize("person", ["示例省", "示例东"])
def test_nor_does_any_page_reached_from_the_first(stage: Wsgi, demo: Office, person: str) -> None:
    ids = everybody(demo)
    told = [
        (address, found)
        for address, page in walked(Visitor(stage, demo, person))
        for found in ids.findall(page)
    ]
    assert not told


def test_a_settlement_is_read_as_how_many_and_by_which_means(stage: Wsgi, demo: Office) -> None:
    settled = next(seq for seq in entries(demo) if demo.recorded(seq).evidence)
    page = Visitor(stage, demo, "示例省").get(f"/facts/{settled}").text
    for said in ("8人", "reemployment", "这一条的人数"):
        assert said in page
    assert demo.recorded(settled).evidence[0] not in page
    assert json.loads(demo.body(settled))["ask"] not in page


def test_the_firm_and_the_county_s_hr_read_every_entry_as_it_was_recorded(stage: Wsgi, demo: Office) -> None:
    read = {person: Visitor(stage, demo, person) for person in ("示例丁", "示例社")}
    seen = dict.fromkeys(read, 0)
    for seq in entries(demo):
        for person, visitor in read.items():
            answer = visitor.get(f"/facts/{seq}")
            if answer.status == 200:
                seen[person] += 1
                assert "流水原样" in answer.text
    assert seen["示例丁"] >= 5
    assert seen["示例社"] >= 2
    assert "d01" in Visitor(stage, demo, "示例丁").get("/do/workers.settle?enterprise=ding").text


def test_an_entry_in_numbers_keeps_every_count_and_names_nobody() -> None:
    people = tuple(
        Rostered(worker=WorkerId(f"w{n:02}"), employment="contract" if n < 18 else "dispatched", sealed="…")
        for n in range(24)
    )
    roster = RosterSubmitted(enterprise=EnterpriseId("ding"), month="2020-08", people=people)
    told = in_numbers(roster)
    assert isinstance(told, RosterSubmitted)
    assert [(one.worker, one.employment, one.sealed) for one in told.people] == [
        ("18人", "contract", ""),
        ("6人", "dispatched", ""),
    ]
    settled = WorkersSettled(
        enterprise=EnterpriseId("ding"),
        workers=(WorkerId("w01"), WorkerId("w02")),
        methods=("subsidy",),
        confirmed=True,
    )
    assert in_numbers(settled) == msgspec.structs.replace(settled, workers=(WorkerId("2人"),))
    plan = PlanFiled(
        enterprise=EnterpriseId("ding"), document=DocumentNo("x"), scan=Digest("0" * 64), covers=24
    )
    assert in_numbers(plan) is plan
    assert not is_counted(plan)
