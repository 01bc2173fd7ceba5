"""What every command about a hold answers with."""

from yajian.core.programme import AnyFact
from yajian.core.words import Refusal

Outcome = tuple[AnyFact, ...] | Refusal
