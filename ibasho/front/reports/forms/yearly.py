"""Words of the yearly report, and the reason it went back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.front.reports.rules.report import CHILD_WORDS_MAX, STATE_WORDS_MAX, WORDS_MAX, Chapter


class WordsForm(Form):
    """A chapter's words; those for children only where the chapter stands in their edition."""

    words = forms.CharField(
        label=_("市の ことば"), required=False, max_length=WORDS_MAX, widget=forms.Textarea(attrs={"rows": 8})
    )
    child_words = forms.CharField(
        label=_("こどもへの ことば"),
        required=False,
        max_length=CHILD_WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *told: Any, chapter: Chapter, **named: Any) -> None:
        super().__init__(*told, **named)
        self.fields["words"].help_text = chapter.may_say
        if chapter.in_kids:
            self.fields["child_words"].help_text = _(
                "{what}。4ページに おさめるため {most}文字まで。漢字には よみがなが つきます。"
            ).format(what=chapter.child_may_say, most=CHILD_WORDS_MAX)
        else:
            del self.fields["child_words"]

    def told(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in ("words", "child_words")}


class WhyForm(Form):
    words = forms.CharField(
        label=_("わけ"), max_length=STATE_WORDS_MAX, widget=forms.Textarea(attrs={"rows": 3})
    )
