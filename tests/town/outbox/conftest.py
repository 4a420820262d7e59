import pytest

from tests.people import Cast, cast
from tests.town.outbox.channels import World


@pytest.fixture
def town(db: None) -> Cast:
    return cast()


@pytest.fixture
def world() -> World:
    return World()
