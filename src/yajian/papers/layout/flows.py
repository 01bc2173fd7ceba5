"""A unit's way on one page lying down: whose it is, how it stands, and every step with its paper and clause."""

from yajian.papers.layout.blocks import Layout
from yajian.papers.layout.sheets import band
from yajian.papers.layout.word import KAI, SONG, TITLE, Word, add_run, stops

_DENSITIES = ((9, 10.5, 22.0), (14, 9.5, 18.0), (20, 8.5, 13.0), (999, 7.5, 10.0))  # rows, points
_FIRST = (("序号", 10.0), ("日期", 22.0), ("事项", 26.0))
_LAST = (("文件", 48.0), ("依据", 24.0), ("登记", 17.0))
_MIDDLE = ("序号", "日期", "金额", "登记")


def _flow(names: tuple[str, ...], measures: str, *between: tuple[str, float]) -> Layout:
    def made(rows: int = 0, *, long_name: bool = False) -> Word:
        size, row_pt = next(rest for most, *rest in _DENSITIES if rows <= most or most == 999)
        word = Word(landscape=True)
        word.paragraph("{{ 标题 }}", font=TITLE, size=22, align="center", line=32)
        line = word.paragraph("{{ 企业 }}（{{ 县市 }}）", font=KAI, size=12, align="left", line=20, before=6)
        stops(line, (140, "left"), (261, "right"))
        for text in ("清单分项 {{ 分项 }}", "截至 {{ 截至 }}"):
            line.add_run().add_tab()
            add_run(line, text, font=KAI, size=12)
        word.paragraph(line=4)
        band(word, tuple((name, f"{{{{ {name} }}}}") for name in names))
        word.paragraph(line=8)
        word.table("步骤", (*_FIRST, *between, *_LAST), size=size, row_pt=row_pt, middle=_MIDDLE)
        small = {"font": SONG, "size": 9, "line": 14, "align": "left"}
        word.paragraph("{{ 小结 }}", before=6, **small)
        word.paragraph(f"注：{measures}{{{{ 数据说明 }}}}", **small)
        return word

    return made


capacity = _flow(
    ("备案", "建成", "在产", "停产", "压减"),
    "产能单位为万吨，五个口径互不替代。",
    ("内容", 114),
)
money = _flow(
    ("产能", "标准", "额度", "列支", "下达", "未下达", "进度"),
    "产能为万吨，标准为元/吨，额度、列支、下达、未下达为万元，各步的金额为元。",
    ("内容", 84),
    ("金额", 30),
)
