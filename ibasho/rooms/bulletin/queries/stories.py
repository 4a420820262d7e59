"""Stories: those everybody sees, a group's own, those that wait, and what a page says of one."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.bulletin.models import QrCode, Story
from ibasho.rooms.bulletin.rules import stories as rules
from ibasho.rooms.bulletin.rules import telling
from ibasho.rooms.bulletin.rules.kinds import Paper, Purpose, StoryState
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES
from ibasho.town.places.models import Event, Place
from ibasho.town.places.queries import published
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL

PLACE_MAX = 3


def own_groups(by: Actor, at: datetime) -> list[Organisation]:
    """Groups for which somebody comes through the groups' door: their own, or the one for which staff type in."""
    day = clock.day(at)
    if by.acting_for is not None:
        rows = Organisation.objects.filter(pk=by.acting_for)
        return list(rows) if people.may_type_in(by, by.acting_for, day=day) else []
    held = people.current_memberships(by.person_id, day)
    found = {one.organisation for one in held if Permission.BULLETIN_OWN in ROLES[one.role].permissions}
    return sorted(found, key=lambda one: (one.kana, one.name, one.pk))


def back(by: Actor, at: datetime) -> int:
    """How many of a group's own were given back: the number in its menu."""
    groups = [one.pk for one in own_groups(by, at)]
    if not groups:
        return 0
    return Story.objects.filter(organisation__in=groups, state=StoryState.RETURNED).count()


def _all() -> QuerySet[Story]:
    return Story.objects.select_related("organisation", "place", "event")


def shown() -> QuerySet[Story]:
    """What everybody sees, newest first."""
    return _all().filter(state=StoryState.SHOWN).order_by("-shown_at", "-pk")


def of_place(place: Place, most: int = PLACE_MAX) -> list[Story]:
    """The newest shown ones of it."""
    return list(Story.objects.filter(state=StoryState.SHOWN, place=place).order_by("-shown_at", "-pk")[:most])


def of_group(group: Organisation) -> QuerySet[Story]:
    """All of a group, what was touched last first."""
    return _all().filter(organisation=group).order_by("-changed_at", "-pk")


def to_look_at() -> QuerySet[Story]:
    """Sent and not yet looked at, who waits longest first."""
    return _all().filter(state=StoryState.WAITING).order_by("changed_at", "pk")


def with_group() -> QuerySet[Story]:
    """Given back, or still a draft."""
    return _all().filter(state__in=[StoryState.RETURNED, StoryState.DRAFT]).order_by("-changed_at", "-pk")


def withdrawn() -> QuerySet[Story]:
    return _all().filter(state=StoryState.WITHDRAWN).order_by("-changed_at", "-pk")


def find(public_id: str) -> Story:
    """Raises NotFound."""
    found = _all().filter(public_id=public_id).first()
    if found is None:
        raise NotFound(
            "bulletin.story_unknown", "この活動だよりは もう ありません。一覧から えらんでください。"
        )
    return found


def locked(pk: int) -> Story:
    """Under its lock, as it stands now. Raises NotFound where the night's job took it."""
    rows = Story.objects.select_for_update(of=("self",)).select_related("organisation", "place", "event")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound(
            "bulletin.story_unknown", "この活動だよりは もう ありません。一覧から えらんでください。"
        )
    return found


def places_of(group: Organisation) -> QuerySet[Place]:
    return Place.objects.filter(organisation=group).exclude(state=Place.State.ENDED).order_by("kana", "name")


def events_of(group: Organisation) -> QuerySet[Event]:
    """The newest thirty."""
    return Event.objects.filter(organisation=group).order_by("-updated_at", "-pk")[:30]


def public_place(story: Story) -> Place | None:
    """The place, where anybody may go to it: a story never asks children to one that is for its members."""
    place = story.place
    if place is None or place.restricted or place.kind in NEVER_FOR_ALL:
        return None
    return place if place.state in published.SEEN else None


def public_event(story: Story) -> Event | None:
    """The event, where the public may know of it."""
    known = story.event is not None and story.event.state == Event.State.PUBLISHED
    return story.event if known else None


def shown_words(story: Story) -> str:
    """All that others will read."""
    return "\n".join((story.title, story.words, story.photo_words))


def mark(story: Story) -> str:
    """Another one as soon as anything that others will see is another, the picture too."""
    return rules.mark_of(
        story.title, story.words, story.happened_on.isoformat(), str(story.photo.name or ""), story.photo_words,
        str(story.consent_on), str(story.nobody_shown), str(story.place_id), str(story.event_id),
    )  # fmt: skip


def warnings(story: Story) -> tuple[str, ...]:
    return rules.warnings(shown_words(story), people_in_photo=bool(story.photo) and not story.nobody_shown)


def path(story: Story) -> str:
    return reverse("bulletin:story", args=[story.public_id])


def address(story: Story) -> str:
    return f"{settings.PUBLIC_URL}{path(story)}"


def photo_address(story: Story) -> str:
    """Whole; empty where there is none."""
    if not story.photo:
        return ""
    return f"{settings.PUBLIC_URL}{reverse('bulletin:story_photo', args=[story.public_id])}"


def line_text(story: Story) -> str:
    """As it goes into the city's own LINE tool."""
    return telling.line_text(story.title, story.words, address(story))


def code_of(story: Story) -> QrCode | None:
    """The one that was given when it was shown."""
    asked = {"purpose": Purpose.STORY.value, "paper": Paper.STORY.value, "path": path(story)}
    return QrCode.objects.filter(**asked).first()
