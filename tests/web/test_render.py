"""Pages from templates, and the words numbers and dates are shown in."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from jinja2 import UndefinedError

from yajian.core.plan.value import Provenance
from yajian.core.reports.wording import date_zh
from yajian.core.words import Clause, ClauseId, Judged, Light, Refusal, SystemRule
from yajian.web import navigation
from yajian.web.render import digest_short, environment, frame, render
from yajian.web.settings import configure
from yajian.web.shell import Shell
from yajian.web.visitor import AT_THE_MACHINE

PAGE = """{% extends "base.html" %}
{% block main %}<h1>{{ word }}</h1>{% block rows %}<p>行 {{ word }}</p>{% endblock %}{% endblock %}"""
CLAUSE = Clause(id=ClauseId("S4.2"), cite="四（二）", text="关停列入清单的<企业>。")


@pytest.fixture
def ask(folder: Path) -> Any:
    configure(folder)
    return RequestFactory(HTTP_HOST="127.0.0.1:8000")


@pytest.fixture
def ui(ask: Any) -> Any:
    return frame(ask.get("/", {"as_of": "2020-10-31"}))["ui"]


def page(request: HttpRequest, **context: Any) -> str:
    request.visitor = AT_THE_MACHINE
    text: str = render(request, environment().from_string(PAGE), {"word": "标题", **context}).content.decode()
    return text


# Pages ----------------------------------------------------------------------------------


def test_a_browser_gets_the_whole_page(ask: Any) -> None:
    text = page(ask.get("/"))
    assert text.startswith("<!doctype html>")
    assert "<h1>标题</h1>" in text


def test_what_a_person_typed_is_never_markup(ask: Any) -> None:
    assert "<h1>&lt;script&gt;</h1>" in page(ask.get("/"), word="<script>")


def test_a_name_nobody_supplied_stops_the_page(ask: Any) -> None:
    with pytest.raises(UndefinedError, match="word"):
        render(ask.get("/"), environment().from_string(PAGE))


def test_the_frame_says_on_which_paper_and_as_of_when(ask: Any) -> None:
    shell = Shell(
        document_no="示政办发〔2030〕1号",
        title="示范方案",
        revision="第 2 版",
        seq=17,
        as_of=date(2031, 8, 31),
    )
    text = page(ask.get("/"), shell=shell)
    for words in ("示政办发〔2030〕1号《示范方案》", "第 2 版", "至第 17 条", "2031年8月31日"):
        assert words in text
    assert "安装还没有人确认：登记不署姓名，仅限本机访问。" in text


def test_the_menu_marks_where_one_is(ask: Any) -> None:
    text = page(ask.get("/questions/Q-1"), shell=Shell(counts={"/questions": 76}))
    assert text.count('aria-current="page"') == 1
    assert '<a href="/questions" aria-current="page">' in text
    assert 'aria-label="76 项">76<' in text


@pytest.mark.parametrize(("path", "name"), [("/", "驾驶舱"), ("/list", "压减清单"), ("/listing", None)])
def test_an_address_belongs_to_its_entry_and_to_no_other(path: str, name: str | None) -> None:
    found = navigation.current(path)
    assert (found.name if found else None) == name


def test_history_is_announced_and_every_link_stays_in_it(ask: Any) -> None:
    text = page(ask.get("/list", {"as_of": "2020-10-31", "county": "a"}))
    assert "正在查历史：截至 <b>2020年10月31日</b> 的情况。" in text
    assert '<a href="/clauses?as_of=2020-10-31">' in text
    assert '<input type="hidden" name="county" value="a">' in text


def test_a_filter_takes_the_day_along_and_nothing_when_it_is_today(ask: Any) -> None:
    assert frame(ask.get("/", {"as_of": "2020-10-31", "q": "x"}))["history_fields"] == (
        '<input type="hidden" name="as_of" value="2020-10-31">'
    )
    assert frame(ask.get("/", {"q": "x"}))["history_fields"] == ""


def test_a_date_nobody_can_read_opens_the_panel_and_says_so(ask: Any) -> None:
    text = page(ask.get("/", {"as_of": "昨天"}))
    assert '<details class="history" open>' in text
    assert "看到的是“昨天”" in text
    assert "正在查历史：" not in text


# Parts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "light", "icon"),
    [
        ("未录入", Light.GREY, "circle-dashed"),
        ("按期", Light.GREEN, "circle-check"),
        ("临期", Light.YELLOW, "clock"),
        ("逾期", Light.RED, "alert-triangle"),
        ("时限未定", Light.GREY, "calendar-question"),
    ],
)
def test_a_light_is_an_icon_a_word_and_a_colour(ui: Any, word: str, light: Light, icon: str) -> None:
    chip = ui.light(Judged(light=light, word=word, why="因为"))
    assert f"chip-{light.value}" in chip
    assert f"#{icon}" in chip
    assert f"</svg>{word}</span>" in chip
    assert 'title="因为"' in chip


@pytest.mark.parametrize("kind", list(Provenance))
def test_every_provenance_has_its_chip(ui: Any, kind: Provenance) -> None:
    assert kind.value in ui.provenance(kind)


def test_an_unknown_value_is_shown_as_to_be_determined(ui: Any) -> None:
    assert "未知·待定" in ui.provenance(Provenance.UNKNOWN)


def test_a_citation_leads_to_the_clause_within_the_same_history(ui: Any) -> None:
    chip = ui.cite(CLAUSE)
    assert 'href="/clauses?as_of=2020-10-31#S4.2"' in chip
    assert "&lt;企业&gt;" in chip


def test_a_number_leads_to_its_explanation(ui: Any) -> None:
    assert 'href="/explain/listed?as_of=2020-10-31"' in ui.tonnes(1_654_500, "listed")
    assert ">165.45</a> <small>万吨</small>" in ui.tonnes(1_654_500, "listed")
    assert "<a" not in ui.money(9_750_000_000)


def test_a_refusal_says_why_what_and_what_now(ui: Any) -> None:
    by_clause = ui.refusal(Refusal(code="x", basis=CLAUSE, finding="晚了两天", way_forward="请核对"))
    assert "四（二）" in by_clause
    assert by_clause.index("依据") < by_clause.index("情况") < by_clause.index("怎么办")
    by_rule = ui.refusal(
        Refusal(code="x", basis=SystemRule.NAME_REQUIRED, finding="没有姓名", way_forward="请补")
    )
    assert "须写明姓名" in by_rule


def test_a_field_is_tied_to_its_label_hint_and_error(ui: Any) -> None:
    field = ui.field("no", "文号", hint="写全", error="不完整", value="甲", required=True)
    assert '<label for="field-no">' in field
    assert 'aria-describedby="hint-no error-no" aria-invalid="true" required' in field
    assert 'id="hint-no">写全<' in field
    assert 'id="error-no"' in field


def test_a_file_field_never_repeats_a_path(ui: Any) -> None:
    assert "value" not in ui.field("scan", "原件", "file", value="/etc/x")


# Words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tonnes", "words"),
    [(3_250_000, "325"), (74_500, "7.45"), (0, "0"), (1, "0.0001"), (12_340_000, "1,234")],
)
def test_tonnes_are_shown_in_ten_thousands_exactly(tonnes: int, words: str) -> None:
    assert environment().filters["wan_t"](tonnes) == words


@pytest.mark.parametrize(
    ("fen", "words"),
    [(9_750_000_000, "9,750"), (15_600_000_000, "15,600"), (150_000, "0.15"), (-1_000_000, "-1")],
)
def test_fen_are_shown_in_ten_thousand_yuan_exactly(fen: int, words: str) -> None:
    assert environment().filters["wan_yuan"](fen) == words


def test_a_date_is_written_as_documents_write_it() -> None:
    assert date_zh(date(2020, 10, 31)) == "2020年10月31日"
    assert date_zh(date(2020, 1, 5)) == "2020年1月5日"


def test_a_digest_is_shortened_to_what_the_eye_compares() -> None:
    assert digest_short("3f2a9c41" + "0" * 56) == "3f2a9c41…"
    assert digest_short("3f2a") == "3f2a"
