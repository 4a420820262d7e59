"""椿 plans a 交流会 on the page, 花 answers by link and on her own page, 健 sees nothing of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as nendos
from ibasho.rooms.network.actions import invitation_links, inviting, surveying
from ibasho.rooms.network.models import Invitation, Material, Meeting, SurveyReply, Todo
from ibasho.rooms.network.queries import group_waiting, meeting_line
from ibasho.rooms.network.rules import survey
from tests.people import Cast, cast
from tests.rooms.network import ground
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    yield


def text(client: Client, name: str, *args: object, **how: object) -> str:
    return client.get(reverse(f"network:{name}", args=[str(one) for one in args]), **how).content.decode()  # type: ignore[arg-type]


def post(client: Client, name: str, *args: object, **sent: object) -> str:
    address = reverse(f"network:{name}", args=[str(one) for one in args])
    return client.post(address, sent, follow=True).content.decode()


def coming(people: Cast) -> ground.Ground:
    """The ground's meeting, a week from the real today."""
    here = ground.ground(people)
    here.meeting.day = clock.day(clock.now()) + timedelta(days=7)
    here.meeting.nendo = nendos.nendo(here.meeting.day)
    here.meeting.save()
    return here


def test_tsubaki_plans_a_year_and_asks_for_a_day(client: Client, people: Cast) -> None:
    sign_in(client, people.tsubaki)
    year = nendos.nendo(clock.day(clock.now()))
    assert "この年度の 交流会は まだ ありません" in text(client, "desk_meetings")
    plan = {"title": "団体交流会", "nendo": year, "round": 1, "month_words": "10月ごろ"}
    assert "第何回" in post(client, "desk_meeting_new", **{**plan, "round": ""})
    assert "作りました" in post(client, "desk_meeting_new", **plan)
    assert "第1回は もう" in post(client, "desk_meeting_new", **plan)
    meeting = Meeting.objects.get()
    page = text(client, "desk_meetings")
    assert "year-line__dot" in page and "10月ごろ" in page
    one = meeting.public_id
    assert "足しました" in post(
        client, "desk_meeting_invite", one, do="add", groups=[people.midori.public_id]
    )
    day = clock.day(clock.now()) + timedelta(days=10)
    meeting.nendo = nendos.nendo(day)
    meeting.save()
    slot = {"day": day.isoformat(), "starts": "10:00", "ends": "12:00"}
    assert "おわりが はじまりより" in post(
        client, "desk_meeting_poll", one, do="add", **{**slot, "ends": "09:00"}
    )
    post(client, "desk_meeting_poll", one, do="add", **slot)
    until = (day - timedelta(days=3)).isoformat()
    assert "日程を ききました" in post(client, "desk_meeting_poll", one, do="open", until=until)
    found = Invitation.objects.get()
    chosen = meeting.days.get()
    post(client, "desk_invitation", found.public_id, do="poll", **{f"day-{chosen.pk}": "yes"})
    assert "いちばん 多い" in text(client, "desk_meeting", one)
    chose = client.post(
        reverse("network:desk_meeting_poll_day", args=[one, chosen.pk]), {"do": "choose"}, follow=True
    )
    assert "日が きまりました" in chose.content.decode()
    assert "1団体に メールを" in post(client, "desk_meeting_invite", one, do="tell", answer_until=until)


def test_hana_answers_by_link_without_an_account(client: Client, people: Cast) -> None:
    here = coming(people)
    given = inviting.give_link(
        invitation=here.invitation, mail=False, by=people.by(people.mado), at=clock.now()
    )
    response = client.get(reverse("network:meeting_link", args=[given.token]))
    assert "no-store, private" in response["Cache-Control"] and response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"
    page = post(client, "meeting_link", given.token, do="answer", coming="yes", heads="2", words="たのしみ")
    assert "うけとりました" in page
    here.invitation.refresh_from_db()
    assert (here.invitation.coming, here.invitation.heads) == ("yes", 2)
    assert "BEGIN:VCALENDAR" in text(client, "meeting_link_calendar", given.token)
    assert given.token not in text(client, "meeting_link_calendar", given.token)
    gone = client.get(reverse("network:meeting_link", args=["C" * 20]))
    assert gone.status_code == 404 and "使えません" in gone.content.decode()


