"""Tables as lines of cells, before anybody knows which line is the header: text, CSV, XLSX, or a zip of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ibasho.base.kernel.tables.delimited import read_delimited
from ibasho.base.kernel.tables.sniffing import decode
from ibasho.base.kernel.tables.workbook import read_workbook
from ibasho.town.areas.datasets.archives import is_workbook, is_zip, members
from ibasho.town.areas.datasets.features import TABLE_LIMITS

_REIWA, _HEISEI = 2018, 1988
_SHORT = r"(?<![A-Za-z0-9]){letter}\s*(\d{{1,2}})(?=\s*[年./-])"
_YEAR = re.compile(
    rf"令和\s*(元|\d{{1,2}})|{_SHORT.format(letter='R')}|平成\s*(\d{{1,2}})|{_SHORT.format(letter='H')}"
    r"|(?<!\d)((?:19|20)\d\d)(?=\s*(?:年|[./-]))"
)


@dataclass(frozen=True, slots=True)
class Lines:
    """A table as lines of cells with the number a person finds them at."""

    name: str
    lines: tuple[tuple[int, tuple[str, ...]], ...]

    def above(self, index: int) -> str:
        """The words above a line: titles, the day of the count."""
        return " ".join(cell for _, cells in self.lines[:index] for cell in cells if cell.strip())


def tables_of(name: str, data: bytes) -> Iterator[Lines]:
    """The table of a file, or the tables of a zip."""
    if is_zip(data) and not is_workbook(data):
        for member, body in members(data, (".txt", ".csv", ".tsv")).items():
            yield from tables_of(member, body)
        return
    if is_zip(data):
        yield Lines(name, read_workbook(data, TABLE_LIMITS).lines)
        return
    text, encoding, notes = decode(data)
    yield Lines(name, read_delimited(text, encoding, name, TABLE_LIMITS, notes).lines)


def year_in(*words: str) -> int | None:
    """The year a title or a file's name speaks of: 「令和8年4月1日現在」, 「2026年」, 「R8.4.1」; the first of them."""
    for text in words:
        found = _YEAR.search(unicodedata.normalize("NFKC", text))
        if found:
            return _year(found)
    return None


def _year(found: re.Match[str]) -> int:
    reiwa, heisei = found[1] or found[2], found[3] or found[4]
    if reiwa:
        return _REIWA + (1 if reiwa == "元" else int(reiwa))
    return _HEISEI + int(heisei) if heisei else int(found[5])


def plain(cells: Iterable[str]) -> list[str]:
    """Header cells without width, spaces and brackets."""
    return [re.sub(r"[\s()（）]+", "", unicodedata.normalize("NFKC", cell)) for cell in cells]
