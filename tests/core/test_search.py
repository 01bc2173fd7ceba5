"""找: by every name a thing ever bore, by number, by sentence; and nobody finds a rival's row."""

from datetime import date

from tests.core import test_clawbacks as backing
from tests.core import test_courts as courts
from tests.core import test_papers as papers
from tests.core import test_statements as numbers
from tests.core import test_utilities as gas
from tests.given import LETTER, SCAN, Desk, answer, letter, recorded
from yajian.core.decisions.dossier import RenameEnterprise
from yajian.core.decisions.trades import Report
from yajian.core.reports.search import KINDS, Found, Hit, search
from yajian.core.rules.roles.sight import EVERYTHING, Sight
from yajian.core.words import CountyId, EnterpriseId, Seq, Tonnes, UnitId

DAY = date(2020, 3, 20)


def found(
    desk: Desk, words: str, eyes: Sight = EVERYTHING, known: Seq | None = None
) -> dict[str, tuple[Hit, ...]]:
    groups: tuple[Found, ...] = search(desk.plan, desk.programme, words, eyes, DAY, known)
    return {group.kind: group.hits for group in groups}


def test_an_enterprise_is_found_by_the_name_it_bore_before() -> None:
    desk = numbers.opened()
    renamed = RenameEnterprise(
        enterprise=EnterpriseId("ding"), name="示例能源丁有限公司", document=numbers.OTHER
    )
    recorded(desk.ask(renamed))
    [hit] = found(desk, "示例焦化丁")["enterprise"]
    assert hit.title == "示例能源丁有限公司"
    assert "示例焦化丁有限公司" in hit.words
    assert hit.place == ("enterprise", "ding")


def test_a_paper_is_found_by_its_number_in_any_width_by_its_title_and_by_who_issued_it() -> None:
    desk = numbers.opened()
    for words in (str(LETTER), "示政办函〔２０２０〕", "设施调整批准单位", "关于设施 人民政府办公室"):
        assert LETTER in [hit.title for hit in found(desk, words)["document"]], words
    assert "document" not in found(desk, str(LETTER), known=Seq(4))


def test_an_oven_a_unit_and_its_filing_are_found() -> None:
    desk = numbers.with_oven(numbers.opened())
    assert [hit.place for hit in found(desk, "丁-1")["unit"]] == [("unit", "丁-1")]
    assert found(desk, "示备〔2011〕5号")["filing"][0].words.startswith(
        "示例焦化丁有限公司 · 备案产能 60 万吨"
    )
    named = next(part for part in desk.parts() if part.facilities)
    assert ("facility", f"{named.part}/{named.facilities[0]}") in [
        hit.place for hit in found(desk, named.facilities[0])["facility"]
    ]
    assert "丁" in found(desk, "1号焦炉 丁")["facility"][0].words


def test_clauses_duties_and_questions_are_found_by_any_of_their_words_all_of_which_must_be_there() -> None:
    desk = numbers.opened()
    clauses = [one for one in desk.base.clauses.values() if "验收" in one.text]
    assert len(found(desk, "验收")["clause"]) == len(clauses)
    duty = next(iter(desk.base.duties.values()))
    assert duty.id in [hit.place[1] for hit in found(desk, f"{duty.id} {duty.what}")["duty"]]
    question = next(iter(desk.base.open_questions.values()))
    assert "没有这样的字" not in found(desk, question.topic)
    assert found(desk, f"{question.topic} 没有这样的字") == {}


def test_an_answer_is_found_where_the_question_is() -> None:
    desk = numbers.opened()
    question = next(iter(desk.base.open_questions))
    recorded(desk.ask(answer(question, reading="以来函附表为准")))
    assert [hit.place for hit in found(desk, "来函附表")["question"]] == [("question", question)]


def test_a_seal_is_found_by_its_case_and_its_court_and_a_consumer_by_name() -> None:
    desk = courts.sealed()
    [hit] = found(desk, courts.CASE)["seal"]
    assert hit.place == ("courts", f"seal-{courts.number(desk)}")
    assert found(desk, "示例法院 查封中")["seal"] == (hit,)
    desk = gas.supplied()
    assert [hit.place for hit in found(desk, "示例化工")["supply"]] == [("utility", "ding")]
    assert found(desk, "天然气管道")["supply"][0].words.startswith("替代来源")
    assert "supply" not in found(desk, "天然气管道", Sight(county=CountyId("shixi")))


def test_no_words_find_nothing_and_every_kind_is_reached_by_something() -> None:
    desk = papers.drafted(numbers.with_oven(numbers.opened()))
    recorded(desk.ask(letter(courts.COURT_PAPER, title="执行裁定书", issuer="示例法院"), evidence=(SCAN,)))
    recorded(courts.seal(desk))
    recorded(gas.demand(desk))
    sale = Report(
        enterprise=EnterpriseId("ding"),
        units={UnitId("丁-1"): Tonnes(10_000)},
        buyer="邻市示例焦化有限公司",
        price="30",
        document=LETTER,
    )
    recorded(desk.ask(sale))
    assert found(desk, "  ") == {}
    reached = set().union(*(found(desk, words) for words in ("丁", "示", "1", "焦炉", "验收")))
    missed, _ = backing.given()  # by the end of the year
    late = search(missed.plan, missed.programme, "收回", EVERYTHING, missed.now.date())
    assert reached | {group.kind for group in late} == set(KINDS)


def test_nobody_finds_what_is_anothers() -> None:
    desk = numbers.opened()
    elsewhere = Sight(county=CountyId("shixi"))
    rival = Sight(enterprise=EnterpriseId("geng"))
    own = Sight(enterprise=EnterpriseId("ding"))
    for seat in (elsewhere, rival):
        assert not {"enterprise", "unit", "filing"} & set(found(desk, "丁", seat))
    assert {"enterprise", "unit", "filing"} <= set(found(desk, "丁", own))
    assert "clause" in found(desk, "验收", rival)


def test_a_paper_is_found_by_its_title_its_draft_number_and_its_document_number_by_whose_it_is() -> None:
    desk = papers.numbered()
    for words in ("压减任务书 2020年度", "稿号 2020-1", "示东工信字〔2020〕"):
        [hit] = found(desk, words)["paper"]
        assert hit.place == ("paper", "2020-1")
    assert "待办结" in hit.words
    assert "paper" not in found(desk, "压减任务书", Sight(county=CountyId("shixi")))
    assert "paper" in found(desk, "压减任务书", Sight(county=CountyId("shidong")))
