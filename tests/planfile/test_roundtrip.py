"""Nothing a plan file says is lost: written out and read again, it is the same plan."""

import pytest
import yaml

from tests.planfile.edited import NAMES, text, untouched
from tests.planfile.written import written
from yajian import planfile
from yajian.core.plan import compare
from yajian.planfile import nodes


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_written_out_and_read_again_is_the_same_plan(name: str) -> None:
    plan = untouched(name).plan
    assert plan is not None
    again = planfile.load_bytes(written(plan).encode())
    assert compare(plan, again) == ()
    assert again == plan


@pytest.mark.parametrize("name", NAMES)
def test_remarks_line_ends_and_a_byte_order_mark_change_nothing(name: str) -> None:
    bare = "\n".join(line for line in text(name).splitlines() if not line.lstrip().startswith("#"))
    for data in (bare.encode(), b"\xef\xbb\xbf" + bare.encode(), bare.replace("\n", "\r\n").encode()):
        assert planfile.load_bytes(data) == untouched(name).plan


def test_a_machine_without_the_fast_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "Loader", yaml.SafeLoader)
    assert planfile.load_bytes(text("demo-steel").encode()) == untouched("demo-steel").plan
    for broken, seen in (
        ("a:\n\tb: 1\n", ""),
        ("a: [1\nb: 2\n", "配对"),
        ("a: b: c\n", "第二个"),
        ("a: \x00", "控制字符"),
    ):
        [fault] = planfile.check_bytes(broken.encode()).faults
        assert fault.code == "yaml-syntax"
        assert seen in fault.seen
