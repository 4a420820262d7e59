"""Six joins of the rooms on show: for each one page on which it can be seen, and who to be for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from demo import support
from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.familysupport.models import Visit
from ibasho.rooms.familysupport.rules.kinds import VisitState
from ibasho.rooms.mealtickets.queries import pools
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries import comparing, studies
from ibasho.rooms.surplus.models import Use
from ibasho.rooms.voices.models import Done
from ibasho.town.places.models import Session

OFFICER, FAMILY = "akari", "星野 あおい"
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Join:
    """`account`: who has to be signed in for it; "" where everybody may read it."""

    title: str
    words: str
    path: str
    account: str = ""


def on_show(at: datetime) -> list[Join]:
    """Those the city of this demo holds, in the order of the tale."""
    found = (_hour(), _table(), _daikon(), _holiday(at), _nobody(at), _short(at))
    return [one for told in found for one in told]


def _hour() -> Iterator[Join]:
    """The newest study and the one before it, of the ages an hour more helps."""
    after: Study | None = studies.latest_usual()
    before = comparing.before(after) if after else None
    if after is not None and before is not None:
        query = f"?before={before.public_id}&after={after.public_id}&ages=primary"
        yield Join(
            "ひらく時間が ふえると、空白が へる", "しおぶえ まなびの広場が 土曜に ひらきました。つぎの しらべは それを 知っています。",
            reverse("reach:compare") + query, OFFICER,
        )  # fmt: skip


def _table() -> Iterator[Join]:
    done = Done.objects.filter(theme__wish="table_tennis", place__isnull=False, dropped_on=None).first()
    if done is not None:
        yield Join(
            "こどもの声が、卓球台に なった", "言った、まとめた、決めた、した、知らせた。居場所の 案内にも のっています。",
            reverse("voices:theme", args=[done.theme.public_id]),
        )  # fmt: skip


def _daikon() -> Iterator[Join]:
    """The newest 活動だより of a day on which something given was cooked there."""
    for story in Story.objects.filter(state="shown", place__isnull=False).order_by("-happened_on"):
        if Use.objects.filter(share__receiver__place=story.place_id, day=story.happened_on).exists():
            yield Join(
                "農家の 大根が、木曜の スープに なった", "おたよりの 下に、なにを だれから もらったかと、お礼が 出ます。",
                reverse("bulletin:story", args=[story.public_id]),
            )  # fmt: skip
            return


def _holiday(at: datetime) -> Iterator[Join]:
    """The first pool that keeps something for a long holiday."""
    pool = next((one.pool for one in pools.pictures(at) if one.kept), None)
    if pool is not None:
        yield Join(
            "チケットの 袋が、長い休みを 知っている", "休みの 昼ごはんの 分を、先に とっておきます。",
            reverse("mealtickets:pool", args=[pool.public_id]), OFFICER,
        )  # fmt: skip


def _nobody(at: datetime) -> Iterator[Join]:
    """A family on show for whom nobody was found: its page says where else to go."""
    shown = {one.name: one.address for one in support.members_on_show()}
    missed = Visit.objects.filter(state=VisitState.UNMET, starts_at__gt=at, request__member__name=FAMILY)
    if FAMILY in shown and missed.exists():
        yield Join(
            "見つからなかった おねがいが、近くの 居場所で おわる", "その時間に ひらいている 近くの 場所と、1回 おすだけの 返事が あります。",
            shown[FAMILY],
        )  # fmt: skip


def _short(at: datetime) -> Iterator[Join]:
    today = clock.day(at)
    short = Session.objects.filter(
        staffing=Session.Staffing.SHORT, state=Session.State.PLANNED, day__range=(today, today + WEEK), place__isnull=False
    ).select_related("place")  # fmt: skip
    session = short.order_by("day", "starts").first()
    if session is not None and session.place is not None:
        yield Join(
            "見守りが 足りない日は、約束を しない", "名簿に 穴の ある日は、どの ページでも「まだ きまっていません」。",
            reverse("places:place", args=[session.place.public_id]),
        )  # fmt: skip
