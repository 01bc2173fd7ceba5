"""The tables in PostgreSQL, their guards, and who may do what: made once by an administrator, never by the office.

The owner holds the tables and does not log in. The writer may look and add, and nothing else. Each statement is
written as the server's own catalogue spells it, so that opening can compare the two.
"""

import re
from typing import Any

from yajian.journal.rows import Execute

OWNER, WRITER = "yajian_owner", "yajian"

TABLES = (
    "CREATE TABLE facts (seq bigint NOT NULL, body bytea NOT NULL)",
    # The order of "C" is the same on every machine; a language's order changes with the system's libraries.
    'CREATE TABLE commands (cmd text COLLATE "C" NOT NULL, ask text NOT NULL,'
    " first bigint NOT NULL, last bigint NOT NULL, leaf text NOT NULL)",
    "CREATE TABLE attempts (id bigint NOT NULL, body bytea NOT NULL, leaf text NOT NULL)",
    # One row, which a turn locks; the next place in the journal follows from it. `books` tells these books from others.
    "CREATE TABLE head (one boolean NOT NULL, books uuid NOT NULL, seq bigint NOT NULL)",
)
CONSTRAINTS = (
    "ALTER TABLE facts ADD CONSTRAINT facts_pkey PRIMARY KEY (seq)",
    "ALTER TABLE commands ADD CONSTRAINT commands_pkey PRIMARY KEY (cmd)",
    "ALTER TABLE commands ADD CONSTRAINT commands_first_fkey FOREIGN KEY (first) REFERENCES facts(seq)",
    "ALTER TABLE commands ADD CONSTRAINT commands_last_fkey FOREIGN KEY (last) REFERENCES facts(seq)",
    "ALTER TABLE attempts ADD CONSTRAINT attempts_pkey PRIMARY KEY (id)",
    "ALTER TABLE head ADD CONSTRAINT head_pkey PRIMARY KEY (one)",
    "ALTER TABLE head ADD CONSTRAINT head_one_check CHECK (one)",
)


def function(schema: str, name: str, body: str) -> str:
    """A trigger's function, as the catalogue spells it."""
    return (
        f"CREATE OR REPLACE FUNCTION {schema}.{name}()\n RETURNS trigger\n LANGUAGE plpgsql\n"
        f"AS $function$BEGIN {body} END$function$\n"
    )


def _unless(follows: str, saw: str) -> str:
    return (
        f"IF NEW.seq IS DISTINCT FROM ({follows}) THEN"
        f" RAISE EXCEPTION '{saw}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW;"
    )


FUNCTIONS = (
    function(
        "yajian",
        "only_grow",
        "RAISE EXCEPTION '账簿只增不改' USING ERRCODE = 'integrity_constraint_violation';",
    ),
    function(
        "yajian",
        "in_order",
        _unless("SELECT coalesce(max(seq), 0) + 1 FROM yajian.facts", "事实只能逐条接续"),
    ),
    function(
        "yajian", "follow_facts", _unless("SELECT max(seq) FROM yajian.facts", "末条序号只能跟着事实走")
    ),
)
TRIGGERS = (
    "CREATE TRIGGER facts_in_order BEFORE INSERT ON yajian.facts FOR EACH ROW EXECUTE FUNCTION in_order()",
    "CREATE TRIGGER head_follows_facts BEFORE UPDATE ON yajian.head"
    " FOR EACH ROW EXECUTE FUNCTION follow_facts()",
    "CREATE TRIGGER head_stays BEFORE DELETE OR TRUNCATE ON yajian.head"
    " FOR EACH STATEMENT EXECUTE FUNCTION only_grow()",
    *(
        f"CREATE TRIGGER {table}_only_grow BEFORE DELETE OR UPDATE OR TRUNCATE ON yajian.{table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION only_grow()"
        for table in ("facts", "commands", "attempts")
    ),
)
SCHEMA = (*TABLES, *CONSTRAINTS, *FUNCTIONS, *TRIGGERS)

RIGHTS = (
    "REVOKE ALL ON SCHEMA yajian FROM PUBLIC",
    "GRANT USAGE ON SCHEMA yajian TO {writer}",
    "GRANT SELECT, INSERT ON facts, commands, attempts TO {writer}",
    "GRANT SELECT, UPDATE (seq) ON head TO {writer}",
)

