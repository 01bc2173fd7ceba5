"""`plan adopt`, `plan diff`, `plan revise`: from a checked plan folder to the books, never past a fault."""

from pathlib import Path

import click

from yajian.cli.plan import plan as group
from yajian.cli.room import (
    adopt,
    checked,
    office_as_it_stands,
    open_office,
    print_json,
    report,
    say,
    today,
    whereabouts,
)
from yajian.core.decisions.charter import AdoptRevision
from yajian.core.plan.compare import shown as shown_as
from yajian.core.reports.charter import Preview, preview
from yajian.core.words import DocumentNo

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@group.command("adopt", short_help="采用方案，开账")
@click.argument("folder", type=_FOLDER)
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def adopt_plan(folder: Path, as_json: bool) -> None:
    """采用 FOLDER 里的方案（plan.yaml 和 document.txt），在数据目录开账。有一处错误都不采用。"""
    with office_as_it_stands() as office:
        outcome = adopt(office, folder)
    report(outcome, as_json)
    say(f"数据在 {whereabouts()}")


@group.command("diff", short_help="新版本改了什么、会变什么")
@click.argument("folder", type=_FOLDER)
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def diff(folder: Path, as_json: bool) -> None:
    """采用之前先看：FOLDER 里的新版本与现行方案哪里不同，账上会有什么变化，哪些答复受影响。"""
    proposed = checked(folder)
    with open_office() as office:
        shown = preview(office.plan(), proposed, office.programme)
    if as_json:
        print_json(_as_builtins(shown))
        return
    _tell(shown)


def _as_builtins(shown: Preview) -> dict[str, object]:
    return {
        "differences": [
            {
                "path": one.path,
                "before": shown_as(one.before),
                "after": shown_as(one.after),
                "clauses": list(one.clauses),
            }
            for one in shown.differences
        ],
        "changes": [
            {"part": one.part, "what": one.what, "before": one.before, "after": one.after}
            for one in shown.changes
        ],
        "reopens": list(shown.reopens),
        "lost_answers": list(shown.lost_answers),
        "conflicts": list(shown.conflicts),
    }


def _tell(shown: Preview) -> None:
    click.echo(f"文件有 {len(shown.differences)} 处不同：")
    for one in shown.differences:
        click.echo(f"  {one.path}　{shown_as(one.before)} → {shown_as(one.after)}　{'、'.join(one.clauses)}")
    click.echo(f"账上会有 {len(shown.changes)} 处变化：")
    for line in shown.changes:
        click.echo(f"  {line.part}　{line.what}　{line.before} → {line.after}")
    for question in shown.reopens:
        click.echo(f"  {question} 的答复涉及改动之处，须复核")
    for part in shown.conflicts:
        click.echo(f"  {part} 已另文调整过，新版本又写成另一样：不能采用")
    for question in shown.lost_answers:
        click.echo(f"  {question} 已有答复，新版本中却没有这一条：不能采用")


@group.command("revise", short_help="采用方案新版本")
@click.argument("folder", type=_FOLDER)
@click.option("--document", required=True, help="依据文号：已登记文件的文号")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def revise(folder: Path, document: str, as_json: bool) -> None:
    """凭已登记的文件采用 FOLDER 里的新版本。先用 plan diff 看清会变什么。"""
    checked(folder)
    with open_office() as office:
        files = tuple(office.keep(folder / name) for name in ("plan.yaml", "document.txt"))
        outcome = office.transact(
            AdoptRevision(plan_file=files[0], document_file=files[1], document=DocumentNo(document)),
            actor="installer",
            organ="本机",
            role="installer",
            effective=today(),
            evidence=files,
        )
    report(outcome, as_json)


COMMANDS = (group,)
