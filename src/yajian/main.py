"""Assembles the command line and the office. `./run` without a verb opens the office."""

import click

from yajian import __version__, cli
from yajian.cli.room import open_accounts, open_office, say, whereabouts
from yajian.core.reports.progress import progress
from yajian.core.reports.targets import reconciliation
from yajian.core.rules import roles
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


for verb in cli.verbs():
    main.add_command(verb)

if __name__ == "__main__":
    main(prog_name="./run")
