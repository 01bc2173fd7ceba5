"""A bank's file read: heads in many spellings, amounts to the fen, and everything that is wrong with it, told by row."""

from datetime import date
from pathlib import Path

import pytest

from yajian import banking
from yajian.banking import Statement, Unreadable, cells, kept, read
from yajian.core.decisions.bankstatements import StatementLine
from yajian.evidence import Evidence, EvidenceRefused
from yajian.workbooks import Book, Cell

HEADS = "交易日期,借方发生额,贷方发生额,余额,对方户名,对方账号,摘要,交易流水号"
PAID = '2020-09-21,"1,234,567.89",,"8,765,432.11",示例焦化壬有限公司,6222000011118877,拨付补偿资金,S0001'


def text(folder: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path = folder / "流水.csv"
    path.write_bytes("\r\n".join(rows).encode(encoding))
    return path


def workbook(folder: Path, *sheets: list[list[Cell]]) -> Path:
    path = folder / "流水.xlsx"
    with path.open("wb") as out, Book(out) as book:
        for number, rows in enumerate(sheets):
            page = book.page(f"表{number}")
            for at, row in enumerate(rows):
                for place, value in enumerate(row):
                    page.put(
                        at, place, value, **({"num_format": "yyyy-mm-dd"} if isinstance(value, date) else {})
                    )
    return path


def said(folder: Path, *rows: str) -> list[str]:
    """Every fault of a file."""
    return [str(one) for one in read(text(folder, *rows)).faults]


def only(found: Statement) -> StatementLine:
    assert found.faults == ()
    [line] = found.lines
    return line


EXPECTED = StatementLine(
    row=2,
    on=date(2020, 9, 21),
    side="out",
    amount_fen=123_456_789,  # type: ignore[arg-type]
    name="示例焦化壬有限公司",
    tail="8877",
    words="拨付补偿资金",
    serial="S0001",
    balance_fen=876_543_211,
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_of_either_encoding_is_read_line_by_line(tmp_path: Path, encoding: str) -> None:
    assert only(read(text(tmp_path, HEADS, PAID, encoding=encoding))) == EXPECTED


def test_a_text_parted_by_tabs_is_read_as_well(tmp_path: Path) -> None:
    row = PAID.replace('"', "").replace("1,234,567.89", "1234567.89").replace("8,765,432.11", "8765432.11")
    assert only(read(text(tmp_path, HEADS.replace(",", "\t"), row.replace(",", "\t")))) == EXPECTED


def test_a_workbook_is_read_whatever_stands_above_its_heads(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["示例银行账户明细"],
        ["账号：6200000000008888", "", "币种：人民币"],
        [],
        [*HEADS.split(",")],
        [
            date(2020, 9, 21),
            1234567.89,
            None,
            8765432.11,
            "示例焦化壬有限公司",
            "6222000011118877",
            "拨付补偿资金",
            "S0001",
        ],
        ["合计", 1234567.89],
    ]
    found = read(workbook(tmp_path, [["说明", "内容"]], rows))
    assert only(found).row == 5
    assert only(found).on == date(2020, 9, 21)
    assert (only(found).amount_fen, only(found).balance_fen) == (123_456_789, 876_543_211)
    assert found.left_out == (6,)


@pytest.mark.parametrize(
    "heads",
    [
        "记账日期,支出金额,收入金额,账户余额,对方名称,对方帐号,用途,流水号",
        "交易时间,借方金额(元),贷方金额(元),余额（元）,对方单位名称,对手账号,附言,核心流水号",
        "* 日期 ,支出,收入,本次余额,交易对手名称,对方账户,备注,日志号",
    ],
)
def test_columns_are_found_by_the_heads_that_banks_give_them(tmp_path: Path, heads: str) -> None:
    assert only(read(text(tmp_path, heads, PAID))) == EXPECTED


@pytest.mark.parametrize(
    ("amount", "mark", "side"),
    [("100.00", "借", "out"), ("100.00", "贷", "in"), ("-100.00", "D", "in"), ("100.00", "收入", "in")],
)
def test_one_column_of_amounts_goes_by_the_column_of_sides_and_red_the_other_way(
    tmp_path: Path, amount: str, mark: str, side: str
) -> None:
    other = "2020-09-21,7.00,借,某公司"
    found = read(
        text(tmp_path, "交易日期,发生额,借贷标志,对方户名", f"2020-09-21,{amount},{mark},某公司", other)
    )
    assert (found.lines[0].side, found.lines[0].amount_fen) == (side, 10_000)


def test_a_minus_that_only_repeats_the_side_turns_nothing(tmp_path: Path) -> None:
    rows = ("交易日期,发生额,收支标志,对方户名", "2020-09-21,-100.00,支出,甲", "2020-09-21,5.00,收入,乙")
    assert [one.side for one in read(text(tmp_path, *rows)).lines] == ["out", "in"]


def test_without_a_side_the_sign_tells_it_and_without_either_nobody_can(tmp_path: Path) -> None:
    heads = "交易日期,交易金额,对方户名"
    found = read(text(tmp_path, heads, "20200921,-100.00,甲", "20200921,+5.00,乙"))
    assert [(one.side, one.amount_fen) for one in found.lines] == [("out", 10_000), ("in", 500)]
    with pytest.raises(Unreadable, match="看不出是收是支"):
        read(text(tmp_path, heads, "20200921,100.00,甲"))


def test_an_amount_in_red_moved_the_other_way(tmp_path: Path) -> None:
    row = "2020-09-21,-100.00,,0,某公司,,冲正,S2"
    assert only(read(text(tmp_path, HEADS, row))).side == "in"


def test_the_latest_first_is_turned_round_by_day_and_within_a_day_by_the_balances(tmp_path: Path) -> None:
    later = "2020-09-22,1.00,,8.00,甲,,,B"
    one, two = "2020-09-22,,3.00,9.00,甲,,,A", "2020-09-21,4.00,,6.00,甲,,,C"
    assert [line.serial for line in read(text(tmp_path, HEADS, later, one, two)).lines] == ["C", "A", "B"]
    assert [line.serial for line in read(text(tmp_path, HEADS, later, one)).lines] == ["A", "B"]
    assert [line.serial for line in read(text(tmp_path, HEADS, one, later)).lines] == ["A", "B"]


def test_days_with_the_latest_first_may_still_run_forward_within_a_day(tmp_path: Path) -> None:
    first, then = "2020-09-22,,3.00,9.00,甲,,,A", "2020-09-22,1.00,,8.00,甲,,,B"
    before = "2020-09-21,4.00,,6.00,甲,,,C"
    assert [line.serial for line in read(text(tmp_path, HEADS, first, then, before)).lines] == ["C", "A", "B"]
    assert [line.serial for line in read(text(tmp_path, HEADS, before, then, first)).lines] == ["C", "A", "B"]


def test_words_of_several_columns_stand_together_once(tmp_path: Path) -> None:
    heads = "交易日期,借方,贷方,对方户名,摘要,用途,附言"
    assert (
        only(read(text(tmp_path, heads, "2020-09-21,,9.00,某公司,退汇,退汇,账号户名不符"))).words
        == "退汇 账号户名不符"
    )


def test_rows_that_are_no_lines_are_told_and_not_taken(tmp_path: Path) -> None:
    rows = ("期初余额,,,100.00,,,,", PAID, "本页合计,1,2,,,,,", "第 1 页，共 2 页")
    found = read(text(tmp_path, HEADS, *rows))
    assert only(found).row == 3
    assert found.left_out == (2, 4, 5)


def test_everything_wrong_is_told_at_once_with_its_row_and_nothing_of_an_account_but_its_end(
    tmp_path: Path,
) -> None:
    faults = said(
        tmp_path,
        HEADS,
        "2020-13-01,1.00,,,甲,,,",
        ",1.00,,,甲,,,",
        "2020-09-21,1.005,,,甲,,,",
        "2020-09-21,一百元,,,甲,,,",
        "2020-09-21,1.00,2.00,,甲,,,",
        "2020-09-21,,,,甲,,,",
        "2020-09-21,1.00,,,甲,622200001111ABCD,,",
        "2020-09-21,1.00,,,甲,6.222E+15,,",
        "2020-09-21,1.00,,,甲,,,1.23E+18",
        "2020-09-21,1.00,,约三千,甲,,,",
    )
    assert [one.split("行")[0] for one in faults] == [f"第{row}" for row in range(2, 12)]
    for words, fault in zip(
        (
            *("不是日期", "没有日期", "写到了分以下", "不是金额", "都有金额", "都没有金额"),
            *("后四位不是数字", "存成了数字", "存成了数字", "不是金额"),
        ),
        faults,
        strict=True,
    ):
        assert words in fault
    assert not any("6222" in one for one in faults[:7])


def test_an_account_that_a_spreadsheet_made_a_number_has_lost_its_end(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        [*HEADS.split(",")],
        [date(2020, 9, 21), 1, None, None, "甲", 6222000011118877, "", "S"],
    ]
    [fault] = read(workbook(tmp_path, rows)).faults
    assert "被表格软件存成了数字" in str(fault)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (("姓名,身份证号", "某,1"), "找不到流水的列名"),
        (("交易日期,借方,对方户名", "2020-09-21,1,甲"), "缺少列：贷方发生额（收入）"),
        (("交易日期,借方,贷方", "2020-09-21,1,"), "缺少列：对方户名"),
        (("交易日期,借方,贷方,对方户名,户名,余额,余额", "2020-09-21,1,,甲,乙,1,1"), "列名重复：余额"),
    ],
)
def test_what_is_no_statement_says_what_it_lacks(tmp_path: Path, rows: tuple[str, ...], words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(text(tmp_path, *rows))


def test_two_statements_in_one_workbook_are_not_guessed_between(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["交易日期", "借方", "贷方", "对方户名"], [date(2020, 9, 21), 1, None, "甲"]]
    with pytest.raises(Unreadable, match="都像是流水"):
        read(workbook(tmp_path, rows, rows))


def test_what_is_neither_text_nor_workbook_is_declined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"\xff\xfe\x00\x01" * 8)
    with pytest.raises(Unreadable, match="既不是工作簿"):
        read(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64)
    with pytest.raises(Unreadable, match="老式 Excel"):
        read(path)
    path.write_bytes(b"PK\x03\x04 and nothing that follows")
    with pytest.raises(Unreadable, match="打不开"):
        read(path)
    monkeypatch.setattr(banking, "MOST", 8)
    path.write_text("交易日期,借方,贷方,对方户名", encoding="utf-8")
    with pytest.raises(Unreadable, match="按月下载"):
        read(path)


