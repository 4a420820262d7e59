"""Words of the city that no list knows, read before the first child comes: by the clock they would be some minutes later."""

from __future__ import annotations

from demo.loading.work import Work
from ibasho.base.ports.reader import reader
from ibasho.base.ui import texts
from ibasho.rooms.bulletin.actions import readings


def load(work: Work) -> str:
    found = (text for source in texts.sources().values() for text in source())
    return f"{readings.guess(texts=found, reader=reader(), by=work.by, at=work.at)}語"
