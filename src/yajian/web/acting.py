"""In whose name a request acts: the one way from a page to `transact`."""

from datetime import date

import msgspec
from django.http import HttpRequest

from yajian.core.rules.roles import INSTALLER
from yajian.core.words import Command, Digest, Seq
from yajian.transact import Done, Office, Refused


class Acting(msgspec.Struct, frozen=True, kw_only=True):
    """A person, the organ he acts for, the role, and the grant that says so."""

    actor: str
    organ: str
    role: str
    grant: Seq | None = None

    def transact(
        self,
        office: Office,
        command: Command,
        *,
        effective: date,
        evidence: tuple[Digest, ...] = (),
        command_id: str | None = None,
    ) -> Done | Refused:
        """Carry out a command in this name."""
        return office.transact(
            command,
            actor=self.actor,
            organ=self.organ,
            role=self.role,
            effective=effective,
            evidence=evidence,
            command_id=command_id,
        )


NOBODY_YET = Acting(actor=INSTALLER, organ="本机", role=INSTALLER)  # until a person confirms the installation


def acting(request: HttpRequest) -> Acting:
    """Who asks."""
    visitor = getattr(request, "visitor", None)
    found: Acting = visitor.acting if visitor is not None else NOBODY_YET
    return found
