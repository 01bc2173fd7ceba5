"""What a command cannot hold is told by the name of its field and in Chinese."""

import re
from typing import Any

import msgspec
import pytest

from yajian.core import misfits
from yajian.core.decisions.acceptance import Check
from yajian.core.decisions.flags import ReportActivity
from yajian.core.decisions.payments import File
from yajian.core.decisions.targets import PublishList
from yajian.core.decisions.visits import Record
from yajian.core.words import Command

SIGN = {"facility": "3号焦炉", "sign": "烟气", "finding": "有烟"}
LIST = {"list": "LIST-1", "document": "x"}
VISIT = {"facility": "3号焦炉", "purpose": "停炉"}
LOOK = {"part": "L01", "level": "县级", "members": {}, "words": "x", "document": "x"}


@pytest.mark.parametrize(
    ("command", "values", "name", "says"),
    [
        (
            ReportActivity,
            SIGN | {"sign": "冒烟"},
            "sign",
            "“迹象”只能填用电、用煤、烟气、炉温、运输、群众反映、其他",
        ),
        (ReportActivity, {"facility": "3号焦炉", "sign": "烟气"}, "finding", "“情况”必填，还空着"),
        (ReportActivity, SIGN | {"colour": "黑"}, "", "没有“colour”这一项"),
        (ReportActivity, SIGN | {"finding": 5}, "finding", "“情况”填得不合格式：何时、何地"),
        (File, {"payments": ["一"], "organ": "x", "document": "x"}, "payments", "“制单”要填整数"),
        (Record, VISIT | {"latitude_e6": "北"}, "latitude_e6", "“纬度”要填整数"),
        (
            Check,
            LOOK | {"looked": {"炉": {"found": "x", "fault": "大"}}},
            "looked",
            "“问题”只能填无、一般、严重",
        ),
        (PublishList, LIST | {"changes": {"L04": {"tonnes": "多"}}}, "changes", "“产能（吨）”要填整数"),
        (PublishList, LIST | {"changes": "没有"}, "changes", "“变动”填得不合格式"),
    ],
)
def test_a_value_that_does_not_fit_is_told_in_chinese(
    command: type[Command], values: dict[str, Any], name: str, says: str
) -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(values, command)
    field, words = misfits.told(command, caught.value)
    assert field == name
    assert words.startswith(says)
    assert not re.search("[A-Za-z]{3}", words.replace("colour", ""))
