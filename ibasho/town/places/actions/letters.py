"""What people who signed up are told. A mail names the event and the number, never a child; who gave only a phone number
goes on the list of calls; who gave neither sees it on the ticket page."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox import actions as outbox
from ibasho.town.places.models import Session, Signup, SpotNotice
from ibasho.town.places.rules import signup as rules

_NEWS: dict[str, tuple[str | Promise, str | Promise]] = {
    "confirmed": (gettext_lazy("申しこみを うけつけました"), gettext_lazy("申しこみを うけつけました。")),
    "waiting": (
        gettext_lazy("キャンセル待ちに 入りました"),
        gettext_lazy("いまは いっぱいです。空いたら、じゅんばんに メールで お知らせします。"),
    ),
    "moved_up": (
        gettext_lazy("席が とれました"),
        gettext_lazy("席が 空いたので、申しこみが きまりました。来られないときは とりけしてください。"),
    ),
    "cancelled": (gettext_lazy("申しこみを とりけしました"), gettext_lazy("申しこみを とりけしました。")),
    "moved": (
        gettext_lazy("日や 時間が かわりました"),
        gettext_lazy("日や 時間が かわりました。新しい日時は 下の とおりです。"),
    ),
    "called_off": (
        gettext_lazy("お休みに なりました"),
        gettext_lazy("ごめんなさい。この日は お休みに なりました。"),
    ),
    "restored": (
        gettext_lazy("ひらくことに なりました"),
        gettext_lazy("お休みと お知らせしましたが、ひらくことに なりました。申しこみは そのままです。"),
    ),
}
_CALLED = frozenset(
    {"moved_up", "moved", "called_off", "restored"}
)  # news that reach somebody by phone as well


def ticket_url(public_id: str) -> str:
    """The full address of a ticket. The token stands behind the question mark: logs keep no query."""
    token = rules.ticket_token(settings.SECRET_KEY, public_id)
    return f"{settings.PUBLIC_URL}{reverse('places:ticket')}?{urlencode({'t': token})}"


def tell(*, signup: Signup, news: str, by: Actor, at: datetime) -> None:
    """Part of an action on the sign-up: the mail, or a mark that somebody has to be rung up."""
    if signup.email:
        subject, words = _NEWS[news]
        outbox.send(
            to=signup.email,
            event_key=f"places.signup.{news}:{signup.public_id}:{int(at.timestamp())}",
            subject=f"{subject}：{_title(signup.session)}",
            body=_body(signup, str(words), with_link=news != "cancelled"),
            by=by,
            at=at,
            urgent=signup.session.day <= clock.day(at) + timedelta(days=1),
            secret=True,
        )
    elif signup.phone and news in _CALLED:
        signup.call_needed = True
        signup.save(update_fields=["call_needed"])


def tell_all(*, session: Session, news: str, by: Actor, at: datetime) -> None:
    """Everyone with a seat or on the list, unless the day is over."""
    if session.day < clock.day(at):
        return
    waiting = session.signups.select_for_update(of=("self",)).exclude(state=Signup.State.CANCELLED)
    for signup in waiting.select_related("session__event", "session__place").order_by("pk"):
        tell(signup=signup, news=news, by=by, at=at)


def tell_free(*, notice: SpotNotice, by: Actor, at: datetime) -> None:
    """A spot is free again: one mail, first come, first served."""
    event = notice.session.event
    address = reverse("places:event", kwargs={"public_id": event.public_id}) if event else ""
    outbox.send(
        to=notice.email,
        event_key=f"places.spot:{notice.session_id}:{int(at.timestamp())}",
        subject=_("席が 空きました：%(title)s") % {"title": _title(notice.session)},
        body="\n\n".join(
            [
                _("席が 空きました。さきに 申しこんだ人から 入れます。"),
                _when_and_where(notice.session),
                f"{settings.PUBLIC_URL}{address}",
                _("このお知らせは 1回だけです。メールアドレスは もう 消しました。"),
            ]
        ),
        by=by,
        at=at,
    )


def _body(signup: Signup, words: str, *, with_link: bool) -> str:
    parts = [words, _when_and_where(signup.session), _("受付番号 %(code)s") % {"code": signup.code}]
    if signup.session.reason and signup.session.state == Session.State.CANCELLED:
        parts.insert(1, _("わけ：%(reason)s") % {"reason": signup.session.reason})
    if with_link:
        parts.append(_("見る・とりけす：\n%(url)s") % {"url": ticket_url(signup.public_id)})
    return "\n\n".join(parts)


def _title(session: Session) -> str:
    return session.event.title if session.event else session.place.name if session.place else ""


def _when_and_where(session: Session) -> str:
    times = [clock.time_label(one) for one in (session.starts, session.ends) if one]
    when = f"{wareki.full_label(session.day)} {'～'.join(times)}".strip()
    hall = session.event.venue_name if session.event else ""
    where = hall or (session.place.name if session.place else "")
    return "\n".join(line for line in (_title(session), when, where) if line)
