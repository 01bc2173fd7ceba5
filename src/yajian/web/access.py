"""Who may look at which address, and who may submit to it. An address that is not listed leads nowhere.

What may be recorded is the core's to say; here is only which door opens. Rows are filtered by `Sight`.
"""

from collections.abc import Mapping
from typing import Literal

import msgspec

from yajian.core.rules.roles import INSTALLER, RESERVED

Who = Literal[
    "anyone",
    "signed-in",
    "officers",
    "account-keepers",
    "log-readers",
    "treasury",
    "treasury-clerks",
    "nobody",
]

ROLES: Mapping[Who, frozenset[str]] = {
    "officers": frozenset({INSTALLER, "system", "security", "auditor"}),
    "account-keepers": frozenset({INSTALLER, "system"}),
    "log-readers": frozenset({INSTALLER, "auditor"}),
    "treasury": RESERVED["bankstatements"],
    "treasury-clerks": frozenset({INSTALLER, "finance"}),
}


class Access(msgspec.Struct, frozen=True):
    look: Who
    submit: Who = "nobody"
    kept: bool = (
        False  # the page is made of the books, the day, the address and the asker, and of nothing else
    )


READ = Access("signed-in", kept=True)
WORK = Access("signed-in", "signed-in")  # the core decides what comes of it

ACCESS: Mapping[str, Access] = {
    "language/<str:language>": Access("anyone"),
    "sign-in": Access("anyone", "anyone"),
    "sign-out": Access("nobody", "signed-in"),
    "welcome/<str:token>": Access("anyone", "anyone"),
    "me": WORK,
    "people": Access("officers"),
    "people/log": Access("log-readers"),
    "people/<str:name>": Access("officers", "account-keepers"),
    "": READ,
    "inbox": READ,
    "search": READ,
    "list": READ,
    "facilities": READ,
    "facilities/<str:part>/<path:facility>": READ,
    "acceptance": READ,
    "acceptance/<str:part>": READ,
    "visit": WORK,
    "gates": READ,
    "gates/<str:gate>/<str:part>": READ,
    "gates/<str:gate>/<str:part>/<path:facility>": READ,
    "workplans": READ,
    "workplans/<str:name>": READ,
    "risks": READ,
    "utilities": READ,
    "utilities/<str:enterprise>": READ,
    "workers": READ,
    "workers/<str:enterprise>": WORK,
    "courts": READ,
    "money": READ,
    "money/tables/<str:name>": READ,
    "money/clawbacks/<int:opinion>": READ,
    "money/<path:name>": READ,
    "reconciliation": Access("treasury", "treasury-clerks"),
    "reconciliation/<str:file>": Access("treasury"),
    "trades": READ,
    "trades/<int:trade>": READ,
    "flows/<str:ledger>/<path:name>": READ,
    "capacity": READ,
    "capacity/<path:name>": READ,
    "do": READ,
    "do/<str:tag>": WORK,
    "organs": READ,
    "papers": READ,
    "papers/draft": WORK,
    "papers/<str:name>": READ,
    "papers/<str:name>/<str:piece>": READ,
    "dossiers": READ,
    "dossiers/<str:name>": READ,
    "imports": WORK,
    "imports/template.xlsx": Access("signed-in"),
    "imports/ledger.xlsx": Access("signed-in"),
    "imports/<str:file>": WORK,
    "imports/<str:file>/marked.xlsx": Access("signed-in"),
    "imports/<str:file>/original.xlsx": Access("signed-in"),
    "statements": READ,
    "statements/<path:subject>": READ,
    "clauses": READ,
    "duties": READ,
    "duties/<str:name>": READ,
    "survey": READ,
    "questions": READ,
    "questions/<str:name>": WORK,
    "explain/<str:key>": READ,
    "facts/<int:seq>": READ,
    "facts/<int:seq>/files/<str:digest>": Access("signed-in"),
    "as-of": READ,
    "as-of/paper": READ,
    "demo/part": Access("nobody", "signed-in"),  # answers only in the demonstration
}


def may(who: Who, role: str | None) -> bool:
    """Whether somebody in this role, or with None not signed in at all, is one of these."""
    if who == "anyone":
        return True
    if role is None or who == "nobody":
        return False
    return who == "signed-in" or role in ROLES[who]


def may_look(path: str, role: str | None) -> bool:
    """Whether a page without arguments, by its address, opens to this role."""
    return may(ACCESS.get(path.lstrip("/"), Access("nobody")).look, role)
