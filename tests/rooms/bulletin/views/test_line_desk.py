"""The officer's page: ready texts for the city's own tool, the week, segments, the menu; the tick and its undo."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.bulletin.actions import tool_texts
from ibasho.rooms.bulletin.models import Broadcast, LinkCode, Notice, ToolText
from ibasho.rooms.bulletin.rules.kinds import Tool
from tests import make
from tests.people import Cast, cast
from tests.reading import words
from tests.rooms.bulletin import ground, line_ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def out(**changed: object) -> Notice:
    """A notice that went out a moment ago."""
    now = clock.now()
    notice = ground.notice(state="sent", made_at=now, **changed)
    Broadcast.objects.create(
        notice=notice, title=notice.title, words=notice.words, started_at=now, ended_at=now
    )
    return notice


def url(name: str, *args: str) -> str:
    return reverse(f"bulletin:{name}", args=args)


def test_the_officer_copies_a_text_and_ticks_it_off(client: Client, people: Cast) -> None:
    notice = out()
    ground.notice(title="まだ 下書き")
    sign_in(client, people.aoi)
    page = words(client.get(url("desk_line")))
    assert "卓球台が 来ました だれでも つかえます。 http" in page and "まだ 下書き" not in page
    client.post(url("desk_line_took", notice.public_id), {"do": "take"})
    taken = ToolText.objects.get()
    assert (taken.tool, taken.taken_by) == ("city_line", people.aoi)
    page = client.get(url("desk_line")).content.decode()
    assert 'value="back"' in page and 'value="take"' not in page
    client.post(url("desk_line_took", notice.public_id), {"do": "back"})
    assert not ToolText.objects.exists()


def test_the_tick_counts_once_and_only_for_what_is_out(people: Cast) -> None:
    notice, draft = out(), ground.notice()
    by = people.by(people.aoi)
    first = tool_texts.take(notice=notice, tool=Tool.CITY_LINE, by=by, at=make.AT)
    again = tool_texts.take(notice=notice, tool=Tool.CITY_LINE, by=by, at=make.AT + timedelta(hours=1))
    assert first.pk == again.pk and again.taken_at == make.AT
    with pytest.raises(Conflict):
        tool_texts.take(notice=draft, tool=Tool.CITY_LINE, by=by, at=make.AT)
    for stranger in (people.hana, people.tamotsu, people.mado):
        with pytest.raises(NotFound):
            tool_texts.take(notice=notice, tool=Tool.CITY_LINE, by=people.by(stranger), at=make.AT)
        with pytest.raises(NotFound):
            tool_texts.put_back(notice=notice, tool=Tool.CITY_LINE, by=people.by(stranger), at=make.AT)


def test_the_clerk_reads_and_does_not_tick(client: Client, people: Cast) -> None:
    notice = out()
    sign_in(client, people.mado)
    assert 'value="take"' not in client.get(url("desk_line")).content.decode()
    assert client.post(url("desk_line_took", notice.public_id)).status_code == 404


def test_the_week_of_a_district(client: Client, people: Cast) -> None:
    make.district("M01")
    make.district("M02", "川べ", "かわべ")
    make.session(make.place(district_code="M01"), clock.day(clock.now()))
    sign_in(client, people.mado)
    page = words(client.get(url("desk_line_week"), {"district": "M01"}))
    assert "・みどり食堂" in page and "district=M01" in page
    assert "みどり食堂" not in words(client.get(url("desk_line_week"), {"district": "M02"}))
    assert client.get(url("desk_line_week"), {"district": "nothing"}).status_code == 200


def test_where_no_district_is_loaded_the_page_says_so(client: Client, people: Cast) -> None:
    sign_in(client, people.mado)
    assert "小学校区が まだ ありません" in words(client.get(url("desk_line_week")))


@pytest.mark.parametrize(
    ("form", "start"), [("csv", "\ufeff".encode()), ("csv-cp932", "区分".encode("cp932")), ("xlsx", b"PK")]
)
def test_the_segments_as_a_file(form: str, start: bytes, client: Client, people: Cast) -> None:
    make.district("M01")
    sign_in(client, people.mado)
    assert "M01-lower-food" in words(client.get(url("desk_line_segments")))
    told = client.get(url("desk_line_segments"), {"format": form})
    assert told.content.startswith(start) and quote("line_segments") in told["Content-Disposition"]


def test_the_plan_of_the_menu(client: Client, people: Cast) -> None:
    sign_in(client, people.mado)
    page = words(client.get(url("desk_line_menu")))
    assert all(word in page for word in ("いま あいてる", "そうだん", "/help/", "/subscribe/", "2500×1686"))


def test_how_our_own_channel_stands(client: Client, people: Cast, settings: LazySettings) -> None:
    sign_in(client, people.aoi)
    for number in range(23):
        user = f"U{number:032x}"
        line_ground.heard(line_ground.event("follow", number=number, user=user))
    page = words(client.get(url("desk_line")))
    assert "20 人くらい" in page or "20人くらい" in page
    assert "/line/webhook/" in client.get(url("desk_line")).content.decode()
    settings.LINE_SECRET = settings.LINE_TOKEN = ""
    assert "止まっています" in words(client.get(url("desk_line")))


def test_few_friends_are_not_counted(client: Client, people: Cast) -> None:
    line_ground.heard(line_ground.event("follow"))
    sign_in(client, people.aoi)
    assert "10人より 少ない" in words(client.get(url("desk_line")))


# --- an account's own page ---


def test_a_parent_sees_six_digits_once(client: Client, people: Cast, settings: LazySettings) -> None:
    sign_in(client, people.tamotsu)
    assert "LINEと つなぐ" in words(client.get(url("line_link"))) and not LinkCode.objects.exists()
    told = client.post(url("line_link"))
    assert LinkCode.objects.get().person == people.tamotsu and "no-store" in told["Cache-Control"]
    assert "この番号を LINEの トークに" in words(told)
    settings.LINE_SECRET = settings.LINE_TOKEN = ""
    assert client.get(url("line_link")).status_code == 404
