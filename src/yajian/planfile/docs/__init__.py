"""What is generated about the plan file for its authors: the reference page and the editors' schema."""

from collections.abc import Mapping
from pathlib import Path

from yajian.planfile.docs.guide import guide_text
from yajian.planfile.docs.schema import schema, schema_text


def pages(plans: Path) -> Mapping[str, str]:
    """Every generated file by the name it has under docs/reference."""
    return {"plan-file.md": guide_text(plans), "plan-file.schema.json": schema_text()}


__all__ = ["guide_text", "pages", "schema", "schema_text"]
