"""From the doorstep to the yen by taps: 千代 reports on her phone, 保 confirms on his, 恵 sees what is left."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.rooms.familysupport.actions import links, meetings, reporting
from ibasho.rooms.familysupport.models import Meeting, Member, Report, Visit
from ibasho.rooms.familysupport.queries import meetings as queries
from ibasho.rooms.familysupport.queries import report_papers
from ibasho.rooms.familysupport.views import reports_my
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground
from tests.rooms.familysupport.reports_ground import EVENING, LINK, meeting, told, visit, written
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
MY, DESK = "/support/my/", "/desk/support/"
HOURS = {
    "began": "15:00",
    "ended": "17:20",
    "travel_yen": "200",
    "words": "宿題を しました。",
    "paid_way": "cash",
}


@pytest.fixture(autouse=True)
def _that_evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: EVENING)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def megumi(people: Cast) -> Client:
    return sign_in(Client(), people.megumi)


def phone(people: Cast, member: Member, at: datetime = EVENING) -> Client:
    """The member opened the link on this phone."""
    given = links.give(member=member, mail=False, by=people.by(people.megumi), at=at)
    client = Client()
    assert client.get(MY, {"t": given.token}).status_code == 302
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def stamp(shown: str) -> str:
    """What the page's button sends back."""
    return str(re.findall(r'name="seen" value="(\w+)"', shown)[0])


def post(client: Client, address: str, **data: object) -> str:
    return client.post(address, data, follow=True).content.decode()


def test_a_visit_is_reported_in_a_minute_and_confirmed_with_one_tap(world: Ground, people: Cast) -> None:
    row = visit(world)
    chiyo, tamotsu = phone(people, world.chiyo), phone(people, world.tamotsu)
    address = f"{MY}visits/{row.public_id}/report/"
    assert address in page(chiyo, MY)
    form = page(chiyo, address)
    assert 'value="15:00"' in form
    assert "保険の 対象" in form
    said = post(chiyo, address, **HOURS)
    report = Report.objects.get()
    assert "1,450円" in said
    assert "2,700円" in said  # what she gets: 1,250 + 1,250 + 200
    assert (report.paid_way, report.travel_yen) == ("cash", 200)
    here = f"{MY}reports/{report.public_id}/"
    shown = page(tamotsu, MY)
    assert "まちがいありません" in shown
    assert "1,450円" in shown
    assert "決まっていた時間は" in page(tamotsu, here)
    assert "確認しました" in post(tamotsu, here, do="confirm", seen=stamp(shown))
    report.refresh_from_db()
    assert (report.state, report.confirmed_via) == ("confirmed", "link")


def test_a_tap_on_an_old_page_shows_the_new_figures(world: Ground, people: Cast, megumi: Client) -> None:
    report = written(world)
    tamotsu, here = phone(people, world.tamotsu), f"{MY}reports/{report.public_id}/"
    old, desk = stamp(page(tamotsu, MY)), f"{DESK}reports/{report.public_id}/"
    assert old == stamp(page(tamotsu, here)) == stamp(page(megumi, desk))
    reporting.change(report=report, told=told(ends=time(16)), by=LINK, at=EVENING)
    for client, address, more in ((tamotsu, here, {}), (megumi, desk, {"via": "paper"})):
        for seen in ({"seen": old}, {}):
            shown = post(client, address, do="confirm", **seen, **more)
            assert "もう一度 見てから" in shown
            assert "500円" in shown
    assert Report.objects.get().state == "written"
    assert "確認しました" in post(tamotsu, here, do="confirm", seen=stamp(page(tamotsu, here)))


