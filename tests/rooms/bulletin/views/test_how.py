"""しくみ: five readers, each with a page and an A4; what is said to a child is short."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ibasho.base.ports import pdf
from ibasho.base.ui import furigana
from ibasho.rooms.bulletin.models import QrCode
from ibasho.rooms.bulletin.queries.how_words import ALL, CHILD
from ibasho.rooms.bulletin.rules.kinds import Audience
from tests import make
from tests.reading import words

pytestmark = pytest.mark.django_db
LETTERS_MAX = 25


def page(one: Audience, name: str = "how_for") -> str:
    return reverse(f"bulletin:{name}", args=[one.value])


@pytest.mark.parametrize("one", list(Audience))
def test_each_says_what_it_is_and_leads_on(client: Client, one: Audience) -> None:
    told = client.get(page(one))
    assert str(ALL[one].title) in words(told)
    for way in ALL[one].ways:
        assert f'href="{reverse(way.url)}"' in told.content.decode()
        assert client.get(reverse(way.url)).status_code == 200
    assert f'href="{page(one)}"' in client.get(reverse("bulletin:how")).content.decode()


def test_a_child_reads_short_sentences_each_kanji_with_its_reading() -> None:
    said = [CHILD.title, CHILD.lead, *(line for part in CHILD.parts for line in (part.heading, *part.lines))]
    with translation.override("ja"):
        texts = [str(one) for one in said]
    long = [
        one for text in texts for one in re.split("[。！？]", text) if len(one.replace(" ", "")) > LETTERS_MAX
    ]
    assert long == []


def test_every_kanji_of_every_page_has_a_reading() -> None:
    with translation.override("ja"):
        texts = [
            str(text)
            for how in ALL.values()
            for text in (
                how.title,
                how.lead,
                *(line for part in how.parts for line in (part.heading, *part.lines)),
            )
        ]
    assert {text: found for text in texts if (found := furigana.unread(text))} == {}


def test_the_figures_are_this_citys_own(client: Client) -> None:
    assert "いま のっている" not in words(client.get(page(Audience.CITIZEN)))
    for name in ("みどり食堂", "あおい食堂"):
        make.place(name)
    make.place("ひみつ", everyone=False, restricted=True, restricted_to="会員")
    told = words(client.get(page(Audience.CITIZEN)))
    assert "こども食堂" in told and "2か所" in told.replace(" ", "")


@pytest.mark.parametrize("one", list(Audience))
def test_the_paper_is_one_page_with_one_code(
    client: Client, monkeypatch: pytest.MonkeyPatch, one: Audience
) -> None:
    make.place()
    answer = client.get(page(one, "how_paper"))
    assert answer.content.startswith(b"%PDF") and len(re.findall(rb"/Type\s*/Page\b", answer.content)) == 1
    client.get(page(one, "how_paper"))
    assert QrCode.objects.get().path == page(one)
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    client.get(page(one, "how_paper"))
    lead = recorder.calls[0][1]["lead"]
    assert any(above for _base, above in lead) is (one is Audience.CHILD)


def test_nobody_else_is_spoken_to(client: Client) -> None:
    assert client.get(reverse("bulletin:how_for", args=["robot"])).status_code == 404
