"""`reference`: writes docs/reference from the code, so that the reference cannot say what the code does not."""

import ast
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import click
import msgspec

from yajian import planfile
from yajian.cli.room import say
from yajian.core import catalogue
from yajian.core.plan import Plan
from yajian.core.rules.roles import ROLES, may
from yajian.core.words import SystemRule
from yajian.planfile import docs
from yajian.planfile.shipped import shipped

_NOTE = "<!-- 由 ./run reference 生成，请改源头，不要改这里。 -->\n"


@click.command("reference", short_help="生成参考文档")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="只比较，不写；有出入即退出 1")
def command(folder: Path, check: bool) -> None:
    """由程序生成参考文档：动作、事实、拒绝理由、条文，写到 FOLDER。"""
    differing = []
    for name, text in pages().items():
        path = folder / name
        present = path.read_text(encoding="utf-8") if path.is_file() else ""
        if present == text:
            continue
        differing.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    verb = "与程序不符" if check else "已更新"
    say(f"{'、'.join(differing)} {verb}" if differing else "参考文档与程序一致")
    if check and differing:
        raise SystemExit(1)


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    found = {"commands.md": _commands(), "facts.md": _facts(), "refusals.md": _refusals()}
    found["permissions.md"] = _permissions()
    for folder in sorted(shipped().iterdir()):
        if (folder / "plan.yaml").is_file():
            found[f"clauses-{folder.name}.md"] = _clauses(planfile.load(folder / "plan.yaml"))
    return {**found, **docs.pages(shipped())}


def _commands() -> str:
    lines = [_NOTE, "# 动作\n", "每个动作一条命令、一张表单、一个故事里的 `do:`，都由同一个结构生成。\n"]
    for area, words in catalogue.AREAS.items():
        lines.append(f"\n## {words}\n")
        for one in catalogue.commands():
            if catalogue.area(one) != area:
                continue
            lines.append(f"\n### `{catalogue.tag(one)}` {catalogue.title(one)}\n")
            lines.append(f"{catalogue.meaning(one)}\n")
            lines.append(f"命令行：`./run {catalogue.verb(one)}`\n")
            lines.append("| 字段 | 名称 | 必填 | 说明 |\n|---|---|---|---|")
            for field in catalogue.fields(one):
                need = "是" if field.required else ""
                lines.append(f"| `{field.name}` | {field.title} | {need} | {field.hint} |")
    return "\n".join(lines) + "\n"


def _permissions() -> str:
    """The permission matrix: who may ask for what, and for whom."""
    scopes = {"everything": "全部", "county": "本县（市）", "enterprise": "本企业", "organ": "本单位"}
    held = {name: role for name, role in ROLES.items() if role.may}
    idle = "、".join(f"{role.label}（`{name}`）" for name, role in ROLES.items() if not role.may)
    lines = [
        _NOTE,
        "# 权限\n",
        "角色定能办什么，授权定替谁办；没有写“可”的一律不办。授权凭文件登记，可收回，可限期委托。\n",
        f"不能登记任何事、只能看的：{idle}。\n",
        "| 动作 | " + " | ".join(role.label for role in held.values()) + " |",
        "|---" * (len(held) + 1) + "|",
        "| 范围 | " + " | ".join(scopes[role.scope] for role in held.values()) + " |",
    ]
    for one in catalogue.commands():
        cells = ["可" if may(name, catalogue.tag(one)) else "" for name in held]
        lines.append(f"| {catalogue.title(one)} `{catalogue.tag(one)}` | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _facts() -> str:
    lines = [
        _NOTE,
        "# 事实\n",
        "记下便不再改的事。每条另带条号、两个日期、经办人、单位、方案版本和附件摘要。\n",
    ]
    for one in catalogue.facts():
        lines.append(f"\n## `{catalogue.tag(one)}` {catalogue.title(one)}\n")
        lines.append(f"{catalogue.meaning(one)}\n")
        names = "、".join(f"`{field.name}`" for field in msgspec.structs.fields(one))
        lines.append(f"字段：{names}")
    return "\n".join(lines) + "\n"


class RefusalSite(msgspec.Struct, frozen=True):
    """One place in the source where a request is declined."""

    code: str
    basis: str
    finding: str
    way_forward: str


def refusal_sites() -> tuple[RefusalSite, ...]:
    """Every refusal the house can give, read from its source: rooms of decision and rule, and the transactor."""
    package = resources.files("yajian")
    found: list[RefusalSite] = []
    for path in sorted(Path(str(package)).rglob("*.py")):
        found += _sites(ast.parse(path.read_text(encoding="utf-8")))
    return tuple(sorted(dict.fromkeys(found), key=lambda site: site.code))


def _sites(tree: ast.Module) -> Iterator[RefusalSite]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal":
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            if isinstance(given.get("code"), ast.Constant):
                yield RefusalSite(
                    *(_words(given[key]) for key in ("code", "basis", "finding", "way_forward"))
                )
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("unless_registered"):
            for code in node.args:
                if not isinstance(code, ast.Constant) or not isinstance(code.value, str):
                    continue
                rule = SystemRule.DOCUMENT_REQUIRED.value
                yield RefusalSite(
                    code.value,
                    rule,
                    "文件登记簿中没有 ‹文号›",
                    "请先登记该文件：文号、日期、发文单位和盖章扫描件",
                )


def _words(node: ast.expr) -> str:
    """A literal as it stands, an f-string with ‹…› for what varies, a system rule by its words."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=values):
            return "".join(_words(value) if isinstance(value, ast.Constant) else "‹…›" for value in values)
        case ast.Attribute(value=ast.Name(id="SystemRule"), attr=name):
            return SystemRule[name].value
        case _:
            return "方案的有关条文"


def _refusals() -> str:
    lines = [
        _NOTE,
        "# 拒绝理由\n",
        "一件事没有办成，系统总说三句话：依据、情况、怎么办。下面是全部的理由。\n",
    ]
    for site in refusal_sites():
        lines.append(f"\n## `{site.code}`\n")
        lines.append(f"- 依据：{site.basis}\n- 情况：{site.finding}\n- 怎么办：{site.way_forward}")
    return "\n".join(lines) + "\n"


def _clauses(plan: Plan) -> str:
    head = plan.programme
    lines = [
        _NOTE,
        f"# {head.title}\n",
        f"{head.document_no}，{head.issued_on.isoformat()} 印发。逐字条文与职责。\n",
    ]
    duties: dict[str, list[str]] = {}
    for duty in plan.duties.values():
        for name in duty.clauses:
            duties.setdefault(name, []).append(f"{duty.id} {duty.what}")
    for name, clause in plan.clauses.items():
        lines.append(f"\n## {clause.cite}　`{name}`\n\n> {clause.text}\n")
        lines += [f"- {duty}" for duty in duties.get(name, ())]
    return "\n".join(lines) + "\n"
