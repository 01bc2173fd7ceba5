"""The clause that a quota rests on."""

from yajian.core.plan import Plan
from yajian.core.plan.citing import clauses_for
from yajian.core.words import Clause, SystemRule


def basis_of(plan: Plan) -> Clause | SystemRule:
    """The clause that asks for reviewed quotas, where the plan has one."""
    return next(iter(clauses_for(plan, "quota_reviewed")), SystemRule.OUT_OF_TURN)
