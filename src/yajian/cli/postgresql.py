"""`postgresql`: the script by which an administrator makes the tables of the books in an empty database."""

import click

from yajian.accounts import schema as accounts_schema
from yajian.journal import postgres_schema


@click.command("postgresql", short_help="PostgreSQL 建表脚本")
@click.option("--owner", default=postgres_schema.OWNER, show_default=True, help="表的主人：不能登录")
@click.option(
    "--writer", default=postgres_schema.WRITER, show_default=True, help="办公室用的角色：只能查、只能加"
)
def command(owner: str, writer: str) -> None:
    """输出建表脚本，请数据库管理员在一个空的 UTF8 数据库里执行一次。办公室自己从不建表，也没有这个权限。

    \b
    sudo -u postgres createdb -E UTF8 -T template0 yajian
    ./run postgresql | sudo -u postgres psql -v ON_ERROR_STOP=1 -d yajian
    然后设 YAJIAN_DATABASE_URL=postgresql:///yajian，照常运行。详见 docs/operators/postgresql.md。
    """
    try:
        script = postgres_schema.script(owner, writer) + accounts_schema.script(owner, writer)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(script, nl=False)
