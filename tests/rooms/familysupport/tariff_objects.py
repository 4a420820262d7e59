"""A draft of fees and a kept what-if, for the access matrix."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ibasho.rooms.familysupport.models import Tariff, WhatIf
from tests import make
from tests.rooms.familysupport.ground import BODY

if TYPE_CHECKING:
    from tests.people import Cast
    from tests.rooms.familysupport.ground import Ground


class TariffObjects:
    """A part of `tests.objects.Objects`."""

    people: Cast
    _made: dict[str, Any]

    if TYPE_CHECKING:

        def support(self) -> Ground: ...

    def _support_tariff(self) -> dict[str, Any]:
        row = Tariff.objects.create(
            centre=self.support().centre, name="下書き", valid_from=date(2027, 4, 1), body=BODY
        )
        return {"public_id": row.public_id}

    def _support_whatif(self) -> dict[str, Any]:
        row = WhatIf.objects.create(
            centre=self.support().centre, from_on=date(2026, 10, 26), weeks=4, made_at=make.AT,
            assumed={"more_yen": 100, "more_percent": 10, "more_tenths": 2},
        )  # fmt: skip
        return {"public_id": row.public_id}
