"""Which study, and which of its figures, a page of reach shows: read from the address, alike on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from ibasho.base.ui.request import Request
from ibasho.rooms.reach.forms.studies import LookForm, Show
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries import sources, studies
from ibasho.rooms.reach.queries.figures import Limits
from ibasho.rooms.reach.queries.sources import Source
from ibasho.rooms.reach.rules import notes, summary, words
from ibasho.rooms.reach.rules.layers import Layer
from ibasho.rooms.reach.rules.notes import Note
from ibasho.rooms.reach.rules.scenarios import Scenario, Span
from ibasho.rooms.reach.rules.summary import Look, Picture

TITLED_MAX = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """One study seen with one look."""

    study: Study
    form: LookForm
    look: Look
    show: Show
    picture: Picture

    @property
    def span(self) -> Span:
        return studies.span(self.study)

    @property
    def span_words(self) -> str:
        return words.span_words(self.span)

    @property
    def query(self) -> str:
        """`?study=…&ages=…`: what a link to another page of the same figures carries."""
        given = {
            "study": self.study.public_id, "ages": self.look.ages, "purpose": self.look.purpose.value,
            "layer": self.look.layer.value, "show": self.show.value,
        }  # fmt: skip
        return "?" + urlencode(given | ({"without_clubs": "on"} if self.look.without_clubs else {}))

    @property
    def headline(self) -> str:
        return words.headline(settings.IBASHO_CITY["name"], self.picture, self.span.scenario)

    @property
    def why(self) -> str:
        return words.why(self.picture)

    @property
    def asked(self) -> str:
        return words.asked(self.picture)

    @property
    def sources(self) -> list[Source]:
        return sources.from_rows(self.study.summary.get("sources", []))

    @property
    def credits(self) -> list[str]:
        return list(dict.fromkeys(one.credit for one in self.sources if one.credit))

    @property
    def notes(self) -> list[Note]:
        return notes.from_rows(self.study.summary.get("notes", []))

    @property
    def estimated(self) -> bool:
        return bool(self.study.summary.get("counts", {}).get("estimated"))

    @property
    def straight(self) -> bool:
        return bool(self.study.summary.get("straight"))

    @property
    def has_clubs(self) -> bool:
        return bool(self.study.summary.get("has_clubs"))

    @property
    def own_limits(self) -> str:
        """Said where the study was asked with limits of its own; "" for the usual ones."""
        limits = studies.limits(self.study)
        return "" if limits == Limits() else words.limits_words(limits.slots_min, limits.seats_min)

    @property
    def no_places(self) -> bool:
        return not self.study.summary.get("counts", {}).get("places")


def shown(request: Request) -> Shown | None:
    """The study the address names, else the newest of the school weeks, else any; None while there is none."""
    choices = _choices(request.GET.get("study", ""))
    if not choices:
        return None
    asked = next((one for one in choices if one.public_id == request.GET.get("study")), choices[0])
    layers = [Layer(code) for code in asked.summary.get("layers", []) if code in set(Layer)]
    options = [(one.public_id, label(one)) for one in choices]
    data = request.GET.copy()
    for name, usual in (
        ("study", asked.public_id),
        ("ages", "primary"),
        ("purpose", "all"),
        ("layer", "usual"),
    ):
        data.setdefault(name, usual)
    form = LookForm(data, studies=options, layers=layers)
    if not asked.summary.get("has_clubs"):
        del form.fields["without_clubs"]
    look = form.look()
    return Shown(asked, form, look, form.show_as(), summary.picture(asked.summary, look))


def _choices(named: str) -> Sequence[Study]:
    """The newest of each scenario, those somebody gave a name, and the one asked for."""
    newest = [study for scenario in Scenario if (study := studies.latest(scenario))]
    titled = studies.studies().filter(state=Study.State.DONE).exclude(title="")[:TITLED_MAX]
    chosen = studies.studies().filter(state=Study.State.DONE, public_id=named) if named else ()
    found = {study.pk: study for study in (*newest, *titled, *chosen)}
    return list(found.values())


def label(study: Study) -> str:
    """`学校のある週（11/23から4週）`, with its own name where it has one."""
    when = _("%(scenario)s（%(month)s/%(day)sから%(weeks)s週）") % {
        "scenario": words.WHEN[Scenario(study.scenario)], "month": study.first.month, "day": study.first.day,
        "weeks": study.weeks,
    }  # fmt: skip
    return f"{study.title}：{when}" if study.title else when
