"""Plans to sign for, pledges to sign, leaders to name, grants that end."""

from collections.abc import Iterator
from datetime import timedelta

from yajian.core.plan.citing import clauses_served_by
from yajian.core.reports.inbox.item import OFFICE, SOON_DAYS, Look, Waiting, several, unentered
from yajian.core.reports.organs import OrgansSheet, organs
from yajian.core.rules.roles import label
from yajian.core.words import CountyId, Judged, Light

KIND = "单位与责任人"


def waiting(look: Look) -> Iterator[Waiting]:
    sheet = organs(look.plan, look.programme, look.as_of, look.known, look.sheet.sight)
    yield from _receipts(sheet)
    yield from _pledges(look, sheet)
    yield from _leaders(look, sheet)
    yield from _grants(look, sheet)


def _receipts(sheet: OrgansSheet) -> Iterator[Waiting]:
    unsigned = [one.organ for one in sheet.unsigned if not one.copy]
    if unsigned:
        names = tuple(one.name for one in unsigned)
        yield Waiting(
            kind=KIND,
            what=f"签收方案：{len(unsigned)} 家未签收",
            about=several(names),
            judged=unentered("签收以后登记签收人"),
            by=names,
            command="organs.sign-for-plan",
            filled={"organ": unsigned[0].id} if len(unsigned) == 1 else {},
            place=("organs", ""),
            organs=tuple(one.id for one in unsigned),
        )


def _pledges(look: Look, sheet: OrgansSheet) -> Iterator[Waiting]:
    for county in look.plan.counties:
        unsigned = [one for one in sheet.pledges if one.pledge is None and one.county == county.name]
        if unsigned:
            yield Waiting(
                kind=KIND,
                what=f"签订责任书：{len(unsigned)} 户未签",
                about=several(tuple(one.name for one in unsigned)),
                judged=unentered("县（市）和企业都签字才算"),
                by=(county.name,),
                command="organs.sign-pledge",
                filled={"enterprise": unsigned[0].enterprise} if len(unsigned) == 1 else {},
                place=("organs", ""),
                clauses=clauses_served_by(look.plan, "F03"),
                turn="county",
                county=CountyId(county.id),
            )


def _leaders(look: Look, sheet: OrgansSheet) -> Iterator[Waiting]:
    for line in sheet.counties:
        open_posts = [one for one in line.leaders if not one.person and not one.vacant]
        if open_posts:
            cited = dict.fromkeys(name for one in open_posts for name in one.clauses)
            yield Waiting(
                kind=KIND,
                what="登记责任人：" + "、".join(one.label for one in open_posts),
                about=line.county.name,
                judged=unentered("方案没有写姓名的，由县（市）报送后登记"),
                by=(line.county.name,),
                command="organs.hold-post",
                filled={"organ": line.county.id, "post": open_posts[0].post},
                place=("organs", ""),
                clauses=look.clauses(tuple(cited)),
                turn="county",
                county=CountyId(line.county.id),
            )


def _grants(look: Look, sheet: OrgansSheet) -> Iterator[Waiting]:
    for one in sheet.grants:
        until = one.fact.until
        if until is None or until > look.as_of + timedelta(days=SOON_DAYS):
            continue
        yield Waiting(
            kind="授权到期",
            what=f"{one.fact.person}的“{label(one.fact.role)}”授权到 {until.isoformat()} 为止",
            about=one.fact.organ_name,
            judged=Judged(
                light=Light.YELLOW, word="临期", why="到期当日以后不再有效；需要的，凭文件另行授权"
            ),
            by=("安全保密管理员",),
            command="roles.grant-role",
            filled={"person": one.fact.person, "organ": one.fact.organ, "role": one.fact.role},
            place=("organs", ""),
            due=until,
            document=getattr(one.fact, "document", OFFICE),
            raised=one.seq,
            person=one.fact.person,
        )
