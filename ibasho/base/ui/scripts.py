"""What our small scripts say, in the language of the page: it stands beside the script as data, never in it."""

from __future__ import annotations

from collections.abc import Mapping

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

WORDS: Mapping[str, Mapping[str, str | Promise]] = {
    "confirm": {"yes": gettext_lazy("はい"), "no": gettext_lazy("やめる")},
    "copy": {
        "done": gettext_lazy("コピーしました。"),
        "failed": gettext_lazy("コピーできませんでした。えらんで コピーしてください。"),
    },
    "letters": {
        "of": gettext_lazy("%(n)s / %(most)s文字"),
        "over": gettext_lazy("%(n)s文字です。%(most)s文字までに みじかく してね。"),
    },
}


def module(name: str) -> SafeString:
    """The tag of an ES module; what it says stands before it as JSON with the id `words-<name>`."""
    script = format_html('<script type="module" src="{}"></script>', static(f"ibasho/js/{name}.js"))
    if name not in WORDS:
        return script
    words = {code: str(text) for code, text in WORDS[name].items()}
    return SafeString(json_script(words, f"words-{name}") + script)
