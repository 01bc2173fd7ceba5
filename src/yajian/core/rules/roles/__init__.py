"""Who may ask for what: the one place where permission is decided. Refused unless the table and a grant say yes.

A role says which commands; the grant says for whom: a county's clerk acts for that county, an enterprise's
for that enterprise, and a command that names neither is not theirs to ask.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

import msgspec

from yajian.core.facts.papers import PaperDrafted
from yajian.core.facts.payments import Paid, PaymentPrepared
from yajian.core.facts.people import PersonEntered, PersonLeft
from yajian.core.facts.roles import RoleDelegated, RoleGranted
from yajian.core.history import Timeline
from yajian.core.plan import PaperTemplate, Plan
from yajian.core.programme import Programme
from yajian.core.rules.roles import entries, issuers
from yajian.core.words import (
    Command,
    CountyId,
    EnterpriseId,
    OrganId,
    PaperId,
    PartId,
    Refusal,
    Request,
    Seq,
    SystemRule,
    UnitId,
    shanghai_date,
)

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
        label="部门（单位）经办", levels=_CITY | {"province"}, may=frozenset({"organs.sign-for-plan", _LEND})
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
                "clawbacks.withdraw-notice",
                "holds.lift",
                "holds.place",
                "papers",  # the plan has the treasury itself order payments and ask money back
                "payments",
                "bankstatements",
                _LEND,
            }
        ),
        scope="everything",
        reads="everything",
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
        may=frozenset({"flags", "visits", _LEND}),
        scope="everything",
        reads="everything",
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


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """A grant or a delegation in force on a day."""

    seq: Seq
    since: date
    fact: RoleGranted | RoleDelegated


def roles() -> tuple[str, ...]:
    return tuple(ROLES)


def may(role: str, tag: str) -> bool:
    """Whether a role may ask for a command at all, by the command's literal tag."""
    held = ROLES.get(role)
    return held is not None and (tag in held.may or tag.split(".", 1)[0] in held.may)


def opens(role: str, area: str) -> bool:
    """Whether entries of an area are for this role to look at, where its sight shows them at all."""
    return area not in RESERVED or role in RESERVED[area]


def may_stand_in(role: str, tag: str) -> bool:
    """Whether a role may enter by this command what a firm says."""
    return role in ROLES and tag in ROLES[role].stands_in


def who_may(tag: str) -> tuple[str, ...]:
    """Whose work a command is, in words; the first actor's hands stand in for all."""
    return tuple(held.label for role, held in ROLES.items() if role != INSTALLER and may(role, tag))


def grant(
    programme: Programme, seq: Seq, as_of: date | None = None, known: Seq | None = None
) -> Grant | None:
    """A grant as it stands on a day; None once it is over, taken back, or what it was lent from is."""
    timeline = programme.roles.grants.get(seq)
    entries = timeline.known(known) if timeline is not None else ()
    begun = [entry for entry in entries if as_of is None or entry.effective <= as_of]
    given = [(entry.effective, entry.value) for entry in begun if entry.value is not None]
    if not given or len(given) < len(begun):  # nothing yet, or taken back
        return None
    [(since, fact)] = given
    if as_of is not None and fact.until is not None and fact.until < as_of:
        return None
    if _has_left(programme, fact.person, seq, as_of, known):
        return None
    if isinstance(fact, RoleDelegated) and grant(programme, fact.grant, as_of, known) is None:
        return None
    return Grant(seq=seq, since=since, fact=fact)


def _has_left(programme: Programme, person: str, since: Seq, as_of: date | None, known: Seq | None) -> bool:
    """Whether the person left after this was given. Who comes back is granted anew."""
    timeline = programme.people.persons.get(person)
    return timeline is not None and any(
        isinstance(entry.value, PersonLeft)
        and entry.seq > since
        and (as_of is None or entry.effective <= as_of)
        for entry in timeline.known(known)
    )


def grants_of(
    programme: Programme, person: str, as_of: date | None = None, known: Seq | None = None
) -> Iterator[Grant]:
    """Everything a person may act on, on a day."""
    for seq in programme.roles.held_by.get(person, ()):
        found = grant(programme, seq, as_of, known)
        if found is not None:
            yield found


