"""What the access matrix walks into: themes of voices, answered, done with a picture, and told back."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from PIL import Image

from ibasho.base.kernel import clock
from ibasho.rooms.voices.actions import deciding, doing, grouping, telling, themes
from ibasho.rooms.voices.models import Done, Theme
from tests.rooms.voices import ground
from tests.rooms.voices.ground_objects import GroundObjects

WHY = {
    "why": "要望が多く、場所があるため。",
    "child_why": "やりたい人が 多くて、おける ばしょが あったからです。",
}


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "green").save(out, "JPEG")
    return out.getvalue()


class ThemesObjects(GroundObjects):
    """Makers of this noun."""

    def theme(self) -> Theme:
        if "voice_theme!" not in self._made:
            world, at, by = self.voices(), clock.now(), self.people.by(self.people.aoi)
            voice = ground.opinion(world.school, "卓球台が ほしいです", state="shown")
            made = themes.make(
                hearing=world.hearing, values={"title": "卓球台の設置", "child_title": "たっきゅうが したい"}, by=by, at=at
            )  # fmt: skip
            grouping.put(theme=made, opinions=[voice.pk], by=by, at=at)
            deciding.decide(theme=made, values={"verdict": "reflect", **WHY}, by=by, at=at)
            self._made["voice_theme!"] = made
        return self._made["voice_theme!"]  # type: ignore[no-any-return]

    def theme_done(self) -> Done:
        if "voice_done!" not in self._made:
            at, by = clock.now(), self.people.by(self.people.aoi)
            values = {
                "on": clock.day(at), "words": "卓球台を 置いた", "child_words": "たっきゅうだいが きました",
                "photo_alt": "新しい 卓球台",
            }  # fmt: skip
            self._made["voice_done!"] = doing.report(
                theme=self.theme(), values=values, photo=photo(), by=by, at=at
            )
        return self._made["voice_done!"]  # type: ignore[no-any-return]

    def _voice_theme(self) -> dict[str, Any]:
        return {"public_id": self.theme().public_id}

    def _voice_theme_hearing(self) -> dict[str, Any]:
        """One with an answer."""
        return {"public_id": self.theme().hearing.public_id}

    def _voice_done(self) -> dict[str, Any]:
        return {"public_id": self.theme_done().public_id}

    def _voice_done_step(self) -> dict[str, Any]:
        return {**self._voice_done(), "to": "drop"}

    def _voice_told(self) -> dict[str, Any]:
        at, today = clock.now(), date(2026, 11, 1)
        made = telling.tell(
            theme=self.theme(), doors=[self.voices().school], way="poster", on=min(today, clock.day(at)),
            by=self.people.by(self.people.aoi), at=at,
        )  # fmt: skip
        return {"told": made[0].pk}
