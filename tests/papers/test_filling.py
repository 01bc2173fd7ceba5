"""A template substitutes and repeats; whatever computes is refused by name, wherever in the file it hides."""

import io

import pytest
from docx import Document

from tests.papers.samples import HEAD, MOMENT, paper, text_of, word
from yajian.papers import Unfit, check, fill

WRITTEN = paper("W06")


def test_names_rows_and_paragraphs_are_filled_in() -> None:
    template = word(
        "{{ 标题 }}，截至{{ 截至 }}",
        "{%p for 行 in 主送 %}",
        "{{ 行 }}",
        "{%p endfor %}",
        rows=[["{%tr for 行 in 明细 %}", ""], ["{{ 行.企业 }}", "{{ 行.产能 }}"], ["{%tr endfor %}", ""]],
    )
    text = text_of(fill(template, WRITTEN, MOMENT))
    assert "示东市焦化行业压减工作进度表，截至2020年3月1日" in text
    assert f"{HEAD.addressee}：" in text
    assert [line for line in text.splitlines() if line == "示例焦化丁有限公司"]


def test_what_the_books_say_is_text_and_never_markup() -> None:
    from msgspec.structs import replace

    sly = replace(WRITTEN, title="<w:p>{{ 截至 }} & 甲</w:p>")
    text = text_of(fill(word("{{ 标题 }}"), sly.headed(HEAD), MOMENT))
    assert text.strip() == "<w:p>{{ 截至 }} & 甲</w:p>"


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        ("{% if 截至 %}甲{% endif %}", "条件 if"),
        ("{{ 截至 | upper }}", "过滤器"),
        ("{{ 截至.upper() }}", "函数调用"),
        ("{{ 截至.__class__ }}", "取字段以下的内容"),
        ("{{ 明细[0] }}", "下标"),
        ("{{ 1 + 1 }}", "运算 +"),
        ("{{ '甲' }}", "常量"),
        ("{% set x = 截至 %}", "赋值 set"),
        ("{% for 行 in 明细 if 行 %}{% endfor %}", "带条件的重复"),
        ("{% for 行 in 明细 %}{{ 行.企业.strip }}{% endfor %}", "取字段以下的内容"),
        ("{% for 行 in range(9) %}{% endfor %}", "带条件的重复"),
        ("{% include '甲' %}", "引入 include"),
        ("{% macro 甲() %}{% endmacro %}", "宏"),
        ("{{ 截至 ~ 标题 }}", "拼接"),
        ("{{ cycler.__init__.__globals__ }}", "取字段以下的内容"),
    ],
)
def test_a_template_that_computes_is_refused_and_the_construct_named(markup: str, named: str) -> None:
    with pytest.raises(Unfit, match=named.replace("+", r"\+")):
        check(word(markup), WRITTEN)


def test_it_is_found_in_footers_and_in_the_files_own_properties_too() -> None:
    made = Document()
    made.sections[0].footer.paragraphs[0].text = "{{ 1 + 1 }}"
    stream = io.BytesIO()
    made.save(stream)
    with pytest.raises(Unfit, match="运算"):
        check(stream.getvalue(), WRITTEN)
    with pytest.raises(Unfit, match="过滤器"):
        check(word("甲", author="{{ 截至 | upper }}"), WRITTEN)


def test_a_mark_that_is_not_closed_and_a_file_that_is_none_are_told() -> None:
    with pytest.raises(Unfit, match="看不懂"):
        check(word("{% for 行 in 明细 %}"), WRITTEN)
    with pytest.raises(Unfit, match="不是能用的 Word 文件"):
        check(b"not a file", WRITTEN)


def test_names_the_paper_does_not_have_are_listed_all_at_once_and_those_unused_too() -> None:
    template = word(
        "{{ 标题 }}{{ 局长 }}", rows=[["{%tr for 行 in 明细 %}"], ["{{ 行.炉号 }}"], ["{%tr endfor %}"]]
    )
    fit = check(template, WRITTEN)
    assert fit.unknown == ("局长", "明细.炉号")
    assert "截至" in fit.missing
    assert "明细.企业" in fit.missing
    with pytest.raises(Unfit, match=r"局长、明细\.炉号"):
        fill(template, WRITTEN, MOMENT)


def test_no_function_of_the_template_language_is_within_reach() -> None:
    with pytest.raises(Unfit, match="没有的字段：range"):
        fill(word("{{ range }}"), WRITTEN, MOMENT)
