"""What every file from outside must be before anybody reads it: small enough, of an ending the field asks for, and inside what its
ending says. Asked by every form of the house (`forms.HouseForm`), so that no field goes without.

What is in the file is looked at afterwards: tables by `kernel.tables` (bombs, entities, macros), pictures drawn anew by
`places.rules.photos`, archives by `areas.datasets.archives`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _

from ibasho.base.kernel.tables import Unreadable, sniffing

BYTES_MAX = 25 * 1024 * 1024  # of one file, where a form does not say less or more
HEAD_BYTES = 4_096
PICTURE, PDF, ZIP, XML, PBF, WORDS = "picture", "pdf", "zip", "xml", "pbf", "words"
# What stands in the file by its ending. Pictures are one kind: whatever it is called, it is drawn anew.
KINDS: Mapping[str, str] = {
    ".jpg": PICTURE, ".jpeg": PICTURE, ".jpe": PICTURE, ".jfif": PICTURE, ".png": PICTURE, ".webp": PICTURE, ".pdf": PDF,
    ".xlsx": ZIP, ".zip": ZIP, ".graphml": XML, ".pbf": PBF, ".csv": WORDS, ".tsv": WORDS, ".txt": WORDS, ".json": WORDS,
    ".geojson": WORDS,
}  # fmt: skip
ENDINGS: Mapping[str, tuple[str, ...]] = {  # what a browser calls them in `accept`
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"), "image/png": (".png",), "image/webp": (".webp",),
    "application/pdf": (".pdf",), "application/json": (".json",),
}  # fmt: skip
_PACKED = (
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x7fELF",
    b"MZ",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\xd0\xcf\x11\xe0",
)


def refusal(field: forms.FileField, file: UploadedFile[bytes], *, most: int = BYTES_MAX) -> str:
    """Why this file is not taken, or "". The file stands at its beginning afterwards. An empty one is told of by the field."""
    if not file.size:
        return ""
    if file.size > most:
        return _("ファイルが 大きすぎます。%(megabytes)sMBまでの ファイルを えらんでください。") % {
            "megabytes": most // (1024 * 1024)
        }
    may = set(endings(field))
    ending = PurePosixPath(file.name or "").suffix.lower()
    if ending not in may:
        return _("この しゅるいの ファイルは 使えません。えらべるのは %(endings)s です。") % {
            "endings": "、".join(sorted(may))
        }
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if not _is(KINDS[ending], head):
        if told := _known_by_sight(KINDS[ending], head):
            return told
        return _(
            "ファイルの 名前（%(ending)s）と 中身が ちがいます。もとの ファイルを もう一度 えらんでください。"
        ) % {"ending": ending}
    return ""


def _known_by_sight(kind: str, head: bytes) -> str:
    """For a table: what was sent instead, and what to do with it (an old workbook, a picture, a PDF)."""
    if kind in (WORDS, ZIP):
        try:
            sniffing.refuse_foreign(head)
        except Unreadable as refusal:
            return refusal.message
    return ""


def endings(field: forms.FileField) -> Iterator[str]:
    """The endings a field's own `accept` names."""
    for word in str(field.widget.attrs.get("accept", "")).split(","):
        yield from ENDINGS.get(word.strip(), (word.strip(),))


def _is(kind: str, head: bytes) -> bool:
    if kind == PICTURE:
        return head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (head[:4], head[8:12]) == (
            b"RIFF",
            b"WEBP",
        )
    if kind == PDF:
        return head.startswith(b"%PDF-")
    if kind == ZIP:
        return head.startswith(b"PK\x03\x04")
    if kind == PBF:
        return head[4:15] == b"\x0a\x09OSMHeader"
    plain = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if kind == XML:
        return plain.startswith(b"<") and not plain.startswith((b"<!doctype html", b"<html"))
    return not head.startswith(_PACKED) and not plain.startswith(
        (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script")
    )


class MeasuredUpload(FileUploadHandler):
    """The first of the upload handlers: a request that says it is larger than any form takes is not read at all."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,
        content_length: int,
        boundary: Any,
        encoding: Any = None,  # noqa: N803
    ) -> None:
        if content_length > settings.UPLOAD_BYTES_MAX:
            raise RequestDataTooBig("a file larger than any form takes")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