@pytest.mark.parametrize("who", ["tamotsu", "megumi"])
def test_who_wrote_the_sheet_more_slowly_loses_no_word(
    world: Ground, people: Cast, megumi: Client, who: str
) -> None:
    row = meeting(world, people)
    tamotsu = phone(people, world.tamotsu)
    mine, desk = f"{MY}meetings/{row.public_id}/write/", f"{DESK}meetings/{row.public_id}/write/"
    client, address = (tamotsu, mine) if who == "tamotsu" else (megumi, desk)
    old = stamp(page(client, address))
    meetings.write(
        meeting=row, sheet={"allergy": "たまご", "likes": "電車"}, seen=old, by=LINK, at=EVENING
    )  # fmt: skip
    shown = post(client, address, allergy="そば", doctor="みほん医院", likes="電車", seen=old)
    for word in ("ほかの人が 打合せ票を 書きました", "いまの ことば", "たまご", "そば", "みほん医院"):
        assert word in shown
    assert shown.count("電車") == 1  # both wrote it: it is only in its box
    assert Meeting.objects.get().sheet == {"allergy": "たまご", "likes": "電車"}
    given = {"allergy": "たまご・そば", "doctor": "みほん医院", "likes": "電車"}
    assert "ほぞんしました" in post(client, address, **given, seen=stamp(shown))
    assert Meeting.objects.get().sheet == given


def test_looking_changes_nothing_and_nobody_presses_the_other_sides_button(
    world: Ground, people: Cast
) -> None:
    report = written(world)
    chiyo, tamotsu = phone(people, world.chiyo), phone(people, world.tamotsu)
    here = f"{MY}reports/{report.public_id}/"
    page(tamotsu, f"{here}?do=confirm")
    post(chiyo, here, do="confirm")
    post(tamotsu, here, do="back")
    report.refresh_from_db()
    assert report.state == "written"
    assert tamotsu.get(f"{here}change/").status_code == 404
    for other in (phone(people, world.goro), Client()):
        assert other.get(here).status_code == 404
        assert other.post(here, {"do": "confirm"}).status_code == 404


def test_what_is_not_over_cannot_be_reported_yet(world: Ground, people: Cast) -> None:
    tomorrow = visit(world, day=DAY + timedelta(days=1))
    chiyo = phone(people, world.chiyo)
    address = f"{MY}visits/{tomorrow.public_id}/report/"
    assert "おわってから" in page(chiyo, address)
    assert "まだ 来ていない時間です" in post(chiyo, address, began="15:00", ended="17:00")
    assert not Report.objects.exists()


def test_a_slip_is_taken_back_and_the_hours_mended(world: Ground, people: Cast) -> None:
    report = written(world)
    chiyo = phone(people, world.chiyo)
    here = f"{MY}reports/{report.public_id}/"
    assert "直しました" in post(chiyo, f"{here}change/", began="15:00", ended="16:00")
    assert Report.objects.get().user_yen == 500
    assert "とりけしました" in post(chiyo, here, do="back")
    assert Visit.objects.get().state == "agreed"


def test_a_dispute_reaches_the_adviser_who_decides(world: Ground, people: Cast, megumi: Client) -> None:
    report = written(world)
    tamotsu = phone(people, world.tamotsu)
    here, desk = f"{MY}reports/{report.public_id}/", f"{DESK}reports/{report.public_id}/"
    assert "どこが ちがうか" in post(tamotsu, here, do="dispute", words=" ") or not Report.objects.filter(
        state="disputed"
    )
    assert "センターが 両方の お話を" in post(tamotsu, here, do="dispute", words="16時に むかえに 行きました")
    assert "16時に むかえに" in page(megumi, f"{DESK}reports/")
    assert "16時に むかえに" not in page(phone(people, world.chiyo), here)
    assert "時間と 金額を 決める" in page(megumi, desk)
    said = post(megumi, f"{desk}change/", began="15:00", ended="16:00", via="phone")
    assert "両方に 知らせました" in said
    report.refresh_from_db()
    assert (report.state, report.user_yen, report.confirmed_via) == ("confirmed", 500, "phone")


