"""The seal that is meant."""

from datetime import date

from yajian.core.programme import Programme
from yajian.core.rules import courts as rules
from yajian.core.rules.courts import Seal
from yajian.core.words import Refusal, Seq, SystemRule


def seal_of(programme: Programme, seq: Seq, effective: date | None = None) -> Seal | Refusal:
    found = rules.seal(programme, seq, effective)
    if found is not None:
        return found
    begun = rules.seal(programme, seq)
    return Refusal(
        code="courts.no-such-seal",
        basis=SystemRule.NOT_FOUND,
        finding=f"第{seq}条不是有效的查封登记" if begun is None else f"{rules.told(begun)}，发生日期早于查封",
        way_forward="请从法院事项里选择；发生日期不得早于查封",
        field="seal",
    )


def standing_seal(programme: Programme, seq: Seq, effective: date) -> Seal | Refusal:
    """A seal that was not lifted by then; one that merely ran out is still talked about."""
    found = seal_of(programme, seq, effective)
    return is_lifted(found) if isinstance(found, Seal) and found.lifted is not None else found


def is_lifted(found: Seal) -> Refusal:
    assert found.lifted is not None
    return Refusal(
        code="courts.already-unsealed",
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{rules.told(found)}，{found.lifted.effective.isoformat()}已经解封",
        way_forward="又被查封的，照新的文书另行登记查封",
        field="seal",
    )
