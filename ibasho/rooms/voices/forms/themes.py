"""Putting voices together, deciding, what was done, telling back; and the code of a slip."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.voices.actions.deciding import CHILD_WHY_MAX, WHY_MAX
from ibasho.rooms.voices.models import Choice, Door, Hearing, Theme
from ibasho.rooms.voices.rules import wordings
from ibasho.rooms.voices.rules.kinds import ToldBy, Verdict, Wording
from ibasho.town.places.models import Place
from ibasho.town.places.rules.features import FEATURES
from ibasho.town.places.rules.photos import BYTES_MAX

EVERYBODY = "all"
_TITLE = _("題（市の ことば）")
_CHILD_TITLE = _("題（こどもの ことば）")


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


def _words(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, help_text=help_text, widget=forms.Textarea(attrs={"rows": 3})
    )


class Voices(forms.TypedMultipleChoiceField):
    """Keys of opinions; the action says which of them may be taken."""

    def __init__(self) -> None:
        sentence = _("声が えらばれて いません。声に しるしを つけてから おしてください。")
        super().__init__(
            coerce=UUID, label=_("声"), error_messages={"required": sentence, "invalid_choice": sentence}
        )

    def valid_value(self, value: Any) -> bool:
        return True


class GroupForm(Form):
    """Some voices into a theme that stands, or into a new one."""

    opinions = Voices()
    theme = forms.ChoiceField(label=_("入れる テーマ"), required=False)
    title = forms.CharField(label=_("新しい テーマの 題（市の ことば）"), max_length=80, required=False)
    child_title = forms.CharField(
        label=_("新しい テーマの 題（こどもの ことば）"), max_length=60, required=False
    )
    heap = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, themes: Sequence[Theme], number: int, heap: str, likely: str = ""
    ) -> None:
        super().__init__(data, auto_id=f"heap{number}_%s", initial={"theme": likely, "heap": heap})
        known = [(one.public_id, one.title) for one in themes]
        self.fields["theme"].choices = [("", _("新しい テーマを 作る")), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("theme"):
            for name in ("title", "child_title"):
                if name not in self.errors and not given.get(name, "").strip():
                    self.add_error(name, _("テーマを えらぶか、新しい 題を 書いてください。"))
        return given


class TakeOutForm(Form):
    opinions = Voices()


class ThemeForm(Form):
    title = forms.CharField(label=_TITLE, max_length=80, help_text=_("例：卓球台の設置"))
    child_title = forms.CharField(
        label=_CHILD_TITLE, max_length=60, help_text=_("こどもの ページに 出ます。例：たっきゅうが したい")
    )
    choices = forms.MultipleChoiceField(
        label=_("えらんだ人も ここに 入る"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("しるしを つけると、それを えらんだ人の ひかえの 文字からも、このテーマが 見られます。"),
    )  # fmt: skip
    wish = forms.ChoiceField(
        label=_("居場所に ほしいもの"), required=False, choices=[("", _("なし")), *FEATURES],
        help_text=_("居場所の「あるもの」と つながります。"),
    )  # fmt: skip
    line_code = forms.CharField(label=_("事業の 番号"), max_length=24, required=False)

    def __init__(self, data: Any = None, *, hearing: Hearing, theme: Theme | None = None) -> None:
        names = ("title", "child_title", "wish", "line_code")
        initial: dict[str, Any] = (
            {name: getattr(theme, name) for name in names} if theme else {"line_code": hearing.line_code}
        )
        if theme:
            initial["choices"] = [str(key) for key in theme.choices.values_list("pk", flat=True)]
        super().__init__(data, initial=initial)
        self._known = {str(one.pk): one for one in _choices(hearing)}
        if self._known:
            told = [(key, wordings.text(one.words, Wording.SMALL)) for key, one in self._known.items()]
            self.fields["choices"].choices = told  # type: ignore[attr-defined]
        else:
            del self.fields["choices"]

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "choices"}

    def chosen(self) -> list[Choice]:
        return [self._known[key] for key in self.cleaned_data.get("choices", [])]


def _choices(hearing: Hearing) -> Iterable[Choice]:
    found = Choice.objects.filter(question__hearing=hearing)
    return found.select_related("question").order_by("question__position", "position")


class DecisionForm(Form):
    verdict = forms.ChoiceField(label=_("どうするか"), widget=forms.RadioSelect, choices=Verdict.choices())
    why = _words(_("わけ（市の ことば）"), WHY_MAX, _("おとなと 議会が 読みます。"))
    child_why = _words(
        _("わけ（こどもの ことば）"), CHILD_WHY_MAX,
        _("声を くれた こどもに 話すつもりで。できないときほど、わけを ていねいに。"),
    )  # fmt: skip
    next_on = _day(_("つぎに 答える日（検討中のとき）"), required=False)

    def __init__(self, data: Any = None, *, last: Any = None) -> None:
        names = ("verdict", "why", "child_why", "next_on")
        super().__init__(data, initial={name: getattr(last, name) for name in names} if last else None)


class DoneForm(Form):
    on = _day(_("できた日"))
    words = forms.CharField(label=_("できたこと（市の ことば）"), max_length=200)
    child_words = forms.CharField(
        label=_("できたこと（こどもの ことば）"), max_length=120, help_text=_("例：たっきゅうだいが きました")
    )
    place = forms.ModelChoiceField(
        label=_("どの 居場所で"), required=False, queryset=Place.objects.none(), to_field_name="public_id",
        empty_label=_("きまった 居場所は ない"), help_text=_("えらぶと、その 居場所の ページにも 出ます。"),
    )  # fmt: skip
    line_code = forms.CharField(label=_("事業の 番号"), max_length=24, required=False)
    photo = forms.FileField(
        label=_("写真（なくてもよい）"), required=False, help_text=_("25MBまで。場所や 機械の 記録は 消してから のせます。"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    photo_alt = forms.CharField(
        label=_("写真に なにが 写っているか"), max_length=120, required=False,
        help_text=_("写真が 見えない人に 読み上げます。"),
    )  # fmt: skip
    nobody_shown = forms.BooleanField(
        label=_("写真に、だれかが 分かる 顔や 名札は 写っていない"), required=False
    )

    def __init__(self, data: Any = None, files: Any = None, *, theme: Theme, today: date) -> None:
        super().__init__(data, files, initial={"on": today, "line_code": theme.line_code})
        rows = Place.objects.filter(state__in=(Place.State.PUBLISHED, Place.State.PAUSED)).order_by(
            "name", "pk"
        )
        field = self.fields["place"]
        field.queryset = rows  # type: ignore[attr-defined]
        field.label_from_instance = lambda place: place.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("photo") and not given.get("nobody_shown"):
            self.add_error(
                "nobody_shown",
                _("だれかが 分かる 写真は のせられません。たしかめて しるしを つけてください。"),
            )
        return given

    def values(self) -> dict[str, Any]:
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("photo", "nobody_shown")
        }

    def picture(self) -> bytes:
        file = self.cleaned_data.get("photo")
        return file.read(BYTES_MAX + 1) if file else b""


class TellForm(Form):
    """Where it was told back; those that are left are marked already. `everybody`: only who manages may say so."""

    doors = forms.MultipleChoiceField(label=_("どこで"), widget=forms.CheckboxSelectMultiple)
    way = forms.ChoiceField(label=_("どうやって"), choices=ToldBy.choices())
    on = _day(_("知らせた日"))

    def __init__(
        self, data: Any = None, *, doors: Iterable[Door], told: Container[int], everybody: bool, today: date
    ) -> None:
        doors = list(doors)
        left = [one.public_id for one in doors if one.pk not in told]
        super().__init__(data, initial={"on": today, "way": ToldBy.POSTER, "doors": left})
        self._doors: dict[str, Door | None] = {one.public_id: one for one in doors}
        places = [
            (one.public_id, f"{one.get_channel_display()}：{one.name}") for one in self._doors.values() if one
        ]
        if everybody:
            self._doors[EVERYBODY] = None
            places.append((EVERYBODY, str(_("みんなへ（ホームページ・広報など）"))))
        self.fields["doors"].choices = places  # type: ignore[attr-defined]

    def chosen(self) -> list[Door | None]:
        return [self._doors[key] for key in self.cleaned_data["doors"]]


class SlipForm(Form):
    code = forms.CharField(
        label=_("ひかえの 文字"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        told = str(self.cleaned_data["code"])
        if not any(letter.isalnum() for letter in told):
            raise ValidationError(
                _("文字を 入れてください。ひかえの 紙に 書いてある、アルファベットと 数字です。")
            )
        return told
