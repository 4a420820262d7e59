"""Papers of groups as they stand on a day: what runs, what ends, what is missing for food that goes home."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel import wareki
from ibasho.rooms.network.models import Agreement, Hygiene, Insurance, Profile
from ibasho.rooms.network.rules import papers as rules
from ibasho.rooms.network.rules.kinds import AgreementKind, Cover
from ibasho.rooms.network.rules.papers import Drawn, Life, Span
from ibasho.town.people.models import Organisation
from ibasho.town.places.models import Event, Place

Paper = Agreement | Insurance | Hygiene
AGREEMENT, INSURANCE, HYGIENE = "agreement", "insurance", "hygiene"
MODELS: dict[str, type[Paper]] = {AGREEMENT: Agreement, INSURANCE: Insurance, HYGIENE: Hygiene}


@dataclass(frozen=True, slots=True)
class Line:
    """A paper as a page shows it. `ends_alone`: it ends soon, or is over, and nothing follows it. `by_group`: the group itself changed it last."""

    kind: str
    paper: Paper
    words: str
    life: Life
    drawn: Drawn
    ends_alone: bool
    by_group: bool

    @property
    def ends_on(self) -> date | None:
        return self.paper.ends_on

    @property
    def short(self) -> str:
        return wareki.short_label(self.paper.ends_on) if self.paper.ends_on else ""

    @property
    def lapsed(self) -> bool:
        """Over, nothing took its place and nobody let it go."""
        return self.ends_alone and self.life is Life.OVER

    @property
    def let_go(self) -> bool:
        return self.paper.let_go_at is not None

    @property
    def told(self) -> str:
        """A sentence, of a paper with an end."""
        end = wareki.full_label(self.paper.ends_on) if self.paper.ends_on else ""
        if self.lapsed:
            return f"「{self.words}」は {end}で きれました。つづけるなら 新しい期限を 入れてください。つづけないなら、書類の「なおす」で「つづけない」を おしてください。"
        return f"「{self.words}」は {end}までです。つづけるかどうかを 団体に きいて、新しい期限を 入れてください。"

    @property
    def told_group(self) -> str:
        """The same to the group itself, which does not keep agreements."""
        return (
            self.told
            if self.kind != AGREEMENT
            else f"{self.told.split('。')[0]}。つづけるかどうかを 市と 話してください。"
        )

    @property
    def covers(self) -> list[str]:
        return cover_words(self.paper.covers) if isinstance(self.paper, Insurance) else []

    @property
    def detail(self) -> str:
        return "・".join(one for one in _details(self.paper) if one)


def _details(paper: Paper) -> list[str]:
    if isinstance(paper, Insurance):
        return [paper.insurer, _with("証券番号", paper.number), paper.note]
    if isinstance(paper, Agreement):
        return [_with("文書番号", paper.number), _with("紙は", paper.kept_at), paper.note]
    asked = wareki.short_label(paper.consulted_on) if paper.consulted_on else ""
    course = wareki.short_label(paper.course_on) if paper.course_on else ""
    return [
        _with("相談", asked), _with("番号", paper.number), _with("衛生責任者", paper.manager), _with("講習", course),
        paper.note,
    ]  # fmt: skip


def _with(word: str, told: str) -> str:
    return f"{word} {told}" if told else ""


def lines(organisation: Organisation, today: date) -> dict[str, list[Line]]:
    """By kind; what runs first, what is over last."""
    found: dict[str, list[Line]] = {}
    for kind, model in MODELS.items():
        rows: list[Paper] = list(
            model.objects.filter(organisation=organisation).select_related(
                *(["place"] if model is Hygiene else []), "changed_by"
            )
        )
        spans = [span(kind, one) for one in rows]
        alone = {one.key for one in rules.ending(spans, today)}
        mine = _members(organisation.pk, rows)
        told = [
            Line(kind, row, words(row), rules.life(of, today), rules.drawn(of, today), row.pk in alone, row.pk in mine)
            for row, of in zip(rows, spans, strict=True)
        ]  # fmt: skip
        found[kind] = sorted(told, key=lambda one: (one.life is Life.OVER, -_day(one.ends_on), one.paper.pk))
    return found


def _day(day: date | None) -> int:
    return day.toordinal() if day else date.max.toordinal()


def _members(organisation_id: int, rows: Iterable[Paper]) -> set[int]:
    """Which of them somebody of the group itself changed last."""
    own = set(
        Organisation.objects.filter(pk=organisation_id).values_list("memberships__person_id", flat=True)
    )
    return {row.pk for row in rows if row.changed_by_id is not None and row.changed_by_id in own}


def span(kind: str, paper: Paper) -> Span:
    let_go = paper.let_go_at is not None
    if isinstance(paper, Agreement):
        return Span(paper.pk, f"{kind}:{paper.kind}", paper.starts_on, paper.ends_on, let_go=let_go)
    if isinstance(paper, Insurance):
        return Span(paper.pk, kind, paper.starts_on, paper.ends_on, frozenset(paper.covers), let_go)
    return Span(paper.pk, f"{kind}:{paper.place_id}", None, paper.ends_on, let_go=let_go)


def words(paper: Paper) -> str:
    """What it is called."""
    if isinstance(paper, Agreement):
        return f"{AgreementKind(paper.kind).label}「{paper.title}」"
    if isinstance(paper, Insurance):
        return paper.name
    where = f"（{paper.place.name}）" if paper.place else ""
    return f"{paper.get_standing_display()}{where}"


def cover_words(covers: Iterable[str]) -> list[str]:
    held = set(covers)
    return [one.label for one in Cover if one.value in held]


@dataclass(frozen=True, slots=True)
class Ending:
    """Of one group: what ends within sixty days, or is over, with nothing after it."""

    organisation: Organisation
    kind: str
    paper: Paper
    ends_on: date

    @property
    def words(self) -> str:
        return words(self.paper)

    def is_over(self, today: date) -> bool:
        return self.ends_on < today


def endings(today: date, organisation_ids: Sequence[int] | None = None) -> list[Ending]:
    """The earliest end first; of active groups."""
    held: dict[tuple[str, int], list[Paper]] = defaultdict(list)
    for kind, model in MODELS.items():
        rows = model.objects.filter(organisation__is_active=True).select_related(
            "organisation", *(["place"] if model is Hygiene else [])
        )
        if organisation_ids is not None:
            rows = rows.filter(organisation__in=organisation_ids)
        for row in rows:
            held[kind, row.organisation_id].append(row)
    found = [
        Ending(by_key[one.key].organisation, kind, by_key[one.key], one.ends_on)
        for (kind, _group), rows in held.items()
        for by_key in [{row.pk: row for row in rows}]
        for one in rules.ending([span(kind, row) for row in rows], today)
        if one.ends_on is not None
    ]
    return sorted(found, key=lambda one: (one.ends_on, one.organisation.pk, one.kind, one.paper.pk))


def covered_now(organisation_id: int, today: date) -> frozenset[str]:
    rows = Insurance.objects.filter(organisation=organisation_id, starts_on__lte=today, ends_on__gte=today)
    return frozenset(one for covers in rows.values_list("covers", flat=True) for one in covers)


def food_goes_home(organisation_id: int) -> bool:
    """As the city was told; where nobody asked yet, as the group's own entries and events say."""
    told = Profile.objects.filter(organisation=organisation_id).values_list("takes_home", flat=True).first()
    if told is not None:
        return bool(told)
    places = Place.objects.filter(organisation=organisation_id).exclude(state=Place.State.ENDED)
    events = Event.objects.filter(organisation=organisation_id)
    said = [
        *(text for row in places.values_list("name", "description", "opening_words") for text in row),
        *(text for row in events.values_list("title", "description") for text in row),
    ]
    return rules.says_taking_home(*said)


def home_uncovered(organisation_id: int, today: date) -> bool:
    return rules.home_uncovered(food_goes_home(organisation_id), covered_now(organisation_id, today))
