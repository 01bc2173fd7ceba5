"""A template substitutes and repeats; whatever computes is refused by name, wherever in the file it hides."""

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.papers.samples import HEAD, MOMENT, paper, parts_of, text_of, word
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


# Nothing from elsewhere --------------------------------------------------------------------------

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def linked(kind: str, target: str, inside: bool = False) -> bytes:
    """A template with one more relationship."""
    made = Document()
    made.add_paragraph("{{ 标题 }}")
    made.part.rels.add_relationship(f"{OFFICE}/{kind}", target, "rId99", is_external=not inside)
    return saved(made)


def marked_up(body: str) -> bytes:
    """A template whose body holds this markup of a Word file."""
    made = Document()
    made.add_paragraph("{{ 标题 }}")._p.append(
        parse_xml(f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml">{body}</w:r>')
    )
    return saved(made)


def saved(made: Any) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def field(*pieces: str) -> str:
    """A field as Word writes it, its instruction cut into pieces; a piece may be a field itself."""
    said = "".join(
        piece if piece.startswith("<") else f"<w:instrText>{piece}</w:instrText>" for piece in pieces
    )
    begin, end = (f'<w:fldChar w:fldCharType="{one}"/>' for one in ("begin", "end"))
    return f"{begin}{said}{end}"


@pytest.mark.parametrize(
    ("kind", "target", "named"),
    [
        ("image", "http://elsewhere.example/章.png", "连到别处的图片（http://elsewhere.example/章.png）"),
        ("attachedTemplate", "file:///Z:/公用/红头.dotm", "连到别处的所附模板"),
        ("hyperlink", "https://elsewhere.example/", "连到别处的超链接"),
        ("oleObject", "file:///C:/台账.xlsx", "连到别处的对象"),
        ("subDocument", "附件.docx", "连到别处的子文档"),
        ("frame", "http://elsewhere.example/", "连到别处的框架"),
        ("mailMergeSource", "file:///C:/名单.csv", "连到别处的邮件合并的数据源"),
        ("somethingNew", "\\\\server\\share", "连到别处的内容"),
    ],
)
def test_a_template_that_fetches_something_is_refused_and_told_what(
    kind: str, target: str, named: str
) -> None:
    with pytest.raises(Unfit, match="打开时不从别处取东西") as told:
        fill(linked(kind, target), WRITTEN, MOMENT)
    assert named in str(told.value)


@pytest.mark.parametrize(
    ("kind", "named"),
    [("vbaProject", "宏"), ("aFChunk", "夹带的文件"), ("control", "控件"), ("package", "嵌入的对象")],
)
def test_what_a_template_carries_to_be_run_or_read_in_is_refused_too(kind: str, named: str) -> None:
    made = Document()
    part = Part(PackURI("/word/carried.bin"), "application/octet-stream", b"x", made.part.package)
    made.part.rels.add_relationship(f"{OFFICE}/{kind}", part, "rId99")
    with pytest.raises(Unfit, match=named):
        check(saved(made), WRITTEN)


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        (field('INCLUDETEXT "C:\\\\账.docx"'), "域“INCLUDETEXT”"),
        (field("INC", "LUDE", "PICTURE x"), "域“INCLUDEPICTURE”"),
        (field("DDEAUTO excel x"), "域“DDEAUTO”"),
        (field("DDE excel x"), "域“DDE”"),
        (field("LINK Excel.Sheet"), "域“LINK”"),
        (field("macrobutton 甲"), "域“MACROBUTTON”"),
        (field("PAGE ", field("INCLUDETEXT x")), "域“INCLUDETEXT”"),
        (field(field("PAGE"), "INCLUDETEXT x"), "域“INCLUDETEXT”"),
        ("<w:instrText>DDE excel</w:instrText>", "域“DDE”"),
        ('<w:fldChar w:fldCharType="begin"/><w:instrText>DDE x</w:instrText>', "域“DDE”"),
        ('<w:fldSimple w:instr=" IMPORT x "/>', "域“IMPORT”"),
        (
            '<w:pict><v:shape><v:imagedata src="http://elsewhere.example/"/></v:shape></w:pict>',
            "连到别处的内容",
        ),
    ],
)
def test_a_field_or_a_drawing_that_reads_something_in_is_refused(markup: str, named: str) -> None:
    with pytest.raises(Unfit, match=named):
        check(marked_up(markup), WRITTEN)


def test_fields_that_count_pages_and_refer_within_the_paper_stand() -> None:
    template = marked_up(f"{field(' PAGE ')}{field('numpages')}{field('REF 附件 ')}")
    assert check(template, WRITTEN).unknown == ()


def test_it_is_found_in_a_part_that_does_not_say_it_is_one_and_all_of_it_is_told_at_once() -> None:
    parts = parts_of(linked("image", "http://elsewhere.example/"))
    parts["word/头.bin"] = parts_of(marked_up(field("DDE x")))["word/document.xml"]
    with pytest.raises(Unfit, match=r"图片.*域“DDE”（头\.bin）"):
        check(packed_again(parts), WRITTEN)


def packed_again(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()
