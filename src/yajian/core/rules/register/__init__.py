"""Filings and units of capacity: what is one paper, what is locked, what is built without papers, what is missing."""

from yajian.core.rules.register.baseline import BaselineStanding, Missing, baseline
from yajian.core.rules.register.filings import (
    filing_at,
    filing_key,
    filing_numbered,
    filing_of,
    identity_of,
    new_identity,
    paper_t,
    units_at,
    units_by_filing,
)
from yajian.core.rules.register.locks import (
    Listing,
    Listings,
    listings,
    lock,
    lock_clauses,
    lock_day,
    locked,
    units_of_part,
)
from yajian.core.rules.register.origins import bought_by, origin_of, origin_verdict, sharing_a_contract, whole
from yajian.core.rules.register.support import Gap, gap, unsupported_t

__all__ = [
    "BaselineStanding",
    "Gap",
    "Listing",
    "Listings",
    "Missing",
    "baseline",
    "bought_by",
    "filing_at",
    "filing_key",
    "filing_numbered",
    "filing_of",
    "gap",
    "identity_of",
    "listings",
    "lock",
    "lock_clauses",
    "lock_day",
    "locked",
    "new_identity",
    "origin_of",
    "origin_verdict",
    "paper_t",
    "sharing_a_contract",
    "units_at",
    "units_by_filing",
    "units_of_part",
    "unsupported_t",
    "whole",
]
