"""A Word file to GB/T 9704-2012: 22 lines of 28 characters on A4, and what stands at its head and foot.

Measured, not supposed (tests/papers/test_rendered.py): 28 × (16 − 0.25) pt fit into 156 mm, 22 × 28.95 pt into
225 mm. A grid of characters in the section doubles the width of every one in LibreOffice, so the grid holds
lines only and the character spacing is set on the run. Fonts are named as the standard names them; nothing is
embedded.
"""

import io
from collections.abc import Sequence
from typing import Any, Literal

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FANG, KAI, HEI, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
BODY_PT, PITCH_PT, NARROW = 16.0, 28.95, -5  # 三号, 22 to a page, a twentieth of a point off every character
CHARACTER_PT = 15.79
RED = "C8161D"

_PRINTED = "{{ 发文单位 }}\t{{ 成文日期 }}印发"
_STYLES = ("Header", "HeaderChar", "Footer", "FooterChar")

Align = Literal["left", "center", "right", "both"]


def element(tag: str, **attributes: object) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


class Word:
    """A Word file in the making."""

    def __init__(self, *, landscape: bool = False, long_name: bool = False) -> None:
        self.long_name = long_name  # whoever issues it does not fit over the day on one line
        self.document: Any = Document()
        self._strip()
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.header_distance, section.footer_distance = Mm(15), Mm(25)
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Mm(297), Mm(210)
            section.top_margin, section.bottom_margin = Mm(14), Mm(12)
            section.left_margin = section.right_margin = Mm(18)
        grid = section._sectPr.find(qn("w:docGrid"))
        if grid is not None:
            section._sectPr.remove(grid)
        if not landscape:
            section._sectPr.append(element("w:docGrid", type="lines", linePitch=579))
        self.width_mm = 261 if landscape else 156

    def _strip(self) -> None:
        """Out with what the library's own blank file brings along: a picture of it, and styles nobody uses."""
        for relations in (self.document.part.package.rels, self.document.part.rels):
            for key, relation in list(relations.items()):
                if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects")):
                    relations.pop(key)
        styles = self.document.styles.element
        for style in styles.findall(qn("w:style")):
            if style.get(qn("w:default")) != "1" and style.get(qn("w:styleId")) not in _STYLES:
                styles.remove(style)
        normal = self.document.styles["Normal"]
        normal.font.size, normal.font.name = Pt(BODY_PT), FANG
        normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FANG)

    def paragraph(self, text: str = "", **how: Any) -> Any:
        """A paragraph of the body."""
        return fill(self.document.add_paragraph(), text, **how)

    def repeated(self, row: str, over: str, text: str, **how: Any) -> None:
        """A paragraph that stands there once for each entry of a list, and not at all for none."""
        self.paragraph(f"{{%p for {row} in {over} %}}")
        self.paragraph(text, **how)
        self.paragraph("{%p endfor %}")

    def table(
        self,
        over: str,
        columns: Sequence[tuple[str, float]],
        *,
        size: float = 12,
        row_pt: float = 22,
        head: Sequence[str] = (),
        middle: Sequence[str] = (),
    ) -> Any:
        """A ruled table with one row an entry; `columns` are the fields with their widths in mm."""
        rows = ["head", "for", "row", "end"]
        made = self.document.add_table(rows=len(rows), cols=len(columns))
        frame(made, [width for _, width in columns])
        names = head or [name for name, _ in columns]
        for at, (name, _) in enumerate(columns):
            fill(
                made.cell(0, at).paragraphs[0],
                names[at],
                font=HEI,
                size=size,
                align="center",
                line=size * 1.4,
            )
            align: Align = "center" if name in middle else "left"
            fill(
                made.cell(2, at).paragraphs[0],
                f"{{{{ 行.{name} }}}}",
                size=size,
                align=align,
                line=size * 1.35,
            )
        made.cell(1, 0).paragraphs[0].add_run(f"{{%tr for 行 in {over} %}}")
        made.cell(3, 0).paragraphs[0].add_run("{%tr endfor %}")
        for at, row in enumerate(made.rows):
            row_height(row, row_pt if at else min(row_pt, size * 2.2))
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        made.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
        return made

    def page_numbers(self) -> None:
        """— 1 —, in 四号 宋体: at the right on odd pages, at the left on even ones."""
        self.document.settings.odd_and_even_pages_header_footer = True
        section = self.document.sections[0]
        for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
            paragraph = footer.paragraphs[0]
            fill(paragraph, "— ", font=SONG, size=14, align=align, line=20)
            indent = element("w:ind", left=280) if align == "left" else element("w:ind", right=280)
            paragraph._p.get_or_add_pPr().append(indent)
            for part in ("begin", "PAGE", "end"):
                run = add_run(paragraph, "", font=SONG, size=14)
                if part == "PAGE":
                    field = OxmlElement("w:instrText")
                    field.text = part
                    run._element.append(field)
                else:
                    run._element.append(element("w:fldChar", fldCharType=part))
            add_run(paragraph, " —", font=SONG, size=14)

    def imprint(self) -> None:
        """版记 at the foot of the last page, in a frame held to the bottom margin: 抄送, who printed it, and when.

        A floating table would do in Word; LibreOffice leaves one where the text ends.
        """
        holder = self.paragraph(line=1)
        holder._p.append(parse_xml(_frame_at_the_foot()))
        box = holder._p.find(f".//{qn('w:txbxContent')}")
        inside = [
            ruled("top", 8),
            small("{%p for 行 in 抄送 %}"),
            small("{{ 行 }}", hanging=True),
            ruled("top", 6),
            small("{%p endfor %}"),
            *map(small, ("{{ 发文单位 }}", "\t{{ 成文日期 }}印发") if self.long_name else (_PRINTED,)),
            ruled("top", 8),
        ]
        for paragraph in inside:
            box.append(paragraph)

    def bytes(self) -> bytes:
        properties = self.document.core_properties
        properties.author = properties.comments = properties.title = ""
        made = io.BytesIO()
        self.document.save(made)
        return made.getvalue()


