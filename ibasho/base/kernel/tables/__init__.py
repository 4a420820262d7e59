"""Tables in and out: CSV, TSV and XLSX as cities really publish them.

`read_table` takes bytes and gives a Table of text cells or raises Unreadable with one Japanese sentence;
nothing in a file is ever evaluated. `write_csv`, `write_xlsx` and `write_book` write what a city may open in Excel.
"""

from __future__ import annotations

from collections.abc import Collection

from ibasho.base.kernel.tables.delimited import read_delimited
from ibasho.base.kernel.tables.header import header_key, starts_like_formula, table_of
from ibasho.base.kernel.tables.shape import Limits, Lost, Note, Row, RowProblem, Table, Unreadable, Written
from ibasho.base.kernel.tables.sniffing import decode, refuse_foreign
from ibasho.base.kernel.tables.workbook import read_workbook
from ibasho.base.kernel.tables.writing import guarded, unguarded, write_book, write_csv, write_xlsx

__all__ = [
    "Limits",
    "Lost",
    "Note",
    "Row",
    "RowProblem",
    "Table",
    "Unreadable",
    "Written",
    "guarded",
    "header_key",
    "read_table",
    "starts_like_formula",
    "unguarded",
    "write_book",
    "write_csv",
    "write_xlsx",
]

_DEFAULT = Limits()


def read_table(
    data: bytes, filename: str = "", *, limits: Limits = _DEFAULT, known: Collection[str] = ()
) -> Table:
    """Read one table. The content decides what it is, never the file's name. `known` may hold
    `header_key` forms of expected column names: they find the header below any number of title lines."""
    if not data.strip():
        raise Unreadable("empty", "ファイルに何も入っていません。中身のあるファイルを選んでください。")
    if len(data) > limits.raw:
        size = f"{limits.raw / 1_000_000:g}MB"
        raise Unreadable(
            "too_large", f"{size}をこえるファイルは読めません。ファイルを分けて、もう一度選んでください。"
        )
    refuse_foreign(data)
    if data.startswith(b"PK\x03\x04"):
        return table_of(read_workbook(data, limits, known), limits, known)
    text, encoding, notes = decode(data)
    return table_of(read_delimited(text, encoding, filename, limits, notes), limits, known)
