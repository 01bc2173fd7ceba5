"""Brings the catalogue up to what the house says: `PYTHONPATH=src .venv/bin/python -m tests.english.gather`.

What is new stands in it without English, for somebody to write; what nobody says any more is gone; what moved moves along.
"""

import json
import tomllib

from tests.english.harvest import harvest
from yajian.web.english.catalogue import FOLDER


def written() -> dict[str, str]:
    """Every entry there is, those without English too. One said twice must say the same."""
    found: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for table in tomllib.loads(path.read_text("utf-8")).values():
            for chinese, english in table.items():
                if found.setdefault(chinese, english) != english:
                    raise SystemExit(f"{path.name}: “{chinese}” has two translations")
    return found


def gather() -> list[str]:
    """Writes the files anew; answers with what has no English yet."""
    known, rooms = written(), harvest()
    for path in FOLDER.glob("*.toml"):
        path.unlink()
    for room, modules in rooms.items():
        tables = [_table(module, keys, known) for module, keys in modules.items()]
        (FOLDER / f"{room}.toml").write_text("\n".join(tables), "utf-8")
    return [
        one for modules in rooms.values() for keys in modules.values() for one in keys if not known.get(one)
    ]


def _table(module: str, keys: list[str], known: dict[str, str]) -> str:
    lines = (f"{_quoted(one)} = {_quoted(known.get(one, ''))}\n" for one in keys)
    return f"[{module}]\n{''.join(lines)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    missing = gather()
    print(f"{len(missing)} without English")
    for one in missing[:40]:
        print(f"  {one}")
