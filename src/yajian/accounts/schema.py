"""The tables of accounts: in SQLite as the file says them, in PostgreSQL as the server's own catalogue does.

Times are whole seconds since 1970. Links and sessions are kept as digests: who reads the tables cannot use them.
"""

from yajian.journal.postgres_schema import catalogue_faults, function, refuse_names
from yajian.journal.rows import Execute

APPLICATION = 0x59616A61  # "Yaja", in the file's header

_TEXT, _NUMBER = "text", "number"
COLUMNS = {
    "credential": {
        "person": _TEXT,
        "hash": _TEXT,
        "version": _NUMBER,  # grows with every change; sessions of an older one are over
        "totp": _TEXT,  # the secret, or nothing
        "step": _NUMBER,  # of the last code that was used
        "shut": _NUMBER,
        "changed": _NUMBER,
    },
    "invitation": {"digest": _TEXT, "person": _TEXT, "made": _NUMBER, "until": _NUMBER, "used": _NUMBER},
    "session": {
        "digest": _TEXT,
        "person": _TEXT,
        "version": _NUMBER,
        "chosen": _NUMBER,  # the grant acted under, 0 for none chosen
        "begun": _NUMBER,
        "seen": _NUMBER,
        "address": _TEXT,
    },
    "access": {
        "id": _NUMBER,
        "at": _NUMBER,
        "kind": _TEXT,
        "person": _TEXT,
        "doer": _TEXT,  # if not the person
        "address": _TEXT,
    },
}
KEYS = {"credential": "person", "invitation": "digest", "session": "digest", "access": "id"}


def _sqlite(table: str) -> str:
    kinds = {_TEXT: "TEXT", _NUMBER: "INTEGER"}
    columns = ", ".join(f"{name} {kinds[kind]} NOT NULL" for name, kind in COLUMNS[table].items())
    return f"CREATE TABLE {table}({columns}, PRIMARY KEY ({KEYS[table]})) STRICT"


def _postgres(table: str) -> str:
    kinds = {_TEXT: 'text COLLATE "C"', _NUMBER: "bigint"}
    columns = ", ".join(f"{name} {kinds[kind]} NOT NULL" for name, kind in COLUMNS[table].items())
    return f"CREATE TABLE {table} ({columns})"


SQLITE = (
    *(_sqlite(table) for table in COLUMNS),
    *(
        f"CREATE TRIGGER access_no_{verb.lower()} BEFORE {verb} ON access"
        " BEGIN SELECT RAISE(ABORT, '登录日志只增不改'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    # Because INSERT OR REPLACE deletes without asking the delete trigger.
    "CREATE TRIGGER access_in_order BEFORE INSERT ON access"
    " WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM access)"
    " BEGIN SELECT RAISE(ABORT, '登录日志只能逐条接续'); END",
)

SCHEMA = "yajian_accounts"
POSTGRES = (
    *(_postgres(table) for table in COLUMNS),
    *(f"ALTER TABLE {table} ADD CONSTRAINT {table}_pkey PRIMARY KEY ({key})" for table, key in KEYS.items()),
    function(
        SCHEMA,
        "only_grow",
        "RAISE EXCEPTION '登录日志只增不改' USING ERRCODE = 'integrity_constraint_violation';",
    ),
    f"CREATE TRIGGER access_only_grow BEFORE DELETE OR UPDATE OR TRUNCATE ON {SCHEMA}.access"
    " FOR EACH STATEMENT EXECUTE FUNCTION only_grow()",
)
_RIGHTS = (
    f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC",
    f"GRANT USAGE ON SCHEMA {SCHEMA} TO {{writer}}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON credential, invitation, session TO {writer}",
    "GRANT SELECT, INSERT ON access TO {writer}",
)
_TOO_MUCH = f"""
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = to_regnamespace('{SCHEMA}') AND c.relname = 'access' AND (
    pg_has_role(c.relowner, 'MEMBER')
    OR has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
    OR has_schema_privilege('{SCHEMA}', 'CREATE'))
"""


def script(owner: str, writer: str) -> str:
    """What an administrator runs after the script of the books, in the same database. Raises ValueError."""
    refuse_names(owner, writer)
    statements = (
        "SET client_encoding = 'UTF8'",
        "BEGIN",
        f"CREATE SCHEMA {SCHEMA} AUTHORIZATION {owner}",
        f"SET LOCAL ROLE {owner}",
        f"SET LOCAL search_path = {SCHEMA}, pg_temp",
        *POSTGRES,
        *(right.format(writer=writer) for right in _RIGHTS),
        "COMMIT",
    )
    return "".join(f"{statement.rstrip()};\n" for statement in statements)


def postgres_faults(execute: Execute) -> list[str]:
    """How the tables, guards and rights differ from what the script makes, in Chinese clauses."""
    if not execute(f"SELECT to_regnamespace('{SCHEMA}') IS NOT NULL")[0][0]:
        return ["还没有账号的表"]
    faults = catalogue_faults(execute, SCHEMA, POSTGRES)
    if execute(_TOO_MUCH):
        faults.append("所用的角色能改、能删登录日志")
    return faults
