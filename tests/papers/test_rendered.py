"""Every paper the office offers, rendered by LibreOffice and measured: as words with their places, and as pictures."""

import os
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.core.test_survey import CAMPAIGN, opened
from tests.given import adopted, recorded
from tests.papers.samples import MOMENT, paper, place
from tests.papers.subjects import everything
from tests.papers.test_flows import filed, printed
from yajian import drafting
from yajian.core.decisions.papers import Draft, Opine
from yajian.core.reports.papers import Rows, Written, offers, review_sheet
from yajian.core.reports.trail.step import Ledger
from yajian.core.rules import papers as rules
from yajian.core.rules.papers import STEPS
from yajian.core.words import CountyId, Digest, PaperId, Seq
from yajian.papers import fill, fitting, standard, workbook

MM = 72 / 25.4
FONTS = Path(__file__).with_name("fonts.conf")


class Word(msgspec.Struct, frozen=True):
    """A word of a page with its box in points; a line of Chinese is one word."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def written(name: str, rows: int = 0, **changes: Any) -> Written:
    """A paper, with its table grown to so many rows."""
    found = paper(name)
    if rows:
        tables = {
            key: msgspec.structs.replace(
                table, rows=tuple(table.rows[at % len(table.rows)] for at in range(rows))
            )
            for key, table in found.tables.items()
        }
        found = msgspec.structs.replace(found, tables=tables)
    return msgspec.structs.replace(found, **changes)


def document(one: Written) -> bytes:
    template = standard(one.content, max(len(table.rows) for table in one.tables.values()))
    assert template is not None
    return fill(template, one, MOMENT)


def sheet_to_sign() -> Written:
    """The review sheet of a paper that two have signed."""
    desk = adopted()
    draft = Draft(
        template="W04",
        title="示东市2020年度焦化产能压减任务书",
        issuer="示东市人民政府",
        drafted_by="示例癸",
        county=CountyId("shidong"),
        year=2020,
        addressee="示范市焦化行业压减过剩产能专项工作领导小组办公室",
        as_of=desk.now.date(),
        known=Seq(1),
        file=Digest("c" * 64),
    )
    recorded(desk.ask(draft))
    for step in STEPS[:2]:
        recorded(desk.ask(Opine(paper=PaperId("2020-1"), step=step, name="示例癸", words="拟同意，请审签")))
    found = rules.standing(desk.programme, PaperId("2020-1"))
    assert found is not None
    return review_sheet(desk.plan, found, place(desk))


def offered() -> dict[str, bytes]:
    """Each paper that can be drafted, in every form it comes in, as an office would have it."""
    desk = opened()
    found: dict[str, bytes] = {}
    own = everything()
    for name in OFFERED:
        made = drafting.files(own.get(name) or paper(name, desk, campaign=CAMPAIGN), place(desk))
        found |= {f"{name}-offered.docx": made.file} if made.file is not None else {}
        found |= {f"{name}-offered-table.xlsx": made.workbook} if made.workbook is not None else {}
    return found


def flows() -> dict[str, bytes]:
    """A unit's two sheets, as they are, and with as many steps as the longest way has."""
    desk = filed()
    found: dict[str, bytes] = {}
    ledgers: tuple[Ledger, ...] = ("capacity", "money")
    for ledger in ledgers:
        one = printed(desk, ledger)
        steps = one.tables["步骤"]
        many = msgspec.structs.replace(
            steps, rows=tuple(steps.rows[at % len(steps.rows)] for at in range(24))
        )
        for name, made in (
            (ledger, one),
            (f"{ledger}-24", msgspec.structs.replace(one, tables={"步骤": many})),
        ):
            template = fitting(made)
            assert template is not None
            found[f"flow-{name}.docx"] = fill(template, made, MOMENT)
    return found


