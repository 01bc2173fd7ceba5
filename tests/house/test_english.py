"""The catalogue is complete: what the house can say in Chinese it can say in English, and it holds nothing that nobody says."""

import re

from tests.english.gather import written
from tests.english.harvest import harvest
from yajian.web.english.catalogue import HOLE, has_han

BRING = "PYTHONPATH=src .venv/bin/python -m tests.english.gather"


def test_every_sentence_of_the_house_has_its_english_and_none_is_left_over() -> None:
    said = {key for modules in harvest().values() for keys in modules.values() for key in keys}
    known = written()
    missing = [key for key in said if not known.get(key)]
    stale = sorted(set(known) - said)
    assert not missing, f"without English; run {BRING} and write it: {sorted(missing)[:20]}"
    assert not stale, f"nobody says these any more; run {BRING}: {stale[:20]}"


def test_english_holds_no_chinese_and_takes_up_only_what_was_filled_in() -> None:
    for chinese, english in written().items():
        assert not has_han(english), chinese
        assert not re.search(r"\{\}", english), chinese
        used = {int(number) for number in re.findall(r"\{(\d+)[:}]", english)}
        assert used <= set(range(chinese.count(HOLE))), chinese