# What the catalogue says of the schema, in the spelling of SCHEMA. A guard that is switched off is left out.
_SAYS = """
SELECT format('CREATE TABLE %s (%s)', c.oid::regclass, string_agg(concat(quote_ident(a.attname), ' ',
    format_type(a.atttypid, a.atttypmod), CASE a.attcollation WHEN '"C"'::regcollation THEN ' COLLATE "C"' END,
    CASE WHEN a.attnotnull THEN ' NOT NULL' END), ', ' ORDER BY a.attnum))
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = to_regnamespace('yajian') AND c.relkind NOT IN ('i', 't') GROUP BY c.oid
UNION ALL
SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE connamespace = to_regnamespace('yajian') AND contype NOT IN ('n', 't')
UNION ALL
SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = to_regnamespace('yajian')
UNION ALL
SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = to_regnamespace('yajian') AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
UNION ALL
SELECT definition FROM pg_rules WHERE schemaname = 'yajian'
UNION ALL
SELECT format('ROW LEVEL SECURITY ON %s', oid::regclass) FROM pg_class
WHERE relnamespace = to_regnamespace('yajian') AND relrowsecurity
"""

_TOO_MUCH = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = to_regnamespace('yajian') AND c.relkind = 'r' AND (
    pg_has_role(c.relowner, 'MEMBER')
    OR has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
    OR has_schema_privilege('yajian', 'CREATE'))
ORDER BY c.relname
"""


def refuse_names(*names: str) -> None:
    """Raises ValueError for a role's name that would have to be quoted."""
    for name in names:
        if not re.fullmatch("[a-z_][a-z0-9_]{0,62}", name):
            raise ValueError(f"角色名 {name} 须由小写字母、数字和下划线组成")


def script(owner: str = OWNER, writer: str = WRITER) -> str:
    """All that an administrator has to run once, as one transaction. Raises ValueError for a name to be quoted."""
    refuse_names(owner, writer)
    roles = "\n".join(
        f"  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}')"
        f" THEN CREATE ROLE {name} {may}; END IF;"
        for name, may in ((owner, "NOLOGIN"), (writer, "LOGIN"))
    )
    statements = (
        "SET client_encoding = 'UTF8'",
        "BEGIN",
        f"DO $$BEGIN\n{roles}\nEND$$",
        f"CREATE SCHEMA yajian AUTHORIZATION {owner}",
        f"SET LOCAL ROLE {owner}",
        "SET LOCAL search_path = yajian, pg_temp",
        *SCHEMA,
        "INSERT INTO head (one, books, seq) VALUES (true, gen_random_uuid(), 0)",
        *(right.format(writer=writer) for right in RIGHTS),
        "COMMIT",
    )
    return "".join(f"{statement.rstrip()};\n" for statement in statements)


def exists(execute: Execute) -> bool:
    return bool(execute("SELECT to_regnamespace('yajian') IS NOT NULL")[0][0])


def schema_faults(execute: Execute) -> list[str]:
    """How the tables and guards differ from what the script makes, in Chinese clauses."""
    return catalogue_faults(execute, "yajian", SCHEMA)


def catalogue_faults(execute: Execute, schema: str, made: tuple[str, ...]) -> list[str]:
    """How a schema as the catalogue tells it differs from the statements that made it."""
    found = {row[0] for row in execute(_SAYS.replace("'yajian'", f"'{schema}'"))}
    faults = [f"缺“{_named(one)}”，或它被改过、被停用" for one in made if one not in found]
    return faults + [f"多出“{_named(one)}”" for one in sorted(found - set(made))]


def role_faults(execute: Execute) -> list[str]:
    """What the role that is connected could do to the books beside adding to them."""
    tables: list[Any] = [row[0] for row in execute(_TOO_MUCH)]
    if not tables:
        return []
    [(role,)] = execute("SELECT current_user")
    return [f"角色 {role} 能改、能删 {'、'.join(tables)}：它是超级用户、表的主人，或多给了权限"]


def _named(statement: str) -> str:
    """The line of a statement that says what it is about, cut short."""
    return statement.splitlines()[0].removeprefix("CREATE ").removeprefix("OR REPLACE ")[:60]
