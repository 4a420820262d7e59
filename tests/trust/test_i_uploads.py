"""I 91: every field that takes a file refuses what is too large, called otherwise, or no such file; found by reflection, so that a new
field is asked as well. What is taken is looked into: bombs, entities, macros, rows; a picture is drawn anew.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

import openpyxl
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from ibasho.base.kernel.errors import DomainError, Invalid
from ibasho.base.kernel.tables import Limits, Unreadable, read_table
from ibasho.base.ui import uploads
from ibasho.base.ui.forms import Form, HouseForm
from ibasho.town.areas.datasets import archives
from ibasho.town.areas.forms.files import AreaFileForm
from ibasho.town.areas.rules.kinds import ABOUT, FileKind
from ibasho.town.places.rules import photos
from tests.people import Cast
from tests.signing_in import sign_in
from tests.trust.test_j_my_number import forms_of_ours

PROGRAM = b"MZ\x90\x00\x03" + b"\x00" * 200
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
OLD_EXCEL = b"\xd0\xcf\x11\xe0" + b"\x00" * 200
TABLE = "名前,人数\r\nひだまり,3\r\n".encode()


def file_fields() -> Iterator[tuple[str, type[HouseForm], forms.FileField]]:
    """(`Form.field`, form, field) of every field of ours that takes a file. Of a form whose field changes with what is asked:
    one for each kind."""
    for form in forms_of_ours():
        for name, field in getattr(form, "base_fields", {}).items():
            if not isinstance(field, forms.FileField):
                continue
            assert issubclass(form, HouseForm)
            if form is AreaFileForm:
                for kind in FileKind:
                    shown = AreaFileForm(kind=kind, bounded=True).fields[name]
                    assert isinstance(shown, forms.FileField)
                    yield f"AreaFileForm.{name} {kind}", form, shown
            else:
                yield f"{form.__name__}.{name}", form, field


FIELDS = {name: (form, field) for name, form, field in file_fields()}
EACH = pytest.mark.parametrize("name", sorted(FIELDS))


def refused(name: str, called: str, content: bytes) -> str:
    form, field = FIELDS[name]
    return uploads.refusal(field, SimpleUploadedFile(called, content), most=form.upload_bytes_max)


def test_91_the_fields_are_found() -> None:
    assert len(FIELDS) >= 20
    assert {form.__name__ for form, _ in FIELDS.values()} >= {
        "PhotoForm",
        "AreaFileForm",
        "BankFileForm",
        "MaterialForm",
    }


@EACH
def test_91_a_field_says_what_it_takes_and_knows_what_stands_in_it(name: str) -> None:
    taken = set(uploads.endings(FIELDS[name][1]))
    assert taken and taken <= set(uploads.KINDS)


WRONG_NAMES = {
    "table.exe": PROGRAM, "page.html": PAGE, "drawing.svg": DRAWING, "table.xls": OLD_EXCEL, "macros.xlsm": b"PK\x03\x04",
    "no-ending": TABLE, "photo.jpg.php": b"\xff\xd8\xff", "words.md": b"# a",
}  # fmt: skip


@EACH
def test_91_another_ending_is_refused(name: str) -> None:
    said = {called: refused(name, called, content) for called, content in WRONG_NAMES.items()}
    assert [called for called, words in said.items() if "使えません" not in words] == []


@EACH
def test_91_a_right_name_over_something_else_is_refused(name: str) -> None:
    for ending in uploads.endings(FIELDS[name][1]):
        for content in (
            PROGRAM,
            PAGE,
            OLD_EXCEL,
            *([DRAWING] if ending != ".graphml" else []),
        ):  # that is XML as well
            said = refused(name, f"file{ending}", content)
            assert "ちがいます" in said or (content == OLD_EXCEL and "古いExcel" in said), ending


@EACH
def test_91_what_is_too_large_is_refused_unread(name: str) -> None:
    form, field = FIELDS[name]
    file = SimpleUploadedFile(f"file{next(uploads.endings(field))}", b"x")
    file.size = form.upload_bytes_max + 1
    assert "大きすぎます" in uploads.refusal(field, file, most=form.upload_bytes_max)


def test_91_the_forms_themselves_ask() -> None:
    class Any(Form):
        file = forms.FileField(widget=forms.FileInput(attrs={"accept": ".csv"}))

    def errors(called: str, content: bytes) -> list[str]:
        form = Any({}, {"file": SimpleUploadedFile(called, content)})
        form.is_valid()
        return list(form.errors.get("file", []))

    assert errors("a.csv", TABLE) == []
    assert len(errors("a.csv", PROGRAM)) == 1 and "ちがいます" in errors("a.csv", PROGRAM)[0]
    assert len(errors("a.html", PAGE)) == 1 and "使えません" in errors("a.html", PAGE)[0]


def test_91_a_request_larger_than_any_form_is_not_read(town: Cast) -> None:
    fumi = sign_in(Client(raise_request_exception=False), town.fumi)
    told = fumi.post(
        "/desk/imports/",
        b"x",
        content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(70 * 1024 * 1024),
    )
    assert told.status_code == 400


# --- What is inside ---


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook(**changed: bytes) -> bytes:
    """A small one, with some of its parts replaced or added."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["名前", "人数"])
    book.active.append(["ひだまり", 3])
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed({**parts, **changed})


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("macros", lambda: workbook(**{"xl/vbaProject.bin": b"\x00"})),
        ("entities", lambda: workbook(**{"xl/sharedStrings.xml": ENTITY})),
        ("entities", lambda: workbook(**{"xl/worksheets/sheet1.xml": LAUGHS})),
        ("zip_bomb", lambda: workbook(**{"xl/media/bomb": b"\0" * 250_000_000})),
        ("packed", lambda: packed({"a.csv": TABLE})),
        ("old_excel", lambda: OLD_EXCEL),
    ],
)
def test_91_a_workbook_with_something_in_it_is_refused(code: str, made: Callable[[], bytes]) -> None:
    """Made when asked for: packing the bomb takes a second, of every process that collects tests."""
    with pytest.raises(Unreadable) as refusal:
        read_table(made())
    assert refusal.value.code == code