@pytest.mark.parametrize(
    ("shown", "fen"),
    [
        ("20,520,000.00", 2_052_000_000),
        ("￥１２，３４５．６７", 1_234_567),
        ("¥ 100", 10_000),
        ("100元", 10_000),
        ("（1,000.50）", -100_050),
        ("-0.01", -1),
        ("−5", -500),
        ("--", None),
        ("", None),
        ('="100.10"', 10_010),
    ],
)
def test_an_amount_is_read_to_the_fen_however_it_is_written(shown: str, fen: int | None) -> None:
    assert cells.fen(shown) == fen


@pytest.mark.parametrize(
    "shown",
    [
        "2020-09-21",
        "2020/9/21",
        "2020.09.21",
        "20200921",
        "2020年9月21日",
        "2020-09-21 10:12:30",
        "\t20200921101230",
    ],
)
def test_a_day_is_read_however_it_is_written(shown: str) -> None:
    assert cells.day(shown) == date(2020, 9, 21)


def test_a_file_in_the_banks_own_encoding_is_kept_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    evidence = Evidence(tmp_path / "evidence")
    path = text(tmp_path, HEADS, PAID, encoding="gb18030")
    with pytest.raises(EvidenceRefused):  # as anything else it is not taken in
        evidence.put_file(path)
    assert evidence.read(kept(evidence, path)) == path.read_bytes()


@pytest.mark.parametrize(
    "above",
    [
        "账号：6200 0000 0000 8888",
        "账号,\t6200000000008888,,起止日期,20200901",
        "账户号码|6200****8888,币种",
        "帐号:6200000000008888",
    ],
)
def test_a_file_that_says_whose_it_is_is_taken_in_for_no_other_account(tmp_path: Path, above: str) -> None:
    path = text(tmp_path, above, HEADS, PAID)
    assert read(path).own == {"8888"}
    assert read(path, account=" 8888 ").lines
    with pytest.raises(Unreadable, match="尾号 8888 的流水，填的专户是 0019"):
        read(path, account="0019")


def test_a_column_of_ones_own_account_says_so_as_well(tmp_path: Path) -> None:
    rows = (
        "交易日期,本方账号,借方,贷方,对方户名",
        "2020-09-21,6200000000008888,1.00,,甲",
        "2020-09-21,,1.00,,甲",
    )
    assert read(text(tmp_path, *rows)).own == {"8888"}
    assert read(text(tmp_path, HEADS, PAID), account="0019").own == frozenset()
