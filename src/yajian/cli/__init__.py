"""The command line: one module a verb group. Verbs that record are drawn from the command structs."""

import click

from yajian.cli import (
    account,
    adoption,
    audit,
    books,
    capacity,
    derived,
    dossier,
    duties,
    facilities,
    organs,
    postgresql,
    reference,
    sheets,
    statements,
    status,
    story,
    survey,
)


def verbs() -> tuple[click.Command, ...]:
    """Every verb, in the order the help lists them."""
    return (
        status.command,
        capacity.command,
        organs.command,
        facilities.command,
        *adoption.COMMANDS,
        *(
            dossier.with_show(group) if group.name == "dossier" else group
            for group in derived.groups(
                {"survey": survey.command, "duties": duties.command, "statements": statements.command}
            )
        ),
        sheets.command,
        *audit.COMMANDS,
        *books.COMMANDS,
        account.command,
        postgresql.command,
        story.command,
        reference.command,
    )
