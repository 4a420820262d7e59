"""What happened to a place, in words, with who did it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.journal import queries as journal
from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Via
from ibasho.town.people import policies
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Place
from ibasho.town.places.queries.changes import label
from ibasho.town.places.rules.proposal import OPENINGS

LINES_MAX = 100
FIELDS = frozenset(field.attname for field in Place._meta.concrete_fields) | {OPENINGS}
VERBS = {
    "places.place.create": gettext_lazy("登録しました"),
    "places.place.change": gettext_lazy("直しました"),
    "places.place.submit": gettext_lazy("市に おくりました"),
    "places.place.take_back": gettext_lazy("下書きに もどしました"),
    "places.place.publish": gettext_lazy("公開しました"),
    "places.place.refuse": gettext_lazy("公開を 見送りました"),
    "places.place.pause": gettext_lazy("休止にしました"),
    "places.place.resume": gettext_lazy("再開しました"),
    "places.place.end": gettext_lazy("終了にしました"),
    "places.place.verify": gettext_lazy("同じだと 確かめました"),
    "places.place.verify_asked": gettext_lazy("同じかどうか メールで たずねました"),
    "places.place.no_answer": gettext_lazy("電話しました（出ませんでした）"),
    "places.place.close_days": gettext_lazy("お休みの日を 入れました"),
    "places.place.reopen": gettext_lazy("お休みを とりけしました"),
    "places.change.ask": gettext_lazy("変更を 市に おくりました"),
    "places.change.accept": gettext_lazy("変更を 承認しました"),
    "places.change.refuse": gettext_lazy("変更を 見送りました"),
    "places.change.withdraw": gettext_lazy("変更を とりさげました"),
    "places.claim.ask": gettext_lazy("運営の登録を ねがいました"),
    "places.claim.accept": gettext_lazy("運営の登録を 承認しました"),
    "places.claim.refuse": gettext_lazy("運営の登録を 見送りました"),
    "places.claim.withdraw": gettext_lazy("運営の登録を とりさげました"),
    "places.mistake.report": gettext_lazy("まちがいの知らせが とどきました"),
    "places.mistake.settle": gettext_lazy("まちがいの知らせを 片づけました"),
    "places.note.write": gettext_lazy("こどもの ひとことが とどきました"),
    "places.note.publish": gettext_lazy("こどもの ひとことを のせました"),
    "places.note.refuse": gettext_lazy("こどもの ひとことを のせませんでした"),
    "places.photo.add": gettext_lazy("写真を 入れました"),
    "places.photo.approve": gettext_lazy("写真を 承認しました"),
    "places.photo.remove": gettext_lazy("写真を はずしました"),
}
VIAS = {
    Via.PHONE: gettext_lazy("電話"),
    Via.COUNTER: gettext_lazy("窓口"),
    Via.PAPER: gettext_lazy("紙"),
    Via.FAX: gettext_lazy("FAX"),
    Via.LINK: gettext_lazy("リンク"),
    Via.IMPORT: gettext_lazy("取り込み"),
    Via.COMMAND: gettext_lazy("コマンド"),
    Via.JOB: gettext_lazy("自動"),
}


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    did: str
    who: str
    how: str
    details: str


def history(place: Place, *, day: date) -> list[Line]:
    """The newest first, at most 100: three queries. Who is protected on `day` is not named."""
    entries = list(journal.history("places.Place", place.pk)[:LINES_MAX])
    known = policies.without_protected(Person.objects.all(), "", day=day)
    people = known.in_bulk({entry.person_id for entry in entries if entry.person_id})
    groups = Organisation.objects.in_bulk({entry.acting_for for entry in entries if entry.acting_for})
    return [_line(entry, people, groups) for entry in entries]


def _line(entry: Entry, people: dict[int, Person], groups: dict[int, Organisation]) -> Line:
    person = people.get(entry.person_id or 0)
    group = groups.get(entry.acting_for or 0)
    who = person.get_full_name() if person else _nobody(entry)
    if group is not None:
        who = _("%(who)s（%(group)s に代わって）") % {"who": who, "group": group.name}
    how = "" if entry.job else VIAS.get(Via(entry.via), "")
    return Line(entry.at, str(VERBS.get(entry.verb, entry.verb)), who, str(how), _details(entry))


def _nobody(entry: Entry) -> str:
    if entry.person_id is not None:
        return _("（名前は 出ません）")
    return _("自動の しごと") if entry.job else _("だれか（名前は きいていません）")


def _details(entry: Entry) -> str:
    fields = [label(name) for name in entry.data.get("fields", ()) if name in FIELDS]
    days = [str(entry.data[name]) for name in ("first", "last", "since", "until") if entry.data.get(name)]
    return "　".join(part for part in ("・".join(fields), "～".join(dict.fromkeys(days)), entry.why) if part)
