"""A draft is put by whoever had it made: is it a paper of the plan, about something there is, and may it be given?"""

from datetime import date

import msgspec

from yajian.core.decisions.papers.commands import Draft, Outcome, about, no_such_paper
from yajian.core.decisions.papers.subjects import unless_about_something
from yajian.core.facts.papers import About, PaperDrafted, Step
from yajian.core.plan import Plan
from yajian.core.programme import Programme
from yajian.core.rules import papers as rules
from yajian.core.words import PaperId, Refusal, Seq, SystemRule


def draft(plan: Plan, programme: Programme, command: Draft, effective: date) -> Outcome:
    if command.template not in plan.templates:
        return Refusal(
            code="papers.draft.no-such-template",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案所列文书中没有 {command.template}",
            way_forward=rules.what_to_draft(plan),
            field="template",
        )
    if command.county is not None and all(command.county != county.id for county in plan.counties):
        return Refusal(
            code="papers.draft.no-such-county",
            basis=SystemRule.NOT_FOUND,
            finding=f"方案的县（市）中没有 {command.county}",
            way_forward="请从名单中选择",
            field="county",
        )
    blank = next(
        (name for name in ("title", "issuer", "drafted_by") if not str(getattr(command, name)).strip()),
        None,
    )
    if blank is not None:
        return Refusal(
            code="papers.draft.blank",
            basis=SystemRule.NAME_REQUIRED,
            finding="标题、发文单位、经办人有一项空着",
            way_forward="单位写全称，经办人写姓名",
            field=blank,
        )
    if command.known > programme.seq:
        return Refusal(
            code="papers.draft.beyond-the-books",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"稿中数字称用到第{command.known}条，登记簿只到第{programme.seq}条",
            way_forward="请重新起草",
            field="known",
        )
    template = plan.templates[command.template]
    refusal = unless_about_something(plan, programme, template, command)
    if refusal is not None:
        return refusal
    if command.file is None and command.workbook is None:
        return Refusal(
            code="papers.draft.no-file",
            basis=SystemRule.EVIDENCE_REQUIRED,
            finding="没有随附起草出来的文稿或表格",
            way_forward="请在“文书”页或用 ./run papers draft 起草，文稿由系统生成",
            field="file",
        )
    own = rules.is_enterprises_own(template)
    drafted = _drafted(command, rules.chain(template), own=own)
    if command.paper is not None:
        return _draft_again(programme, drafted, command.paper)
    for other in rules.standings(programme):
        if other.is_open and other.returned is None and _says(other.draft) == _says(drafted):
            return ()

    # From here the command succeeds.
    ordinal = sum(paper.startswith(f"{effective.year}-") for paper in programme.papers.papers) + 1
    return (msgspec.structs.replace(drafted, paper=PaperId(f"{effective.year}-{ordinal}")),)


def _draft_again(programme: Programme, drafted: PaperDrafted, paper: PaperId) -> Outcome:
    found = rules.standing(programme, paper)
    if found is None:
        return no_such_paper(paper)
    before = found.draft
    if _subject(before) != _subject(drafted):
        return Refusal(
            code="papers.draft.another-paper",
            basis=SystemRule.VALUE_UNFIT,
            finding=f"稿号 {paper} 是《{before.title}》，重拟的是另一件",
            way_forward="换了县（市）、年度、企业、设施或文书的，另起一稿",
            field="paper",
        )
    if found.numbered is not None or not found.is_open:
        return Refusal(
            code="papers.draft.past-drafting",
            basis=SystemRule.OUT_OF_TURN,
            finding=f"稿号 {paper} {found.stage}，不能再重拟",
            way_forward="已编号的须作废后另起一稿；已印发的另行发文更正",
            field="paper",
        )
    if found.returned is None and _says(before) == _says(drafted):
        return ()

    # From here the command succeeds.
    return (msgspec.structs.replace(drafted, paper=paper, version=before.version + 1),)


def _drafted(command: Draft, chain: tuple[Step, ...], *, own: bool) -> PaperDrafted:
    """As it would be entered, but for the number of the draft."""
    return PaperDrafted(
        paper=PaperId(""),
        template=command.template,
        title=command.title,
        county=None if own else command.county,
        year=command.year,
        campaign=command.campaign,
        issuer=command.issuer,
        addressee=command.addressee,
        copied_to=command.copied_to,
        as_of=command.as_of,
        known=command.known,
        file=command.file,
        workbook=command.workbook,
        own_template=command.own_template,
        drafted_by=command.drafted_by,
        enterprise=command.enterprise if own else None,
        about=about(command),
        remark=command.remark,
        chain=chain if chain != rules.STEPS else (),
    )


def _subject(said: PaperDrafted) -> tuple[object, ...]:
    """What a paper is about; of the day something is planned for, another draft may speak."""
    planned = said.about or About()
    return (
        said.template,
        said.county,
        said.year,
        said.campaign,
        said.enterprise,
        msgspec.structs.replace(planned, planned_on=None),
    )


def _says(said: PaperDrafted) -> PaperDrafted:
    """The draft but for its number, and for the place in the books it was made from: its file says that."""
    return msgspec.structs.replace(said, paper=PaperId(""), version=1, as_of=date.min, known=Seq(0))
