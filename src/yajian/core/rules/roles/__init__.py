"""Who may ask for what: the one place where permission is decided. Refused unless the table and a grant say yes.

A role says which commands; the grant says for whom: a county's clerk acts for that county, an enterprise's
for that enterprise, and a command that names neither is not theirs to ask.
"""

from yajian.core.rules.roles.grants import Grant, grant, grants_of, in_office, installer
from yajian.core.rules.roles.issuers import (
    counties_of,
    sounds_like_a_banks,
    sounds_like_a_firms,
    sounds_like_a_payers,
    together,
)
from yajian.core.rules.roles.permission import refuse_anothers_paper, refuse_unless_permitted
from yajian.core.rules.roles.table import (
    INSTALLER,
    OFFICERS,
    RESERVED,
    ROLES,
    Reads,
    Role,
    Scope,
    could,
    label,
    may,
    may_stand_in,
    opens,
    registers,
    roles,
    who_may,
)
from yajian.core.rules.roles.touching import Touched, of_name, touched

__all__ = [
    "INSTALLER",
    "OFFICERS",
    "RESERVED",
    "ROLES",
    "Grant",
    "Reads",
    "Role",
    "Scope",
    "Touched",
    "could",
    "counties_of",
    "grant",
    "grants_of",
    "in_office",
    "installer",
    "label",
    "may",
    "may_stand_in",
    "of_name",
    "opens",
    "refuse_anothers_paper",
    "refuse_unless_permitted",
    "registers",
    "roles",
    "sounds_like_a_banks",
    "sounds_like_a_firms",
    "sounds_like_a_payers",
    "together",
    "touched",
    "who_may",
]
