"""Who has a matter and who may not: assigning, barring. No page here holds a word of a note."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.rooms.care.actions import assigning, relating
from ibasho.rooms.care.forms.secrecy import AssignForm, RelateForm
from ibasho.rooms.care.models import Matter
from ibasho.rooms.care.views import secrecy_parts
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person

ASSIGNED = gettext_lazy("担当を つけました。")
RELEASED = gettext_lazy("担当から はずしました。もどすときは、もう一度 つけてください。")
RELATED = gettext_lazy("入れました。この人は もう 開けません。")
UNRELATED = gettext_lazy("はずしました。読んでもらうには、担当に つけてください。")
KNOWN = gettext_lazy(
    "知らせてくれて ありがとうございます。あなたは もう 開けません。統括支援員が つぎの 担当を 決めます。"
)


@doors.desk
@require_POST
@quietly
def assign(request: Request, public_id: str) -> HttpResponse:
    """`do`: assign (with the form) or release (`person`: public id)."""
    matter = secrecy_parts.matter_or_404(request, public_id)
    by, at = request.actor, request.at
    if request.POST.get("do") == "release":
        gone = _person(request)
        done(request, lambda: assigning.release(matter=matter, person=gone, by=by, at=at), thanks=RELEASED)
        return redirect(secrecy_parts.home_of(matter))
    person = _chosen(request, AssignForm(request.POST, matter=matter, day=clock.day(at)))
    if person is not None:
        done(request, lambda: assigning.assign(matter=matter, person=person, by=by, at=at), thanks=ASSIGNED)
    return redirect(secrecy_parts.home_of(matter))


@doors.desk
@require_POST
@quietly
def relate(request: Request, public_id: str) -> HttpResponse:
    """`do`: know (oneself), relate (with the form) or unrelate (`person`: public id)."""
    matter = secrecy_parts.matter_or_404(request, public_id)
    by, at, asked = request.actor, request.at, request.POST.get("do")
    if asked == "know":
        return _know(request, matter)
    if asked == "unrelate":
        free = _person(request)
        done(request, lambda: relating.unrelate(matter=matter, person=free, by=by, at=at), thanks=UNRELATED)
        return redirect(secrecy_parts.home_of(matter))
    person = _chosen(request, RelateForm(request.POST, matter=matter, day=clock.day(at)))
    if person is None:
        return redirect(secrecy_parts.home_of(matter))
    made = done(request, lambda: relating.relate(matter=matter, person=person, by=by, at=at), thanks=RELATED)
    gone = made is not None and person.pk == by.person_id
    return redirect(secrecy_parts.INBOX if gone else secrecy_parts.home_of(matter))


def _know(request: Request, matter: Matter) -> HttpResponse:
    """From now on the matter is 404 to them: they go back to the list."""
    me = Person.objects.get(pk=people.person_of(request.actor))
    made = done(
        request,
        lambda: relating.relate(matter=matter, person=me, by=request.actor, at=request.at),
        thanks=KNOWN,
    )
    return redirect(secrecy_parts.INBOX) if made else redirect(secrecy_parts.home_of(matter))


def _chosen(request: Request, form: AssignForm | RelateForm) -> Person | None:
    if form.is_valid():
        person: Person = form.cleaned_data["person"]
        return person
    messages.error(request, _("だれかを えらんでから おしてください。一覧に いない人は、いま えらべません。"))
    return None


def _person(request: Request) -> Person:
    found = Person.objects.filter(public_id=request.POST.get("person", "")).first()
    if found is None:
        raise Http404
    return found
