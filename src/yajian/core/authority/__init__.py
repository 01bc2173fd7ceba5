"""Whose word an act rests on, asked before the area: a paper from below, or of another body, lets nothing go on.

Whose word it is the plan says where it says so, and a table of ranks where the plan is silent. A paper that an act
rests on is the paper of one step and of what its title names, is no older than what it answers, and keeps its issuer;
its day is put right as long as the order of papers holds.
"""

from datetime import date

from yajian.core.authority.answering import refuse_older
from yajian.core.authority.asking import refuse_anothers_word
from yajian.core.authority.consenting import refuse_a_no
from yajian.core.authority.keeping import refuse_another_issuer
from yajian.core.authority.questions import refuse_anothers_answer
from yajian.core.authority.subjects import refuse_another_oven, refuse_anothers_matter
from yajian.core.authority.table import WORDS, Rank, Word
from yajian.core.authority.using import refuse_another_use
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.words import Command, Refusal

__all__ = ["WORDS", "Rank", "Word", "refuse_unfit_paper"]


def refuse_unfit_paper(plan: Plan, programme: Programme, command: Command, effective: date) -> Refusal | None:
    """Nothing where the act is not in the tables, or the paper is not on the register: the area says that itself."""
    return (
        refuse_anothers_word(plan, programme, command)
        or refuse_anothers_answer(plan, programme, command)
        or refuse_a_no(programme, command)
        or refuse_another_use(plan, programme, command)
        or refuse_anothers_matter(plan, programme, command)
        or refuse_another_oven(programme, command)
        or refuse_older(plan, programme, command, effective)
        or refuse_another_issuer(plan, programme, command)
    )
