"""The demo's LINE speaks the API our server speaks: tried by our own port and our own webhook, without a socket."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from demo.line import store, views
from ibasho.base.kernel import clock
from ibasho.base.ports import line
from ibasho.base.ports.line import Choice, HttpLine, LineDelayed, LineGone, LineRefused, Say
from ibasho.town.outbox.models import Channel
from ibasho.town.outbox.queries import addresses
from tests import make
from tests.demo.answering import transport

pytestmark = pytest.mark.django_db
KEY = line.retry_key("message-1")


@pytest.fixture(autouse=True)
def demo(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings.DEMO, settings.ROOT_URLCONF, settings.PUBLIC_URL = True, "demo.urls", "http://testserver"
    settings.LINE_API = "http://testserver/demo/line"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    send = views.send
    monkeypatch.setattr(views, "send", lambda body: send(body, transport=transport()))
    monkeypatch.setattr(views, "SLOW_SECONDS", 0)
    monkeypatch.setattr(line, "channel", lambda **_told: port())


def port(token: str = "demo-line-token") -> HttpLine:
    return HttpLine("http://testserver/demo/line", token, transport=transport())


def act(client: Client, **told: Any) -> None:
    assert client.post("/demo/line/", told).status_code == 302


def arrived() -> list[str]:
    return [one.text for one in store.talk() if not one.mine]


def test_a_text_arrives_once_for_a_key() -> None:
    for _time in range(3):
        port().push(store.FRIEND, "こんにちは", retry_key=KEY)
    port().push(store.FRIEND, "またね", retry_key=line.retry_key("message-2"))
    assert arrived() == ["こんにちは", "またね"]


@pytest.mark.parametrize(
    ("mode", "problem"), [("busy", LineDelayed), ("broken", LineDelayed), ("gone", LineGone), ("well", None)]
)
def test_the_switch(mode: str, problem: type[Exception] | None, client: Client) -> None:
    act(client, do="switch", mode=mode)
    if problem is None:
        port().push(store.FRIEND, "x", retry_key=KEY)
        return
    with pytest.raises(problem):
        port().push(store.FRIEND, "x", retry_key=KEY)
    assert arrived() == []
    act(client, do="switch", mode="well")
    port().push(store.FRIEND, "x", retry_key=KEY)
    assert arrived() == ["x"]


def test_in_the_slow_mode_it_arrives_and_the_next_try_is_told_so(client: Client) -> None:
    act(client, do="switch", mode="slow")
    port().push(store.FRIEND, "x", retry_key=KEY)
    port().push(store.FRIEND, "x", retry_key=KEY)
    assert arrived() == ["x"]


def test_what_line_refuses_is_refused() -> None:
    with pytest.raises(LineDelayed):
        port("another token").push(store.FRIEND, "x", retry_key=KEY)
    with pytest.raises(LineGone):
        port().push("U" + "9" * 32, "x", retry_key=KEY)
    for text, key in (("", KEY), ("x", "no uuid")):
        with pytest.raises(LineRefused):
            port().push(store.FRIEND, text, retry_key=key)
    with pytest.raises(LineRefused):
        port().reply("no-such-token", [Say("x")])
    with pytest.raises(LineRefused):
        port().reply(store.new_token(), [Say("x", (Choice("x" * 20, "y" * 301),))])
    token = store.new_token()
    port().reply(token, [Say("いちど")])
    with pytest.raises(LineRefused):
        port().reply(token, [Say("にど")])
    assert arrived() == ["いちど"]


def test_one_types_as_a_friend_and_sees_the_answer(client: Client) -> None:
    make.district("M01")
    make.session(
        make.place(district_code="M01", lat=34.151, lng=138.151),
        clock.day(clock.now()),
        starts=None,
        ends=None,
    )
    act(client, do="follow")
    found = addresses.find(Channel.LINE, store.FRIEND)
    assert found is not None and found.gone_at is None
    act(client, do="type", text="虹橋")
    act(client, do="type", text="こんにちは", again="on")
    act(client, do="tap", data="areas:0", label="小学校区")
    act(client, do="spot", spot="34.15,138.15")
    assert "【虹橋】" in arrived()[1] and len(arrived()) == 5  # told three times, answered once
    page = client.get("/demo/line/").content.decode()
    assert 'value="area:M01"' in page or "みどり食堂" in page
    act(client, do="unfollow")
    found.refresh_from_db()
    assert found.gone_at is not None
    act(client, do="forget")
    assert store.talk() == []


def test_outside_a_demo_nothing_answers(settings: LazySettings, client: Client) -> None:
    settings.DEMO = False
    assert client.get("/demo/line/").status_code == 404
    assert (
        client.post("/demo/line/v2/bot/message/push", "{}", content_type="application/json").status_code
        == 404
    )
