"""What may be asked about organisations, posts and pledges."""

from typing import Annotated

from yajian.core.programme import AnyFact
from yajian.core.words import Command, CountyId, DocumentNo, EnterpriseId, OrganId, Refusal, Seq, label

Outcome = tuple[AnyFact, ...] | Refusal


class OrgansCommand(Command, frozen=True):
    """Marks this file's commands."""


class EnterOrgan(OrgansCommand, frozen=True, kw_only=True, tag="organs.enter-organ"):
    """登记单位: the plan names a kind, this is one of them, such as a county's own bureau."""

    organ: Annotated[OrganId, label("单位编号", "自编，一经登记不再改")]
    name: Annotated[str, label("单位名称", "全称")]
    stands_for: Annotated[OrganId, label("属于哪一类单位", "方案泛指的一类，填其编号")]
    county: Annotated[CountyId | None, label("县（市）", "县（市）的部门必填")] = None
    document: Annotated[DocumentNo, label("依据文号", "报送名单的函等，须已登记")]


class RenameOrgan(OrgansCommand, frozen=True, kw_only=True, tag="organs.rename-organ"):
    """单位更名: it goes by another name from the effective day; everything it did stays its own."""

    organ: Annotated[OrganId, label("单位编号")]
    name: Annotated[str, label("新名称", "全称")]
    document: Annotated[DocumentNo, label("依据文号", "须已登记")]


class JoinGroup(OrgansCommand, frozen=True, kw_only=True, tag="organs.join-group"):
    """增列成员单位: where the plan ends its list of members with “等单位”, a paper may add one."""

    group: Annotated[OrganId, label("机构编号", "方案所列的领导小组等机构")]
    organ: Annotated[OrganId, label("单位编号")]
    document: Annotated[DocumentNo, label("依据文号", "须已登记")]


class HoldPost(OrgansCommand, frozen=True, kw_only=True, tag="organs.hold-post"):
    """登记任职: this person holds the post from the effective day; whoever held it before ends there."""

    organ: Annotated[OrganId, label("单位编号", "领导小组等机构，或县（市）")]
    post: Annotated[str, label("职务编号", "方案所列职务")]
    person: Annotated[str, label("姓名")]
    office: Annotated[str, label("行政职务")] = ""
    document: Annotated[DocumentNo, label("依据文号", "任职文件，须已登记")]
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的登记时填该条的条号")] = None


class VacatePost(OrgansCommand, frozen=True, kw_only=True, tag="organs.vacate-post"):
    """登记免职: from the effective day nobody holds the post."""

    organ: Annotated[OrganId, label("单位编号", "领导小组等机构，或县（市）")]
    post: Annotated[str, label("职务编号", "方案所列职务")]
    document: Annotated[DocumentNo, label("依据文号", "免职文件，须已登记")]


class SignPledge(OrgansCommand, frozen=True, kw_only=True, tag="organs.sign-pledge"):
    """签订责任书: the county and an enterprise it answers for both signed on the effective day."""

    enterprise: Annotated[EnterpriseId, label("企业")]
    county_signer: Annotated[str, label("县（市）签字人", "须是当天在任的县（市）责任人")]
    enterprise_signer: Annotated[str, label("企业签字人")]
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的登记时填该条的条号")] = None


class SignForPlan(OrgansCommand, frozen=True, kw_only=True, tag="organs.sign-for-plan"):
    """签收方案: an addressee, or a reader of a copy, received the plan on the effective day."""

    organ: Annotated[OrganId, label("签收单位", "主送单位、抄送单位")]
    person: Annotated[str, label("签收人")]
    corrects: Annotated[Seq | None, label("更正第几条", "更正以前的登记时填该条的条号")] = None


AnyCommand = EnterOrgan | RenameOrgan | JoinGroup | HoldPost | VacatePost | SignPledge | SignForPlan
