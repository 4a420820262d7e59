"""How often one room's deed became another's news in what was played: counted in the tables, told in the result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.models import Visit
from ibasho.rooms.familysupport.rules.kinds import UnmetEnd
from ibasho.rooms.mealtickets.models import Offer
from ibasho.rooms.mealtickets.rules.throttle import KEEPS
from ibasho.rooms.reach.queries import comparing, studies
from ibasho.rooms.reach.rules.comparing import compare
from ibasho.rooms.reach.rules.summary import Look, picture
from ibasho.rooms.surplus.models import Use
from ibasho.town.places.models import Session


@dataclass(frozen=True, slots=True)
class Joined:
    words: str
    times: int

    def __str__(self) -> str:
        return f"{self.words} {self.times:,}回"


def counted(first: date, last: date) -> tuple[Joined, ...]:
    """Of the days from `first` to `last`, in the order of docs/joins.md."""
    days = {"day__range": (first, last)}
    held = Session.objects.filter(place=OuterRef("share__receiver__place"), day=OuterRef("day"))
    since = clock.day_bounds(first)[0]
    entries = Entry.objects.filter(at__gte=since).values("object_id").distinct()
    return (
        Joined("ひらく時間が ふえて 空白が へった しらべ", _fewer(first)),
        Joined("声から できて 居場所の 案内に のった もの", entries.filter(verb="voices.done.put_in_entry").count()),
        Joined("おすそわけが その日の ごはんに なった 日", Use.objects.filter(Exists(held), **days).exclude(dish="").count()),
        Joined("長い休みの分を とっておいた 週", Offer.objects.filter(week__range=(first, last), why__contains=KEEPS).count()),
        Joined("見つからず 近くの 居場所で おわった 回", Visit.objects.filter(unmet_end=UnmetEnd.PLACE, **days).count()),
        Joined("見守りが 足りず 約束を しなかった 日", _unpromised(first)),
    )  # fmt: skip


def _fewer(first: date) -> int:
    """Studies with fewer children without a place than the one before, between which hours changed."""
    found = 0
    for study in studies.now().filter(done_at__gte=clock.day_bounds(first)[0]):
        before = comparing.before(study)
        if before is not None and comparing.turned(before, study):
            change = compare(*(picture(one.summary, Look("every")) for one in (before, study))).city.unreached
            found += change is not None and change < 0
    return found


def _unpromised(first: date) -> int:
    """Sessions that were marked short at some moment: the journal remembers those that were filled since."""
    marks = Entry.objects.filter(verb="places.session.staffed", at__gte=clock.day_bounds(first)[0])
    return marks.filter(data__staffing=Session.Staffing.SHORT.value).values("object_id").distinct().count()
