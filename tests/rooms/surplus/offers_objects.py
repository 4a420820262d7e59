"""What the access matrix walks into: offers of surplus."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.surplus.actions import offer_links
from ibasho.rooms.surplus.models import Offer, StandingOffer
from ibasho.town.people.models import Organisation
from ibasho.town.places.rules.photos import redrawn
from tests import make
from tests.rooms.surplus import ground
from tests.rooms.surplus.ground_objects import SurplusObjects


class OffersObjects(SurplusObjects):
    """Makers of this noun."""

    def _surplus_token(self) -> dict[str, Any]:
        """The link of somebody without an account."""
        if "surplus_token!" not in self._made:
            self._made["surplus_token!"] = with_link(
                ground.offer(None, giver_name="山田", giver_phone="051-000-0009", told="public", state="new")
            )
        return {"token": offer_links.token(self._made["surplus_token!"])}

    def _surplus_offer_photo(self) -> dict[str, Any]:
        if "surplus_photo!" not in self._made:
            self._made["surplus_photo!"] = with_photo(ground.offer(self.people.midori, name="かぶ"))
        return {"public_id": self._made["surplus_photo!"].public_id}

    def _surplus_promise(self) -> dict[str, Any]:
        if "surplus_promise!" not in self._made:
            self._made["surplus_promise!"] = promise(self.people.midori)
        return {"public_id": self._made["surplus_promise!"].public_id}


def with_link(offer: Offer) -> Offer:
    offer_links.write(offer, make.AT)
    return with_photo(offer)


def with_photo(offer: Offer) -> Offer:
    offer.photo.save(f"{new_code()}.webp", ContentFile(redrawn(picture())), save=True)
    return offer


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "orange").save(out, "PNG")
    return out.getvalue()


def promise(organisation: Organisation, **changed: Any) -> StandingOffer:
    """Daikon every Tuesday from November to February; the tests' today is such a Tuesday."""
    return StandingOffer.objects.create(
        **{
            "organisation": organisation, "food": "vegetable", "name": "大根", "grams": 20_000, "step_grams": 5_000,
            "keeps_days": 10, "months": [1, 2, 11, 12], "weekday": 1, "pickup_words": "農園の 倉庫", "made_at": make.AT,
            **changed,
        }
    )  # fmt: skip
