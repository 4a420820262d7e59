import pytest
from django.db import transaction
from tests.people import cast
from tests import make
from tests.browser.looking import cookies_of
pytestmark = pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size",["phone","tablet"])
def test_shot(open_page,size):
    with transaction.atomic():
        people=cast(); make.place(organisation=people.midori)
        from ibasho.rooms.care.models import CentreSettings
        CentreSettings.objects.create(pk=1,phone="0537-00-0001",hours="平日 8:30–17:15",night_words="夜と 休みの日は 189へ")
    p=open_page("/ops/care/",size=size,cookies=cookies_of(people.hana))
    p.wait_for_timeout(500)
    p.screenshot(path=f"/tmp/y/b_write_{size}.png",full_page=True)
    p.check("[name=danger]"); p.check("[name=signs][value=tired]")
    p.click("form[data-care-note] button[data-size=lg]"); p.wait_for_timeout(1500)
    p.screenshot(path=f"/tmp/y/b_sent_{size}.png",full_page=True)
    p.goto(p.url.split("/ops/")[0]+"/ops/care/notes/"); p.screenshot(path=f"/tmp/y/b_own_{size}.png",full_page=True)