def test_91_rows_and_columns_have_an_end() -> None:
    limits = Limits(rows=10, columns=4)
    for data in (b"a,b\r\n" + b"1,2\r\n" * 11, b"a,b,c,d,e,f\r\n1,2,3,4,5,6\r\n"):
        with pytest.raises(Unreadable):
            read_table(data, limits=limits)


def test_91_an_archive_is_counted_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "BYTES_MAX", 1_000)
    monkeypatch.setattr(archives, "MEMBERS_MAX", 3)
    for files in ({"a.json": b"0" * 1_001}, {f"{number}.json": b"0" for number in range(4)}):
        with pytest.raises(DomainError):
            archives.members(packed(files), {".json"})


def picture(side: tuple[int, int] = (40, 30), **kept: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", side, "green").save(out, "JPEG", **kept)
    return out.getvalue()


def test_48_of_a_photo_nothing_but_the_picture_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (34.0, 46.0, 7.0)
    before = picture(exif=exif, comment=b"home of Hana")
    assert b"SecretCamera" in before and b"home of Hana" in before
    after = photos.redrawn(before)
    kept = Image.open(io.BytesIO(after))
    assert (
        kept.format == "WEBP"
        and dict(kept.getexif()) == {}
        and set(kept.info) <= {"background", "loop", "timestamp", "duration"}
    )
    assert b"SecretCamera" not in after and b"home" not in after


def test_91_more_than_forty_million_pixels_are_refused_unpacked() -> None:
    """The head alone says how large it would be."""
    head = struct.pack(">IIBBBBB", 9_000, 9_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    with pytest.raises(Invalid) as refusal:
        photos.redrawn(data + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT")))
    assert refusal.value.code == "photo.too_large"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff" + b"\0" * 50, b"RIFF\0\0\0\0WEBPx"])
def test_91_a_picture_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        photos.redrawn(data)


def test_every_kind_of_area_file_is_asked_for() -> None:
    assert set(ABOUT) == set(FileKind)
