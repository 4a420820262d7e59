from __future__ import annotations

import pytest

from demo.loading.chapters import network
from demo.loading.work import Work
from tests.demo.loaded import work_of

work = work_of(network.load, says="交流会")
pytestmark = pytest.mark.usefixtures("work")


def test_print(work: Work) -> None:
    assert 0
