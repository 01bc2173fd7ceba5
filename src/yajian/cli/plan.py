"""`plan check`, `plan schema`: the bench at which a city writes its plan file."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from yajian import planfile
from yajian.planfile import docs
from yajian.planfile.faults import Fault, said


@click.group("plan", short_help="方案文件：核对、格式、采用、比较")
def plan() -> None:
    """方案文件：核对写得对不对，给编辑器用的格式说明，采用，比较新旧版本。

    方案文件怎么写，见 docs/reference/plan-file.md。
    """


@plan.command("check", short_help="核对方案文件，一次列出全部问题")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON")
def check(file: Path, as_json: bool) -> None:
    """核对方案文件 FILE（plan.yaml，或它所在的文件夹）和旁边的印发原文，一次列出全部问题。

    有错误退出码为1；只有提醒退出码为0。核对不改动任何文件，也不碰账。
    """
    path = file / "plan.yaml" if file.is_dir() else file
    if not path.is_file():
        raise click.ClickException(
            f"{file} 里没有 plan.yaml。请指明方案文件夹，如 plans/yuncheng-2019；新写一份的，先复制一份来改。"
        )
    checked = planfile.check(path)
    errors = sum(fault.level == "error" for fault in checked.faults)
    if as_json:
        click.echo(json.dumps(_as_builtins(checked.faults), ensure_ascii=False, indent=2))
    else:
        _tell(checked.faults, errors)
        if checked.plan is not None:
            _count(checked)
    raise SystemExit(1 if errors else 0)


def _as_builtins(faults: Iterable[Fault]) -> dict[str, object]:
    told = tuple(faults)
    errors = sum(fault.level == "error" for fault in told)
    return {
        "ok": not errors,
        "errors": errors,
        "warnings": len(told) - errors,
        "faults": [
            {
                "level": fault.level,
                "code": fault.code,
                "line": fault.line,
                "where": fault.where,
                "clause": fault.clause,
                "seen": fault.seen,
                "remedy": fault.remedy,
            }
            for fault in told
        ],
    }


def _tell(faults: tuple[Fault, ...], errors: int) -> None:
    for fault in faults:
        word = click.style("错误", fg="red") if fault.level == "error" else click.style("提醒", fg="yellow")
        click.echo(f"{word} {said(fault)}")
        click.echo(f"     怎么办：{fault.remedy}")
    if faults:
        click.echo("")
    if errors:
        click.echo(f"共{errors}处错误、{len(faults) - errors}处提醒。改完再核对一次；有错误的方案不能采用。")
    else:
        click.echo(
            f"没有错误，{len(faults)}处提醒。这份方案可以采用。" if faults else "没有错误。这份方案可以采用。"
        )


def _count(checked: planfile.Checked) -> None:
    """What the file holds, so that its author can see at a glance that nothing is missing."""
    found = checked.plan
    if found is None:
        return
    parts = sum(len(item.parts) for item in found.retirement_list.items)
    batches = "＋".join(
        found.units["capacity"].written(batch.capacity_t.value or 0) for batch in found.batches.values()
    )
    total = found.units["capacity"].shown(found.total.capacity_t.value or 0)
    click.echo(f"{found.programme.title}（{found.programme.document_no}）")
    click.echo(
        f"条文{len(found.clauses)}条，职责{len(found.duties)}项，关口{len(found.gates)}道，"
        f"清单{len(found.retirement_list.items)}户{parts}项，待明确{len(found.open_questions)}项。"
    )
    click.echo(f"{batches}＝{total}。")


@plan.command("schema", short_help="给编辑器用的 JSON Schema")
def schema() -> None:
    """输出方案文件的 JSON Schema，供编辑器补全和提示。

    把输出存成文件，在方案文件第一行写：# yaml-language-server: $schema=文件名
    """
    click.echo(docs.schema_text(), nl=False)


COMMANDS = (plan,)
