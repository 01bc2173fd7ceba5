"""The command line: one module a verb group. Verbs that record are drawn from the command structs."""

import click

from yajian.cli import (
    acceptance,
    account,
    adoption,
    audit,
    bankstatements,
    books,
    capacity,
    courts,
    derived,
    dossier,
    duties,
    facilities,
    flags,
    gates,
    money,
    organs,
    papers,
    postgresql,
    quotas,
    reference,
    risks,
    sheets,
    statements,
    status,
    story,
    survey,
    utilities,
    workers,
    workplans,
)

_with_its_own = {
    "bankstatements": bankstatements.with_import,
    "dossier": dossier.with_show,
    "papers": papers.with_files,
}


def verbs() -> tuple[click.Command, ...]:
    """Every verb, in the order the help lists them."""
    return (
        status.command,
        capacity.command,
        organs.command,
        facilities.command,
        gates.command,
        money.command,
        *adoption.COMMANDS,
        *(
            _with_its_own.get(group.name or "", lambda plain: plain)(group)
            for group in derived.groups(
                {
                    "acceptance": acceptance.command,
                    "survey": survey.command,
                    "workplans": workplans.command,
                    "risks": risks.command,
                    "quotas": quotas.command,
                    "bankstatements": bankstatements.command,
                    "duties": duties.command,
                    "statements": statements.command,
                    "papers": papers.command,
                    "courts": courts.command,
                    "flags": flags.command,
                    "utilities": utilities.command,
                }
            )
        ),
        sheets.command,
        workers.command,
        *audit.COMMANDS,
        *books.COMMANDS,
        account.command,
        postgresql.command,
        story.command,
        reference.command,
    )
