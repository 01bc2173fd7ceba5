"""Journals written by past versions read, chain and fold as they did when they were taken in."""

import shutil
from pathlib import Path

import msgspec
import pytest

from tests.journal.curator import MUSEUM, faults, index, look, take_in
from tests.journal.toy import FOLDING as YARD
from tests.journal.toy import Stack, filled, office
from yajian.transact import FOLDING


def test_everything_in_the_museum_is_as_it_was_when_it_was_taken_in() -> None:
    assert faults(MUSEUM, FOLDING) == []


def test_every_kind_of_fact_in_the_museum_decodes_to_a_documented_type() -> None:
    for name in {entry.file for entry in index(MUSEUM)}:
        _, _, facts = look(MUSEUM / name, FOLDING)
        assert all(isinstance(one.fact, msgspec.Struct) and type(one.fact).__doc__ for one in facts)


@pytest.fixture
def museum(tmp_path: Path) -> Path:
    """A museum of the coal yard, with one journal."""
    museum = tmp_path / "museum"
    museum.mkdir()
    filled(tmp_path / "home", 6)
    take_in(tmp_path / "home", museum, "yard", "first", YARD)
    return museum


def test_a_museum_that_was_let_alone_has_no_faults(museum: Path) -> None:
    assert faults(museum, YARD) == []
    assert [entry.seq for entry in index(museum)] == [8]


def test_a_journal_that_grew_may_be_taken_in_again_and_both_entries_hold(
    museum: Path, tmp_path: Path
) -> None:
    with office(tmp_path / "home") as yard:
        yard.done(Stack(heap="新堆"), "later")
    take_in(tmp_path / "home", museum, "yard", "one more", YARD)
    assert [entry.seq for entry in index(museum)] == [8, 9]
    assert faults(museum, YARD) == []


def test_another_history_under_the_same_name_is_not_taken_in(museum: Path, tmp_path: Path) -> None:
    with office(tmp_path / "other") as yard:
        yard.done(Stack(heap="别处"))
    with pytest.raises(SystemExit, match="only grows"):
        take_in(tmp_path / "other", museum, "yard", "forged", YARD)


def test_a_file_cut_short_renamed_removed_or_folding_otherwise_is_a_fault(museum: Path) -> None:
    path = museum / "yard.jsonl"
    lines = path.read_bytes()
    path.write_bytes(b"".join(lines.splitlines(keepends=True)[:-1]))
    assert "yard.jsonl is not what it was up to line 8" in faults(museum, YARD)
    path.write_bytes(lines)
    shutil.copy(path, museum / "copy.jsonl")
    assert faults(museum, YARD) == ["copy.jsonl is not in the index"]
    (museum / "copy.jsonl").unlink()
    entries = (museum / "INDEX.jsonl").read_text(encoding="utf-8")
    (museum / "INDEX.jsonl").write_text(entries.replace('"state":"', '"state":"0'), encoding="utf-8")
    assert faults(museum, YARD) == ["yard.jsonl folds to another state than when it was taken in"]
    path.unlink()
    assert faults(museum, YARD) == ["yard.jsonl is gone"]
