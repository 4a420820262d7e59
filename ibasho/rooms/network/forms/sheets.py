"""The sheet of 実態把握 as it is typed in: its questions come from rules/sheet.toml."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ibasho.base.ui.forms import Form
from ibasho.rooms.network.forms.register import day
from ibasho.rooms.network.models import Sheet
from ibasho.rooms.network.rules import sheet as rules
from ibasho.rooms.network.rules.kinds import How, Issue
from ibasho.rooms.network.rules.sheet import Filled, Part

ISSUE_WORDS_MAX = 400


class SheetForm(Form):
    on = day(_("きいた日"))
    how = forms.ChoiceField(label=_("どうやって"), choices=How.choices())
    spoke_with = forms.CharField(label=_("だれに"), max_length=80, required=False)

    def __init__(self, data: Any = None, *, sheet: Sheet | None = None, today: date | None = None) -> None:
        self.version = sheet.version if sheet else rules.newest()
        super().__init__(data, initial=_start(sheet, today))
        for one in rules.questions(self.version):
            self.fields[f"answer_{one.code}"] = forms.CharField(
                label=one.words, required=False, max_length=rules.ANSWER_MAX,
                widget=forms.Textarea(attrs={"rows": one.lines + 1}),
            )  # fmt: skip
        self.fields["issues"] = forms.MultipleChoiceField(
            label=_("課題"), required=False, widget=forms.CheckboxSelectMultiple,
            choices=Issue.choices(),
            help_text=_("団体が 困っていると 言ったことに しるしを つけます。年度の おわりに 数えます。"),
        )  # fmt: skip
        for issue in Issue:
            self.fields[f"issue_{issue.value}"] = forms.CharField(
                label=_("{issue}の ことば").format(issue=issue.label),
                required=False,
                max_length=ISSUE_WORDS_MAX,
            )

    def parts(self) -> Iterator[tuple[Part, list[forms.BoundField]]]:
        """For the page: each part with its fields."""
        for part in rules.parts(self.version):
            yield part, [self[f"answer_{one.code}"] for one in part.questions]

    def issue_words(self) -> list[forms.BoundField]:
        return [self[f"issue_{one.value}"] for one in Issue]

    def filled(self) -> Filled:
        """A word under a 課題 marks it too."""
        given = self.cleaned_data
        words = {one.value: given.get(f"issue_{one.value}", "") for one in Issue}
        marked = {code for code, text in words.items() if text} | set(given["issues"])
        return Filled(
            on=given["on"], how=How(given["how"]), spoke_with=given["spoke_with"],
            answers={one.code: given.get(f"answer_{one.code}", "") for one in rules.questions(self.version)},
            issues={one.value: words[one.value] for one in Issue if one.value in marked},
        )  # fmt: skip


def _start(sheet: Sheet | None, today: date | None) -> dict[str, Any]:
    if sheet is None:
        return {"on": today, "how": How.VISIT.value}
    issues = list(sheet.issues.all())
    return {
        "on": sheet.on, "how": sheet.how, "spoke_with": sheet.spoke_with, "issues": [one.code for one in issues],
        **{f"answer_{code}": text for code, text in sheet.answers.items()},
        **{f"issue_{one.code}": one.words for one in issues},
    }  # fmt: skip
