"""Where invariants are noted, each under the number it has in the list, and what the other numbers wait for."""

from collections.abc import Callable

from tests.simulator.world import Before, World
from yajian.journal.booking import Answer

Step = Callable[[World, Before, Answer], None]
Look = Callable[[World], None]

STEP: list[tuple[str, Step]] = []
STANDING: list[tuple[str, Look]] = []
HISTORY: list[tuple[str, Look]] = []

# Numbers nothing can be checked for yet, each with what it waits for.
WAITING = {
    "I8": "new projects and the gate that admits them",
    "I21": "acceptance",
    "I28": "the public view",
    "I29": "telemetry",
}


def step(number: str) -> Callable[[Step], Step]:
    """Looked at after every command, with how things stood before and what was answered."""

    def noted(one: Step) -> Step:
        STEP.append((number, one))
        return one

    return noted


def standing(number: str) -> Callable[[Look], Look]:
    """Looked at now and then, in the books as they stand."""

    def noted(one: Look) -> Look:
        STANDING.append((number, one))
        return one

    return noted


def history(number: str) -> Callable[[Look], Look]:
    """Looked at once, over the whole journal, when the office closes."""

    def noted(one: Look) -> Look:
        HISTORY.append((number, one))
        return one

    return noted


def numbers() -> set[str]:
    return {number for number, _ in (*STEP, *STANDING, *HISTORY)}
