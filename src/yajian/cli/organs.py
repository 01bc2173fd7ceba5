"""`organs`: who answers for the programme, and who has yet to sign for the plan."""

from datetime import date, datetime

import click

from yajian.cli.room import IsoDate, open_office, print_json, today
from yajian.cli.status import Moment
from yajian.core.reports.organs import OrgansSheet, as_builtins, organs
from yajian.core.rules.organs import Holder
from yajian.core.rules.roles import label


@click.command("who", short_help="单位与责任人")
@click.option("--as-of", type=IsoDate(), help="看哪一天的情况，默认今天")
@click.option("--known-at", type=Moment(), help="只用到这一刻为止已录入的事实，默认全部")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def command(as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    """单位与责任人：谁任什么职、县（市）责任人、谁还没有签收方案、责任书、现行授权。"""
    with open_office() as office:
        known = office.known_at(known_at) if known_at is not None else None
        day = as_of or today()
        sheet = organs(office.plan(day, known), office.programme, day, known)
    if as_json:
        print_json(as_builtins(sheet))
        return
    _tell(sheet)


def _tell(sheet: OrgansSheet) -> None:
    for group in sheet.groups:
        for post in group.posts:
            click.echo(f"{group.name}　{_held(post)}")
    for county in sheet.counties:
        click.echo(f"{county.county.name}　" + "；".join(_held(one) for one in county.leaders))
    unsigned = sheet.unsigned
    signed = len(sheet.addressees) - len(unsigned)
    click.echo(f"方案签收　{signed}/{len(sheet.addressees)}")
    if unsigned:
        click.echo("未签收　　" + "、".join(one.organ.name for one in unsigned))
    click.echo(
        f"责任书　　{sum(one.pledge is not None for one in sheet.pledges)}/{len(sheet.pledges)} 户已签"
    )
    for grant in sheet.grants:
        until = f"至{grant.fact.until.isoformat()}" if grant.fact.until is not None else "长期"
        click.echo(
            f"授权第{grant.seq}条　{grant.fact.organ_name} {grant.fact.person}　{label(grant.fact.role)}　{until}"
        )


def _held(post: Holder) -> str:
    person = f"{post.person}（{post.office}）" if post.office else post.person
    since = f"，自{post.since.isoformat()}" if post.since is not None else ""
    return f"{post.label} {person or ('空缺' if post.vacant else '待定')}{since}"
