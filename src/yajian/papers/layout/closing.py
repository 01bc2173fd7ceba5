"""From the paper that lets an oven be shut to the opinion that accepts it: letters, and records that are signed on the spot."""

from yajian.papers.layout.blocks import each, facts, heading, letter, line, record, table

_CONDITIONS = (("序号", 12.0), ("条件", 34.0), ("结论", 39.0), ("所见", 47.0), ("依据", 24.0))

release = letter(
    line("{{ 引言 }}"),
    heading("一、同意事项"),
    line("{{ 同意段 }}"),
    heading("二、前置条件"),
    line("{{ 核对段 }}"),
    table("条件", _CONDITIONS, middle=("序号", "结论")),
    each("签字知悉"),
    each("越过"),
    each("先停"),
    heading("三、有关要求"),
    each("要求"),
    each("补充"),
)

site_confirmation = record(
    line("{{ 引言 }}"),
    facts("情况"),
    each("先停"),
    each("补充"),
    signed=(("单位", 22), ("名称", 58), ("签章", 38), ("日期", 38)),
    hint="签字并加盖公章；三方都签字后有效。",
)

completion_report = letter(
    line("{{ 引言 }}"),
    heading("一、压减任务"),
    line("{{ 任务段 }}"),
    heading("二、完成情况"),
    line("{{ 完成段 }}"),
    table(
        "设施",
        (("序号", 12), ("设施", 26), ("状态", 18), ("停炉日期", 29), ("拆除日期", 29), ("放行文书", 42)),
        middle=("序号", "状态"),
        size=10.5,
    ),
    each("先停"),
    heading("三、设备去向"),
    each("去向"),
    line("{{ 申请段 }}"),
    upward=True,
)

_LOOKED = (("序号", 12.0), ("查看", 34.0), ("所见", 68.0), ("问题", 16.0), ("依据", 26.0))

county_check = letter(
    line("{{ 引言 }}"),
    heading("一、核查情况"),
    line("{{ 核查段 }}"),
    table("核查", _LOOKED, middle=("序号", "问题")),
    each("先停"),
    heading("二、初验意见"),
    line("{{ 意见段 }}"),
    each("补充"),
    upward=True,
)

acceptance = record(
    line("{{ 引言 }}"),
    facts("情况"),
    heading("一、现场核查"),
    table("核查", _LOOKED, middle=("序号", "问题")),
    heading("二、验收条件"),
    table("条件", _CONDITIONS, middle=("序号", "结论")),
    each("先停"),
    each("补充"),
    heading("三、验收意见"),
    line("{{ 意见段 }}"),
    signed=(("姓名", 30), ("单位", 50), ("签字", 38), ("日期", 38)),
    hint="验收组成员逐人签字，牵头单位盖章。",
)
