"""解除、撤销暂缓: whoever is named lets it go; what should not have been entered is taken out by who had it placed."""

from datetime import date

from yajian.core import spellings
from yajian.core.bodies import issuers, same_body
from yajian.core.decisions.holds.commands import Lift, Withdraw
from yajian.core.decisions.holds.shared import Outcome
from yajian.core.facts.holds import HoldLifted, HoldWithdrawn
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import dossier, organs, roles
from yajian.core.rules import holds as rules
from yajian.core.rules.charter import document, scan_of, unless_registered
from yajian.core.rules.holds import Placed
from yajian.core.words import DocumentNo, Refusal, Seq, SystemRule


def lift(plan: Plan, programme: Programme, command: Lift, organ: str, effective: date) -> Outcome:
    found = rules.hold(programme, command.hold)
    if found is None:
        return _no_such_hold("holds.lift.no-such-hold", command.hold)
    if found.lifted is not None:
        return ()
    if not _is_the_lifters(plan, programme, found, organ) and _enters_itself(
        plan, programme, found, effective
    ):
        return Refusal(
            code="holds.lift.another-organs",
            basis=SystemRule.SAME_HAND,
            finding=f"这一条由{found.fact.lifted_by_name}解除，不是{organ}",
            way_forward=f"请{found.fact.lifted_by_name}的经办人登记解除",
            field="hold",
        )
    if found.entry.effective > effective:
        return _too_early("holds.lift.before-it-was-placed", found, effective)
    if not command.words.strip():
        return Refusal(
            code="holds.lift.no-words",
            basis=SystemRule.VALUE_UNFIT,
            finding="解除没有写明理由",
            way_forward="请照文件写明",
            field="words",
        )
    refusal = unless_registered(
        programme, command.document, "holds.lift.no-document", effective
    ) or _unless_the_lifters(plan, programme, found, command.document)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        HoldLifted(
            hold=command.hold,
            unit=found.fact.unit,
            words=command.words,
            document=command.document,
            scan=scan_of(programme, command.document),
        ),
    )


def _is_the_lifters(plan: Plan, programme: Programme, found: Placed, body: str) -> bool:
    named = (found.fact.lifted_by, found.fact.lifted_by_name)
    return any(same_body(plan, programme, body, one) for one in named)


def _enters_itself(plan: Plan, programme: Programme, found: Placed, effective: date) -> bool:
    """Whether anybody of that body is here to enter it: else whoever else may enters its paper, which is its word."""
    organ = organs.organ(plan, programme, found.fact.lifted_by, effective)
    if organ is None or not roles.could(organ.level, "holds.lift"):
        return False
    if roles.installer(programme, effective) == roles.INSTALLER:  # nobody has been given a role yet
        return True
    given = (roles.grant(programme, seq, effective) for seq in programme.roles.grants)
    return any(
        roles.may(one.fact.role, "holds.lift")
        and _is_the_lifters(plan, programme, found, one.fact.organ_name)
        for one in given
        if one is not None
    )


def _unless_the_lifters(
    plan: Plan, programme: Programme, found: Placed, number: DocumentNo
) -> Refusal | None:
    """Who may lift says so on a paper of its own, written for this."""
    paper = document(programme, number)
    assert paper is not None  # a guard has asked whether it is registered
    lifter = found.fact.lifted_by_name
    if not any(_is_the_lifters(plan, programme, found, one) for one in issuers(paper.value)):
        return Refusal(
            code="holds.lift.another-organs-paper",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 由{paper.value.issuer}发出，这一条由{lifter}解除",
            way_forward=f"请凭{lifter}自己的文件登记；发文单位登记错了的，先更正文件登记，改了名的先登记更名",
            field="document",
        )
    return _unless_written_since(programme, found, number, f"{lifter}另行写成的解除文件")