OFFERED = [one.template.id for one in offers(adopted().plan) if one.asks]
LETTERS = [
    f"{name}-offered"
    for name in (
        *("W03", "W04", "W07", "W08", "W10", "W12", "W14"),
        *("W17", "W18", "W19", "W20", "W21"),
        *("W31", "W32", "W34", "W35", "W36", "W37", "W38"),
    )
]
RECORDS = [f"{name}-offered" for name in ("W05", "W09", "W13", "W15", "W33")]
LONG = "压减过剩产能工作按时间节点推进" * 120


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All papers at once: an office suite takes longer to start than to work."""
    folder = tmp_path_factory.mktemp("papers")
    letter = written("W04", lists={**written("W04").lists, "责任": (LONG,)})
    figures = Rows(
        columns=written("W03").tables["单元"].columns,
        rows=(
            (
                "1",
                "示例焦化丁有限公司",
                "U1",
                "L06",
                "示发改备〔2008〕5号",
                "60",
                "60",
                "0",
                "60",
                "0",
                "自建",
            ),
        )
        * 6,
    )
    files = {
        "W03.docx": document(written("W03", tables={"单元": figures})),
        "W04.docx": document(written("W04")),
        "W06.docx": document(written("W06")),
        "W06-15.docx": document(written("W06", 15)),
        "W06-24.docx": document(written("W06", 24)),
        "long.docx": document(letter),
        "review.docx": document(sheet_to_sign()),
        "ledger.xlsx": workbook(written("W02"), MOMENT),
        "table.xlsx": workbook(written("W06"), MOMENT),
        **offered(),
        **flows(),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / name) for name in files),
        ],
        env={**os.environ, "FONTCONFIG_FILE": str(FONTS), "HOME": str(folder)},
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder


def pages(file: Path) -> list[list[Word]]:
    """The words of every page, by poppler."""
    told = subprocess.run(
        ["pdftotext", "-bbox", str(file), "-"], check=True, capture_output=True, text=True
    ).stdout
    box = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>')
    return [
        [
            Word(float(left), float(top), float(right), float(bottom), text)
            for left, top, right, bottom, text in box.findall(page)
        ]
        for page in told.split("<page ")[1:]
    ]


def size(file: Path) -> tuple[int, int]:
    told = subprocess.run(["pdfinfo", str(file)], check=True, capture_output=True, text=True).stdout
    found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told)
    assert found is not None
    return round(float(found.group(1)) / MM), round(float(found.group(2)) / MM)


def lines(page: list[Word]) -> list[list[Word]]:
    """Words that stand at one height, from the top."""
    found: dict[int, list[Word]] = {}
    for word in page:
        key = next((at for at in found if abs(at - word.top) < 4), round(word.top))
        found.setdefault(key, []).append(word)
    return [sorted(found[at], key=lambda word: word.left) for at in sorted(found)]


def test_a_full_page_holds_twenty_two_lines_of_twenty_eight_characters(pdfs: Path) -> None:
    *body, _ = lines(pages(pdfs / "long.pdf")[2])  # a page of text and nothing else
    assert [len("".join(word.text for word in line)) for line in body] == [28] * 22
    pitches = [after[0].top - before[0].top for before, after in pairwise(body)]
    assert all(abs(pitch - 28.95) < 0.3 for pitch in pitches)
    left = min(line[0].left for line in body)
    right = max(line[-1].right for line in body)
    assert abs(left / MM - 28) < 0.6
    assert abs((595.3 - right) / MM - 26) < 0.8
    assert body[0][0].top / MM > 37 - 1
    assert body[-1][-1].bottom / MM < 297 - 35 + 1


def test_the_red_head_stands_thirty_five_millimetres_below_the_upper_edge(pdfs: Path) -> None:
    mark = next(word for word in pages(pdfs / "W04.pdf")[0] if word.text.endswith("文件"))
    height = mark.bottom - mark.top
    ink = mark.top + height * 0.16  # a character's box begins above its ink
    assert abs(ink / MM - (37 + 35)) < 4
    assert abs((mark.left + mark.right) / 2 / MM - (28 + 156 / 2)) < 1.5


def test_page_numbers_stand_outside_right_on_odd_pages_and_left_on_even_ones(pdfs: Path) -> None:
    for at, page in enumerate(pages(pdfs / "long.pdf"), 1):
        foot = lines(page)[-1]
        assert "".join(word.text for word in foot) == f"—{at}—"
        assert (foot[0].left > 300) == (at % 2 == 1)


def test_a_paper_sent_upward_names_who_signs_and_ends_with_its_imprint(pdfs: Path) -> None:
    first, *_, last = pages(pdfs / "W03.pdf")
    texts = ["".join(word.text for word in line) for line in lines(first)]
    assert "示东工信字〔2020〕12号签发人：示例寅" in texts
    *_, printed, number = lines(last)
    assert "".join(word.text for word in printed) == "示东市工业和信息化局2020年3月2日印发"
    assert printed[0].bottom / MM > 297 - 35 - 10
    assert any(word.text == "附件" for word in last)
    assert number


@pytest.mark.parametrize("name", ["W06", "W06-15", "W06-24"])
def test_a_countys_dispatch_table_is_one_page_of_a4_lying_down(pdfs: Path, name: str) -> None:
    found = pages(pdfs / f"{name}.pdf")
    assert len(found) == 1
    assert size(pdfs / f"{name}.pdf") == (297, 210)
    text = "".join(word.text for word in found[0])
    assert "示东市焦化行业压减工作进度表" in text
    assert "主要负责人：" in text
    assert "链头3f2a9c413f2a9c41" in text


def test_the_sheet_that_goes_round_is_one_page_with_a_line_for_each_of_the_four(pdfs: Path) -> None:
    [page] = pages(pdfs / "review.pdf")
    assert [word.text for word in page if word.text in STEPS] == list(STEPS)


def test_a_file_is_not_heavier_than_it_need_be() -> None:
    assert len(document(written("W06"))) < 120_000


def test_an_annual_task_is_two_pages_and_a_workbook_prints_on_one_lying_down(pdfs: Path) -> None:
    assert len(pages(pdfs / "W04.pdf")) == 2
    for name in ("ledger", "table"):
        assert len(pages(pdfs / f"{name}.pdf")) == 1
        assert size(pdfs / f"{name}.pdf") == (297, 210)


# As pictures -------------------------------------------------------------------------------------


class Picture(msgspec.Struct, frozen=True):
    """A page at a dot a point."""

    width: int
    height: int
    dots: bytes  # red, green, blue

    def dot(self, x: int, y: int) -> tuple[int, int, int]:
        at = 3 * (y * self.width + x)
        return self.dots[at], self.dots[at + 1], self.dots[at + 2]

    def inked(self, *, red: bool = False) -> tuple[float, float, float, float]:
        """How far ink stands from the left, upper, right and lower edge, in mm; or red ink alone."""
        marks = [
            (x, y)
            for y in range(self.height)
            for x in range(self.width)
            if (_is_red(self.dot(x, y)) if red else min(self.dot(x, y)) < 160)
        ]
        across, down = [x for x, _ in marks], [y for _, y in marks]
        return (
            min(across) / MM,
            min(down) / MM,
            (self.width - 1 - max(across)) / MM,
            (self.height - 1 - max(down)) / MM,
        )


def _is_red(dot: tuple[int, int, int]) -> bool:
    return dot[0] > 150 and max(dot[1:]) < 110


def picture(file: Path, page: int = 1) -> Picture:
    told = subprocess.run(
        ["pdftoppm", "-r", "72", "-f", str(page), "-l", str(page), str(file)], check=True, capture_output=True
    ).stdout
    kind, size, _, dots = told.split(b"\n", 3)
    assert kind == b"P6"
    width, height = map(int, size.split())
    return Picture(width, height, dots)


def test_every_paper_offered_is_among_the_pictures(pdfs: Path) -> None:
    assert OFFERED == [
        "W01",
        "W02",
        "W03",
        "W04",
        "W05",
        "W06",
        "W07",
        "W08",
        "W09",
        "W10",
        "W11",
        "W12",
        "W13",
        "W14",
        "W15",
        "W16",
        "W17",
        "W18",
        "W19",
        "W20",
        "W21",
        "W31",
        "W32",
        "W33",
        "W34",
        "W35",
        "W36",
        "W37",
        "W38",
    ]
    for name in OFFERED:
        assert list(pdfs.glob(f"{name}-offered*.pdf")), name


@pytest.mark.parametrize("name", LETTERS + RECORDS)
def test_a_paper_keeps_its_margins_on_every_page(pdfs: Path, name: str) -> None:
    file = pdfs / f"{name}.pdf"
    assert size(file) == (210, 297)
    for page in range(1, len(pages(file)) + 1):
        left, top, right, bottom = picture(file, page).inked()
        assert left > 28 - 0.6, page
        assert right > 26 - 0.8, page
        assert top > 37 - 1, page
        assert bottom > 24, page  # the page number stands below the text


@pytest.mark.parametrize("name", LETTERS)
def test_red_stands_the_mark_and_a_rule_as_wide_as_the_text_and_nothing_else(pdfs: Path, name: str) -> None:
    first = picture(pdfs / f"{name}.pdf")
    left, top, right, _ = first.inked(red=True)
    assert abs(top - 72) < 4
    assert (abs(left - 28) < 0.6, abs(right - 26) < 0.6) == (True, True)
    wide = [y for y in range(first.height) if sum(_is_red(first.dot(x, y)) for x in range(first.width)) > 400]
    assert 1 <= len(wide) <= 3
    assert max(wide) / MM < 297 / 2  # nothing red in the lower half


@pytest.mark.parametrize(
    "name",
    [
        "W11-offered-table",
        "W01-offered-table",
        "W02-offered-table",
        "W03-offered-table",
        "W06-offered",
        "W06-offered-table",
        "W16-offered",
        *(f"flow-{name}" for name in ("capacity", "money", "capacity-24", "money-24")),
    ],
)
def test_a_table_lies_on_one_page_in_its_middle(pdfs: Path, name: str) -> None:
    file = pdfs / f"{name}.pdf"
    assert (size(file), len(pages(file))) == ((297, 210), 1)
    left, top, right, bottom = picture(file).inked()
    assert min(left, right) > 14
    assert abs(left - right) < 3, "in the middle, and as wide as the page"
    assert left < 25
    assert min(top, bottom) > 8


@pytest.mark.parametrize("name", ["W03-offered", "W04-offered"])
def test_the_name_stands_in_the_middle_above_the_day_and_the_day_four_characters_in(
    pdfs: Path, name: str
) -> None:
    found = [line for page in pages(pdfs / f"{name}.pdf") for line in lines(page)]
    at = next(n for n, line in enumerate(found) if "".join(one.text for one in line) == "2020年3月2日")
    above, day = found[at - 1], found[at]
    middle = [(line[0].left + line[-1].right) / 2 for line in (above, day)]
    assert abs(middle[0] - middle[1]) < 2
    assert 3 < (595.3 - 26 * MM - day[-1].right) / 15.79 < 5


@pytest.mark.parametrize("name", ["W31-offered", "W32-offered", "W34-offered", "W35-offered"])
def test_a_name_too_long_to_stand_over_the_day_is_kept_on_one_line_and_the_day_under_its_middle(
    pdfs: Path, name: str
) -> None:
    found = [line for page in pages(pdfs / f"{name}.pdf") for line in lines(page)]
    issuer = "示范市焦化行业压减过剩产能专项工作领导小组办公室"
    texts = ["".join(one.text for one in line) for line in found]
    at = next(n for n, text in enumerate(texts) if text.endswith("日") and texts[n - 1] == issuer)
    above, day = found[at - 1], found[at]
    middle = [(line[0].left + line[-1].right) / 2 for line in (above, day)]
    assert abs(middle[0] - middle[1]) < 2


@pytest.mark.parametrize("name", LETTERS)
def test_no_letter_ends_on_a_page_that_says_nothing_but_who_printed_it(pdfs: Path, name: str) -> None:
    *_, last = pages(pdfs / f"{name}.pdf")
    assert len(lines(last)) > 5


@pytest.mark.parametrize("name", RECORDS)
def test_those_who_sign_a_record_sign_on_one_page_under_a_title_without_red(pdfs: Path, name: str) -> None:
    found = pages(pdfs / f"{name}.pdf")
    days = [
        at
        for at, page in enumerate(found)
        for line in lines(page)
        if [one.text for one in line][-3:] == ["年", "月", "日"]
    ]
    assert len(days) >= 2
    assert len(set(days)) == 1
    first = picture(pdfs / f"{name}.pdf")
    assert not any(_is_red(first.dot(x, y)) for x in range(first.width) for y in range(first.height))
