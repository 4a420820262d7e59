"""活動だより on a phone: photo, when, what, a few words, where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.consents import read_out
from ibasho.base.ui.forms import Form
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.rules.stories import PHOTO_WORDS_MAX, TITLE_MAX, WORDS_MAX, Told
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Event, Place
from ibasho.town.places.rules.photos import BYTES_MAX

_DAY = _("日を 2026-04-01 のように 入れてください。")
_AGAIN = _("写真は もう一度 えらんでください。")


def _day(label: Any, **given: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, error_messages={"invalid": _DAY, "required": _DAY}, **given
    )


class StoryForm(Form):
    """In the order in which somebody stands there with a phone. `where` holds the group's own places and events."""

    photo = forms.FileField(
        label=_("写真"), required=False, widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("なくても だいじょうぶ。撮った場所の 記録は 消えます。"),
    )  # fmt: skip
    without_photo = forms.BooleanField(label=_("いまの 写真を はずす"), required=False)
    photo_words = forms.CharField(
        label=_("なにが 写っていますか"), max_length=PHOTO_WORDS_MAX, required=False,
        help_text=_("写真を 見られない人に 読み上げます。例：畑で さつまいもを ほる 手"),
    )  # fmt: skip
    nobody_shown = forms.BooleanField(label=_("だれも 写っていない（顔が わからない）"), required=False)
    consent_on = _day(
        _("写っている人（こどもは 保護者も）が「のせていい」と 言った日"), required=False,
        help_text=read_out("photo", _("人が 写っているときだけ。")),
    )  # fmt: skip
    happened_on = _day(_("いつの こと"))
    title = forms.CharField(
        label=_("だい"), max_length=TITLE_MAX, help_text=_("40文字まで。例：いもほりを しました"),
        error_messages={"required": _("だいを 書いてください。「いもほりを しました」のように 短くて だいじょうぶです。")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("ことば"), max_length=WORDS_MAX, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("300文字まで。こどもも 読みます。人の名前・電話番号・メールは 書かないでください。"),
    )  # fmt: skip
    where = forms.ChoiceField(label=_("どこで"), required=False)

    def __init__(
        self, *told: Any, places: Iterable[Place], events: Iterable[Event], with_photo: bool = False, **named: Any
    ) -> None:  # fmt: skip
        super().__init__(*told, **named)
        self._where: dict[str, tuple[Place | None, Event | None]] = {"": (None, None)}
        own = [(self._known(f"p{one.pk}", (one, None)), one.name) for one in places]
        held = [(self._known(f"e{one.pk}", (one.place, one)), one.title) for one in events]
        choices = [
            ("", _("えらばない")),
            *([(_("居場所"), own)] if own else []),
            *([(_("もよおし"), held)] if held else []),
        ]
        field = self.fields["where"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        if len(own) == 1 and not held and not self.is_bound and "where" not in self.initial:
            self.initial["where"] = own[0][0]
        if not with_photo:
            del self.fields["without_photo"]

    def _known(self, key: str, what: tuple[Place | None, Event | None]) -> str:
        self._where[key] = what
        return key

    @staticmethod
    def of(story: Story) -> dict[str, Any]:
        names = ("title", "words", "happened_on", "photo_words", "consent_on", "nobody_shown")
        where = f"e{story.event_id}" if story.event_id else f"p{story.place_id}" if story.place_id else ""
        return {**{name: getattr(story, name) for name in names}, "where": where}

    @staticmethod
    def new(today: date) -> dict[str, Any]:
        return {"happened_on": today}

    def add_error(self, field: str | None, error: Any) -> None:
        """The browser keeps no chosen file: whoever has to mend something else is told so."""
        super().add_error(field, error)
        if self.files.get("photo") and "photo" in self.fields and "photo" not in self.errors:
            super().add_error("photo", _AGAIN)

    @property
    def photo_data(self) -> bytes | None:
        """The file as it came."""
        given = self.cleaned_data["photo"]
        return given.read(BYTES_MAX + 1) if given else None

    @property
    def happened_at(self) -> dict[str, Any]:
        """The place and the event, for the action."""
        place, event = self._where[self.cleaned_data["where"]]
        return {"place": place, "event": event}

    @property
    def told(self) -> Told:
        given = self.cleaned_data
        return Told(
            given["title"], given["words"], given["happened_on"], given["photo_words"], given["consent_on"],
            given["nobody_shown"],
        )  # fmt: skip


class WhyForm(Form):
    why = forms.CharField(
        label=_("なおしてほしいこと"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("そのまま 団体に とどきます。"),
    )  # fmt: skip


class WhoseForm(Form):
    """At the desk: for whom somebody types in."""

    group = forms.ChoiceField(label=_("どの団体の おたよりですか"))

    def __init__(self, *told: Any, groups: Iterable[Organisation], **named: Any) -> None:
        super().__init__(*told, **named)
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("えらんでください")), *((one.public_id, one.name) for one in groups)]
