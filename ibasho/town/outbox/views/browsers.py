"""A browser tells where its notifications go: `POST /push/` with the JSON of its subscription."""

from __future__ import annotations

import json
from typing import cast

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ibasho.base.kernel.errors import Invalid
from ibasho.base.ports import push
from ibasho.base.ui import doors
from ibasho.base.ui.limits import limited
from ibasho.base.ui.request import Request
from ibasho.town.outbox import rules
from ibasho.town.outbox.actions import addresses as actions
from ibasho.town.outbox.models import Channel
from ibasho.town.outbox.queries import addresses as queries
from ibasho.town.people.models import Person


@doors.child
@require_POST
@limited("outbox.push", times=300, seconds=3600)  # a school's tablets, one lesson, one address
def browser(request: Request) -> HttpResponse:
    """Keeps the browser, of the account that is signed in or of nobody, and gives its link's letters: `{"token", "stop"}`.
    404 where push is off, 413 beyond 2,000 bytes, 400 for what is no subscription or names no push service."""
    if not push.public_key():
        return _refused(404, _("通知は いま つかえません。"))
    if _length(request) > rules.PUSH_BYTES_MAX:
        return _refused(413, _("この端末の 通知を うけとれません。"))
    try:
        plain = rules.tidy(Channel.PUSH, request.body.decode("utf-8", "replace"))
    except Invalid as error:
        return _refused(400, error.message)
    if not push.is_service(json.loads(plain)["endpoint"], loopback=settings.MODE != "production"):
        return _refused(400, _("この ブラウザの 通知は つかえません。"))
    address = actions.keep(
        channel=Channel.PUSH,
        plain=plain,
        by=request.actor,
        at=request.at,
        moment=request.at,
        language=get_language() or settings.LANGUAGE_CODE,
        person=cast(Person, request.user) if request.actor.person_id else None,
    )
    if not request.actor.person_id:
        address = actions.leave(address=address, by=request.actor, at=request.at)
    told = {"token": queries.STOP.token(address), "stop": queries.stop_url(address)}
    return JsonResponse(told, headers={"Cache-Control": "no-store, private"})


def _length(request: Request) -> int:
    """What the browser says, before anything is read; what it then sends is no longer."""
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdigit() else rules.PUSH_BYTES_MAX + 1


def _refused(status: int, message: str) -> HttpResponse:
    return JsonResponse({"message": message}, status=status)
