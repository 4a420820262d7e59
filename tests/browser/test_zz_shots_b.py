from __future__ import annotations
import pytest
from django.test import Client
from tests.browser.test_care_note import *  # noqa
from tests.browser.test_care_note import _as
from tests.rooms.care import ground
pytestmark = pytest.mark.django_db(transaction=True)
for name in [n for n in list(globals()) if n.startswith("test_")]:
    del globals()[name]
def test_shots(page, live_server, people, place, phone, browser):
    from ibasho.rooms.care.models import CentreSettings
    CentreSettings.objects.update_or_create(pk=1, defaults=dict(name="みほん市 こども家庭センター", phone="051-000-0009", hours="平日 8:30～17:15", night_words="夜と 休みの日は 189 へ。"))
    page.goto(live_server.url + WRITE)
    page.wait_for_timeout(300)
    page.screenshot(path="/tmp/y/B1.png")
    print([a.bounding_box() for a in page.locator(".care-note .care-danger__calls a").all()])
    page.check("[name=danger]")
    page.wait_for_timeout(200)
    page.screenshot(path="/tmp/y/B2.png")
    page.screenshot(path="/tmp/y/B2f.png", full_page=True)
    page.uncheck("[name=danger]")
    cut_off(phone)
    press(page)
    send(page)
    page.screenshot(path="/tmp/y/B3.png", full_page=True)
    join(phone)
    page.evaluate("dispatchEvent(new Event('online'))")
    arrived(page, 1)
    page.goto(live_server.url + "/ops/care/notes/")
    page.screenshot(path="/tmp/y/B4.png", full_page=True)
    page.goto(live_server.url + "/ops/members/")
    print(page.url)
    page.screenshot(path="/tmp/y/B5.png")
    page.goto(live_server.url + "/ops/")
    page.screenshot(path="/tmp/y/B6.png")
    _as(phone, live_server.url, people.tsubaki)
    page.goto(live_server.url + "/desk/care/write/")
    page.screenshot(path="/tmp/y/B7.png", full_page=True)
    print(page.evaluate("[...document.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > 362).map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right)).slice(0, 25)"))
    page.set_viewport_size({"width": 1366, "height": 768})
    page.screenshot(path="/tmp/y/B8.png", full_page=True)
def test_pdf(people, place):
    from ibasho.rooms.care.queries import posters, note_papers
    from tests.make import AT
    from ibasho.base.kernel import clock
    from ibasho.rooms.care.models import CentreSettings
    CentreSettings.objects.update_or_create(pk=1, defaults=dict(name="みほん市 こども家庭センター", phone="051-000-0009", hours="平日 8:30～17:15", night_words="夜と 休みの日は 189 へ。いのちの 危険は 110 へ。"))
    from ibasho.base.ports import pdf as port
    from pathlib import Path
    import inspect
    def png(template, data, *, files=None):
        out = port._compile(template, data, files or {}, format="png", ppi=75, timestamp=0)
        return out if isinstance(out, bytes) else out[0]
    old = port.render
    port.render = png
    try:
        Path("/tmp/y/Bposter.png").write_bytes(posters.poster(day=clock.day(AT)))
        Path("/tmp/y/Bnote.png").write_bytes(note_papers.sheet(clock.day(AT)))
    finally:
        port.render = old
