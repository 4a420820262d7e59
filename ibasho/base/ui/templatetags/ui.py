"""`{% load ui %}`: furigana, pictures, days and money, fields, menus, scripts. Everything that came from people is escaped."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache
from typing import Any
from zlib import crc32

from django import forms, template
from django.http import HttpRequest
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import gettext

from ibasho.base.kernel import clock
from ibasho.base.ui import consents, days, furigana, menu, scripts
from ibasho.base.ui import panels as panels_of
from ibasho.base.ui.charts import Chart
from ibasho.base.ui.fields import kind_errors
from ibasho.base.ui.languages import amounts, names
from ibasho.base.ui.languages.saying import is_japanese, say, told
from ibasho.base.ui.states import STATES

register = template.Library()
_RIGHT = SafeString(' class="u-num"')
Context = dict[str, Any]


def _mode(context: RequestContext | Context) -> str:
    """Furigana is for Japanese text on pages children read; other doors ask for it with `furigana_here`."""
    if not is_japanese():
        return furigana.OFF
    if str(context.get("door", "child")) != "child" and not context.get("furigana_here"):
        return furigana.OFF
    return str(context.get("furigana", furigana.ON))


def _reading(context: RequestContext) -> Context:
    """What a part with a context of its own needs to know of the page for its furigana."""
    return {key: context.get(key) for key in ("door", "furigana", "furigana_here")}


@register.simple_tag(takes_context=True, name="furigana")
def furigana_tag(context: RequestContext, text: object, reading: str = "", **values: object) -> SafeString:
    """`{% furigana "あと %(n)s人 はいれます" n=3 %}`, `{% furigana place.name reading=place.kana %}`."""
    words = furigana.plain(text or "")
    if values:
        words = words.replace("%%", "%")  # Django doubles the mark in a template's `_("…")`
        words = told(words, {name: _plain_value(value) for name, value in values.items()})
    elif not reading:
        words = say(words)
    elif not is_japanese():
        return names.named(words, furigana.plain(reading))
    return furigana.ruby(words, _mode(context), furigana.plain(reading or ""))


def _plain_value(value: object) -> object:
    """A number stays one, so that the plural can be told."""
    return value if isinstance(value, int) else furigana.plain(value)


@cache
def _sprite() -> str:
    """Looked up once: a long list shows hundreds of icons, and the name of a static file costs more than the icon."""
    return static("ibasho/icons.svg")


@register.simple_tag
def icon(name: str, size: str = "", tint: str = "", label: str = "") -> SafeString:
    """A picture from frontend/icons.svg. Without `label` it is decoration and screen readers pass it by."""
    if not name:
        return SafeString("")
    told = (
        format_html(' role="img" aria-label="{}"', gettext(label))
        if label
        else SafeString(' aria-hidden="true"')
    )
    sizes = format_html(' data-size="{}"', size) if size else ""
    tints = format_html(' data-tint="{}"', tint) if tint else ""
    return format_html(
        '<svg class="dads-icon" viewBox="0 0 48 48"{}{}{}><use href="{}#{}"/></svg>',
        told, sizes, tints, _sprite(), name,
    )  # fmt: skip


@register.simple_tag
def yen(amount: int | None) -> SafeString:
    """`1,300円`, `1,300 yen`, and `－` where the amount is not known."""
    return format_html('<span class="u-nowrap">{}</span>', amounts.yen(amount))


@register.simple_tag(takes_context=True)
def day(
    context: RequestContext, value: date | datetime | None, style: days.Style | None = None
) -> SafeString:
    """A day for this door: `near` for children and families, `both` (西暦 and 和暦) elsewhere, if no `style` is named."""
    if value is None:
        return SafeString("－")
    usual: days.Style = "near" if str(context.get("door", "child")) in {"child", "family"} else "both"
    this_year = clock.day(getattr(context.get("request"), "at", None) or clock.now()).year
    return days.day_html(value, style or usual, _mode(context), this_year)


@register.simple_tag
def consent_version(kind: str, value: date | None) -> str:
    """Which words were said yes to on that day: `（ことば 第1版）`."""
    return consents.version(kind, value)


@register.simple_tag
def day_label(value: date, with_year: bool = False) -> str:
    """A day in plain words, for a title or a label only heard."""
    return days.day_label(value, with_year=with_year)


@register.simple_tag
def month_label(value: date) -> str:
    """The month of a day: `令和8年11月`, `November 2026`."""
    return days.month_label(value)


@register.simple_tag(takes_context=True)
def minutes(context: RequestContext, value: int, by: str = "") -> SafeString:
    """`8分`; `by="walk"` or `by="bicycle"` puts the picture and its word before it."""
    told = days.minutes_html(value, _mode(context))
    words = {"walk": gettext("あるいて"), "bicycle": gettext("じてんしゃで")}
    return format_html('<span class="u-nowrap">{} {} {}</span>', icon(by), words[by], told) if by else told


@register.simple_tag
def hours(start: time | datetime, end: time | datetime | None = None) -> SafeString:
    return format_html('<span class="u-nowrap">{}</span>', days.hours_label(start, end))


@register.simple_tag(takes_context=True)
def status(context: RequestContext, code: str) -> SafeString:
    """A chip with colour, picture and word for one of `states.STATES`; an unknown code is a programmer's error."""
    state = STATES[code]
    words = furigana.ruby(say(furigana.plain(state.label)), _mode(context))
    return format_html(
        '<span class="dads-chip" data-tone="{}">{}{}</span>', state.tone, icon(state.icon), words
    )