def refuse_unless_permitted(plan: Plan, programme: Programme, request: Request[Command]) -> Refusal | None:
    """The role, then the grant on the day of asking, then whose affairs the command touches."""
    tag = str(type(request.command).__struct_config__.tag)
    who = f"{request.organ}“{request.actor}”"
    if not may(request.role, tag):
        return Refusal(
            code="roles.not-permitted",
            basis=SystemRule.NOT_PERMITTED,
            finding=f"{who}以“{label(request.role)}”身份不能办理此事项",
            way_forward="请由有此职责的经办人办理，或请系统管理员按文件授予权限",
        )
    today = shanghai_date(request.now)
    if request.role == INSTALLER:
        return _unless_installer(programme, request.actor, tag, today)
    held = [
        one.fact
        for one in grants_of(programme, request.actor, today)
        if one.fact.role == request.role and request.organ in (one.fact.organ, one.fact.organ_name)
    ]
    if not held:
        return Refusal(
            code="roles.not-granted",
            basis=SystemRule.NOT_PERMITTED,
            finding=f"{who}在{today.isoformat()}没有有效的“{label(request.role)}”授权",
            way_forward="请核对授权的起止日期和单位名称；需要的，请安全保密管理员按文件授权",
        )
    if any(_covers(plan, programme, one, request.command) for one in held):
        return None
    if issuers.is_paper(request.command):
        return Refusal(
            code="roles.out-of-scope",
            basis=SystemRule.NOT_PERMITTED,
            finding=f"{who}只登记{held[0].organ_name}自己发的文件，没有认出“{request.command.issuer}”属于它",
            way_forward="发文单位请照原件写全称；别的单位发的文件，请领导小组办公室登记",
            field="issuer",
        )
    return Refusal(
        code="roles.out-of-scope",
        basis=SystemRule.NOT_PERMITTED,
        finding=f"{who}的“{label(request.role)}”授权只限{held[0].organ_name}，此事项不在其内，或看不出属于谁",
        way_forward="请由事项所属县（市）或企业的经办人办理，或请领导小组办公室办理",
    )


def in_office(programme: Programme, role: str, as_of: date | None = None) -> tuple[Grant, ...]:
    """Who holds a role on a day, whatever for."""
    found = (grant(programme, seq, as_of) for seq in programme.roles.grants)
    return tuple(one for one in found if one is not None and one.fact.role == role)


def installer(programme: Programme, as_of: date | None = None) -> str | None:
    """Who acts as the installer on a day: INSTALLER for anybody, a name, or "" for nobody, officers being there.

    None: confirmed once, and nobody is left to answer for it. Then it can be confirmed anew and nothing else.
    """
    confirmed = programme.people.confirmed.at()
    if confirmed is None:
        return INSTALLER
    if programme.people.officers.entries and (
        in_office(programme, "system", as_of) or in_office(programme, "security", as_of)
    ):
        return ""
    name = confirmed.value.person
    present = programme.people.persons[name].at(as_of) if name in programme.people.persons else None
    return name if present is not None and isinstance(present.value, PersonEntered) else None


def _unless_installer(programme: Programme, actor: str, tag: str, today: date) -> Refusal | None:
    present = installer(programme, today)
    if present in (INSTALLER, actor) or (present is None and tag == "people.confirm-installation"):
        return None
    if present == "":
        return Refusal(
            code="roles.installer-is-over",
            basis=SystemRule.NOT_PERMITTED,
            finding="系统、安全、审计三员已经到位，“安装人”身份不再使用",
            way_forward="请以本人的授权办理：网页上登录，命令行写明 --actor、--actor-organ、--actor-role",
        )
    return Refusal(
        code="roles.installer-is-named",
        basis=SystemRule.NOT_PERMITTED,
        finding=f"安装已经确认，“安装人”只能是{present or '重新确认安装的人'}，不是“{actor}”",
        way_forward="请本人登录后办理，命令行写明 --actor；没有人在任的，请用 ./run 给出的链接重新确认安装",
    )


def label(role: str) -> str:
    return ROLES[role].label if role in ROLES else role


