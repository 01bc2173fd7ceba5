"""What every step towards acceptance asks before anything of its own."""

from collections.abc import Mapping
from datetime import date

import msgspec

from yajian.core import gates, spellings
from yajian.core.bodies import above_counties, is_the_countys
from yajian.core.cases import Case
from yajian.core.facts.charter import DocumentRegistered
from yajian.core.history import Entry
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import acceptance as rules
from yajian.core.rules import dossier
from yajian.core.words import Clause, DocumentNo, PartId, Refusal, SystemRule


def case_of(
    plan: Plan, programme: Programme, part: PartId, effective: date, signers: tuple[str, ...] = ()
) -> Case | Refusal:
    found = gates.case(plan, programme, part, "", effective, effective)
    if found is None:
        return Refusal(
            code="acceptance.no-such-part",
            basis=SystemRule.NOT_FOUND,
            finding=f"清单中没有分项 {part}",
            way_forward="请从压减清单中选择分项",
            field="part",
        )
    return msgspec.structs.replace(found, signers=signers)


def unless_open(programme: Programme, found: Case) -> Refusal | None:
    """What was accepted is 压减 for ever, and is not reported, checked or accepted a second time."""
    accepted = rules.standing(programme, found.part).accepted
    if accepted is None:
        return None
    return Refusal(
        code="acceptance.already-accepted",
        basis=SystemRule.DUPLICATE,
        finding=f"{found.part} 已于{accepted.effective.isoformat()}凭{accepted.value.document}验收合格（第{accepted.seq}条）",
        way_forward="一份产能只验收、只扣减一次；验收以后又有生产迹象的，登记为死灰复燃一类的状态",
        field="part",
    )


def unless_peopled(
    plan: Plan, programme: Programme, members: Mapping[str, str], code: str, *, citys: bool
) -> Refusal | None:
    """Two names are two people, however spelt, none of a firm; the city's group has somebody of the city and nobody of a county."""
    words = [word for pair in members.items() for word in pair]
    people = {spellings.person(name) for name in members}
    if len(people) < 2 or not all(word and word == word.strip() for word in words):
        return Refusal(
            code=code,
            basis=SystemRule.NAME_REQUIRED,
            finding=f"至少两个不同的人，各写姓名和单位，看到的是：{'、'.join(members) or '无'}",
            way_forward="请照原件写明每个人的姓名和单位，前后不留空格",
            field="members",
        )
    theirs = [name for name, organ in members.items() if dossier.named(plan, programme, organ)]
    if theirs:
        return Refusal(
            code="acceptance.of-a-firm",
            basis=SystemRule.SAME_HAND,
            finding=f"{'、'.join(theirs)}是企业的人，不能核查、验收企业",
            way_forward="核查人、验收组成员由政府部门的人和企业以外的专家担任；企业的人在场的，写进意见里",
            field="members",
        )
    if not citys:
        return None
    local = [name for name, organ in members.items() if is_the_countys(plan, programme, organ, None)]
    if local:
        return Refusal(
            code="acceptance.of-a-county",
            basis=SystemRule.SAME_HAND,
            finding=f"{'、'.join(local)}是县（市）的人，不能算市级验收组的人",
            way_forward="县（市）已有自己的初验；市级验收组只写市政府组织的人和专家，陪同的写进意见里",
            field="members",
        )
    if not any(above_counties(plan, programme, organ) for organ in members.values()):
        return Refusal(
            code="acceptance.nobody-of-the-city",
            basis=SystemRule.SAME_HAND,
            finding=f"{'、'.join(dict.fromkeys(members.values()))}里没有认得出的市里单位",
            way_forward="市级验收组由市里组织：至少写一名市里单位的人，单位照全称写；市里的单位没有登记过的先登记单位",
            field="members",
        )
    return None


def unless_used_otherwise(
    programme: Programme, part: PartId, number: DocumentNo, allowed: tuple[rules.Use, ...], code: str
) -> Refusal | None:
    """Who reports, who checks and who accepts say so each on a paper of their own; one paper may say it of several parts."""
    used = next(
        (
            one
            for one in rules.uses(programme, number)
            if one.use not in (allowed if one.part == part else allowed[-1:])
        ),
        None,
    )
    if used is None:
        return None
    return Refusal(
        code=code,
        basis=SystemRule.DOCUMENT_REQUIRED,
        finding=f"{number} 是 {used.part} 的{used.use}（第{used.seq}条），不能又作{allowed[-1]}",
        way_forward=f"请填{allowed[-1]}自己的文号；还没有登记的，先登记",
        field="document",
    )


def unless_written_since(paper: Entry[DocumentRegistered], day: date, what: str, code: str) -> Refusal | None:
    """No paper tells of what had not happened when it was written."""
    if paper.value.issued_on >= day:
        return None
    return Refusal(
        code=code,
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{paper.value.number} 成文于{paper.value.issued_on.isoformat()}，早于{day.isoformat()}的{what}",
        way_forward="请核对发生日期和文号；文件的日期登记错了的，先更正文件登记",
        field="document",
    )


def clause_of(plan: Plan, found: Case) -> Clause | SystemRule:
    return plan.clauses[found.listed.clauses[0]] if found.listed.clauses else SystemRule.VALUE_UNFIT