def test_after_the_meeting_minutes_papers_and_a_survey(client: Client, people: Cast) -> None:
    here = coming(people)
    today = clock.day(clock.now())
    Meeting.objects.update(day=today, nendo=nendos.nendo(today))
    sign_in(client, people.tsubaki)
    one, key = here.meeting.public_id, here.invitation.pk
    assert "保存しました" in post(
        client, "desk_meeting_attendance", one, **{f"here-{key}": "1", f"heads-{key}": "3"}
    )
    told = {"minutes": "野菜の 話を しました。", "decisions": "・次は 1月\n・名簿を 作る"}
    assert "次は 1月" in post(client, "desk_meeting_minutes", one, **told)
    post(client, "desk_todo_new", organisation=people.midori.public_id, words="名簿を 送る")
    program = SimpleUploadedFile("a.exe", b"%PDF-1.7 x")
    assert "使えません" in post(client, "desk_meeting_materials", one, title="次第", file=program)
    paper = SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")
    assert "のせました" in post(client, "desk_meeting_materials", one, title="次第", file=paper)
    bad = SimpleUploadedFile("a.pdf", b"<html>")
    assert "中身が ちがいます" in post(client, "desk_meeting_materials", one, title="次第", file=bad)
    assert "保存しました" in post(
        client, "desk_meeting_survey", one, questions="どうでしたか [1-5]\nひとこと"
    )
    assert "送りました" in post(client, "desk_meeting_do", one, do="tell_minutes")
    pdf = client.get(reverse("network:desk_meeting_minutes_pdf", args=[one]))
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    here.invitation.refresh_from_db()
    token = invitation_links.ensure(here.invitation, clock.now()).rstrip("/").rpartition("/")[2]
    guest = Client()
    page = text(guest, "meeting_link", token)
    assert "野菜の 話を" in page and "アンケート" in page
    file = guest.get(reverse("network:meeting_link_file", args=[token, Material.objects.get().public_id]))
    assert (
        file["Content-Disposition"].startswith("attachment") and file["X-Content-Type-Options"] == "nosniff"
    )
    scale = here.meeting.questions.get(order=1)
    assert "うけとりました" in post(guest, "meeting_link", token, do="reply", **{f"q{scale.pk}": "5"})
    assert SurveyReply.objects.count() == 1
    assert "おわってから いちどに" in text(client, "desk_meeting_survey", one)
    Meeting.objects.update(day=today - timedelta(days=survey.DAYS_OPEN + 1))
    assert "3団体より 少ない" in text(client, "desk_meeting_survey", one)


def test_hana_s_own_page_shows_it_until_it_is_done(client: Client, people: Cast) -> None:
    here = coming(people)
    sign_in(client, people.hana)
    page = text(client, "ops_meetings")
    assert "団体交流会" in page and "食材の 置き場所" in page
    assert "できた" in post(client, "ops_todo_do", here.todo.public_id, do="done", words="倉庫に しました")
    page = text(client, "ops_meetings")
    assert "いま やることは ありません" in page and "倉庫に しました" in page
    post(client, "ops_todo_do", here.todo.public_id, do="undo")
    assert Todo.objects.get(pk=here.todo.pk).done_at is None
    assert (
        client.post(reverse("network:ops_todo_do", args=[here.todo.public_id]), {"do": "drop"}).status_code
        == 404
    )
    assert "うけとりました" in post(
        client, "ops_meeting", here.invitation.public_id, do="answer", coming="no"
    )
    ken = sign_in(Client(), people.ken)
    assert ken.get(reverse("network:ops_meeting", args=[here.invitation.public_id])).status_code == 404
    assert (
        ken.post(reverse("network:ops_todo_do", args=[here.todo.public_id]), {"do": "done"}).status_code
        == 404
    )
    assert "食材の 置き場所" not in text(ken, "ops_meetings")


def test_mado_types_in_and_leads_nothing(client: Client, people: Cast) -> None:
    here = coming(people)
    sign_in(client, people.mado)
    page = text(client, "desk_meeting", here.meeting.public_id)
    assert "団体と 返事" in page and "この交流会を やめる" not in page
    post(client, "desk_invitation", here.invitation.public_id, do="answer", coming="yes", heads="1")
    assert Invitation.objects.get().coming == "yes"
    sent = client.post(
        reverse("network:desk_meeting_do", args=[here.meeting.public_id]), {"do": "cancel"}, follow=True
    )
    assert sent.status_code == 404 and Meeting.objects.get().state == "invited"
    given = client.post(reverse("network:desk_invitation", args=[here.invitation.public_id]), {"do": "link"})
    assert "<svg" in given.content.decode()
    address = reverse("network:desk_invitation_letter", args=[here.invitation.public_id])
    letter = client.post(address)
    assert client.get(address).status_code == 405 and letter.content.startswith(b"%PDF")
    assert (
        "ics"
        in client.get(reverse("network:desk_meeting_calendar", args=[here.meeting.public_id]))[
            "Content-Disposition"
        ]
    )


def test_the_desk_s_to_dos_and_the_own_section_s_first(client: Client, people: Cast) -> None:
    here = coming(people)
    ground.todo(people, people.city, words="会場を とる")
    sign_in(client, people.aoi)
    page = text(client, "desk_todos")
    assert page.index("会場を とる") < page.index("食材の 置き場所")
    assert "「できた」に しました" in post(client, "desk_todo_do", here.todo.public_id, do="done")
    assert "もどしました" in post(client, "desk_todo_do", here.todo.public_id, do="undo")


