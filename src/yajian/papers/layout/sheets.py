"""Papers that are one sheet: a county's dispatch table on A4, and the sheet a draft goes round with."""

from yajian.papers.layout.word import (
    HEI,
    KAI,
    SONG,
    TITLE,
    Word,
    add_run,
    element,
    fill,
    frame,
    row_height,
    stops,
)

_DENSITIES = ((8, 10.5, 25.0, 58.0), (15, 9.5, 15.0, 30.0), (99, 8.0, 11.5, 18.0))  # rows, points


def dispatch(rows: int = 0, *, long_name: bool = False) -> Word:
    """县（市）调度表: one page lying down, whatever the number of rows, so that it can be passed along the table."""
    size, row_pt, box_pt = next(rest for most, *rest in _DENSITIES if rows <= most or most == 99)
    word = Word(landscape=True)
    word.paragraph("{{ 标题 }}", font=TITLE, size=22, align="center", line=32)
    line = word.paragraph("填报单位：{{ 发文单位 }}", font=KAI, size=12, align="left", line=20, before=6)
    stops(line, (120, "left"), (261, "right"))
    line.add_run().add_tab()
    add_run(line, "截至 {{ 截至 }}", font=KAI, size=12)
    line.add_run().add_tab()
    add_run(line, "文号：{{ 文号 }}", font=KAI, size=12)
    word.paragraph(line=4)
    band(
        word,
        (
            ("任务", "{{ 任务 }}"),
            ("列入清单", "{{ 列入清单 }}"),
            ("已关停", "{{ 已关停 }}"),
            ("已拆除", "{{ 已拆除 }}"),
            ("已验收", "{{ 已验收 }}"),
            ("已完成", "{{ 已完成 }}"),
            ("较上期", "{{ 较上期 }}"),
            ("逾期", "{{ 逾期 }}项"),
            ("未录入", "{{ 未录入 }}项"),
        ),
    )
    word.paragraph(line=9)
    word.table(
        "明细",
        (
            ("序号", 10),
            ("企业", 44),
            ("分项", 14),
            ("设施", 34),
            ("产能", 13),
            ("时限", 24),
            ("条件", 16),
            ("判定", 13),
            ("关停日期", 24),
            ("拆除日期", 24),
            ("完成", 13),
            ("较上期", 14),
            ("进度", 18),
        ),
        size=size,
        row_pt=row_pt,
        middle=(
            "序号",
            "分项",
            "产能",
            "时限",
            "条件",
            "判定",
            "关停日期",
            "拆除日期",
            "完成",
            "较上期",
            "进度",
        ),
    )
    _blanks(word, (("存在问题", box_pt), ("下步措施", box_pt)))
    line = word.paragraph("经办：{{ 经办 }}", font=KAI, size=12, align="left", line=24, before=8)
    stops(line, (66, "left"), (132, "left"), (198, "left"))
    for name in ("科长：", "分管负责人：", "主要负责人："):
        line.add_run().add_tab()
        add_run(line, name, font=KAI, size=12)
    word.paragraph(
        "注：产能单位为万吨；所列设施全部完成才计完成；条件不齐，时限不变。{{ 上期 }}。{{ 数据说明 }}",
        font=SONG,
        size=9,
        line=14,
        align="left",
    )
    return word


