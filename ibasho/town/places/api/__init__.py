"""The public API of places, cut by noun: thin, from a schema to a query. The front of the house puts it under /api/v1/."""

from __future__ import annotations

from ninja import Router

from ibasho.town.places.api import days, hsds, places, words

router = Router()
router.add_router("", places.router, tags=["居場所"])
router.add_router("", days.router, tags=["あく日ともよおし"])
router.add_router("", words.router, tags=["ことばの一覧"])
router.add_router("/hsds", hsds.router, tags=["HSDS"])
