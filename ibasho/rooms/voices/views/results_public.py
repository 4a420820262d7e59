"""What came of a hearing in numbers, as an eight-year-old reads it. Only what was published."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.rooms.voices.models import Hearing
from ibasho.rooms.voices.queries import council, hearings
from ibasho.rooms.voices.queries import results as queries
from ibasho.rooms.voices.views.results_tables import table


@doors.child
@doors.shared()
@require_safe
def results(request: Request, public_id: str) -> HttpResponse:
    """Pictures with their tables; the same numbers as a file. Before anything is out it says when."""
    hearing = hearings.find_public(public_id)
    if hearing is None:
        raise Http404
    if exports.wanted(request):
        sheet = council.numbers(hearing, clock.day(request.at))
        return exports.answer(request, table(sheet), f"voices-{hearing.public_id}")
    found, heads = ([], queries.heads(hearing)) if hearing.source_name else queries.page(hearing)
    drawn = [one for one in found if one.picture]
    context = {
        "hearing": hearing, "results": drawn, "missing": len(found) - len(drawn), "heads": heads,
        "figures": queries.published(hearing), "is_open": hearing.state == Hearing.State.OPEN,
        "words_only": not found and not hearing.source_name, "when": _when(hearing),
    }  # fmt: skip
    return render(request, "voices/results/public.html", context)


def _when(hearing: Hearing) -> str:
    """When there will be something to see."""
    if hearing.state == Hearing.State.OPEN and hearing.live:
        return _("もうすこし あつまったら、ここに 出ます。")
    if hearing.state == Hearing.State.OPEN:
        return _("みんなが こたえおわったら、ここに 出ます。")
    return _("いま、数を まとめています。もうすこし まってね。")
