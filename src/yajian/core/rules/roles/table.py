"""The table of roles: what each is for, whose people may hold it, and which commands it may ask for."""

from typing import Literal

import msgspec

INSTALLER = "installer"  # anybody at the machine, until a person confirms the installation; then that person
OFFICERS = ("system", "security", "auditor")  # 三员


Scope = Literal["everything", "county", "enterprise", "organ"]
Reads = Literal["everything", "own", "published"]  # of what was recorded since the plan was issued


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """What a role is for: its Chinese name, whose people may hold it, the commands it may ask for, and for whom."""

    label: str
    levels: frozenset[str]  # of the organ it is held for
    may: frozenset[str]  # an area, or one command by its tag
    scope: Scope = "organ"
    reads: Reads = "own"
    apart: bool = False  # 三员: held together with nothing else
    stands_in: frozenset[str] = (
        frozenset()
    )  # 代录: what it may enter for a firm, from the sheet the firm stamped
    own_papers: bool = False  # drafts, numbers and closes only the papers that the plan has its organ make
    banks_papers: bool = False  # registers what a bank gave it, and no other paper
    issues: bool = False  # reads everything, and registers only what its own organ issued
    names: bool = False  # reads what workers are called, and not only how many they are


_CITY = frozenset({"city", "court", "utility", "group"})
_LEND = "roles.delegate-role"
_PAPER = "charter.register-document"  # what one issued oneself
_SAYING = frozenset({"statements.dispute", "statements.report", "statements.withdraw"})

ROLES: dict[str, Role] = {
    INSTALLER: Role(
        label="安装人",
        levels=frozenset(),
        may=frozenset(
            {
                "charter",
                "targets",
                "register",
                "closure",
                "survey",
                "duties",
                "organs",
                "people",
                "roles",
                "dossier",
                "lateness",
                "statements",
                "papers",
                "releases",
                "acceptance",
                "risks",
                "workplans",
                "courts",
                "utilities",
                "workers",
                "quotas",
                "applications",
                "auditplans",
                "holds",
                "payments",
                "bankstatements",
                "clawbacks",
                "flags",
                "visits",
                "trades",
            }
        ),
        scope="everything",
        reads="everything",
        stands_in=_SAYING,
    ),
    "office": Role(
        label="领导小组办公室经办",
        levels=_CITY,
        may=frozenset(
            {
                "charter",
                "targets",
                "register",
                "closure",
                "survey",
                "duties",
                "organs",
                "dossier",
                "lateness",
                "statements",
                "papers",
                "releases",
                "acceptance",
                "risks",
                "workplans",
                "courts",
                "utilities",
                "workers",
                "quotas",
                "applications",
                "auditplans",
                "holds",
                "payments",
                "clawbacks",
                "flags",
                "visits",
                "trades",
                _LEND,
            }
        ),
        scope="everything",
        reads="everything",
        stands_in=_SAYING,
    ),
    "bureau": Role(
        label="部门（单位）经办",
        levels=_CITY | {"province"},
        may=frozenset({"organs.sign-for-plan", _PAPER, _LEND}),
    ),
    "county": Role(
        label="县（市）经办",
        levels=frozenset({"county"}),
        may=frozenset(
            {
                "acceptance.check",
                "acceptance.report",
                _PAPER,
                "applications.forward",
                "closure.move-record",
                "closure.record-condition",
                "closure.state-opening",
                "courts",
                "duties.record-discharge",
                "duties.state-opening",
                "holds.determine-payees",
                "flags.report-activity",
                "visits",
                "dossier.answer-interest",
                "dossier.bind-facility",
                "dossier.enter-enterprise",
                "dossier.enter-facility",
                "dossier.enter-site",
                "dossier.import-ledger",
                "dossier.record-credit-code",
                "dossier.record-interest",
                "lateness.explain",
                "organs.hold-post",
                "organs.vacate-post",
                "organs.sign-for-plan",
                "organs.sign-pledge",
                "papers",
                "quotas.confirm-task",
                "register.enter-filing",
                "register.establish-origin",
                "register.open-unit",
                "register.state-standing",
                "releases.sign-warning",
                "statements.dispute",
                "statements.hear",
                "statements.notify",
                "statements.report",
                "statements.verify",
                "statements.withdraw",
                "survey.countersign",
                "survey.submit-return",
                "targets.set-annual-task",
                "trades.report",
                "trades.withdraw",
                "risks",
                "workplans",
                "utilities",
                "workers.file-plan",
                "workers.settle",
                _LEND,
            }
        ),
        scope="county",
        stands_in=_SAYING,
    ),
    "enterprise": Role(
        label="企业经办",
        levels=frozenset({"enterprise"}),
        may=_SAYING
        | {
            "acceptance.report",
            _PAPER,
            "applications.apply",
            "applications.withdraw",
            "papers",
            "risks.file-emergency-plan",
            "risks.record-drill",
            "trades.report",
            "utilities.state-demand",
            "utilities.state-supply",
            "workers.file-plan",
            "workers.settle",
            "workers.submit-roster",
            "workplans.submit-plan",
            _LEND,
        },
        scope="enterprise",
        names=True,
    ),
    "hr": Role(
        label="县（市）人社部门经办",
        levels=frozenset({"county"}),
        may=frozenset({"workers", _PAPER, _LEND}),
        scope="county",
        names=True,
    ),
    "finance": Role(
        label="财政部门经办",
        levels=frozenset({"city"}),
        may=frozenset(
            {
                "clawbacks.book-receipt",
                "clawbacks.issue-notice",
                "clawbacks.return-receipt",
                "clawbacks.withdraw-notice",
                "clawbacks.withdraw-receipt",
                "holds.lift",
                "holds.place",
                "holds.withdraw",
                "papers",  # the plan has the treasury itself order payments and ask money back
                "payments",
                "bankstatements",
                _PAPER,  # what a bank gave it, not what it issued: whoever pays does not say that it came back
                _LEND,
            }
        ),
        scope="everything",
        reads="everything",
        own_papers=True,
        banks_papers=True,
    ),
    "court": Role(
        label="法院联络员",
        levels=frozenset({"court"}),
        may=frozenset(
            {"courts.extend-seal", "courts.record-document", "courts.record-unsealing", _PAPER, _LEND}
        ),
    ),
    "inspector": Role(
        label="执法检查经办",  # 生态环境、能源、电力等单位，到哪个县（市）都查
        levels=_CITY,
        may=frozenset({"flags", "visits", _PAPER, _LEND}),
        scope="everything",
        reads="everything",
        issues=True,
    ),
    "reader": Role(label="只读", levels=_CITY | {"county", "province", "copied"}, may=frozenset()),
    "system": Role(
        label="系统管理员",
        levels=_CITY,
        may=frozenset({"people.appoint-officers", "people.enter-person", "people.leave"}),
        scope="everything",
        reads="published",
        apart=True,
    ),
    "security": Role(
        label="安全保密管理员",
        levels=_CITY,
        may=frozenset({"people.appoint-officers", "roles.grant-role", "roles.revoke-role"}),
        scope="everything",
        reads="published",
        apart=True,
    ),
    "auditor": Role(label="安全审计员", levels=_CITY, may=frozenset(), reads="everything", apart=True),
}


