"""`--seed N` plays one seed again, and nothing else."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seed", type=int, help="play this seed of the simulator alone")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--seed", default=None) is not None:
        items[:] = [item for item in items if isinstance(_seeds(item), range)]


def _seeds(item: pytest.Item) -> object:
    """The seeds a test plays; without any, pytest leaves a mark in their place."""
    return item.callspec.params.get("seeds") if hasattr(item, "callspec") else None
