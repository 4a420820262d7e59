"""ひなた fell on the way home: both sides are heard, the insurer and the state are told, and it ends."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.familysupport.actions import incidents, incidents_forgetting
from ibasho.rooms.familysupport.actions.incidents import Happened
from ibasho.rooms.familysupport.models import Incident, IncidentNote, Visit
from ibasho.rooms.familysupport.queries import figures_waiting
from ibasho.rooms.familysupport.queries import incidents as queries
from ibasho.rooms.familysupport.rules.incidents import Told
from ibasho.rooms.familysupport.rules.kinds import IncidentKind, Side
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground

pytestmark = pytest.mark.django_db
LINK = Actor.public(Via.LINK)
EVENING = clock.day_bounds(DAY)[1] - timedelta(hours=4)  # 20:00 of the visit's day


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def made(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def visit(made: Ground) -> Visit:
    return ground.agreed(ground.request(made), made.chiyo)


@pytest.fixture
def megumi(people: Cast) -> Actor:
    return people.by(people.megumi)


def fall(**told: object) -> Happened:
    known = {"kind": IncidentKind.INJURY, "happened_at": EVENING, "what": "かいだんで ころんだ", **told}
    return Happened(**known)  # type: ignore[arg-type]


def test_a_fall_that_turns_out_serious_goes_to_the_state(made: Ground, visit: Visit, megumi: Actor) -> None:
    row = incidents.write(centre=made.centre, visit=visit, told=fall(treatment_days=7), by=megumi, at=EVENING)
    assert row.serious_on is None
    later = EVENING + timedelta(days=9)
    row = incidents.change(
        incident=row, told=fall(treatment_days=40, done="手すりを つける"), by=megumi, at=later
    )
    assert row.serious_on == clock.day(later)  # the clock runs from the day on which the centre knew
    told = [one.label for one in figures_waiting.waiting_for(megumi, later)]
    assert told == ["国への 事故報告（12月5日まで）", "保険会社に 知らせる"]
    with pytest.raises(Conflict, match="第1報"):
        incidents.close(incident=row, by=megumi, at=later)
    for who in (Told.INSURER, Told.STATE, Told.STATE_SECOND):
        incidents.mark_told(incident=row, who=who, day=clock.day(later), by=megumi, at=later)
    with pytest.raises(Conflict, match="さきに 第2報"):
        incidents.mark_told(incident=row, who=Told.STATE, day=None, by=megumi, at=later)
    incidents.close(incident=row, by=megumi, at=later)
    assert figures_waiting.waiting_for(megumi, later) == []
    with pytest.raises(Conflict, match="開きなおして"):
        incidents.hear(incident=row, side=Side.USER, words="もう なおりました", by=megumi, at=later)
    assert incidents.reopen(incident=row, by=megumi, at=later).closed_at is None


def test_both_sides_tell_the_same_visit_and_neither_sees_the_other(made: Ground, visit: Visit) -> None:
    incidents.tell(
        visit=visit, member=made.tamotsu, kind=IncidentKind.NEAR_MISS, words="道に 出そうに なった", by=LINK, at=EVENING
    )  # fmt: skip
    incidents.tell(
        visit=visit, member=made.chiyo, kind=IncidentKind.COMPLAINT, words="むかえが おそかった", by=LINK, at=EVENING
    )  # fmt: skip
    row = Incident.objects.get()  # one thing, told from two sides
    assert [(one.side, one.written_via) for one in queries.notes(row)] == [("user", "link"), ("provider", "link")]  # fmt: skip
    for member, words in ((made.tamotsu, "道に 出そうに なった"), (made.chiyo, "むかえが おそかった")):
        mine = queries.own_words(member, queries.own_visits(member, EVENING))
        assert [one.words for one in mine[visit.pk]] == [words]


def test_a_third_member_tells_nothing_and_learns_nothing(made: Ground, visit: Visit) -> None:
    with pytest.raises(NotFound):
        incidents.tell(visit=visit, member=made.goro, kind=IncidentKind.FEE, words="?", by=LINK, at=EVENING)
    assert queries.own_visits(made.goro, EVENING) == []
    assert Incident.objects.count() == 0


def test_what_is_long_past_goes_by_telephone(made: Ground, visit: Visit, megumi: Actor) -> None:
    late = EVENING + timedelta(days=100)
    said = {
        "visit": visit,
        "member": made.tamotsu,
        "kind": IncidentKind.FEE,
        "words": "料金が ちがう",
        "at": late,
    }
    with pytest.raises(Conflict, match="電話してください"):
        incidents.tell(**said, by=LINK)  # type: ignore[arg-type]
    assert incidents.tell(**said, by=megumi).side == Side.USER  # type: ignore[arg-type]


def test_a_complaint_about_the_centre_goes_past_the_adviser(
    people: Cast, made: Ground, megumi: Actor
) -> None:
    row = incidents.complain(centre=made.centre, words="電話が いつも つながらない", by=LINK, at=EVENING)
    aoi = people.by(people.aoi)
    assert [one.url for one in figures_waiting.waiting_for(aoi, EVENING)] == ["familysupport:desk_complaints"]
    assert figures_waiting.waiting_for(megumi, EVENING) == []
    assert list(queries.listed(open_only=False)) == []
    with pytest.raises(NotFound):
        incidents.answer(incident=row, done="読みました", by=megumi, at=EVENING)
    incidents.answer(incident=row, done="受付の時間を のばした", by=aoi, at=EVENING)
    assert incidents.close(incident=row, by=aoi, at=EVENING).closed_at == EVENING


def test_nobody_else_writes_and_no_word_reaches_the_journal(
    people: Cast, made: Ground, visit: Visit, megumi: Actor
) -> None:
    for stranger in (people.aoi, people.mado, people.hana, people.tamotsu):
        with pytest.raises(NotFound):
            incidents.write(centre=made.centre, visit=visit, told=fall(), by=people.by(stranger), at=EVENING)
    row = incidents.write(centre=made.centre, visit=visit, told=fall(), by=megumi, at=EVENING)
    incidents.hear(incident=row, side=Side.USER, words="ひざを すりむいた", by=megumi, at=EVENING)
    entries = Entry.objects.filter(verb__startswith="familysupport.incident.")
    assert [one.verb.split(".")[-1] for one in entries.order_by("pk")] == ["write", "hear"]
    assert all("ころんだ" not in str(one.data) and "ひざ" not in str(one.data) for one in entries)
    assert IncidentNote.objects.get().written_via == "page"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"what": " "}, "what"),
        ({"happened_at": EVENING + timedelta(minutes=1)}, "happened_at"),
        ({"treatment_days": 4_000}, "treatment_days"),
    ],
)
def test_bad_input_is_named_at_its_field(
    made: Ground, megumi: Actor, told: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        incidents.write(centre=made.centre, visit=None, told=fall(**told), by=megumi, at=EVENING)
    assert list(refused.value.fields) == [field]


def test_the_day_of_telling_is_no_day_to_come(made: Ground, megumi: Actor) -> None:
    row = incidents.write(centre=made.centre, visit=None, told=fall(), by=megumi, at=EVENING)
    with pytest.raises(Invalid):
        incidents.mark_told(incident=row, who=Told.INSURER, day=date(2026, 12, 24), by=megumi, at=EVENING)


def test_what_is_over_goes_five_years_after_its_year(made: Ground, megumi: Actor) -> None:
    kept = incidents.write(centre=made.centre, visit=None, told=fall(done="話した"), by=megumi, at=EVENING)
    gone = incidents.write(centre=made.centre, visit=None, told=fall(done="話した"), by=megumi, at=EVENING)
    incidents.mark_told(incident=gone, who=Told.INSURER, day=DAY, by=megumi, at=EVENING)
    incidents.close(incident=gone, by=megumi, at=EVENING)
    job = Actor.of_job("familysupport.forget_incidents")
    last = clock.at(date(2032, 3, 31), time(4))
    assert incidents_forgetting.forget(by=job, at=last) == 0
    assert incidents_forgetting.forget(by=job, at=last + timedelta(days=1)) == 1
    assert list(Incident.objects.all()) == [kept]  # nobody has ended it yet
