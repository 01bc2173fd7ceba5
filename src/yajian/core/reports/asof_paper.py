"""时点还原表: one answer for a day as a text, a function of the day and the first `known` facts alone.

Whoever makes it again, at any time, gets the same bytes; so a digest is enough to hold a paper to the books.
"""

from yajian.core.programme import Programme
from yajian.core.reports.progress import PartLine, Progress, Stages, stages
from yajian.core.rules.roles.sight import NOT_HIS

FORM = 1  # another layout, or another way of counting, is another number

_COLUMNS = ("范围", "编号", "名称", "任务", "列入清单", "已关停", "已拆除", "已验收", "关停日期", "拆除日期")


def paper(programme: Programme, sheet: Progress, leaf: str) -> str:
    """The answer as a text of tab-separated lines. Figures and days only: a light is judged afresh each time."""
    adopted, at = programme.charter.adopted, programme.charter.adopted_at
    stood = adopted is not None and at is not None and at <= sheet.seq
    head = (
        ("时点还原表", f"第{FORM}式"),
        ("方案", adopted.number, adopted.title)
        if adopted is not None and stood
        else ("方案", "那时尚未采用"),
        ("方案版次", str(sheet.revision)),
        ("截至", f"{sheet.as_of.isoformat()} 24:00 北京时间"),
        ("依据流水", f"第1条至第{sheet.seq}条" if sheet.seq else "无"),
        ("链头", leaf),
        ("单位", "吨/年"),
        *_within(sheet),
        (),
        _COLUMNS,
    )
    rows = (
        ("全市", "", "合计", str(sheet.target_t), *_four(sheet.stages), "", ""),
        *(
            ("县（市）", line.county, line.name, str(line.task_t), *_four(line.stages), "", "")
            for line in sheet.counties
        ),
        *(
            ("批次", line.batch, line.label, str(line.tonnes), *_four(line.stages), "", "")
            for line in sheet.batches
        ),
        *(_part(line) for line in sheet.parts),
    )
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in (*head, *rows))


def _within(sheet: Progress) -> tuple[tuple[str, ...], ...]:
    """What the answer is without, if it is not made of everything."""
    if all(line.shown for line in sheet.parts):
        return ()
    return (("查阅范围", f"{sheet.hidden}个分项的登记不在查阅范围，各行合计不含；该行写“不在查阅范围”"),)


def _four(line: Stages) -> tuple[str, str, str, str]:
    return str(line.listed_t), str(line.shut_t), str(line.dismantled_t), str(line.accepted_t)


def _not_his(line: PartLine) -> tuple[str, str, str, str]:
    return str(line.part.tonnes), NOT_HIS.word, NOT_HIS.word, NOT_HIS.word


def _part(line: PartLine) -> tuple[str, ...]:
    standing = line.standing
    return (
        "分项" if line.counts else "清单外分项",
        line.part.part,
        line.part.enterprise_name,
        str(line.part.tonnes),
        *(_four(stages((standing,))) if line.shown else _not_his(line)),
        standing.shut_on.isoformat() if standing.shut_on is not None else "",
        standing.dismantled_on.isoformat() if standing.dismantled_on is not None else "",
    )