def test_paper_is_typed_in_and_confirmed_by_its_signature(
    world: Ground, people: Cast, megumi: Client
) -> None:
    row = visit(world)
    assert "報告が まだ" in page(megumi, f"{DESK}reports/")
    post(megumi, f"{DESK}reports/of/{row.public_id}/", began="15:00", ended="17:00", via="paper")
    report = Report.objects.get()
    desk = f"{DESK}reports/{report.public_id}/"
    assert "紙に サインが ある" in page(megumi, desk)
    post(megumi, desk, do="confirm", via="paper", seen=stamp(page(megumi, desk)))
    post(megumi, desk, do="paid", way="code", paid_on="2026-11-25")
    report.refresh_from_db()
    assert (report.written_via, report.confirmed_via, report.paid_way) == ("paper", "paper", "code")
    assert "月の支払い" in page(megumi, f"{DESK}months/")
    excel = megumi.get(f"{DESK}reports/?month=2026-11&format=csv")
    assert "青木 千代" in excel.content.decode("utf-8-sig")
    assert megumi.get(f"{DESK}reports/?month=2026-13").status_code == 404


def test_the_meeting_is_put_into_the_book_written_held_and_agreed(
    world: Ground, people: Cast, megumi: Client
) -> None:
    row = visit(world, day=DAY + timedelta(days=2))
    address = f"{DESK}meetings/of/{row.public_id}/"
    assert address in page(megumi, f"{DESK}meetings/")
    assert "もう すぎた時間です" in post(megumi, address, day="2026-11-24", time="10:00", where="図書館")
    assert "両方に 知らせました" in post(megumi, address, day="2026-11-26", time="10:00", where="図書館")
    meeting = Meeting.objects.get()
    here, desk = f"{MY}meetings/{meeting.public_id}/", f"{DESK}meetings/{meeting.public_id}/"
    chiyo, tamotsu = phone(people, world.chiyo), phone(people, world.tamotsu)
    assert "図書館" in page(chiyo, here)
    seen = stamp(page(tamotsu, f"{here}write/"))
    said = post(tamotsu, f"{here}write/", allergy="たまご", doctor="みほん医院", seen=seen)
    assert "ほぞんしました" in said
    assert "たまご" in page(chiyo, here)
    assert chiyo.get(f"{here}write/").status_code == 404
    post(megumi, f"{desk}move/", day="2026-11-27", time="10:00", where="図書館")
    post(megumi, desk, do="hold", held_on="2026-11-25", child_was_there="on")
    shown = page(tamotsu, here)
    assert "これで お願いします" in shown
    post(tamotsu, here, seen=stamp(shown))
    post(megumi, desk, do="agree_provider", seen=stamp(page(megumi, desk)))
    meeting.refresh_from_db()
    assert meeting.user_agreed_at
    assert meeting.provider_agreed_at
    assert "両方" in page(megumi, f"{DESK}meetings/")


def test_who_met_already_is_written_down_at_once(world: Ground, megumi: Client) -> None:
    row = visit(world, day=DAY + timedelta(days=2))
    post(megumi, f"{DESK}meetings/of/{row.public_id}/", do="held", held_on="2026-11-20", child_was_there="on")
    assert Meeting.objects.get().state == "held"


def test_papers_come_filled_and_empty(world: Ground, people: Cast, megumi: Client) -> None:
    row, report = meeting(world, people), written(world, visit(world, world.goro))
    meetings.write(
        meeting=row,
        sheet={"allergy": "たまご\nそば", "way": "踏切を わたらない"},
        by=LINK,
        seen=queries.stamp(row),
        at=make.AT,
    )
    for address in (
        f"{DESK}meetings/blank/",
        f"{DESK}meetings/{row.public_id}/paper/",
        f"{DESK}reports/blank/",
        f"{DESK}reports/{report.public_id}/paper/",
    ):
        answer = megumi.get(address)
        assert answer["Content-Type"] == "application/pdf", address
        assert answer.content.startswith(b"%PDF")
    data = report_papers.meeting_sheet(row, world.centre, DAY)
    assert len(pdf.pictures("familysupport/pdf/meeting.typ", data)) == 1
    assert phone(people, world.tamotsu).get(f"{MY}reports/{report.public_id}/paper/").status_code == 200


def test_who_has_nothing_sees_nothing(world: Ground, rf) -> None:  # type: ignore[no-untyped-def]
    request = rf.get(MY)
    request.at = clock.at(DAY, time(9))
    assert reports_my.part(request, world.tamotsu).strip() == ""
