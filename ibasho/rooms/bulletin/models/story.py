"""活動だより: a photo and a few words of what happened at a place."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ibasho.base.kernel.codes import new_code
from ibasho.rooms.bulletin.rules.kinds import StoryState
from ibasho.town.people.models import Organisation, Person
from ibasho.town.places.models import Event, Place


class Story(models.Model):
    """Written by a group or the city, looked at once by the city, shown everywhere. The photo is drawn anew; who is on it
    said yes (`consent_on`), or nobody is (`nobody_shown`)."""

    public_id = models.CharField("公開番号", max_length=16, unique=True, default=new_code)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="書いた団体"
    )
    place = models.ForeignKey(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="居場所"
    )
    event = models.ForeignKey(
        Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="もよおし"
    )
    happened_on = models.DateField("いつの こと")
    title = models.CharField("だい", max_length=40)
    words = models.CharField("ことば", max_length=300)
    photo = models.FileField("写真", upload_to="stories/", blank=True)
    photo_words = models.CharField("写真の ことば", max_length=120, blank=True)
    consent_on = models.DateField("写っている人が いいと言った日", null=True, blank=True)
    nobody_shown = models.BooleanField("だれも 写っていない", default=False)
    state = models.CharField(
        "状態", max_length=10, choices=StoryState.choices(), default=StoryState.DRAFT.value
    )
    back_words = models.CharField("返した わけ", max_length=200, blank=True)
    made_at = models.DateTimeField("書いた時")
    made_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="書いた人"
    )
    changed_at = models.DateTimeField("なおした時")
    shown_at = models.DateTimeField("のせた時", null=True, blank=True)
    shown_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="のせた人"
    )

    class Meta:
        verbose_name = "活動だより"
        verbose_name_plural = "活動だより"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=StoryState), name="bulletin_story_state"),
            models.CheckConstraint(
                condition=~Q(state="shown") | Q(shown_at__isnull=False), name="bulletin_story_shown_when"
            ),
            models.CheckConstraint(
                condition=Q(photo="") | Q(consent_on__isnull=False) | Q(nobody_shown=True),
                name="bulletin_story_photo_consent",
            ),
            models.CheckConstraint(
                condition=Q(photo="") | ~Q(photo_words=""), name="bulletin_story_photo_told"
            ),
        ]

    def __str__(self) -> str:
        return self.title
