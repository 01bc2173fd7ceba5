"""Whose body a name is: for every area that asks whose word a paper is, read here.

Papers say who issued them by name, in full, in short, with the city's before it or without. Everybody who asks whose word a
paper is asks here, so that one name is one body in every area. Below it `rules/roles/issuers.py` knows whose a paper is that is
registered, and what companies and banks are called; what a court's name is `courtpapers.py` tells.
"""

from yajian.core.bodies.being import is_it, is_its_bureau, same_body, speaks_for
from yajian.core.bodies.counties import county_of, is_the_governments
from yajian.core.bodies.money import (
    above_counties,
    gives,
    is_a_bank,
    is_the_payers,
    tells_what_came_in,
)
from yajian.core.bodies.reading import (
    Body,
    is_a_firm,
    is_at_least_the_countys,
    is_the_citys,
    is_the_countys,
    is_the_provinces,
    issuers,
    read,
)

__all__ = [
    "Body",
    "above_counties",
    "county_of",
    "gives",
    "is_a_bank",
    "is_a_firm",
    "is_at_least_the_countys",
    "is_it",
    "is_its_bureau",
    "is_the_citys",
    "is_the_countys",
    "is_the_governments",
    "is_the_payers",
    "is_the_provinces",
    "issuers",
    "read",
    "same_body",
    "speaks_for",
    "tells_what_came_in",
]
