"""`account`: a one-time link from the machine itself, for a password that was lost, and the log of entries."""

import click

from yajian.cli.room import open_accounts, open_office, print_json, say
from yajian.core.rules import people
from yajian.core.words import SHANGHAI


@click.group("account", short_help="账号：一次性链接、登录日志")
def command() -> None:
    """账号：给登记过的人发一次性链接，看登录日志。密码谁也看不到，只能由本人用链接重设。"""


@command.command("link", short_help="给一个人发一次性链接")
@click.argument("person")
@click.option("--address", default="http://127.0.0.1:8000", show_default=True, help="办公室的网址")
def link(person: str, address: str) -> None:
    """给 PERSON 发一次性链接：七天内有效，用一次作废，原来的密码和动态码到设新密码时才换掉。"""
    with open_office() as office, open_accounts() as accounts:
        if people.person(office.programme, person, office.today()) is None:
            raise click.ClickException(
                f"没有登记过“{person}”，或此人已经离任。请先登记：./run people enter-person"
            )
        token = accounts.invite(person, "本机")
    click.echo(f"{address.rstrip('/')}/welcome/{token}")
    say("请当面或用可靠的办法交给本人。")


@command.command("log", short_help="登录日志")
@click.option("--person", default="", help="只看这个人的")
@click.option("--newest", type=click.IntRange(1), default=200, show_default=True, help="最近多少条")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def log(person: str, newest: int, as_json: bool) -> None:
    """登录日志：谁在何时从哪里登录、未成、退出，谁发过链接、停用过账号。只增不改。"""
    with open_accounts() as accounts:
        visits = accounts.log(newest, person)
    if as_json:
        print_json(
            [
                {
                    "at": one.at.isoformat(),
                    "kind": one.kind,
                    "person": one.person,
                    "by": one.by,
                    "address": one.address,
                }
                for one in visits
            ]
        )
        return
    for one in visits:
        who = "（第一位管理人员）" if not one.person else one.person
        by = f"　由{one.by}" if one.by else ""
        click.echo(
            f"{one.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}　{who}　{one.words}{by}　{one.address}".rstrip()
        )
