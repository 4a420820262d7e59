"""資料 for the invited groups: a PDF, a picture, or an address. What a file is, its content says, never its name."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.network.actions.meetings import locked, record
from ibasho.rooms.network.models import Material, Meeting
from ibasho.rooms.network.rules import meetings as rules
from ibasho.town.people.permissions import Permission
from ibasho.town.places.rules.photos import redrawn

BYTES_MAX, MATERIALS_MAX, TITLE_MAX = 10 * 1024 * 1024, 20, 120
PDF_MARK = b"%PDF-"


@transaction.atomic
def add_file(*, meeting: Meeting, title: str, data: bytes, by: Actor, at: datetime) -> Material:
    """A PDF is kept as it came; a picture is drawn anew, so that nothing else of the file is kept. Raises Invalid."""
    row = _open(meeting, by, at)
    made = Material(meeting=row, title=_title(title), added_at=at)
    content, ending = _checked(data)
    made.file.save(f"{made.public_id}.{ending}", ContentFile(content), save=False)
    made.save()
    record("add_material", row, by, at, kind=ending, size=len(content))
    return made


@transaction.atomic
def add_link(*, meeting: Meeting, title: str, url: str, by: Actor, at: datetime) -> Material:
    row = _open(meeting, by, at)
    if not url.startswith(("https://", "http://")):
        sentence = "アドレスは https:// から はじまるものを 入れてください。"
        raise Invalid("network.material_url", sentence, fields={"url": sentence})
    made = Material.objects.create(meeting=row, title=_title(title), url=url, added_at=at)
    record("add_material", row, by, at, kind="link")
    return made


@transaction.atomic
def remove(*, material: Material, by: Actor, at: datetime) -> None:
    row = locked(material.meeting, by, at, Permission.NETWORK_WRITE)
    gone = Material.objects.select_for_update().filter(pk=material.pk).first()
    if gone is None:
        return
    record("remove_material", row, by, at)
    file = gone.file
    gone.delete()
    if file:
        transaction.on_commit(lambda: file.delete(save=False))


def _open(meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    row = locked(meeting, by, at, Permission.NETWORK_WRITE)
    rules.check_state(row.state, (*rules.PLANNING, *rules.AFTER), "やめた 交流会には のせられません。")
    if row.materials.count() >= MATERIALS_MAX:
        raise Invalid(
            "network.materials_many", f"資料は {MATERIALS_MAX}までです。いらないものを 消してください。"
        )
    return row


def _title(told: str) -> str:
    said = rules.tidy(told, TITLE_MAX, "title", "名前")
    if not said:
        sentence = "資料の 名前を 書いてください。"
        raise Invalid("network.material_title", sentence, fields={"title": sentence})
    return said


def _checked(data: bytes) -> tuple[bytes, str]:
    if len(data) > BYTES_MAX:
        raise _wrong("10MBより 大きい ファイルです。小さくするか、アドレスで のせてください。")
    if data.startswith(PDF_MARK):
        return data, "pdf"
    try:
        return redrawn(data), "webp"
    except Invalid as refusal:
        raise _wrong(
            "PDFか 写真（JPEG・PNG・WebP）だけ のせられます。ほかのものは PDFに してください。"
        ) from refusal


def _wrong(sentence: str) -> Invalid:
    return Invalid("network.material_file", sentence, fields={"file": sentence})
