"""Refusals that come before any decision: the request cannot be taken to the books as it stands."""

from datetime import datetime, timedelta

from yajian.core.words import SHANGHAI, Refusal, SystemRule
from yajian.journal.canonical import Unfit
from yajian.journal.store import Carried

CLOCK_TOLERANCE = timedelta(minutes=5)  # a smaller step back is a clock being set, and is stamped honestly


def unfit(error: Unfit) -> Refusal:
    field = error.field.removeprefix("command.")
    return Refusal(
        code="transact.unfit",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"{field or '内容'}：{error.why}",
        way_forward="请改正后重新提交；从别处粘贴的文字请先粘贴为纯文本",
        field=field,
    )


def number_unfit(command_id: str) -> Refusal:
    return Refusal(
        code="transact.number-unfit",
        basis=SystemRule.VALUE_UNFIT,
        finding=f"提交号有 {len(command_id)} 个字符，须为 1 至 100 个看得见的英文字符，不含空格",
        way_forward="请刷新页面重新填写；程序提交的，每次生成一个新的提交号",
        field="command_id",
    )


def same_number(carried: Carried) -> Refusal:
    places = (
        f"第{carried.first}条" if carried.first == carried.last else f"第{carried.first}至{carried.last}条"
    )
    return Refusal(
        code="transact.same-number",
        basis=SystemRule.SAME_NUMBER_OTHER_COMMAND,
        finding=f"提交号 {carried.command_id} 已用于另一件事（{places}）",
        way_forward="要办的是新事项，请刷新页面重新填写；要查先前那件事，请看所列各条",
        field="command_id",
    )


def clock_went_back(now: datetime, last: datetime) -> Refusal:
    return Refusal(
        code="transact.clock-went-back",
        basis=SystemRule.CLOCK_WENT_BACK,
        finding=f"系统时钟是{_shown(now)}，最后一条记录却写于{_shown(last)}",
        way_forward="请先校准服务器时钟再办理；已有的记录不受影响",
    )


def _shown(instant: datetime) -> str:
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
