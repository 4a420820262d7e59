"""The files of messages: brought up to date with the sources, checked, compiled."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from ibasho.base.kernel import clock
from ibasho.base.ui.languages.collecting import ROOT, Saying, sayings

LOCALES = {
    "ja-simple": "ja_Simple",
    "en": "en",
    "pt-br": "pt_BR",
}  # by code of the language, as Django names folders
COPIED = frozenset({"ja-simple"})  # what has no easier words of its own is said as it stands
_BABEL = {"ja_Simple": "ja", "en": "en", "pt_BR": "pt_BR"}
_NO_DATE = datetime(2026, 11, 26, tzinfo=clock.JST)  # the same words give the same file on every day
_JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")
_HOLE = re.compile(r"%\(\w+\)[sd]|%%")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something a catalog lacks or gets wrong."""

    language: str
    text: str
    what: str


def po_path(app: str, locale: str, root: Path = ROOT) -> Path:
    return root / Path(*app.split(".")) / "locale" / locale / "LC_MESSAGES" / "django.po"


def collect(root: Path = ROOT) -> int:
    """Rewrites every catalog to hold exactly what the sources say, keeping what is translated. Gives the number of texts."""
    by_app: dict[str, list[Saying]] = defaultdict(list)
    found = sayings()
    for saying in found.values():
        by_app[saying.app].append(saying)
    for locale in LOCALES.values():
        known = _known(locale, root)
        for path in root.glob(f"ibasho/*/*/locale/{locale}/LC_MESSAGES/django.po"):
            if ".".join(path.relative_to(root).parts[:3]) not in by_app:
                path.unlink()
        for app, rows in by_app.items():
            _write(po_path(app, locale, root), _catalog(rows, locale, known))
    return len(found)


def compile_all(root: Path = ROOT) -> int:
    """A .mo beside every .po. Gives the number of files."""
    paths = sorted(root.glob("ibasho/*/*/locale/*/LC_MESSAGES/django.po"))
    for path in paths:
        with path.with_suffix(".mo").open("wb") as out:
            write_mo(out, read(path))
    return len(paths)


def flaws(root: Path = ROOT) -> list[Flaw]:
    """Texts without words in a language, with other holes than the source, or still Japanese."""
    found = sayings()
    return [
        Flaw(language, text, what)
        for language, locale in LOCALES.items()
        for known in [_known(locale, root)]
        for text in found
        if (what := _flaw(language, text, known.get(text, ())))
    ]


def read(path: Path) -> Catalog:
    locale = path.parts[-3]
    with path.open("rb") as file:
        return read_po(file, locale=_BABEL[locale])


def words_of(language: str, root: Path = ROOT) -> dict[str, str]:
    """Text → what it is in a language, the first form of a counted one; without those that are not translated."""
    return {text: words[0] for text, words in _known(LOCALES[language], root).items()}


def _flaw(language: str, text: str, words: tuple[str, ...]) -> str:
    if not words or not all(words):
        return "" if language in COPIED else "no words yet"
    if any(sorted(_HOLE.findall(one)) != sorted(_HOLE.findall(text)) for one in words):
        return "other holes than the source"
    if language not in COPIED and any(_JAPANESE.search(one) for one in words):
        return "still Japanese"
    return ""


def _known(locale: str, root: Path) -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for path in sorted(root.glob(f"ibasho/*/*/locale/{locale}/LC_MESSAGES/django.po")):
        for message in read(path):
            key = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
            words = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
            if key and any(words):
                out.setdefault(str(key), tuple(str(one) for one in words))
    return out


def _catalog(rows: list[Saying], locale: str, known: dict[str, tuple[str, ...]]) -> Catalog:
    catalog = Catalog(
        locale=_BABEL[locale], project="ibasho", header_comment=f"# {locale}", fuzzy=False, creation_date=_NO_DATE,
        revision_date=_NO_DATE,
    )  # fmt: skip
    for saying in rows:
        words = known.get(saying.text, ())
        forms = catalog.num_plurals
        if saying.counted:
            filled = (words + (words[-1:] or ("",)) * forms)[:forms]
            message = Message((saying.text, saying.text), filled, flags=("python-format",))
        else:
            message = Message(saying.text, words[0] if words else "", flags=_flags(saying.text))
        message.locations = [(one.rsplit(":", 1)[0], 0) for one in saying.where[:1]]
        catalog[message.id] = message
    return catalog


def _flags(text: str) -> tuple[str, ...]:
    return ("python-format",) if _HOLE.search(text) else ()


def _write(path: Path, catalog: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(f".{os.getpid()}")
    with half.open("wb") as out:
        write_po(out, catalog, width=0, include_lineno=False)
    half.replace(
        path
    )  # who reads meanwhile (another `collect`) finds all words of before, never half of them
