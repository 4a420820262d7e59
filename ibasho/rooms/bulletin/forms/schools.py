"""Forms of the desk about schools."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.ui.forms import Form
from ibasho.rooms.bulletin.models import School
from ibasho.rooms.bulletin.rules import schools
from ibasho.rooms.bulletin.rules.kinds import SchoolKind

_TEL = {"inputmode": "tel", "autocomplete": "off"}


class SchoolForm(Form):
    name = forms.CharField(label=gettext_lazy("学校の名前"), max_length=60)
    kana = forms.CharField(label=gettext_lazy("よみ"), max_length=80, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("種類"), choices=SchoolKind.choices(), initial=SchoolKind.PRIMARY.value
    )
    district = forms.ChoiceField(
        label=gettext_lazy("小学校区"), required=False,
        help_text=gettext_lazy("紙の QRコードは、この校区の ページを ひらきます。"),
    )  # fmt: skip
    classes = forms.IntegerField(
        label=gettext_lazy("学級の数"), min_value=0, max_value=schools.CLASSES_MAX, initial=0,
        help_text=gettext_lazy("学級ごとに 1たばに します。"),
    )  # fmt: skip
    copies = forms.IntegerField(
        label=gettext_lazy("くばる まい数"), min_value=0, max_value=schools.COPIES_MAX, initial=0,
        help_text=gettext_lazy("こどもの数。0なら、学級の数 × 35まいで 用意します。"),
    )  # fmt: skip
    contact = forms.CharField(
        label=gettext_lazy("連絡の 窓口"), max_length=60, required=False,
        help_text=gettext_lazy("れい：教頭、事務室。市の 担当だけが 見ます。"), widget=forms.TextInput(attrs={"data-private": ""}),
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("電話"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={**_TEL, "data-private": ""}),
    )
    email = forms.EmailField(
        label=gettext_lazy("メール"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off", "data-private": ""}),
        help_text=gettext_lazy("紙を とどけたときに、返事の リンクと 連絡アプリの 文を 送ります。"),
    )  # fmt: skip
    mail_app = forms.CharField(label=gettext_lazy("保護者への 連絡アプリ"), max_length=40, required=False)
    note = forms.CharField(
        label=gettext_lazy("ひとこと"), max_length=200, required=False,
        help_text=gettext_lazy("とどけ方など。人の名前は 書きません。"),
    )  # fmt: skip

    def __init__(self, *args: Any, districts: dict[str, str], **options: Any) -> None:
        """`districts`: code → name; a code that no longer holds stays choosable for the school that has it."""
        super().__init__(*args, **options)
        own = str(self.initial.get("district") or "")
        choices = districts if not own or own in districts else {**districts, own: own}
        self.fields["district"].choices = [("", _("えらばない")), *choices.items()]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, school: School) -> dict[str, Any]:
        return {name: getattr(school, name) for name in cls.base_fields}


class TabletForm(Form):
    on = forms.DateField(
        label=gettext_lazy("しおりを 入れた日"), widget=forms.DateInput(attrs={"type": "date"})
    )
