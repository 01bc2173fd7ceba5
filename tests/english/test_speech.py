"""One sentence into English: whole, by a pattern, or part by part; and what is somebody's own words stays."""

import pytest

from yajian.web.english.catalogue import key, load
from yajian.web.english.speech import DATA, END, Speech, capital

CATALOGUE = {
    "未录入": "not recorded",
    "关停": "shut down",
    "时限未定": "no deadline set",
    "{} 个分项": "{0} {0:part/parts}",
    "{}，时限{}已过{}天": "{0}; the deadline, {1}, passed {2} days ago",
    "{}已关停{}万吨{}，{}": "{0} {1} ×10⁴ t shut down{2}, {3}",
    "另有{}个没有登记，不等于没有做": "another {0} not recorded, which does not mean not done",
    "{}企业": "{0} enterprise",
    "卡在{}": "waiting for {0}",
    "{}年{}月{}日": "{0:4}-{1:2}-{2:2}",
    "什么也没有登记。请重新填写": "Nothing was recorded. Please fill it in again",
}
NAMES = {"市财政局": "Finance Bureau"}
OWN = {"示例焦化丁有限公司", "示东市", "建龙，河东"}


@pytest.fixture(scope="module")
def speech() -> Speech:
    return Speech(CATALOGUE, NAMES, OWN)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("未录入", "not recorded"),
        ("（未录入）", " (not recorded)"),
        ("什么也没有登记。请重新填写。", "Nothing was recorded. Please fill it in again. "),
        ("1 个分项", "1 part"),
        ("5 个分项，时限未定", "5 parts, no deadline set"),
        ("未录入，时限2020年2月28日已过185天", "not recorded; the deadline, 2020-02-28, passed 185 days ago"),
        ("卡在市财政局", "waiting for Finance Bureau"),
        ("108 → 未录入", "108 → not recorded"),
    ],
)
def test_what_the_catalogue_knows_is_said_in_english(speech: Speech, chinese: str, english: str) -> None:
    assert speech.say(chinese) == english


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("示例焦化丁有限公司", "<示例焦化丁有限公司>"),
        ("示东市：未录入", "<示东市>: not recorded"),
        ("卡在示东市", "waiting for <示东市>"),
        ("卡在市，财政局长", "<卡在市，财政局长>"),
        ("某地企业", "<某地企业>"),
        ("建龙，河东", "<建龙，河东>"),
    ],
)
def test_somebodys_own_words_stay(speech: Speech, chinese: str, english: str) -> None:
    assert speech.say(chinese).replace(DATA, "<").replace(END, ">") == english


def test_a_bracket_within_what_was_filled_in_is_not_torn(speech: Speech) -> None:
    said = speech.say("示东市已关停84万吨（另有2个没有登记，不等于没有做），未录入")
    assert "84 ×10⁴ t shut down (another 2 not recorded, which does not mean not done), not recorded" in said


def test_what_may_be_left_out_may_be_left_out(speech: Speech) -> None:
    assert speech.say("示东市已关停84万吨，未录入").endswith("84 ×10⁴ t shut down, not recorded")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("，印发时已到期", "印发时已到期"),
        ("（系统规则）", "系统规则"),
        ("{}（另有", "{}（另有".removesuffix("（另有") + "（另有"),
        ("  共 　{} 件\n（不筛选）", "共　{} 件 （不筛选）"),
        ("什么也没有登记。", "什么也没有登记"),
    ],
)
def test_a_key_has_no_signs_at_its_ends(text: str, found: str) -> None:
    assert key(text) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("not recorded", "Not recorded"),
        ("(by hand)", "(By hand)"),
        ("3 parts", "3 parts"),
        ("示东市 on time", "示东市 on time"),
    ],
)
def test_a_sentence_begins_with_a_capital(words: str, found: str) -> None:
    assert capital(words) == found


def test_an_identifier_begins_as_it_is_written() -> None:
    assert capital("shibei has not reported", "shibei 还没有报送") == "shibei has not reported"


def test_what_is_undetermined_is_also_known_without_saying_so() -> None:
    said = Speech(load(), {}, {"乙-1"}).say("乙-1 的申请还没有经县（市）转报")
    assert (
        said.replace(DATA, "").replace(END, "")
        == "the application for 乙-1 is not forwarded by the county yet"
    )