def test_the_survey_with_enough_replies_shows_counts(client: Client, people: Cast) -> None:
    here = coming(people)
    by = people.by(people.tsubaki)
    surveying.ask(meeting=here.meeting, by=by, at=clock.now())
    first = str(here.meeting.questions.get(order=1).pk)
    for said in ("5", "4", "5"):
        SurveyReply.objects.create(meeting=here.meeting, answers={first: said})
    sign_in(client, people.mado)
    one = here.meeting.public_id
    Meeting.objects.update(state="held", day=clock.day(clock.now()))
    page = text(client, "desk_meeting_survey", one)
    assert "4.7" not in page and "こたえを まっています" in page
    Meeting.objects.update(day=clock.day(clock.now()) - timedelta(days=survey.DAYS_OPEN + 1))
    page = text(client, "desk_meeting_survey", one)
    assert "4.7" in page and "この 質問に する" not in page


def test_two_at_the_door_do_not_wipe_each_other_s_ticks(client: Client, people: Cast) -> None:
    here = coming(people)
    Meeting.objects.update(day=clock.day(clock.now()))
    kens = ground.invitation(here.meeting, people.aozora)
    ours, one = here.invitation, here.meeting.public_id
    mado, aoi = sign_in(client, people.mado), sign_in(Client(), people.aoi)
    opened = text(aoi, "desk_meeting_attendance", one)
    assert f'name="was-{ours.pk}" value=""' in opened
    untouched = {f"was-{ours.pk}": "", f"was-{kens.pk}": "", f"heads-{ours.pk}": "1", f"heads-{kens.pk}": "1"}
    post(
        mado, "desk_meeting_attendance", one, **{**untouched, f"here-{ours.pk}": "1", f"heads-{ours.pk}": "3"}
    )
    assert Invitation.objects.filter(pk=kens.pk, came_heads=None).exists()
    post(aoi, "desk_meeting_attendance", one, **{**untouched, f"here-{kens.pk}": "1"})
    ours.refresh_from_db()
    kens.refresh_from_db()
    assert (ours.came_heads, kens.came_heads) == (3, 1)
    assert f'name="was-{ours.pk}" value="3"' in text(aoi, "desk_meeting_attendance", one)
    post(
        aoi,
        "desk_meeting_attendance",
        one,
        **{f"was-{ours.pk}": "3", f"was-{kens.pk}": "1", f"here-{kens.pk}": "1"},
    )
    ours.refresh_from_db()
    assert ours.came_heads == 0
    assert "とり消しました" in post(mado, "desk_meeting_do", one, do="unhold")
    assert "「ひらいた」を とり消す" not in text(mado, "desk_meeting", one)


def test_tsubaki_calls_it_off_by_mistake(client: Client, people: Cast) -> None:
    one = coming(people).meeting.public_id
    sign_in(client, people.tsubaki)
    assert "「やめる」を とり消す" in post(client, "desk_meeting_do", one, do="cancel")
    assert "とり消しました" in post(client, "desk_meeting_do", one, do="restore")
    assert Meeting.objects.get().state == "invited"


def test_mado_types_in_behind_the_group_s_door(client: Client, people: Cast) -> None:
    here = coming(people)
    stranger = ground.invitation(ground.meeting(people, round=7), people.aozora)
    sign_in(client, people.mado)
    assert client.get(reverse("network:ops_meetings")).status_code == 404
    session = client.session
    session["acting_for"], session["acting_via"] = people.midori.pk, "phone"
    session.save()
    assert "食材の 置き場所" in text(client, "ops_meetings")
    here.invitation.refresh_from_db()
    post(client, "ops_meeting", here.invitation.public_id, do="answer", coming="yes", heads="2")
    here.invitation.refresh_from_db()
    assert here.invitation.coming == "yes"
    assert client.get(reverse("network:ops_meeting", args=[stranger.public_id])).status_code == 404
    mado = replace(people.by(people.mado), acting_for=people.midori.pk)
    found = group_waiting.waiting_for(mado, clock.now())
    assert [one.anchor for one in found] == ["todos"]


def test_the_line_of_the_year() -> None:
    held = Meeting(round=1, day=nendos.first_day(2024).replace(month=6, day=21), state="closed")
    about, unknown = Meeting(round=3, month_words="1月頃", state="draft"), Meeting(round=4, state="draft")
    line = meeting_line.line(2024, [held, about, unknown], nendos.first_day(2026))
    assert [(dot.when, dot.about) for dot in line.dots] == [("6/21", False), ("1月頃", True)]
    assert line.today is None and line.dots[0].x < line.dots[1].x
