"""The one fold: every fact finds the area it moves."""

from typing import get_args

from yajian.core import programme


def test_every_fact_of_every_area_is_entered_somewhere() -> None:
    assert set(programme._STEPS) == set(get_args(programme.AnyFact))
