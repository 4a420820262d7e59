import pytest

from tests.people import Cast, cast


@pytest.fixture
def town(db: None) -> Cast:
    return cast()