def withdraw(plan: Plan, programme: Programme, command: Withdraw, actor: str, effective: date) -> Outcome:
    found = rules.hold(programme, command.hold)
    if found is None:
        return (
            ()
            if rules.was_withdrawn(programme, command.hold)
            else _no_such_hold("holds.withdraw.no-such-hold", command.hold)
        )
    if found.lifted is not None:
        return Refusal(
            code="holds.withdraw.lifted-already",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"第{command.hold}条暂缓已凭{found.lifted.value.document}解除",
            way_forward="已经解除的不再撤销，资金已经可以下达",
            field="hold",
        )
    if found.entry.effective > effective:
        return _too_early("holds.withdraw.before-it-was-placed", found, effective)
    if dossier.same(actor, found.fact.by):
        return Refusal(
            code="holds.withdraw.same-hand",
            basis=SystemRule.SAME_PERSON,
            finding=f"这一条暂缓由{found.fact.by}登记，不能由同一个人撤销",
            way_forward="请另一个人照文件核对后撤销",
            field="hold",
        )
    if not command.reason.strip():
        return Refusal(
            code="holds.withdraw.no-reason",
            basis=SystemRule.VALUE_UNFIT,
            finding="撤销没有写明理由",
            way_forward="请写明原来错在哪里，如：单元选错；暂缓的事由没有了的，请登记解除",
            field="reason",
        )
    refusal = unless_registered(
        programme, command.document, "holds.withdraw.no-document", effective
    ) or _unless_the_placers(plan, programme, found, command.document)
    if refusal is not None:
        return refusal

    # From here the command succeeds.
    return (
        HoldWithdrawn(
            withdraws=command.hold,
            unit=found.fact.unit,
            reason=command.reason.strip(),
            document=command.document,
            scan=scan_of(programme, command.document),
            by=actor,
        ),
    )


def _unless_the_placers(
    plan: Plan, programme: Programme, found: Placed, number: DocumentNo
) -> Refusal | None:
    """Who had it placed knows what his paper meant, and says on another that it was entered otherwise."""
    paper, placed = document(programme, number), document(programme, found.fact.document)
    assert paper is not None  # a guard has asked whether it is registered
    placers = placed.value.issuer if placed is not None else ""
    who = issuers(placed.value) if placed is not None else ()
    if not any(same_body(plan, programme, one, placer) for one in issuers(paper.value) for placer in who):
        return Refusal(
            code="holds.withdraw.another-bodys-paper",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 由{paper.value.issuer}发出，暂缓所凭的 {found.fact.document} 由{placers}发出",
            way_forward=f"请凭{placers}写明登错在哪里的文件登记；暂缓的事由没有了的，由{found.fact.lifted_by_name}解除",
            field="document",
        )
    return _unless_written_since(programme, found, number, f"{placers}另行写成的更正文件")


def _no_such_hold(code: str, hold: Seq) -> Refusal:
    return Refusal(
        code=code,
        basis=SystemRule.NOT_FOUND,
        finding=f"第{hold}条不是暂缓",
        way_forward="请从暂缓一览里选择；查封的产能等补偿对象明确，不由本办公室解除",
        field="hold",
    )


def _too_early(code: str, found: Placed, effective: date) -> Refusal:
    return Refusal(
        code=code,
        basis=SystemRule.OUT_OF_TURN,
        finding=f"{effective.isoformat()}早于暂缓的日期{found.entry.effective.isoformat()}",
        way_forward="请核对文件的日期",
        field="effective",
    )


def _unless_written_since(
    programme: Programme, found: Placed, number: DocumentNo, wanted: str
) -> Refusal | None:
    """On a paper of its own: not on the one that placed it, and not before that."""
    paper, placed = document(programme, number), document(programme, found.fact.document)
    assert paper is not None  # a guard has asked whether it is registered
    if spellings.same_number(number, found.fact.document):
        return Refusal(
            code="holds.the-holds-own-paper",
            basis=SystemRule.DOCUMENT_REQUIRED,
            finding=f"{number} 就是暂缓所凭的文件（第{found.seq}条），不能又凭它解除、撤销",
            way_forward=f"请登记{wanted}，填它自己的文号",
            field="document",
        )
    if placed is not None and paper.value.issued_on < placed.value.issued_on:
        return Refusal(
            code="holds.paper-older-than-the-hold",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"{number} 成文于{paper.value.issued_on.isoformat()}，"
            f"早于暂缓所凭的 {found.fact.document}（{placed.value.issued_on.isoformat()}）",
            way_forward="暂缓以后才能解除、撤销，请核对文号；日期登记错了的，先更正文件登记",
            field="document",
        )
    return None
