"""What a person proves himself with: passwords, one-time codes and links, sessions, and the log of entries.

None of it is in the journal. Who exists and what he may do are facts; what he knows is a secret, and may be forgotten.
"""

from yajian.accounts.desk import Accounts, Declined, Invitation, Session, Standing, Visit
from yajian.accounts.opening import open_accounts
from yajian.accounts.tables import Unavailable

__all__ = [
    "Accounts",
    "Declined",
    "Invitation",
    "Session",
    "Standing",
    "Unavailable",
    "Visit",
    "open_accounts",
]