def fill(
    paragraph: Any,
    text: str = "",
    *,
    font: str = FANG,
    size: float = BODY_PT,
    align: str = "both",
    indent: int = 0,
    right: float = 0,
    left: float = 0,
    color: str = "",
    line: float = PITCH_PT,
    before: float = 0,
    keep: bool = False,
) -> Any:
    """A paragraph with its measures: indents in characters, the pitch exact in points."""
    properties = paragraph._p.get_or_add_pPr()
    form = paragraph.paragraph_format
    on_grid = line == PITCH_PT  # any other pitch would be widened to whole lines of the grid
    form.space_before, form.space_after = Pt(before), Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    form.widow_control, form.keep_with_next = False, keep
    if not on_grid:
        properties.append(element("w:snapToGrid", val=0))
    if indent or right or left:
        measures: dict[str, object] = {}
        for name, count in (("firstLine", indent), ("right", right), ("left", left)):
            if count:
                measures |= {f"{name}Chars": int(count * 100), name: int(count * CHARACTER_PT * 20)}
        properties.append(element("w:ind", **measures))
    properties.append(element("w:jc", val=align))
    if text:
        add_run(paragraph, text, font=font, size=size, color=color)
    return paragraph


def add_run(paragraph: Any, text: str, *, font: str = FANG, size: float = BODY_PT, color: str = "") -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), font
    properties = run._element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("eastAsia", "ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), font)
    fonts.set(qn("w:hint"), "eastAsia")
    if size == BODY_PT:
        properties.append(element("w:spacing", val=NARROW))
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
    return run


def border(paragraph: Any, side: str, size: int, color: str = "000000", space: int = 0) -> None:
    borders = element("w:pBdr")
    borders.append(element(f"w:{side}", val="single", sz=size, space=space, color=color))
    paragraph._p.get_or_add_pPr().append(borders)


def frame(table: Any, widths_mm: Sequence[float]) -> None:
    """Fixed widths and thin rules throughout."""
    properties = table._tbl.tblPr
    for each in list(properties):
        properties.remove(each)
    properties.append(element("w:tblW", w=int(sum(widths_mm) * 56.7), type="dxa"))
    properties.append(element("w:jc", val="center"))
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="single", sz=4, space=0, color="000000"))
    properties.append(borders)
    properties.append(element("w:tblLayout", type="fixed"))
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=68, type="dxa"))
    properties.append(margins)
    for at, width in enumerate(widths_mm):
        table.columns[at].width = Mm(width)
        for row in table.rows:
            row.cells[at].width = Mm(width)
            row.cells[at]._tc.get_or_add_tcPr().append(element("w:vAlign", val="center"))


def stops(paragraph: Any, *points: tuple[float, str]) -> None:
    """Tab stops at so many mm from the left, each `left` or `right`."""
    for at, side in points:
        kind = WD_TAB_ALIGNMENT.RIGHT if side == "right" else WD_TAB_ALIGNMENT.LEFT
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(at), kind)


def row_height(row: Any, points: float) -> None:
    row._tr.get_or_add_trPr().append(element("w:trHeight", val=int(points * 20), hRule="atLeast"))


def small(text: str, *, hanging: bool = False) -> Any:
    """A line of the 版记: 四号 仿宋, a character in from either side, the day of printing at the right."""
    paragraph = _loose()
    fill(paragraph, size=14, line=26, align="left")
    properties = paragraph._p.get_or_add_pPr()
    tabs = element("w:tabs")
    tabs.append(element("w:tab", val="right", pos=8845 - 280))
    properties.insert(0, tabs)
    indent = element("w:ind", left=280 * (4 if hanging else 1), right=280)
    if hanging:
        indent.set(qn("w:hanging"), str(280 * 3))
    properties.append(indent)
    for at, part in enumerate(text.split("\t")):
        if at:
            paragraph.add_run().add_tab()
        add_run(paragraph, part, size=14)
    return paragraph._p


def ruled(side: str, size: int) -> Any:
    """A rule across the 版记: a paragraph of no height with a border."""
    paragraph = _loose()
    fill(paragraph, line=2)
    border(paragraph, side, size)
    return paragraph._p


def _loose() -> Any:
    """A paragraph of no document yet."""
    parent: Any = None
    return Paragraph(OxmlElement("w:p"), parent)


def _frame_at_the_foot() -> str:
    """A run holding a frame as wide as the text, its last line on the bottom margin of the page it falls on."""
    width, height = (156 * 36_000), (90 * 12_700)
    return f"""<w:r {nsdecls("w", "wp", "a")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>
<wp:docPr id="1" name="版记"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""
