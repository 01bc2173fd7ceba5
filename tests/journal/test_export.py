"""A journal exported to a file speaks for itself: every byte altered is found, and on the right line."""

import json
import random
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.journal.curator import MUSEUM, bodies, index
from yajian.core.words import Seq
from yajian.journal import chain
from yajian.journal.envelope import Broken, Head
from yajian.journal.export import Report, check, write
from yajian.journal.store import Stored
from yajian.journal.walk import Known


def exported(rows: list[Stored] | None = None) -> bytes:
    file = BytesIO()
    write(rows if rows is not None else list(bodies(MUSEUM / "0.1.0-two-clocks.jsonl")), file)
    return file.getvalue()


def checked(content: bytes, *known: Known) -> Report:
    return check(BytesIO(content), known)


def test_a_file_as_it_was_exported_has_nothing_wrong_with_it() -> None:
    report = checked(exported())
    entry = next(one for one in index(MUSEUM) if one.file == "0.1.0-two-clocks.jsonl")
    assert report.ok
    assert (report.lines, report.head.seq, report.root) == (entry.seq + 1, entry.seq, entry.root)
    assert report.programme == "shifan-coking-2019"


def test_every_line_but_the_last_is_a_body_as_it_was_hashed() -> None:
    *lines, seal = exported().splitlines(keepends=True)
    assert b"".join(lines) == (MUSEUM / "0.1.0-two-clocks.jsonl").read_bytes()
    assert json.loads(seal)["seq"] == len(lines)


def test_an_empty_journal_is_a_seal_alone() -> None:
    report = checked(exported([]))
    assert (report.ok, report.lines, report.head) == (True, 1, Head())


def flips(content: bytes) -> list[int]:
    """Every byte of the last two lines, and some of each of the others."""
    chosen, start = random.Random(5), 0
    places = []
    lines = content.splitlines(keepends=True)
    for number, line in enumerate(lines):
        whole = number >= len(lines) - 2
        some = range(len(line)) if whole else {*chosen.sample(range(len(line)), 25), len(line) - 1}
        places += [start + place for place in some]
        start += len(line)
    return places


def test_one_byte_altered_anywhere_is_found_and_its_line_is_named_first() -> None:
    content = exported()
    for place in flips(content):
        altered = bytearray(content)
        altered[place] ^= 1
        report = checked(bytes(altered))
        line = content[:place].count(b"\n") + 1
        assert not report.ok, place
        assert report.findings[0].where == f"第{line}行", (place, report.findings[:3])


def test_a_word_changed_in_an_editor_is_named_by_its_line_and_no_other_is_accused() -> None:
    lines = exported().decode().splitlines(keepends=True)
    lines[4] = lines[4].replace("3号焦炉", "5号焦炉")
    report = checked("".join(lines).encode())
    assert [(one.where, one.kind) for one in report.findings] == [("第5行", "chain.broken")]


def without(number: int) -> bytes:
    lines = exported().splitlines(keepends=True)
    del lines[number]
    return b"".join(lines)


@pytest.mark.parametrize("number", [0, 4, 10])
def test_a_line_taken_out_is_missed_where_it_stood(number: int) -> None:
    assert checked(without(number)).findings[0].where == f"第{number + 1}行"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"hello\n",
        without(11),
        exported()[:-1],
        exported()[:-40],
        exported() + b"\n",
        exported() * 2,
    ],
)
def test_a_file_cut_off_or_grown_is_not_whole(content: bytes) -> None:
    assert not checked(content).ok


def resealed(content: bytes, **changes: Any) -> bytes:
    """The same file under a seal that is spelled well and says something else."""
    *lines, seal = content.splitlines(keepends=True)
    said = {**json.loads(seal), **changes}
    del said["check"]
    plain = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    said["check"] = sha256(plain).hexdigest()
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return b"".join(lines) + text.encode() + b"\n"


def test_a_seal_is_held_to_what_stands_above_it() -> None:
    content = exported()
    assert checked(resealed(content)).ok
    for wrong in ({"root": "0" * 64}, {"sealed": "other"}, {"seq": 12}):
        (finding,) = checked(resealed(content, **wrong)).findings
        assert (finding.kind, finding.where) == ("seal.differs", "第12行")
    (finding,) = checked(resealed(content, leaf="0" * 64)).findings
    assert (finding.kind, finding.where) == ("chain.broken", "第11行")


def test_whoever_rewrites_it_all_is_found_by_a_head_that_was_kept_elsewhere() -> None:
    rows = list(bodies(MUSEUM / "0.1.0-two-clocks.jsonl"))
    kept = Known(head=Head(Seq(5), chain.leaf(rows[4].body).hex()), root="", source="存档")
    rewritten = [*rows[:4]]
    prev = chain.leaf(rows[3].body).hex()
    for stored in rows[4:]:
        said = json.loads(stored.body) | {"prev": prev, "actor": "别人"}
        body = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        rewritten.append(Stored(stored.seq, body))
        prev = chain.leaf(body).hex()
    forged = exported(rewritten)
    assert checked(forged).ok
    report = checked(forged, kept)
    assert [(one.kind, one.where) for one in report.findings] == [("head.differs", "第5行")]
    later = Known(head=Head(Seq(99), "0" * 64), root="", source="存档")
    assert [one.kind for one in checked(forged, later).findings] == ["head.rolled-back"]


def test_a_journal_that_does_not_hold_together_is_not_exported() -> None:
    rows = list(bodies(MUSEUM / "0.1.0-two-clocks.jsonl"))
    with pytest.raises(Broken):
        exported([rows[0], rows[2]])


def test_the_check_in_the_auditors_handbook_runs_by_itself_and_names_the_same_line(tmp_path: Path) -> None:
    handbook = (Path(__file__).parents[2] / "docs" / "auditors" / "as-of.md").read_text(encoding="utf-8")
    program = handbook.split("```python\n")[1].split("```")[0]
    whole, altered = tmp_path / "whole.jsonl", tmp_path / "altered.jsonl"
    content = exported()
    whole.write_bytes(content)
    altered.write_bytes(content.replace("3号焦炉".encode(), "5号焦炉".encode(), 1))
    line = content[: content.index("3号焦炉".encode())].count(b"\n") + 1
    said = []
    for path in (whole, altered):
        command = [sys.executable, "-I", "-c", program, str(path)]
        said.append(subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip())
    assert said == ["没有问题", f"第 {line} 行被改过"]
