"""Files inside a zip, as publishers pack them: names in UTF-8 or CP932, folders, sizes kept in bounds."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Collection
from pathlib import PurePosixPath

from ibasho.base.kernel.errors import Invalid

BYTES_MAX = 300 * 1024 * 1024  # a whole prefecture of A27 or N03 is below 100 MB
MEMBERS_MAX = 2_000
# What zipfile raises for a zip that was cut off, altered, locked or packed in a way it does not know.
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)


def is_zip(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def is_workbook(data: bytes) -> bool:
    """An .xlsx is a zip too."""
    return is_zip(data) and "[Content_Types].xml" in _names(data)


def members(data: bytes, endings: Collection[str]) -> dict[str, bytes]:
    """Path → bytes of the files with these endings (lower case, with the dot), in the order of their names."""
    with _opened(data) as archive:
        wanted = [each for each in archive.infolist() if _ending(each.filename) in endings]
        if len(wanted) > MEMBERS_MAX or sum(each.file_size for each in wanted) > BYTES_MAX:
            raise Invalid(
                "areas.zip_too_large",
                "zip の中が 大きすぎます。zip を ひらいて、市の分の ファイルだけを えらんでください。",
            )
        return {_name(each): _read(archive, each) for each in sorted(wanted, key=lambda one: one.filename)}


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A damaged or locked member is a damaged zip. What it says of its size is not believed: reading stops there."""
    try:
        with archive.open(member) as file:
            return file.read(member.file_size)
    except DAMAGED as error:
        raise _broken() from error


def stem(name: str) -> str:
    return str(PurePosixPath(name).with_suffix("")).lower()


def _names(data: bytes) -> list[str]:
    with _opened(data) as archive:
        return archive.namelist()


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as error:
        raise _broken() from error


def _broken() -> Invalid:
    return Invalid(
        "areas.zip_broken",
        "zip として ひらけません。こわれていないか、パスワードが ないかを たしかめて、もう一度 えらんでください。",
    )


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _name(member: zipfile.ZipInfo) -> str:
    """Without the flag of UTF-8 Python reads CP437; Japanese Windows wrote CP932."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("cp932")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename
