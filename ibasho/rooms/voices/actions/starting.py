"""A draft from one of the hearings to start from: its questions come with it, to be changed freely."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.voices.actions import hearings, questions
from ibasho.rooms.voices.models import Hearing
from ibasho.rooms.voices.rules.templates_of_hearings import Template


@transaction.atomic
def start(*, template: Template, values: Mapping[str, Any], by: Actor, at: datetime) -> Hearing:
    """`values` as actions.hearings.draft takes them; they win over the template's. A question meant only for people who
    are not asked is left out, and its readers are narrowed to those who are. Raises Invalid."""
    hearing = hearings.draft(values={**template.values, **values}, by=by, at=at)
    for one in template.questions:
        asked = [who for who in one.asked if who in hearing.respondents]
        if one.asked and not asked:
            continue
        choices = [
            questions.Given(choice.words, choice.picture, choice.wish, code=choice.code)
            for choice in one.choices
        ]
        values = {**one.values, "asked": asked}
        questions.add(hearing=hearing, values=values, choices=choices, code=one.code, by=by, at=at)
    return hearing
