"""What stands around a stop: pledges, work plans and what was said of them, risks, workers, letters to a court."""

from yajian.papers.layout.blocks import chapters, each, facts, heading, letter, line, record, table

_STEPS = (
    ("序号", 12.0),
    ("分项", 18.0),
    ("设施", 40.0),
    ("停炉日期", 28.0),
    ("拆除日期", 28.0),
    ("封堵孔号", 30.0),
)
_SIGNED = (("姓名", 30.0), ("单位", 50.0), ("签字", 38.0), ("日期", 38.0))

pledge = record(
    line("{{ 引言 }}"),
    heading("一、压减任务"),
    line("{{ 任务段 }}"),
    table(
        "明细",
        (("序号", 12), ("分项", 20), ("设施", 56), ("产能", 20), ("时限", 30), ("判定", 18)),
        middle=("序号", "分项", "产能", "时限", "判定"),
    ),
    heading("二、责任"),
    each("责任"),
    each("补充"),
    signed=(("单位", 22), ("名称", 58), ("签章", 38), ("日期", 38)),
    hint="一式两份，双方签字并加盖公章后生效。",
)

work_plan = letter(
    line("{{ 引言 }}"),
    heading("一、停炉、拆除安排"),
    table("安排", _STEPS, middle=("序号", "分项", "停炉日期", "拆除日期")),
    heading("二、方案内容"),
    chapters("章节"),
    each("补充"),
    upward=True,
)

plan_review = letter(
    line("{{ 引言 }}"),
    heading("一、审查意见"),
    line("{{ 意见段 }}"),
    heading("二、审查的安排"),
    table("安排", _STEPS, middle=("序号", "分项", "停炉日期", "拆除日期")),
    line("{{ 审查段 }}"),
    each("补充"),
)

expert_opinion = record(
    line("{{ 引言 }}"),
    facts("情况"),
    heading("论证结论：{{ 结论 }}"),
    each("意见"),
    each("补充"),
    signed=_SIGNED,
    hint="专家逐人签字；结论为不可行的，写明理由。",
)

risks = letter(
    line("{{ 引言 }}"),
    heading("一、风险评估和防控"),
    line("{{ 评估段 }}"),
    table(
        "风险",
        (
            ("序号", 10),
            ("对象", 24),
            ("种类", 18),
            ("评估结论", 26),
            ("防控措施", 26),
            ("责任人", 16),
            ("期限", 24),
            ("状态", 12),
        ),
        middle=("序号", "期限", "状态"),
        size=9,
    ),
    heading("二、应急预案"),
    each("预案"),
    each("补充"),
    upward=True,
)

resettlement = letter(
    line("{{ 引言 }}"),
    heading("一、职工人数"),
    line("{{ 人数段 }}"),
    each("注意"),
    heading("二、安置方式"),
    line("{{ 去向段 }}"),
    table("方式", (("序号", 16), ("方式", 100), ("人数", 40)), middle=("序号", "人数")),
    each("补充"),
    upward=True,
)

court_letter = letter(
    line("{{ 引言 }}"),
    heading("一、处置安排"),
    line("{{ 处置段 }}"),
    heading("二、往来情况"),
    each("往来"),
    heading("三、商请事项"),
    each("商请"),
    each("补充"),
)

adjustment = record(
    line("{{ 引言 }}"),
    table(
        "现状",
        (("序号", 11), ("企业", 53), ("分项", 15), ("设施", 36), ("产能", 15), ("时限", 26)),
        middle=("序号", "分项", "产能", "时限"),
        size=10.5,
    ),
    heading("一、拟怎样调整（设施、产能、时限，调整后合计）"),
    each("调整"),
    heading("二、逐条核对"),
    table(
        "条件",
        (("序号", 11), ("条件", 33), ("核对什么", 48), ("适用", 22), ("依据", 22), ("结论", 20)),
        middle=("序号", "结论"),
        size=10.5,
    ),
    signed=(("单位", 24), ("名称", 62), ("签章", 34), ("日期", 36)),
    hint="逐家签字盖章；批准的文件登记以后，凭它发布清单新版本。",
)
