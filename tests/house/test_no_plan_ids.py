"""No clause, gate, batch or county of any plan is named in the source: what a plan decides, a plan says."""

import ast
from pathlib import Path

import pytest

from yajian import planfile

ROOT = Path(__file__).resolve().parents[2]
PLANS = sorted((ROOT / "plans").glob("*/plan.yaml"))


def ids(path: Path) -> set[str]:
    """Every id that belongs to one plan alone."""
    plan = planfile.load(path)
    return {
        *plan.clauses,
        *plan.gates,
        *plan.batches,
        *plan.enterprises,
        *plan.open_questions,
        *plan.documents,
        *plan.duties,
        *plan.completion_standards,
        *plan.rules,
        *(county.id for county in plan.counties),
        *(county.name for county in plan.counties),
        *(milestone.id for milestone in plan.milestones),
        *(target.id for target in plan.targets),
        *(item.id for one in plan.lists for item in one.items),
        *(part.id for one in plan.lists for item in one.items for part in item.parts),
    }


def words(path: Path) -> dict[str, int]:
    """Every string literal of a module that is no docstring, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return {
        node.value: node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    }


KNOWN = frozenset().union(*(ids(path) for path in PLANS))


def test_the_plans_are_found() -> None:
    assert len(PLANS) >= 3
    assert len(KNOWN) > 100


@pytest.mark.parametrize(
    "path", sorted((ROOT / "src").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT / "src"))
)
def test_no_id_of_any_plan_is_named_in_the_source(path: Path) -> None:
    named = {word: line for word, line in words(path).items() if word in KNOWN}
    assert not named


FIRMS = {firm.name for path in PLANS for firm in planfile.load(path).enterprises.values()}
PLACES = {county.name for path in PLANS for county in planfile.load(path).counties}


@pytest.mark.parametrize(
    "path",
    sorted(path for kind in ("*.py", "*.html", "*.css") for path in (ROOT / "src").rglob(kind)),
    ids=lambda path: str(path.relative_to(ROOT / "src")),
)
def test_no_firm_or_county_is_named_in_the_source_not_even_in_a_comment_or_a_hint(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert {name for name in FIRMS | PLACES if name in text} == set()
