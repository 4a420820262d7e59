"""The papers of a door: the poster, sheets to fill in, tickets, and the page for a class's teacher."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from ibasho.base.kernel import wareki
from ibasho.base.kernel.links import grouped
from ibasho.base.ports import pdf
from ibasho.base.ui.furigana import pieces
from ibasho.base.ui.helplines import HELPLINES
from ibasho.base.ui.paper_icons import icons
from ibasho.rooms.voices.models import Choice, Door, Hearing, Question
from ibasho.rooms.voices.queries import doors
from ibasho.rooms.voices.queries.door_pictures import qr
from ibasho.rooms.voices.rules import paper_words as words
from ibasho.rooms.voices.rules import slips, tallies, wordings
from ibasho.rooms.voices.rules.kinds import FACE_WORDS, Access, QuestionKind, Respondent, Wording

CHILDRENS = (Wording.SMALL, Wording.TEEN, Wording.EASY)
SHEETS_MAX = 200
Pieces = list[tuple[str, str | None]]


def poster(door: Door, *, day: date) -> bytes:
    """A4 for a wall, one QR. Raises Invalid for a letter no font has."""
    hearing = door.hearing
    ticket = hearing.access == Access.TICKET
    data = {
        "title": hearing.child_title, "day": day.isoformat(), "heading": pieces(hearing.child_title),
        "call": pieces(words.POSTER_CALL), "purpose": pieces(hearing.child_purpose), "until": _until(hearing),
        "steps": [{"picture": name, "words": pieces(said)} for name, said in words.POSTER_STEPS],
        "private": pieces(words.POSTER_PRIVATE), "ticket": pieces(words.POSTER_TICKET) if ticket else None,
        "place": _where(door), "alt": words.QR_ALT,
        "address": _site(doors.address(door)), "help": _help(), "who": _who(),
    }  # fmt: skip
    files = {"page.svg": qr(doors.address(door)), **icons(name for name, _said in words.POSTER_STEPS)}
    return pdf.render("voices/pdf/door_poster.typ", data, files=files)


def sheets(door: Door, wording: Wording, codes: Sequence[str], *, day: date) -> bytes:
    """A4, one for each code (rules.slips): it stands on the sheet, for whoever types it, and on the slip to tear off, and
    nowhere else. Raises Invalid for a letter no font has."""
    hearing = doors.with_questions(door)
    childs = wording in CHILDRENS
    asked = [row for row in hearing.questions.all() if _is_for(row, wording)]
    data = {
        "title": hearing.child_title if childs else hearing.title, "day": day.isoformat(), "childs": childs,
        "heading": _said(hearing.child_title if childs else hearing.title, childs),
        "purpose": _said(hearing.child_purpose if childs else hearing.purpose, childs),
        "until": _until(hearing) if childs else _plain_until(hearing), **_sheet_words(childs),
        "people": [_said(one.label, childs) for one in _people(hearing, door, childs)],
        "questions": [_question(row, number, wording, childs) for number, row in enumerate(asked, start=1)],
        "faces": [{"face": face, "words": _said(told, childs)} for face, told in FACE_WORDS.items()],
        "codes": [slips.grouped(code) for code in codes], "alt": words.QR_ALT, "place": door.name,
        "phone": None if hearing.access == Access.TICKET else True, "who": _who(), "numbers": _numbers(),
        "site": _site(settings.PUBLIC_URL + reverse("voices:slip")),
    }  # fmt: skip
    pictures = [choice.picture for row in asked for choice in row.choices.all() if choice.picture]
    files = {"page.svg": qr(doors.address(door)), **icons(pictures)}
    data["icons"] = sorted(name.removeprefix("icon/").removesuffix(".svg") for name in icons(pictures))
    return pdf.render("voices/pdf/door_sheet.typ", data, files=files)


def tickets(door: Door, codes: Sequence[str], *, day: date) -> bytes:
    """Ten on an A4 sheet. The letters are known only now."""
    hearing = door.hearing
    enter = settings.PUBLIC_URL + reverse("voices:enter")
    data = {
        "title": words.TICKET_NAME, "day": day.isoformat(), "name": pieces(words.TICKET_NAME), "alt": words.TICKET_ALT,
        "heading": pieces(hearing.child_title), "how": pieces(words.TICKET_HOW), "private": pieces(words.TICKET_PRIVATE),
        "until": _until(hearing), "site": _site(enter), "codes": [slips.grouped(code) for code in codes],
    }  # fmt: skip
    files = {f"qr/{place}.svg": qr(f"{enter}?{urlencode({'t': code})}") for place, code in enumerate(codes)}
    return pdf.render("voices/pdf/door_tickets.typ", data, files=files)


def class_sheet(door: Door, *, day: date) -> bytes:
    """A4 for the teacher: the link of the class and how. Raises ValueError where no link was given."""
    hearing = door.hearing
    until = wareki.long_label(hearing.closes_on) if hearing.closes_on else ""
    limits = [words.CLASS_QUOTA.format(n=door.quota)] if door.quota else []
    limits += [words.CLASS_NO_QUOTA.format(until=until)] if until else []
    data = {
        "title": words.CLASS_TITLE, "day": day.isoformat(), "heading": hearing.title, "name": door.name,
        "purpose": hearing.purpose, "steps": words.CLASS_STEPS, "limits": limits, "rules": words.CLASS_RULES,
        "letters": grouped(doors.token(door)), "site": _site(settings.PUBLIC_URL + reverse("voices:enter")),
        "alt": words.CLASS_ALT, "who": _who(), "phone": settings.IBASHO_CITY.get("phone", ""),
    }  # fmt: skip
    return pdf.render("voices/pdf/door_class.typ", data, files={"page.svg": qr(doors.link_address(door))})


def wordings_of(door: Door) -> list[Wording]:
    """In whose words a sheet of this door may be printed: those of the people it asks."""
    found: list[Wording] = []
    for one in tallies.people(door.hearing.respondents, door.hearing.stages, only_stage=door.stage):
        found.append(wordings.wording_of(one.respondent, one.stage))
        if one.respondent == Respondent.CHILD:
            found.append(Wording.EASY)
    return [one for one in Wording if one in found]


def _is_for(row: Question, wording: Wording) -> bool:
    if not row.asked:
        return True
    if wording in CHILDRENS:
        return Respondent.CHILD.value in row.asked
    return any(wordings.wording_of(one, "") is wording for one in row.asked)


def _people(hearing: Hearing, door: Door, childs: bool) -> list[tallies.Who]:
    found = tallies.people(hearing.respondents, hearing.stages, only_stage=door.stage)
    own = [one for one in found if (one.respondent == Respondent.CHILD) == childs]
    return own or list(found)


def _question(row: Question, number: int, wording: Wording, childs: bool) -> dict[str, Any]:
    return {
        "number": number, "kind": row.kind, "words": _said(wordings.text(row.words, wording), childs),
        "help": _said(wordings.text(row.helps or {}, wording), childs), "hint": _said(_hint(row, childs), childs),
        "choices": [_choice(one, wording, childs) for one in row.choices.all()],
    }  # fmt: skip


def _hint(row: Question, childs: bool) -> str:
    if row.kind == QuestionKind.RANK:
        return words.SHEET_RANK if childs else words.SHEET_ADULTS_RANK
    if row.kind != QuestionKind.MANY:
        return ""
    if row.picks_max:
        return words.SHEET_MOST.format(n=row.picks_max)
    return words.SHEET_MANY if childs else words.SHEET_ADULTS_MANY


def _choice(row: Choice, wording: Wording, childs: bool) -> dict[str, Any]:
    return {"words": _said(wordings.text(row.words, wording), childs), "picture": row.picture}


def _sheet_words(childs: bool) -> dict[str, Pieces]:
    told = {
        "how": (words.SHEET_HOW, words.SHEET_ADULTS_HOW),
        "private": (words.SHEET_PRIVATE, words.SHEET_ADULTS_PRIVATE),
        "district": (words.SHEET_DISTRICT, words.SHEET_ADULTS_DISTRICT),
        "phone-words": (words.SHEET_PHONE, words.SHEET_ADULTS_PHONE),
        "slip-how": (words.SHEET_SLIP_HOW, words.SHEET_ADULTS_SLIP_HOW),
        "who-words": (words.SHEET_WHO, words.SHEET_WHO), "slip": (words.SHEET_SLIP, words.SHEET_SLIP),
        "slip-where": (words.SHEET_SLIP_WHERE, words.SHEET_SLIP_WHERE), "code": (words.SHEET_CODE, words.SHEET_CODE),
        "help": (words.HELP, words.HELP),
    }  # fmt: skip
    return {name: _said(child if childs else adult, childs) for name, (child, adult) in told.items()}


def _said(text: str, childs: bool) -> Pieces:
    """With furigana for children; as it stands for everybody else."""
    return pieces(text) if childs else ([(text, None)] if text else [])


def _where(door: Door) -> Pieces:
    """A name somebody typed gets no furigana of ours: a wrong reading is worse than none."""
    place = door.place
    if place is None:
        return [(door.name, None)]
    return [(place.name, None if _plain_kana(place.name) else place.kana or None)]


def _plain_kana(text: str) -> bool:
    return all(not "\u3400" <= letter <= "\u9fff" for letter in text)


def _until(hearing: Hearing) -> Pieces:
    if hearing.closes_on is None:
        return pieces(words.ANY_DAY)
    return pieces(words.UNTIL.format(day=f"{hearing.closes_on.month}月{hearing.closes_on.day}日"))


def _plain_until(hearing: Hearing) -> Pieces:
    return [(f"{wareki.long_label(hearing.closes_on)}まで", None)] if hearing.closes_on else []


def _numbers() -> list[list[str]]:
    return [[str(line.name), line.number] for line in HELPLINES[:3]]


def _help() -> Pieces:
    told = "　".join(f"{line.name} {line.number}" for line in HELPLINES[:3])
    return pieces(f"{words.HELP}：{told}")


def _site(address: str) -> str:
    return address.split("://")[-1]


def _who() -> str:
    city = settings.IBASHO_CITY
    return f"{city['name']} {city['department']} {city.get('phone', '')}".strip()
