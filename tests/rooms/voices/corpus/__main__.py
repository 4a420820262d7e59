"""`python -m tests.rooms.voices.corpus`: writes what the likeness rule has learned anew."""

from __future__ import annotations

from ibasho.town.concerns.rules import likeness
from tests.rooms.voices.corpus import likeness_file

likeness.FILE.write_text(likeness_file(), encoding="utf-8")
