"""`organs`: who answers for the programme, and who has yet to sign for the plan."""

from collections.abc import Iterator

import click

from yajian.cli.asking import Look, answer, of_a_day
from yajian.core.reports.organs import OrgansSheet, as_builtins, organs
from yajian.core.rules.organs import Holder
from yajian.core.rules.roles import label


@click.command("who", short_help="单位与责任人")
@of_a_day()
def command(look: Look, as_json: bool) -> None:
    """单位与责任人：谁任什么职、县（市）责任人、谁还没有签收方案、责任书、现行授权。"""
    answer(organs(look.plan, look.programme, look.as_of, look.known), as_json, as_builtins, _told)


def _told(sheet: OrgansSheet) -> Iterator[str]:
    for group in sheet.groups:
        for post in group.posts:
            yield f"{group.name}　{_held(post)}"
    for county in sheet.counties:
        yield f"{county.county.name}　" + "；".join(_held(one) for one in county.leaders)
    unsigned = sheet.unsigned
    signed = len(sheet.addressees) - len(unsigned)
    yield f"方案签收　{signed}/{len(sheet.addressees)}"
    if unsigned:
        yield "未签收　　" + "、".join(one.organ.name for one in unsigned)
    yield f"责任书　　{sum(one.pledge is not None for one in sheet.pledges)}/{len(sheet.pledges)} 户已签"
    for grant in sheet.grants:
        until = f"至{grant.fact.until.isoformat()}" if grant.fact.until is not None else "长期"
        yield (
            f"授权第{grant.seq}条　{grant.fact.organ_name} {grant.fact.person}　{label(grant.fact.role)}　{until}"
        )


def _held(post: Holder) -> str:
    person = f"{post.person}（{post.office}）" if post.office else post.person
    since = f"，自{post.since.isoformat()}" if post.since is not None else ""
    return f"{post.label} {person or ('空缺' if post.vacant else '待定')}{since}"