def quota_table(rows: int = 0, *, long_name: bool = False) -> Word:
    """每户企业补偿额度表: lying down, every unit with its arithmetic, then what stands open; its head on each page."""
    word = Word(landscape=True)
    word.paragraph("{{ 标题 }}", font=TITLE, size=20, align="center", line=32)
    line = word.paragraph("填报单位：{{ 发文单位 }}", font=KAI, size=12, align="left", line=20, before=6)
    stops(line, (261, "right"))
    line.add_run().add_tab()
    add_run(line, "文号：{{ 文号 }}", font=KAI, size=12)
    word.paragraph(
        "一、已明确的额度（{{ 版次 }}，截至{{ 截至 }}）",
        font=HEI,
        size=12,
        line=22,
        before=4,
        align="left",
        keep=True,
    )
    word.table(
        "额度",
        (
            ("序号", 10),
            ("县市", 19),
            ("企业", 52),
            ("产能单元", 24),
            ("分项", 13),
            ("产能", 15),
            ("适用标准", 46),
            ("标准", 12),
            ("额度", 20),
            ("依据", 50),
        ),
        size=9.5,
        row_pt=20,
        middle=("序号", "县市", "分项", "产能", "标准", "额度"),
    )
    word.paragraph("二、待定的分项", font=HEI, size=12, line=22, before=6, align="left", keep=True)
    word.table(
        "待定",
        (
            ("序号", 10),
            ("县市", 19),
            ("企业", 60),
            ("分项", 13),
            ("产能", 15),
            ("测算", 36),
            ("待明确", 108),
        ),
        size=9.5,
        row_pt=20,
        middle=("序号", "县市", "分项", "产能", "测算"),
    )
    small = {"font": SONG, "size": 10.5, "line": 18, "align": "left"}
    word.paragraph("{{ 汇总 }}", before=6, **small)
    for over in ("测算", "补充"):
        word.repeated("段", over, "{{ 段 }}", **small)
    word.paragraph(
        "注：产能单位为万吨，标准为元/吨，额度、测算为万元；额度＝产能×标准。{{ 数据说明 }}",
        font=SONG,
        size=9,
        line=14,
        align="left",
    )
    return word


def review(rows: int = 0, *, long_name: bool = False) -> Word:
    """发文审签单: opinion lines for the four steps, signed on paper and entered from there."""
    word = Word()
    word.paragraph("{{ 标题 }}", font=TITLE, size=26, align="center", line=44, color="C8161D")
    word.paragraph(line=10)
    head = (
        ("文件标题", "{{ 文件标题 }}", 52),
        ("拟稿单位", "{{ 拟稿单位 }}", 34),
        ("主送单位", "{{ 主送单位 }}", 44),
        ("抄送单位", "{{ 抄送单位 }}", 34),
        ("稿　　号", "{{ 稿号 }}", 34),
        ("文　　号", "{{ 编号 }}", 34),
    )
    table = word.document.add_table(rows=len(head), cols=2)
    frame(table, (26, 130))
    for at, (name, value, height) in enumerate(head):
        row_height(table.rows[at], height)
        fill(table.cell(at, 0).paragraphs[0], name, font=HEI, size=14, align="center", line=22)
        fill(table.cell(at, 1).paragraphs[0], value, size=14, align="left", line=22)
    word.paragraph(line=12)
    word.table(
        "意见",
        (("环节", 26), ("意见", 62), ("签名", 26), ("日期", 42)),
        size=14,
        row_pt=64,
        head=("审签", "意　见", "签　名", "日　期"),
        middle=("环节", "签名", "日期"),
    )
    word.paragraph(
        "依次签批；退回的写明理由，重拟后从头审签。签好后扫描存档，由经办照此登记。{{ 数据说明 }}",
        font=SONG,
        size=10.5,
        line=18,
        before=8,
        align="left",
    )
    return word


def band(word: Word, figures: tuple[tuple[str, str], ...]) -> None:
    """A row of figures under their names, in 万吨."""
    table = word.document.add_table(rows=2, cols=len(figures))
    frame(table, [261 / len(figures)] * len(figures))
    for at, (name, value) in enumerate(figures):
        fill(table.cell(0, at).paragraphs[0], name, font=HEI, size=10.5, align="center", line=20)
        fill(table.cell(1, at).paragraphs[0], value, font=HEI, size=18, align="center", line=30)
        shade = element("w:shd", val="clear", color="auto", fill="F2F7FB")
        table.cell(0, at)._tc.get_or_add_tcPr().append(shade)


def _blanks(word: Word, boxes: tuple[tuple[str, float], ...]) -> None:
    """Boxes the county writes into by hand."""
    word.paragraph(line=9)
    table = word.document.add_table(rows=len(boxes), cols=2)
    frame(table, (26, 235))
    for at, (name, height) in enumerate(boxes):
        row_height(table.rows[at], height)
        fill(table.cell(at, 0).paragraphs[0], name, font=HEI, size=12, align="center", line=18)
        fill(table.cell(at, 1).paragraphs[0], size=12, line=18)