# An area that holds what third parties did at the bank is read by these alone, also of those who read everything.
RESERVED = {"bankstatements": frozenset({INSTALLER, "finance", "auditor"})}


def roles() -> tuple[str, ...]:
    return tuple(ROLES)


def may(role: str, tag: str) -> bool:
    """Whether a role may ask for a command at all, by the command's literal tag."""
    held = ROLES.get(role)
    return held is not None and (tag in held.may or tag.split(".", 1)[0] in held.may)


def could(level: str, tag: str) -> bool:
    """Whether anybody of an organ of this level could hold a role that may ask for a command; the first actor's is none."""
    return any(level in held.levels and may(role, tag) for role, held in ROLES.items() if role != INSTALLER)


def opens(role: str, area: str) -> bool:
    """Whether entries of an area are for this role to look at, where its sight shows them at all."""
    return area not in RESERVED or role in RESERVED[area]


def may_stand_in(role: str, tag: str) -> bool:
    """Whether a role may enter by this command what a firm says."""
    return role in ROLES and tag in ROLES[role].stands_in


def registers(role: str) -> str:
    """Whose papers a role puts on the register, in a sentence; empty for whoever registers everybody's."""
    held = ROLES.get(role)
    if held is None or not may(role, _PAPER):
        return ""
    if held.banks_papers:
        return (
            "只登记银行、信用社、国库的凭证；本单位自己的文件由本单位不办付款的部门经办或领导小组办公室登记"
        )
    if held.scope == "county":
        return "只登记本县（市）的单位和企业发的文件；别的单位发的，由领导小组办公室登记"
    if held.scope != "everything" or held.issues:
        return "只登记本单位自己发的文件；别的单位发的，由领导小组办公室登记"
    return ""


def who_may(tag: str) -> tuple[str, ...]:
    """Whose work a command is, in words; the first actor's hands stand in for all."""
    return tuple(held.label for role, held in ROLES.items() if role != INSTALLER and may(role, tag))


def label(role: str) -> str:
    return ROLES[role].label if role in ROLES else role