class Touched(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a command names, by whose it is."""

    county: CountyId | None = None
    enterprise: EnterpriseId | None = None
    organ: str | None = None


def touched(plan: Plan, programme: Programme, naming: msgspec.Struct) -> Iterator[Touched]:
    """Whose affairs a command touches, or a fact, by the ids its fields hold. What nobody knows is nobody's."""
    for field in naming.__struct_fields__:
        value = getattr(naming, field)
        if value in (None, ""):
            continue
        match field:
            case "county":
                yield Touched(county=value, organ=value)
            case "enterprise" if _is_known(plan, programme, value):
                yield _enterprise(plan, programme, value)
            case "part":
                yield _part(programme, value)
            case "template" if value in plan.templates:
                yield from _makers(plan, plan.templates[value])
            case "record" if value in programme.closures.records:
                yield _part(programme, programme.closures.records[value].part)
            case "seal" if value in programme.courts.seals:
                yield _seal(plan, programme, value)
            case "unit" if value in programme.register.units:
                yield _unit(plan, programme, value)
            case "application" if (applied := programme.applications.applied(value)) is not None:
                yield from (_unit(plan, programme, asked.unit) for asked in applied.units)
            case "trade" if (seller := programme.trades.seller(value)) is not None:
                yield _enterprise(plan, programme, seller)
            case "payment" | "payments" | "lines":
                units = _paid_for(programme, value)
                yield from (_unit(plan, programme, unit) for unit in units)
            case "site" | "facility" | "interest":
                yield from _in_the_ledger(plan, programme, field, value, naming)
            case "filing_no" if not getattr(
                naming, "filing", ""
            ):  # a fact says which, whoever bears the number now
                yield from _filing(plan, programme, value)
            case "subject":
                yield from _subject(plan, programme, value, naming)
            case "statement" | "disputes" | "dispute" | "decision" if value in programme.statements.matters:
                yield from _subject(plan, programme, programme.statements.matters[value][0], naming)
            case "organ":
                yield _organ(plan, programme, value)
            case "holder":
                yield _either(plan, programme, value)
            case "issuer" if issuers.is_paper(naming):
                yield from (_either(plan, programme, one) for one in issuers.of(plan, programme, naming))
            case "entry":
                for one in entries.entered(programme, value):
                    yield from touched(plan, programme, one)
            case "grant":
                yield _grant(programme, value)
            case "paper" if value in programme.papers.papers:
                yield _paper(plan, programme, value)
            case _:
                pass


def _covers(plan: Plan, programme: Programme, held: RoleGranted | RoleDelegated, command: Command) -> bool:
    """Whether all that a command names lies within a grant."""
    scope = ROLES[held.role].scope
    named = tuple(touched(plan, programme, command)) if scope != "everything" else ()
    match scope:
        case "everything":
            return True
        case "county":
            return bool(named) and all(one.county == held.county is not None for one in named)
        case "enterprise":
            return bool(named) and all(one.enterprise == held.enterprise is not None for one in named)
        case "organ":
            return bool(named) and all(one.organ == held.organ for one in named)


def _makers(plan: Plan, template: PaperTemplate) -> Iterator[Touched]:
    """A paper that the plan has the city itself make is no county's to draft, whatever county it is about."""
    for maker in template.maker.value or ():
        if maker in plan.organisations and plan.organisations[maker].level == "city":
            yield Touched(organ=maker)


def _either(plan: Plan, programme: Programme, name: str) -> Touched:
    """An enterprise, or an organ; nobody's in particular if neither is known by this id."""
    if _is_known(plan, programme, EnterpriseId(name)):
        return _enterprise(plan, programme, EnterpriseId(name))
    return _organ(plan, programme, OrganId(name))


def _is_known(plan: Plan, programme: Programme, enterprise: EnterpriseId) -> bool:
    return enterprise in plan.enterprises or enterprise in programme.dossiers.enterprises


def _enterprise(
    plan: Plan, programme: Programme, enterprise: EnterpriseId, day: date | None = None
) -> Touched:
    """An enterprise, and the county it is of: now, or on a day."""
    found = plan.enterprises.get(enterprise)
    county = found.county.value if found is not None else None
    past = programme.dossiers.enterprises.get(enterprise)
    entered = past.at() if past is not None else None
    if found is None and entered is not None:
        county = entered.value.county
    relocated = programme.dossiers.relocations.get(enterprise, Timeline()).at(day)
    if relocated is not None:
        county = relocated.value.county
    return Touched(county=county, enterprise=enterprise, organ=enterprise)


def _seal(plan: Plan, programme: Programme, seal: Seq) -> Touched:
    """A court matter is the county's, the enterprise's, and its court's own: none of them another's."""
    fact = programme.courts.seals[seal]
    listed = _part(programme, fact.part) if fact.part else Touched()
    whose = _enterprise(plan, programme, fact.enterprise)
    return Touched(
        county=listed.county or whose.county, enterprise=fact.enterprise, organ=fact.court_organ or None
    )


def _unit(plan: Plan, programme: Programme, unit: UnitId) -> Touched:
    """Tonnes on a list stay with the county of the list, wherever the enterprise goes."""
    part = programme.register.part_of(unit)
    whose = _enterprise(plan, programme, programme.register.units[unit].enterprise)
    listed = _part(programme, part) if part is not None else Touched()
    return msgspec.structs.replace(whose, county=listed.county or whose.county)


def _paid_for(programme: Programme, value: Any) -> Iterator[UnitId]:
    """The units of a slip's lines, of a slip by its number, or of several."""
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, Paid):
            yield one.unit
        elif one in programme.payments.payments:
            first = programme.payments.payments[one].entries[0].value
            yield from (line.unit for line in first.lines) if isinstance(first, PaymentPrepared) else ()


