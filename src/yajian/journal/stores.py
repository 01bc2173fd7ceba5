"""Where the books lie: in a file of the data folder, or in the PostgreSQL database that one setting names.

Evidence lies in the data folder either way, and the folder remembers whose it is: books and evidence that are
not each other's are refused, because somebody changed a setting and meant something else.
"""

from typing import TYPE_CHECKING

from yajian.journal.home import Home, claim
from yajian.journal.sqlite import SqliteStore
from yajian.journal.store import Store, Unsafe

if TYPE_CHECKING:
    from yajian.journal.postgres import PostgresStore


def open_books(home: Home, database: str = "") -> Store:
    """The store of an office, made ready if the books are new. Raises Unsafe."""
    if not database:
        if home.database.exists():
            raise Unsafe(f"{home.root} 的账簿在 PostgreSQL 里，请设好 YAJIAN_DATABASE_URL 再打开。")
        home.prepare()
        return SqliteStore(home.journal)
    home.prepare_folders()
    if home.has_journal:
        raise Unsafe(
            f"设了 YAJIAN_DATABASE_URL，{home.root} 里却已有一本账簿（{home.journal.name}）。要继续用它，请去掉该设置；"
            "要移到数据库，请先 ./run backup，再换一个空的数据目录 ./run restore。"
        )
    store = in_database(database)
    try:
        refuse_strangers(home, store)
    except BaseException:
        store.close()
        raise
    return store


def existing(home: Home, database: str = "", *, checked: bool = True) -> Store:
    """The store of books that are there. `checked=False`: to look at them, however they stand."""
    return in_database(database, checked=checked) if database else SqliteStore(home.journal, checked=checked)


def in_database(database: str, *, checked: bool = True) -> "PostgresStore":
    from yajian.journal.postgres import (
        PostgresStore,  # loads the driver, which an embedded office never needs
    )

    return PostgresStore(database, checked=checked)


def refuse_strangers(home: Home, store: "PostgresStore") -> None:
    """Let a new folder remember new books; raise Unsafe for a folder and books that do not belong together."""
    books = store.books()
    # Looked at before the name: whoever is opening both for the first time right now has written the name first.
    evidence, written = home.has_evidence, store.head().seq
    if not home.database.exists() and written and not evidence:
        raise Unsafe(
            f"数据库里有 {written} 条记录，{home.root} 却是新的数据目录。请把 YAJIAN_HOME 设成原来的数据目录。"
        )
    if not home.database.exists() and evidence:
        raise Unsafe(
            f"{home.root} 里有附件，却不知是哪本账簿的：恢复没有做完，或文件缺了。"
            "请换一个空的数据目录，用 ./run restore 从备份恢复。"
        )
    claim(home.database, books)
    if home.database.read_text() != books:
        raise Unsafe(
            f"{home.root} 的附件是另一个数据库的。请核对 YAJIAN_DATABASE_URL 和 YAJIAN_HOME；"
            "要换数据库，请先 ./run backup，再换空的数据目录和空的数据库 ./run restore。"
        )
