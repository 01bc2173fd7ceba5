"""Assembles the command line and the office. `./run` without a verb opens the office."""

from contextlib import closing
from pathlib import Path

import click

from yajian import __version__, cli
from yajian.accounts import open_accounts as open_accounts_of
from yajian.cli.room import open_accounts, open_office, plainly, say, whereabouts
from yajian.core.reports.progress import progress
from yajian.core.reports.targets import reconciliation
from yajian.core.rules import roles
from yajian.demo import NotPlayed, open_demo, prepare
from yajian.planfile.shipped import shipped
from yajian.story import Seen
from yajian.web.server import application, refuse_unready, serve


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="压减 %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """压减：把印发的产能压减方案变成一间照章运转、账目对得上的办公室。

    不带动词：准备数据、采用方案、对账、在 127.0.0.1:8000 开门。
    数据目录由环境变量 YAJIAN_HOME 指定，默认 ./data；账簿要放在 PostgreSQL 里的，另设 YAJIAN_DATABASE_URL。
    """
    if context.invoked_subcommand is None:
        context.invoke(open_the_office)


@main.command("serve", short_help="开门办公：打开网页")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="监听的地址；确认安装以后才可用本机以外的"
)
def open_the_office(port: int, host: str) -> None:
    """开门办公：对一遍账，打开网页，按 Ctrl+C 关门。

    \b
    还没有人确认安装的，另外输出一个一次性链接，第一位管理人员用它设密码、确认安装。
    给别的机器用的，另设 YAJIAN_HOSTS（主机名）和 YAJIAN_PROXY（前面的 https 代理）。
    """
    with open_office(serving=True) as office, open_accounts() as accounts:
        who = roles.installer(office.programme, office.today())
        refuse_unready(host, port, confirmed=who != roles.INSTALLER)
        for line in reconciliation(progress(office.plan(), office.programme, office.today())):
            click.echo(line)
        where = f"\n办公室已开门：http://{host}:{port}　数据在 {whereabouts()}　按 Ctrl+C 关门"
        if who in (roles.INSTALLER, None):
            link = f"http://127.0.0.1:{port}/welcome/{accounts.invite('', '本机')}"
            where += f"\n第一位管理人员请打开（一天内有效，用一次作废）：{link}"
        serve(application(office, accounts=accounts), host, port, lambda: say(where))
    say("已关门。")


@main.command("demo", short_help="打开演示城市：虚构的示范市，走到一半")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-data"),
    show_default=True,
    help="演示的数据放在哪里",
)
@click.option("--afresh", is_flag=True, help="丢掉试过的登记，重新来")
def open_the_demo(port: int, folder: Path, afresh: bool) -> None:
    """打开演示城市：虚构的示范市，停在 2020 年 8 月 31 日，可以换着身份试。

    演示有自己的数据目录，每一页都标着“演示”，与真的办公室各是各的。
    """
    try:
        books = prepare(folder.absolute(), shipped(), afresh=afresh, tell=_played)
    except NotPlayed as fault:
        raise click.ClickException(str(fault)) from fault
    with plainly(), open_demo(books) as office, closing(open_accounts_of(books, office.now, "")) as accounts:
        where = f"\n演示城市已开门：http://127.0.0.1:{port}　数据在 {folder}　按 Ctrl+C 关门"
        serve(application(office, books, accounts, demo=True), "127.0.0.1", port, lambda: say(where))
    say("已关门。")


def _played(step: Seen) -> None:
    if step.number % 20 == 1:
        say(f"演示故事：{step.recorded[:10]}　{step.step}")


for verb in cli.verbs():
    main.add_command(verb)

if __name__ == "__main__":
    main(prog_name="./run")
