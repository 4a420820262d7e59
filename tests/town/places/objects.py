"""The places, days and changes the access matrix walks into: Hana's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.town.places.models import Event, Place, Session
from tests import make
from tests.people import Cast


class PlacesObjects:
    people: Cast
    _made: dict[str, Any]

    def place(self) -> Place:
        if "place!" not in self._made:
            self._made["place!"] = make.place(organisation=self.people.midori)
        return self._made["place!"]  # type: ignore[no-any-return]

    def _place(self) -> dict[str, Any]:
        return {"public_id": self.place().public_id}

    def event(self) -> Event:
        if "event!" not in self._made:
            self._made["event!"] = make.event(organisation=self.people.midori)
        return self._made["event!"]  # type: ignore[no-any-return]

    def _event(self) -> dict[str, Any]:
        return {"public_id": self.event().public_id}

    def session(self) -> Session:
        """A day of that event, a week from today: the matrix walks at the clock's own time."""
        if "session!" not in self._made:
            day = clock.day(clock.now()) + timedelta(days=7)
            self._made["session!"] = make.event_day(self.event(), day)
        return self._made["session!"]  # type: ignore[no-any-return]

    def _event_day(self) -> dict[str, Any]:
        return {"public_id": self.event().public_id, "session": self.session().pk}

    def _session(self) -> dict[str, Any]:
        return {"session": self.session().pk}

    def _dataset(self) -> dict[str, Any]:
        return {"dataset": "kodomo_shokudo"}

    def _table(self) -> dict[str, Any]:
        return {"dataset": "kodomo_shokudo", "kind": "csv"}

    def _place_step(self) -> dict[str, Any]:
        return {"public_id": self.place().public_id, "step": "resume"}

    def _closed_days(self) -> dict[str, Any]:
        return {"public_id": self.place().public_id, "closed": make.closed_days(self.place()).pk}

    def _change(self) -> dict[str, Any]:
        return {"public_id": make.change(self.place(), asked_by=self.people.hana).public_id}

    def _claim(self) -> dict[str, Any]:
        row = make.claim(make.place("だれのでもない"), self.people.midori, asked_by=self.people.hana)
        return {"public_id": row.public_id}

    def _note(self) -> dict[str, Any]:
        return {"public_id": make.note(self.place()).public_id}

    def _mistake(self) -> dict[str, Any]:
        return {"public_id": make.mistake(self.place()).public_id}

    def _photo(self) -> dict[str, Any]:
        """Not approved yet."""
        return {"public_id": make.photo(self.place()).public_id}

    def _import_run(self) -> dict[str, Any]:
        """A file Aoi is looking at."""
        return {"public_id": make.import_run(ran_by=self.people.aoi).public_id}

    def _candidate(self) -> dict[str, Any]:
        return {"public_id": make.candidate().public_id}
