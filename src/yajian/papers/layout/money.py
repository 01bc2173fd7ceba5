"""From the quota to the money that comes back: letters with what is asked, granted, paid and taken back, figure by figure."""

from yajian.papers.layout.blocks import each, heading, letter, line, table

quota_letter = letter(
    line("{{ 引言 }}"),
    heading("一、额度情况"),
    line("{{ 额度段 }}"),
    table(
        "企业",
        (("序号", 12), ("县市", 22), ("企业", 62), ("单元", 14), ("产能", 20), ("额度", 26)),
        middle=("序号", "县市", "单元", "产能", "额度"),
    ),
    heading("二、按标准分列"),
    each("标准"),
    heading("三、请予审核"),
    line("{{ 请求段 }}"),
    each("补充"),
    line("附件：{{ 附件 }}"),
)

application = letter(
    line("{{ 引言 }}"),
    heading("一、申请金额"),
    line("{{ 金额段 }}"),
    table(
        "单元",
        (
            ("序号", 12),
            ("产能单元", 28),
            ("分项", 16),
            ("产能", 16),
            ("标准", 16),
            ("金额", 22),
            ("验收意见书", 46),
        ),
        middle=("序号", "分项", "产能", "标准", "金额"),
        size=10.5,
    ),
    heading("二、印证材料"),
    table(
        "材料",
        (("序号", 12), ("材料", 40), ("文号", 60), ("产能单元", 44)),
        middle=("序号",),
        size=10.5,
    ),
    heading("三、收款账户"),
    line("{{ 账户段 }}"),
    each("补充"),
    line("{{ 承诺段 }}"),
    upward=True,
)

county_forward = letter(
    line("{{ 引言 }}"),
    heading("一、申请情况"),
    line("{{ 申请段 }}"),
    heading("二、核对情况"),
    line("{{ 核对段 }}"),
    table(
        "条件",
        (("单元", 24), ("条件", 38), ("结论", 16), ("所见", 54), ("依据", 24)),
        middle=("结论",),
        size=10.5,
    ),
    heading("三、转报意见"),
    line("{{ 意见段 }}"),
    each("补充"),
    upward=True,
)

audit_plan = letter(
    line("{{ 引言 }}"),
    heading("一、拟补偿的产能单元"),
    line("{{ 汇总段 }}"),
    table(
        "明细",
        (("序号", 12), ("企业", 56), ("产能单元", 28), ("额度", 20), ("申请", 20), ("拟补偿", 20)),
        middle=("序号", "额度", "申请", "拟补偿"),
    ),
    each("核减"),
    heading("二、暂缓下达"),
    each("暂缓"),
    heading("三、资金"),
    line("{{ 资金段 }}"),
    each("补充"),
    upward=True,
)

_LEVELS = (("省级", 26.0), ("市级", 26.0), ("县级", 20.0), ("合计", 26.0))

disbursement = letter(
    line("{{ 引言 }}"),
    heading("一、下达金额"),
    line("{{ 金额段 }}"),
    table(
        "明细",
        (("序号", 9), ("企业", 22), ("单元", 15), ("账户", 12), *_LEVELS),
        middle=("序号", *(name for name, _ in _LEVELS)),
        size=9,
    ),
    each("各级"),
    each("对象"),
    heading("二、暂缓下达"),
    each("暂缓"),
    heading("三、有关要求"),
    each("要求"),
    each("补充"),
)

payment_filing = letter(
    line("{{ 引言 }}"),
    line("{{ 金额段 }}"),
    table(
        "明细",
        (("序号", 10), ("收款人", 28), ("产能单元", 18), ("金额", 28), ("其中", 40), ("凭证", 32)),
        middle=("序号", "金额"),
        size=10.5,
    ),
    line("{{ 余额段 }}"),
    each("补充"),
    line("专此函报，请予备案。"),
)

_UNFINISHED = table(
    "未完成",
    (("序号", 14), ("企业", 72), ("分项", 18), ("产能", 18), ("时限", 34)),
    middle=("序号", "分项", "产能", "时限"),
)

clawback_opinion = letter(
    line("{{ 引言 }}"),
    heading("一、未完成的任务"),
    line("{{ 未完成段 }}"),
    _UNFINISHED,
    line("{{ 资金段 }}"),
    heading("二、收回金额"),
    line("{{ 口径段 }}"),
    table(
        "算法",
        (
            ("序号", 10),
            ("算法", 40),
            ("产能乘标准", 26),
            ("已下达", 18),
            ("已收回", 16),
            ("金额", 26),
            ("状态", 20),
        ),
        middle=("序号", "产能乘标准", "已下达", "已收回", "金额", "状态"),
        size=10.5,
    ),
    line("{{ 算式段 }}"),
    table(
        "算式",
        (("序号", 10), ("产能单元", 46), ("到期", 26), ("产能", 18), ("标准", 24), ("产能乘标准", 32)),
        middle=("序号", "到期", "产能", "标准", "产能乘标准"),
        size=10.5,
    ),
    line("{{ 对象段 }}"),
    each("补充"),
)

clawback_notice = letter(
    line("{{ 引言 }}"),
    heading("一、收回金额"),
    line("{{ 金额段 }}"),
    line("{{ 算法段 }}"),
    _UNFINISHED,
    heading("二、有关要求"),
    line("{{ 缴库段 }}"),
    line("{{ 对象段 }}"),
    each("补充"),
)
