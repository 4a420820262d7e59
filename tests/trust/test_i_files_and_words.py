"""I. What comes in from outside: pictures, tables, and words that want to be code."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from xml.etree import ElementTree

import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.tables import Limits, Unreadable, read_table
from ibasho.town.outbox import actions as outbox
from ibasho.town.people.actions import invitations, organisations
from ibasho.town.people.actions.organisations import Contact
from ibasho.town.people.models import Person
from ibasho.town.places.actions import openings, photos, places
from ibasho.town.places.models import Event, EventGroup, Photo, Place, PlaceNote
from ibasho.town.places.rules import photos as rules
from tests import make, objects
from tests.people import Cast
from tests.trust.walking import addresses

As = Callable[[Person], Client]


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "orange").save(out, kind, **more)  # type: ignore[arg-type]
    return out.getvalue()


def huge_png(side: int) -> bytes:
    """A PNG of a few hundred bytes that says it is `side` × `side`."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def test_48_a_picture_keeps_nothing_but_the_picture() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0110] = "かくれた ことば", "Camera 5000"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (34.0, 46.0, 12.0)
    with_secrets = picture(exif=exif, comment=b"hidden words")
    assert Image.open(io.BytesIO(with_secrets)).getexif()
    clean = Image.open(io.BytesIO(rules.redrawn(with_secrets)))
    assert clean.format == "WEBP" and not clean.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(clean.info)


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("html", b"<!doctype html><script>alert(1)</script>"),
        ("200 megapixels", huge_png(14_200)),
        ("a picture cut off", picture(size=(600, 600))[:-2000]),
        ("a png cut off", picture("PNG", (600, 600))[:400]),
        ("gif", picture("GIF")),
        ("tiff", picture("TIFF")),
        ("icns in a jpg's name", b"icns" + b"\0" * 200),
        ("nothing", b""),
        ("a jpeg with a page behind it", b"\xff\xd8\xff<script>alert(1)</script>"),
    ],
)
def test_91_what_is_no_picture_is_refused_kindly(what: str, data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        rules.redrawn(data)
    assert "してください" in refused.value.message or "えらんでください" in refused.value.message, what


def test_91_a_page_hidden_behind_a_picture_is_gone() -> None:
    assert b"<script>" not in rules.redrawn(picture() + b"<script>alert(1)</script>")


@pytest.mark.usefixtures("now")
def test_91_a_files_own_name_names_nothing_of_ours(town: Cast, as_person: As) -> None:
    place = make.place(organisation=town.midori)
    for name in ("../../../../etc/cron.d/x.jpg", "x.php\x00.jpg", "..\\..\\x.svg", "<script>.jpg"):
        given = {
            "file": SimpleUploadedFile(name, picture(), "image/svg+xml"),
            "words": "入り口",
            "nobody_shown": "on",
        }
        assert as_person(town.hana).post(f"/ops/places/{place.public_id}/photos/", given).status_code == 302
    for photo in Photo.objects.all():
        assert re.fullmatch(rf"[\w/]*{photo.public_id}(?:_\w+)?\.webp", photo.file.name), photo.file.name


@pytest.mark.usefixtures("now")
def test_91_a_picture_is_shown_as_nothing_else(town: Cast, client: Client) -> None:
    photo = make.photo(make.place(), approved_at=make.AT, approved_by=town.aoi)
    answer = client.get(f"/photos/{photo.public_id}/")
    assert answer["Content-Type"] == "image/webp" and answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    for path in (
        "/photos/../settings.py/",
        "/photos/%2e%2e%2fsecret/",
        f"/media/{photo.file.name}",
        "/photos/x\x00/",
        "/today/?q=%00",
    ):
        assert client.get(path).status_code == 404, path


def workbook(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets>&b;&c;</sheets></workbook>"""


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("a bomb", workbook({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"\0" * 210_000_000})),
        (
            "many small files",
            workbook({"xl/workbook.xml": b"<x/>", **{f"xl/{n}": b"" for n in range(6_000)}}),
        ),
        ("entities", workbook({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": ENTITIES})),
        ("a zip", workbook({"../../x.csv": b"a,b"})),
        ("a pdf", b"%PDF-1.7 " + b"x" * 200),
        ("a page", b"<!doctype html><html><body>x</body></html>"),
        ("an old excel", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("too large", b"a,b\n" * (Limits().raw // 4 + 1)),
    ],
)
def test_91_a_table_that_is_none_is_refused(what: str, data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_table(data, "places.csv")


EVIL = "\"><img src=x onerror=alert(1)><script>alert(2)</script>'{{31337|add:1}}"
INJECTED = "よい\r\nX-EVIL:1\r\nBEGIN:VALARM"
FORMULA = '=HYPERLINK("http://evil.example","x")'


def _words(town: Cast, words: str) -> tuple[objects.Objects, Place, Event]:
    """Every text that anybody can write, filled with `words`."""
    made, short = objects.Objects(town), words[:38]
    place, event = made.place(), made.event()
    names = ("name", "kana", "description", "people_note", "organisation_name", "audience_note", "months_note", "fee_note",
             "booking_note", "capacity_note", "allergy_note", "accessibility_note", "address", "building", "town_name",
             "access_note", "parking_note", "opening_words", "source_name", "verified_words", "paused_reason")  # fmt: skip
    Place.objects.filter(pk=place.pk).update(
        **{name: words[: Place._meta.get_field(name).max_length or None] for name in names},
        phone=short[:20], original={words: words}, lat=34.1, lng=138.1, verified_on=make.TUESDAY,
    )  # fmt: skip
    texts = ("title", "kana", "description", "organiser_name", "venue_name", "venue_address", "audience_note", "fee_note",
             "signup_note", "city_note")  # fmt: skip
    Event.objects.filter(pk=event.pk).update(
        **{name: words[: Event._meta.get_field(name).max_length or None] for name in texts}
    )
    make.weekly(place, 1)
    openings.close_days(place=place, first=make.TUESDAY, last=make.TUESDAY, reason=words, sudden=True,
                        by=town.by(town.hana), at=make.AT)  # fmt: skip
    EventGroup.objects.create(event=event, name=words[:120], task=words[:120])
    make.event_day(event)
    make.note(place, words, state=PlaceNote.State.PUBLISHED)
    make.mistake(place, words)
    make.photo(place, words[:120], approved_at=make.AT, approved_by=town.aoi)
    make.district("M02", name=short[:20], kana=short[:20])
    Person.objects.filter(pk=town.hana.pk).update(name=words[:80], nickname=short)
    organisations.change(organisation_id=town.midori.pk, contact=Contact(words[:120], words[:120]), by=town.by(town.fumi),
                         at=make.AT)  # fmt: skip
    return made, place, event


def _body(answer: object) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return bytes(body).decode("utf-8", "replace")


@pytest.mark.parametrize("who", ["anonymous", "hana", "fumi"])
def test_words_are_never_code_on_any_page(who: str, town: Cast, as_person: As) -> None:
    made, _place, _event = _words(town, EVIL)
    client = as_person(getattr(town, who)) if who != "anonymous" else Client()
    met, wrong = 0, []
    for one in addresses(made):
        answer = client.get(one.path)
        text, kind = _body(answer), answer.headers.get("Content-Type", "")
        met += "alert(1)" in text
        if kind.startswith(("text/html", "image/svg")) and re.search(r"<img src=x|<script>alert|31338", text):
            wrong.append(one.name)
        if "json" in kind:
            json.loads(text)
            assert answer.headers["X-Content-Type-Options"] == "nosniff", one.name
    assert wrong == [] and met >= (9 if who == "anonymous" else 5)


@pytest.mark.usefixtures("now")
def test_words_break_no_calendar_and_no_news(town: Cast, client: Client) -> None:
    _made, place, event = _words(town, INJECTED)
    for path in (f"/places/{place.public_id}.ics", f"/events/{event.public_id}.ics", "/city.ics"):
        text = _body(client.get(path))
        lines = re.sub(r"\r\n[ \t]", "", text).split("\r\n")
        assert not [line for line in lines if line.startswith(("X-EVIL", "BEGIN:VALARM"))], path
        assert "\nX-EVIL" not in text and "\rX-EVIL" not in text
        icalendar.Calendar.from_ical(text)
    for path in ("/news.rss", "/news.atom"):
        ElementTree.fromstring(client.get(path).content)  # noqa: S314 - our own


@pytest.mark.usefixtures("now")
def test_90_no_file_of_ours_holds_a_formula(town: Cast, as_person: As) -> None:
    _words(town, FORMULA)
    client = as_person(town.fumi)
    paths = ["/data/kodomo_shokudo.csv", "/data/event.csv", "/desk/places/?format=csv", "/desk/calls/?format=csv",
             "/desk/sessions/?format=csv", "/desk/places/?format=csv-cp932&anyway=1"]  # fmt: skip
    met = 0
    for path in paths:
        text = client.get(path).content.decode("cp932" if "cp932" in path else "utf-8-sig")
        met += "HYPERLINK" in text
        assert not re.search(r'(?:^|,)"?[=+@\t]', text, re.MULTILINE), path
    assert met >= 3


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "https://a@evil.example", "/\\evil"]
)
def test_no_link_is_anything_but_a_web_address(url: str, town: Cast, as_person: As) -> None:
    by = town.by(town.fumi)
    with pytest.raises(Invalid, match="https"):
        places.create(values={"name": "x", "kind": "kodomo_shokudo", "url": url}, by=by, at=make.AT)
    place = make.place(organisation=town.midori, state="draft")
    client, page = as_person(town.hana), f"/ops/places/{place.public_id}/edit/"
    form = {
        "name": "x",
        "kind": "kodomo_shokudo",
        "url": url,
        "do": "send",
        "seen": client.get(page).context["seen"],
    }
    assert client.post(page, form).status_code == 200
    as_person(town.fumi).post(
        f"/desk/people/organisations/{town.midori.public_id}/contact/", {"name": "x", "url": url}
    )
    place.refresh_from_db()
    town.midori.refresh_from_db()
    assert "javascript" not in place.url + town.midori.url


@pytest.mark.usefixtures("now")
def test_a_subject_is_one_line_whatever_a_name_holds(town: Cast) -> None:
    organisations.change(organisation_id=town.midori.pk, contact=Contact("みどり\r\nBcc: x@evil.example"),
                         by=town.by(town.fumi), at=make.AT)  # fmt: skip
    town.midori.refresh_from_db()
    invitations.invite(
        organisation=town.midori, role="helper", email="a@example.test", by=town.by(town.hana), at=make.AT
    )
    message = outbox.send(to="b@example.test", event_key="test:subject", subject="みどり\r\nBcc: x@evil.example", body="x",
                          by=town.by(town.hana), at=make.AT)  # fmt: skip
    assert not re.search(r"[\r\n]", message.subject)


def test_91_a_photo_too_many_megapixels_is_refused_before_it_is_drawn(
    town: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("drawn"))
    place = make.place(organisation=town.midori)
    with pytest.raises(Invalid):
        photos.add(place=place, data=huge_png(14_200), words="x", consent_on=None, nobody_shown=True,
                   by=town.by(town.hana), at=make.AT)  # fmt: skip
