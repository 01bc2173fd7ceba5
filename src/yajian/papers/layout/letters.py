"""Papers with a red head: the issuer's mark, number, title, body, signature, attachment and imprint."""

from yajian.papers.layout.word import HEI, KAI, PITCH_PT, RED, SONG, TITLE, Word, add_run, border, stops

_SIGNED_LONG = (
    3.5  # a name of more than fourteen characters is held on one line instead, the day under its middle
)
_SIGNED = 13.5  # characters kept free at the left: a day of seven, in what is left, ends four before the edge


def capacity(rows: int = 0, *, long_name: bool = False) -> Word:
    """产能核定表, sent upward with a report: who signs is named in the head."""
    word = red_head(Word(long_name=long_name), upward=True)
    word.paragraph("{{ 引言 }}", indent=2)
    word.paragraph("一、核定结果", font=HEI, indent=2)
    word.paragraph("{{ 核定段 }}", indent=2)
    word.repeated("段", "尚未核定", "{{ 段 }}", indent=2)
    word.paragraph("二、有关说明", font=HEI, indent=2)
    word.paragraph("{{ 数据说明 }}附表各数与产能账本同日同条的数相同。", indent=2)
    word.paragraph("特此报告。", indent=2)
    word.paragraph()
    word.paragraph("附件：{{ 表名 }}", indent=2)
    signature(word)
    _attachment(word, "{{ 表名 }}")
    figures = ("备案", "建成", "在产", "停产", "压减")
    word.table(
        "单元",
        (
            ("序号", 10),
            ("企业", 28),
            ("单元", 13),
            ("分项", 12),
            ("备案文号", 27),
            *((name, 10.4) for name in figures),
            ("来源", 14),
        ),
        size=10.5,
        row_pt=24,
        middle=("序号", "分项", *figures),
    )
    note(word, "注：产能单位为万吨；备案、建成、在产、停产、压减五个口径互不替代。{{ 数据说明 }}")
    return finished(word)


def annual_task(rows: int = 0, *, long_name: bool = False) -> Word:
    """年度任务书: the year's tonnes, by firm and by day."""
    word = red_head(Word(long_name=long_name), upward=False)
    word.paragraph("{{ 引言 }}", indent=2)
    word.paragraph("一、年度任务", font=HEI, indent=2)
    word.paragraph("{{ 任务段 }}", indent=2)
    word.paragraph(line=6, keep=True)
    word.table(
        "明细",
        (("序号", 12), ("企业", 55), ("分项", 14), ("设施", 25), ("产能", 12), ("时限", 26), ("判定", 12)),
        size=12,
        row_pt=24,
        middle=("序号", "分项", "产能", "时限", "判定"),
    )
    note(word, "{{ 数据说明 }}")
    word.paragraph("二、完成时限", font=HEI, indent=2, before=6)
    word.repeated("段", "时限", "{{ 段 }}", indent=2)
    word.paragraph("三、责任", font=HEI, indent=2)
    word.repeated("段", "责任", "{{ 段 }}", indent=2)
    word.repeated("段", "测算", "{{ 段 }}", indent=2)
    signature(word)
    return finished(word)


def red_head(word: Word, *, upward: bool) -> Word:
    """发文机关标志 35 mm below the upper edge, number, red rule, title, and whom it is for."""
    word.page_numbers()
    word.paragraph("{{ 发文单位 }}文件", font=TITLE, size=34, color=RED, align="center", line=50, before=84)
    word.paragraph()
    word.paragraph()
    if upward:
        line = word.paragraph("{{ 文号 }}", indent=1, align="left")
        stops(line, (150.4, "right"))  # a character short of the edge
        line.add_run().add_tab()
        add_run(line, "签发人：")
        add_run(line, "{{ 签发人 }}", font=KAI)
    else:
        line = word.paragraph("{{ 文号 }}", align="center")
    border(line, "bottom", 12, RED, 9)
    word.paragraph()
    word.paragraph(line=PITCH_PT - 6)
    word.paragraph("{{ 标题 }}", font=TITLE, size=22, align="center", line=36)
    word.paragraph()
    word.repeated("行", "主送", "{{ 行 }}")
    return word


def signature(word: Word, *, keep: bool = False) -> None:
    """Whose seal stands over the day: the name in the middle above it, the day four characters from the edge.

    Kept together with the imprint where that follows at once, so that no page holds the imprint alone.
    """
    word.paragraph(keep=True)
    word.paragraph(keep=True)
    left = _SIGNED_LONG if word.long_name else _SIGNED
    for line in ("{{ 发文单位 }}", "{{ 成文日期 }}"):
        word.paragraph(line, align="center", left=left, keep=keep or line != "{{ 成文日期 }}")


def _attachment(word: Word, title: str) -> None:
    """On a page of its own: 附件 at the upper left, the title on the third line."""
    first = word.paragraph("附件", font=HEI, align="left")
    first.paragraph_format.page_break_before = True
    word.paragraph()
    word.paragraph(title, font=TITLE, size=20, align="center", line=34)
    word.paragraph(line=14)


def note(word: Word, text: str, *, keep: bool = False) -> None:
    word.paragraph(text, font=SONG, size=10.5, line=18, before=6, align="left", keep=keep)


def finished(word: Word) -> Word:
    word.imprint()
    return word
