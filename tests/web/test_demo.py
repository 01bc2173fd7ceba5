"""The demonstration city: played once from its story, its own day, its own cast, and never an office's."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import get_args
from urllib.parse import quote, urlencode

import pytest

from tests.papers.samples import text_of
from tests.web.asking import Answer, ask
from yajian.core.facts.releases import Released
from yajian.core.rules import papers
from yajian.core.rules.acceptance import Stage
from yajian.demo import OPENED, NotPlayed, prepare
from yajian.planfile.shipped import shipped
from yajian.transact import Office
from yajian.web.headers import Wsgi
from yajian.web.server import application
from yajian.web.stage import COOKIE


def take_part(stage: Wsgi, part: str, back: str = "/") -> Answer:
    """What the switcher at the head of every page sends."""
    shown = ask(stage, "/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown.text)
    assert token is not None
    body = urlencode({"csrfmiddlewaretoken": token[1], "part": part, "next": back}).encode()
    cookie = shown.headers["Set-Cookie"].partition(";")[0]
    return ask(stage, "/demo/part", "POST", body, HTTP_COOKIE=cookie)


def part_of(demo: Office, person: str) -> str:
    return str(demo.programme.roles.held_by[person][0])


def test_it_is_the_last_morning_of_august(demo: Office) -> None:
    assert demo.today() == date(2020, 8, 31)
    assert OPENED <= demo.now() < OPENED + timedelta(minutes=5)


def test_a_second_opening_plays_nothing_again(demo_folder: Path) -> None:
    steps: list[object] = []
    prepare(demo_folder, shipped(), tell=steps.append)
    assert steps == []


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "账.txt").write_text("别的东西", encoding="utf-8")
    with pytest.raises(NotPlayed, match="空目录"):
        prepare(tmp_path, shipped(), afresh=True)
    assert (tmp_path / "账.txt").exists()


@pytest.mark.parametrize("address", ["/", "/list", "/facilities", "/survey", "/organs", "/do", "/nothing"])
def test_every_page_says_that_it_is_a_demonstration(stage: Wsgi, address: str) -> None:
    assert "示范市是虚构的" in ask(stage, address).text


def test_a_visitor_begins_as_the_office_and_may_be_anybody_of_the_cast(stage: Wsgi, demo: Office) -> None:
    assert re.search(
        r"<option[^>]* selected>示例办　市领导小组办公室　领导小组办公室经办<", ask(stage, "/").text
    )
    answer = take_part(stage, part_of(demo, "示例东"), "/list?part=L06")
    assert (answer.status, answer.headers["Location"]) == (302, "/list?part=L06")
    shown = ask(stage, "/", HTTP_COOKIE=answer.headers["Set-Cookie"].partition(";")[0])
    assert re.search(r"<option[^>]* selected>示例东　示东市　县（市）经办<", shown.text)


def test_nobody_outside_the_cast_can_be_played(stage: Wsgi) -> None:
    assert take_part(stage, "999999").status == 404


def test_the_switcher_leads_to_no_other_place(stage: Wsgi, demo: Office) -> None:
    answer = take_part(stage, part_of(demo, "示例东"), "//elsewhere.example/")
    assert answer.headers["Location"] == "/"


def test_what_a_part_may_not_do_is_grey_for_it(stage: Wsgi, demo: Office) -> None:
    shown = ask(stage, "/survey", HTTP_COOKIE=f"{COOKIE}={part_of(demo, '示例一')}")
    assert "现在的身份是只读" in shown.text


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("/", "起草进度表"),
        ("/list", "起草进度表"),
        ("/dossiers", "起草台账"),
        ("/capacity", "起草核定表"),
        ("/papers", "起草"),
    ],
)
def test_who_may_not_draft_reads_why_on_a_grey_button(
    stage: Wsgi, demo: Office, page: str, words: str
) -> None:
    reader, clerk = (
        ask(stage, page, HTTP_COOKIE=f"{COOKIE}={part_of(demo, person)}").text
        for person in ("示例一", "示例东")
    )
    assert "/papers/draft" not in reader
    assert re.search(
        rf'act-off"[^>]* title="须由[^"]*县（市）经办、企业经办、财政部门经办办理；现在的身份是只读">.{{0,200}}?{words}',
        reader,
    )
    assert "/papers/draft" in clerk


def test_of_records_a_county_may_not_read_no_page_says_that_they_are_missing(
    stage: Wsgi, demo: Office
) -> None:
    """示东市 sent its return in time and 示南县 has an approved method; 示西县 cannot see either."""
    clerk = f"{COOKIE}={part_of(demo, '示例西')}"
    cockpit, survey = (ask(stage, address, HTTP_COOKIE=clerk).text for address in ("/", "/survey"))
    assert "2020年焦化企业摸底调查" in survey
    assert "示西县" in survey
    assert not re.findall(r"示(?:东市|南县|中县|北县)[^<]{0,20}(?:报送摸底表|摸底调查)", cockpit)
    assert "示例焦化丙有限公司、" not in cockpit
    assert "未报</span>" not in survey
    office = ask(stage, "/").text
    assert re.search(r"示北县[^<]{0,20}摸底调查", office)


@pytest.mark.parametrize("reached", get_args(Stage))
def test_every_stage_of_acceptance_has_a_part_with_a_page_of_its_own(stage: Wsgi, reached: str) -> None:
    page = ask(stage, "/acceptance", QUERY_STRING=f"stage={quote(reached)}").text
    parts = re.findall(r'href="/acceptance/(\w+)"', page)
    assert parts, reached
    assert reached in ask(stage, f"/acceptance/{parts[0]}").text


def test_one_condition_was_overridden_and_the_gate_the_release_and_the_paper_say_so(
    stage: Wsgi, demo: Office
) -> None:
    """丙公司第21—40孔: nobody had settled yet whether the oven is sealed, and the leading group let it go on in writing."""
    ((place, said),) = demo.programme.releases.overrides.items()
    override = said.entries[-1]
    held, why, basis = override.value.labels[0], override.value.reason, override.value.document

    gate = ask(stage, f"/gates/{'/'.join(place)}".encode().decode("latin-1")).text
    assert all(words in gate for words in ("已书面越过", "不算符合", why))
    given = gate.split("历次文书")[1]

    release = demo.programme.releases.papers[place].entries[-1].value
    assert isinstance(release, Released)
    assert release.override == override.seq
    last = demo.programme.releases.papers[place].entries[-1].seq
    for seq in (override.seq, last):  # in words, before the journal's own
        told = ask(stage, f"/facts/{seq}").text.partition('<pre class="body"')[0]
        who = f"{override.value.by_name} {override.value.person}"
        assert all(one in told for one in (who, f"越过“{held}”", why, basis, override.value.findings[0]))
    assert re.search(rf"{release.document}.*{held}待定（凭<a[^>]*>{basis}</a>书面越过）", given, re.S)

    closed = (one for one in papers.standings(demo.programme) if one.closed is not None)
    paper = next(one for one in closed if one.closed and one.closed.value.document_no == release.document)
    assert paper.draft.file is not None
    printed = text_of(demo.evidence.read(paper.draft.file))
    assert all(words in printed for words in (f"书面越过：{held}", why, basis, override.value.person))


def test_nobody_signs_in_to_a_demonstration(stage: Wsgi) -> None:
    assert {ask(stage, address).status for address in ("/sign-in", "/me", "/welcome/abc")} == {404}


def test_an_office_knows_no_parts(demo: Office, demo_folder: Path) -> None:
    real = application(demo, demo_folder)
    assert "示范市是虚构的" not in ask(real, "/").text
    shown = ask(real, "/do/charter.register-document")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown.text)
    assert token is not None
    body = urlencode({"csrfmiddlewaretoken": token[1], "part": part_of(demo, "示例东")}).encode()
    cookie = shown.headers["Set-Cookie"].partition(";")[0]
    assert ask(real, "/demo/part", "POST", body, HTTP_COOKIE=cookie).status == 404
