"""What every form of the house does, whatever it is for: it refuses a My Number in any of its words (番号法 20条) and a file
that is not what its field asks for, and it shows an action's refusal where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.kernel.errors import DomainError
from ibasho.base.kernel.my_number import contains_my_number
from ibasho.base.ui import uploads


class HouseForm(forms.BaseForm):
    """Beside `forms.ModelForm`; everything else is a `Form`. `upload_bytes_max`: of one file."""

    upload_bytes_max = uploads.BYTES_MAX

    def full_clean(self) -> None:
        """Looks at every file before the form's own cleaning reads it, and through every text after that."""
        refused = dict(self._refused_files()) if self.is_bound else {}
        self.files = self.files.copy()
        for name in refused:
            self.files.pop(self.add_prefix(name), None)
        super().full_clean()
        for name, why in refused.items():
            self._errors.pop(name, None)  # type: ignore[attr-defined]  # "choose a file" is no answer to who chose one
            self.add_error(name, why)
        for name, value in list(getattr(self, "cleaned_data", {}).items()):
            if isinstance(value, str) and contains_my_number(value):
                self.add_error(name, _("マイナンバーのような番号が 入っています。番号を 消してください。"))

    def _refused_files(self) -> Iterator[tuple[str, str]]:
        for name, field in self.fields.items():
            if isinstance(field, forms.FileField):
                told = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
                for file in told if isinstance(told, list | tuple) else [told]:
                    if isinstance(file, UploadedFile) and (
                        why := uploads.refusal(field, file, most=self.upload_bytes_max)
                    ):
                        yield name, why

    def refuse(self, error: DomainError) -> None:
        """Each field's own sentence beside the field; where there is no such field, the whole sentence above."""
        known = {name: sentence for name, sentence in error.fields.items() if name in self.fields}
        for name, sentence in known.items():
            self.add_error(name, sentence)
        if not known:
            self.add_error(None, error.message)


class Form(HouseForm, forms.Form):
    """The house's form."""


F = TypeVar("F", bound=type[Form])


def of_another(form: F) -> F:
    """For a form in which staff write down another person: the browser must not offer the name and number of whoever types."""
    own: dict[str, forms.Field] = deepcopy(form.base_fields)
    for field in own.values():
        if "autocomplete" in field.widget.attrs:
            field.widget.attrs["autocomplete"] = "off"
    form.base_fields = form.declared_fields = own
    return form


class TableForm(Form):
    """A table as a file, for `kernel.tables.read_table`."""

    BYTES_MAX = 2_000_000
    too_large: str | Promise = gettext_lazy("2MBを こえています。分けて、もう一度 えらんでください。")

    file = forms.FileField(
        label=gettext_lazy("ファイル"),
        help_text=gettext_lazy("CSV か Excel（.xlsx）、2MBまで。Shift_JIS でも UTF-8 でも 読めます。"),
        error_messages={
            "required": gettext_lazy("ファイルを えらんでください。"),
            "empty": gettext_lazy("ファイルに 何も 入っていません。中身のある ファイルを えらんでください。"),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > self.BYTES_MAX:
            raise forms.ValidationError(str(self.too_large))
        return file
