"""Interests, the answers to them, and an entry of the ledger by its number."""

from datetime import date

import msgspec

from yajian.core.facts import dossier
from yajian.core.facts.dossier import Entered, InterestAnswered, InterestRecorded
from yajian.core.history import Entry
from yajian.core.programme import Programme
from yajian.core.rules.dossier.firms import at
from yajian.core.words import Digest, EnterpriseId, Seq


def interest(programme: Programme, number: Seq, known: Seq | None = None) -> Entry[InterestRecorded] | None:
    return at(programme.dossiers.interests, number, known=known)


def interests(
    programme: Programme, as_of: date | None = None, known: Seq | None = None
) -> dict[EnterpriseId, tuple[Entry[InterestRecorded], ...]]:
    """What was recorded by a day, by enterprise, in the order it came."""
    found: dict[EnterpriseId, tuple[Entry[InterestRecorded], ...]] = {}
    for past in programme.dossiers.interests.values():
        entry = past.at(as_of, known)
        if entry is not None:
            found[entry.value.enterprise] = (*found.get(entry.value.enterprise, ()), entry)
    return found


def answer_to(
    programme: Programme, number: Seq, as_of: date | None = None, known: Seq | None = None
) -> Entry[InterestAnswered] | None:
    return at(programme.dossiers.answers, number, as_of, known)


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The row of an imported workbook that a fact came from."""

    imported: Seq
    file: Digest
    sheet: str
    row: int


def source(programme: Programme, seq: Seq) -> Source | None:
    """None if the fact was entered by hand. An import is followed by its rows' facts, and by nothing else."""
    for first, imported in programme.dossiers.imports.items():
        after = seq - first
        for line in imported.rows if after > 0 else ():
            if after <= line.facts:
                return Source(imported=first, file=imported.file, sheet=line.sheet, row=line.row)
            after -= line.facts
    return None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """An entry by its number: on which timeline it stands, under which id, and whether it still does."""

    entered: Entered
    subject: str
    withdrawn: bool


def entry_numbered(programme: Programme, seq: Seq) -> Standing | None:
    for entered, table in programme.dossiers.tables().items():
        for subject, past in table.items():
            for entry in past.entries:
                if entry.seq == seq:
                    gone = entry.corrected_by is not None
                    return Standing(entered=entered, subject=str(subject), withdrawn=gone)
    return None


def without(programme: Programme, standing: Standing, seq: Seq) -> Programme:
    """The programme as it would be once the entry is withdrawn."""
    dossiers = programme.dossiers.branch()
    dossier.close(dossiers, standing.entered, standing.subject, seq, Seq(programme.seq + 1))
    return msgspec.structs.replace(programme, dossiers=dossiers)
