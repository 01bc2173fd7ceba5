"""Whatever is typed, the checker answers with faults, never with an exception."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.planfile.edited import issued, text
from yajian import planfile
from yajian.planfile import Checked

STEEL = "demo-steel"
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LINES = text(STEEL).splitlines(keepends=True)

words = st.text(max_size=12) | st.sampled_from(
    [
        "on",
        "~",
        "2030-02-30",
        "1e9",
        ".inf",
        "&a x",
        "*a",
        "!!python/object:os.system x",
        "{",
        "]",
        ": ",
        "- ",
        "<<",
        "=",
        "0x1F",
        "1_000",
    ]
)


def whole(found: Checked) -> bool:
    """A plan, or reasons why not; every fault fit to be shown."""
    assert all(fault.seen and fault.remedy and fault.code and fault.line >= 0 for fault in found.faults)
    return (found.plan is None) == any(fault.level == "error" for fault in found.faults)


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_anything_at_all_is_a_plan_or_a_list_of_faults(data: bytes) -> None:
    assert whole(planfile.check_bytes(data))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=12,
    ),
    st.sampled_from(
        ["programme", "clauses", "batches", "gates", "duties", "compensation", "retirement_list", "units"]
    ),
)
@settings(max_examples=200, deadline=None)
def test_any_tree_in_any_chapter_is_a_list_of_faults(tree: object, chapter: str) -> None:
    data = f"schema: plan/1\n{chapter}: {json.dumps(tree, ensure_ascii=False)}\n".encode()
    assert whole(planfile.check_bytes(data))


@given(place=st.integers(0, len(LINES) - 1), gone=st.integers(0, 3), words=words)
@SLOW
def test_a_plan_with_lines_lost_and_words_put_in_is_a_plan_or_a_list_of_faults(
    place: int, gone: int, words: str
) -> None:
    after = [*LINES[:place], f"  {words}\n", *LINES[place + gone :]]
    assert whole(planfile.check_bytes("".join(after).encode("utf-8", "surrogatepass"), issued(STEEL)))


@given(data=st.data())
@SLOW
def test_a_plan_with_one_word_changed_is_a_plan_or_a_list_of_faults(data: st.DataObject) -> None:
    source = text(STEEL)
    start = data.draw(st.integers(0, len(source) - 1))
    end = data.draw(st.integers(start, min(start + 12, len(source))))
    after = source[:start] + data.draw(words) + source[end:]
    assert whole(planfile.check_bytes(after.encode("utf-8", "surrogatepass"), issued(STEEL)))


CHAPTERS = [line.split(":")[0] for line in LINES if line[:1].isalpha()]


def without(chapter: str, put: str) -> str:
    """The steel plan with one chapter gone, or replaced by something else."""
    starts = [place for place, line in enumerate(LINES) if line.startswith(f"{chapter}:")]
    end = next(
        (place for place in range(starts[0] + 1, len(LINES)) if LINES[place][:1].isalpha()), len(LINES)
    )
    return "".join([*LINES[: starts[0]], put, *LINES[end:]])


@given(
    chapter=st.sampled_from(CHAPTERS),
    put=st.sampled_from(["", "{}", "[]", "0", "x", "{x: {}}", "{x: 1}", "[{}]"]),
)
@SLOW
def test_a_plan_with_a_chapter_gone_is_a_plan_or_a_list_of_faults(chapter: str, put: str) -> None:
    after = without(chapter, f"{chapter}: {put}\n" if put else "")
    assert whole(planfile.check_bytes(after.encode(), issued(STEEL)))