@register.simple_tag(takes_context=True)
def chip(
    context: RequestContext, text: object, icon_name: str = "", tint: str = "", tone: str = ""
) -> SafeString:
    words = furigana.ruby(say(furigana.plain(text)), _mode(context))
    marks = (
        format_html(' data-tint="{}"', tint) if tint else format_html(' data-tone="{}"', tone) if tone else ""
    )
    return format_html('<span class="dads-chip"{}>{}<span>{}</span></span>', marks, icon(icon_name), words)


@register.inclusion_tag("ui/field.html", takes_context=True)
def field(context: RequestContext, bound: forms.BoundField, tiles: bool = False, unit: str = "") -> Context:
    """A form field with label, help and error tied to the control."""
    widget = bound.field.widget
    shape = "choices" if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple) else (
        "check" if isinstance(widget, forms.CheckboxInput) else "hidden" if bound.is_hidden else "control"
    )  # fmt: skip
    one = not isinstance(widget, forms.CheckboxSelectMultiple)
    return {
        **_reading(context),
        "field": bound,
        "shape": shape,
        "one": one,
        "tiles": tiles,
        "unit": unit,
        "errors": list(kind_errors(bound)),
        "marked_up": isinstance(bound.help_text, SafeData),
    }


@register.inclusion_tag("ui/form_errors.html", takes_context=True)
def form_errors(context: RequestContext, *forms_given: forms.BaseForm) -> Context:
    """The summary above a form: each error leads to its field."""
    found = [(bound, list(kind_errors(bound))) for form in forms_given for bound in form if bound.errors]
    general = [error for form in forms_given for error in form.non_field_errors()]
    return {**_reading(context), "fields": found, "general": general}


@register.inclusion_tag("ui/chart.html", takes_context=True)
def chart(context: RequestContext, drawn: Chart, table: str = "open") -> Context:
    """A server-made chart, with furigana where children read; `table` is `open` (under the picture) or `folded`."""
    return {**_reading(context), "chart": drawn, "table": table, "id": f"chart-{crc32(drawn.title.encode())}"}


@register.simple_tag(takes_context=True)
def door_menu(context: RequestContext, door: str) -> Iterable[menu.Item]:
    request: HttpRequest | None = context.get("request")
    return menu.items(request, door) if request is not None else ()


@register.simple_block_tag
def tableframe(
    content: str, title: object = "", by: str = "", fold: bool = False, dense: bool = False
) -> str:
    """The frame of a table whose cells hold more than `ui/table.html` can: chips, buttons, fields. It is called by its
    `title`, or `by` a heading with that id. `fold`: rows become cards on a phone (each cell says `data-label`). A group, not a
    region: who goes from landmark to landmark meets the page's parts, not each of its tables."""
    name = format_html('aria-labelledby="{}"', by) if by else format_html('aria-label="{}"', title)
    unseen = title and not by and "<caption" not in content
    return format_html(
        '<div class="table-scroll" tabindex="0" role="group" {}><table class="dads-table"{}>{}{}</table></div>',
        name, (" data-fold" if fold else "") + (" data-dense" if dense else ""),
        format_html('<caption class="u-hide">{}</caption>', title) if unseen else "", content,
    )  # fmt: skip


@register.simple_tag
def heads(*labels: object, numbers: str = "") -> str:
    """The head of such a table. `numbers`: which columns hold numbers and stand to the right, counted from 1 ("2 3")."""
    right = {int(one) for one in numbers.split()}
    shown = [(_RIGHT if place in right else "", label) for place, label in enumerate(labels, 1)]
    cells = format_html_join("", '<th scope="col"{}>{}</th>', shown)
    return format_html("<thead><tr>{}</tr></thead>", cells)


@register.simple_tag
def desk_sections(found: Iterable[menu.Item]) -> Iterable[menu.Section]:
    return menu.sections(tuple(found))


@register.simple_tag
def current_section(found: Iterable[menu.Section]) -> menu.Section | None:
    return next((section for section in found if section.current), None)


@register.simple_tag
def map_words() -> str:
    """What MapLibre says to people, as the JSON its `locale` option takes; the template escapes it."""
    return json.dumps(
        {
            "NavigationControl.ZoomIn": gettext("大きくする"),
            "NavigationControl.ZoomOut": gettext("小さくする"),
            "Map.Title": gettext("地図"),
            "Popup.Close": gettext("とじる"),
            "AttributionControl.ToggleAttribution": gettext("出典"),
            "CooperativeGesturesHandler.WindowsHelpText": gettext(
                "Ctrlキーを おしながら 動かすと、大きさが かわります"
            ),
            "CooperativeGesturesHandler.MacHelpText": gettext(
                "⌘キーを おしながら 動かすと、大きさが かわります"
            ),
            "CooperativeGesturesHandler.MobileHelpText": gettext("2本の ゆびで 動かしてください"),
        },
        ensure_ascii=False,
    )


@register.simple_tag
def module(name: str) -> SafeString:
    """One small ES module: `{% module "near-me" %}` in the `scripts` block."""
    return scripts.module(name)


@register.simple_tag(takes_context=True)
def panels(context: RequestContext, slot: str, thing: Any) -> SafeString:
    """`{% panels "places.place" place %}`: what rooms above add to this page."""
    return SafeString("".join(panels_of.rendered(slot, context["request"], thing)))
