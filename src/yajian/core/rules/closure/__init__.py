"""How far each listed part has come, and what a date's light shows. Progress is derived, never typed in."""

from yajian.core.rules.closure.lights import (
    batch_light,
    by_date,
    done_t,
    event_of,
    milestone_light,
    part_light,
)
from yajian.core.rules.closure.records import (
    after_dismantling,
    conditions,
    dropped,
    has_records,
    in_pieces,
    keys,
    method,
    rises,
    together,
)
from yajian.core.rules.closure.righting import Righted
from yajian.core.rules.closure.standing import (
    NEEDS,
    FacilityStanding,
    PartStanding,
    Sign,
    facility_standing,
    reached,
    standing,
    units_by_part,
)
from yajian.core.rules.closure.telling import evidence_of, late_days, tell_by, told_on

__all__ = [
    "NEEDS",
    "FacilityStanding",
    "PartStanding",
    "Righted",
    "Sign",
    "after_dismantling",
    "batch_light",
    "by_date",
    "conditions",
    "done_t",
    "dropped",
    "event_of",
    "evidence_of",
    "facility_standing",
    "has_records",
    "in_pieces",
    "keys",
    "late_days",
    "method",
    "milestone_light",
    "part_light",
    "reached",
    "rises",
    "standing",
    "tell_by",
    "together",
    "told_on",
    "units_by_part",
]
