"""`python -m tests.rooms.voices.corpus`: writes anew what the likeness rule has learned, and the page of figures."""

from __future__ import annotations

from pathlib import Path

from ibasho.town.concerns.rules import likeness
from tests.rooms.voices.corpus import figures, likeness_file

likeness.FILE.write_text(likeness_file(), encoding="utf-8")
Path("docs/voices-words.md").write_text(figures.page(), encoding="utf-8")