def _in_the_ledger(
    plan: Plan, programme: Programme, field: str, value: Any, naming: msgspec.Struct
) -> Iterator[Touched]:
    """Whose a site, a facility or an interest is. Beside a part, `facility` is a name on the list and no id."""
    dossiers = programme.dossiers
    lines: tuple[Timeline[Any] | None, ...] = ()
    match field:
        case "site":
            lines = (dossiers.passes.get(value), dossiers.sites.get(value))
        case "facility" if not getattr(naming, "part", None):
            lines = (dossiers.moves.get(value), dossiers.facilities.get(value))
        case "interest":
            lines = (dossiers.interests.get(value),)
        case _:
            pass
    entry = next((entry for past in lines if past is not None and (entry := past.at()) is not None), None)
    if entry is not None:  # an interest stays with the county it was recorded in
        day = entry.effective if field == "interest" else None
        yield _enterprise(plan, programme, entry.value.enterprise, day)


def _filing(plan: Plan, programme: Programme, number: str) -> Iterator[Touched]:
    """Whose a filing document is, by its number as it was entered; in another spelling it is nobody's."""
    for timeline in programme.register.filings.values():
        entry = timeline.at()
        if entry is not None and entry.value.number == number:
            yield _enterprise(plan, programme, entry.value.enterprise)


def _subject(plan: Plan, programme: Programme, subject: str, naming: msgspec.Struct) -> Iterator[Touched]:
    """What a number is about, by its typed word."""
    kind, _, name = subject.partition(":")
    match kind:
        case "part":
            yield _part(programme, PartId(name))
        case "unit" if UnitId(name) in programme.register.units:
            yield _unit(plan, programme, UnitId(name))
        case "enterprise":
            yield _enterprise(plan, programme, EnterpriseId(name))
        case "site" | "facility":
            yield from _in_the_ledger(plan, programme, kind, name, naming)
        case _:
            pass


def _part(programme: Programme, part: PartId) -> Touched:
    for timeline in programme.targets.lists.values():
        entry = timeline.at()
        for listed in entry.value.parts if entry is not None else ():
            if listed.part == part:
                return Touched(county=listed.county, enterprise=listed.enterprise)
    return Touched()


def _organ(plan: Plan, programme: Programme, organ: OrganId) -> Touched:
    if any(county.id == organ for county in plan.counties):
        return Touched(county=CountyId(organ), organ=organ)
    firm = EnterpriseId(organ)
    if firm in plan.enterprises:
        return _enterprise(plan, programme, firm)
    entered = programme.organs.entered.get(organ)
    entry = entered.at() if entered is not None else None
    return Touched(county=entry.value.county if entry is not None else None, organ=organ)


def _paper(plan: Plan, programme: Programme, paper: PaperId) -> Touched:
    """Whose a paper is: the enterprise that made it, or the county it was first drafted for, or nobody's but the city's."""
    first = programme.papers.papers[paper].entries[0].value
    if isinstance(first, PaperDrafted) and first.enterprise is not None:
        return _enterprise(plan, programme, first.enterprise)
    county = first.county if isinstance(first, PaperDrafted) else None
    return Touched(county=county, organ=county)


def _grant(programme: Programme, seq: Seq) -> Touched:
    timeline = programme.roles.grants.get(seq)
    for entry in timeline.entries if timeline is not None else ():
        if entry.value is not None:
            fact = entry.value
            return Touched(county=fact.county, enterprise=fact.enterprise, organ=fact.organ)
    return Touched()
