"""The giver's own page: how the gift stands, what became of it, and the few things a giver may want. Who knows the address
may see it: it is sent nowhere, indexed nowhere, kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.ports import payments, pdf
from ibasho.base.ui.doors import child
from ibasho.base.ui.languages.saying import say
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.rooms.mealtickets.actions import checkouts, donors, gifts
from ibasho.rooms.mealtickets.actions import receipts as receipt_actions
from ibasho.rooms.mealtickets.actions.donors import Wish
from ibasho.rooms.mealtickets.forms.giving import DonorForm, MailForm, NameForm, ReceiptForm
from ibasho.rooms.mealtickets.models import Gift, Receipt
from ibasho.rooms.mealtickets.queries import giving, receipt_paper
from ibasho.rooms.mealtickets.rules import fifo, receipts
from ibasho.rooms.mealtickets.rules.logos import BYTES_MAX
from ibasho.rooms.mealtickets.rules.thanks import PICTURES
from ibasho.rooms.mealtickets.views.give import to_checkout, to_page

BANK_DAYS = 30
MAILS_MAX = 10  # from one sender in an hour: nobody makes us write to strangers
LOOKS_MAX = 20  # pages that refresh themselves after a payment, three seconds apart
HOLDER = Actor.public(Via.LINK)
View = Callable[..., HttpResponse]


def holder(view: View) -> View:
    """Counts look-ups, so that a code can't be found by trying; keeps the page out of indexes and caches."""

    @child
    @never_cache
    @limited("mealtickets.gift", times=600, seconds=600, methods=("GET", "HEAD", "POST"))
    @wraps(view)
    def held(request: Request, public_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, giving.by_code(public_id), *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return held


@holder
@require_safe
def gift(request: Request, gift: Gift) -> HttpResponse:
    looks = _looks(request)
    waits = gift.state == Gift.State.PROMISED and bool(gift.checkout_id) and looks > 0
    page = {
        "gift": gift,
        "checking": waits and looks <= LOOKS_MAX,
        "late": waits and looks > LOOKS_MAX,
        "next_look": looks + 1,
        "takes_cards": payments.provider() is not None,
        "wording": receipts.wording(gift.fund.receiver, gift.fund.certificate_words),
        "receipt": Receipt.objects.filter(gift=gift).first(),
        "mail": MailForm(initial={"email": gift.email}),
        **_told(gift, request.at),
    }
    return render(request, "mealtickets/giving/gift.html", page)


@holder
@require_POST
def pay(request: Request, gift: Gift) -> HttpResponse:
    return to_checkout(request, gift)


@holder
@require_POST
def by_bank(request: Request, gift: Gift) -> HttpResponse:
    return _done(request, gift, lambda: checkouts.by_bank(gift=gift, by=HOLDER, at=request.at), "")


@holder
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: Request, gift: Gift) -> HttpResponse:
    """A page first and a button second: a mail program that opens links cancels nothing."""
    if request.method == "POST":
        words = _("お申しこみを とりやめました。")
        return _done(request, gift, lambda: gifts.cancel(gift=gift, by=HOLDER, at=request.at), words)
    return render(request, "mealtickets/giving/cancel.html", {"gift": gift})


@holder
@require_POST
@limited("mealtickets.gift_mail", times=MAILS_MAX, seconds=3600)
def mail(request: Request, gift: Gift) -> HttpResponse:
    form = MailForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("メールの アドレスを たしかめて、もう一度 入れてください。"))
        return to_page(gift)
    address = form.cleaned_data["email"]
    words = _("メールを 送りました。とどかないときは、アドレスを たしかめてください。")
    return _done(
        request, gift, lambda: gifts.write_to(gift=gift, email=address, by=HOLDER, at=request.at), words
    )


@holder
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: Request, gift: Gift) -> HttpResponse:
    first = {"name": gift.name, "shown": not gift.anonymous}
    form = NameForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        gifts.show_name(gift=gift, name=told["name"], shown=told["shown"], by=HOLDER, at=request.at)
        messages.success(request, _("わかりました。"))
        return to_page(gift)
    return _form_page(request, gift, form, _("名前を 出すか えらぶ"), _("きめる"))


@holder
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: Request, gift: Gift) -> HttpResponse:
    """Asks for name and address once; then the paper is there."""
    if Receipt.objects.filter(gift=gift).exists():
        return to_page(gift)
    first = {"name": gift.name, "address": gift.address}
    form = ReceiptForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            receipt_actions.issue(
                gift=gift, name=told["name"], address=told["address"], by=HOLDER, at=request.at
            )
        except (Invalid, Conflict) as error:
            form.refuse(error)
        else:
            messages.success(request, _("できました。「PDFを ひらく」から 印刷できます。"))
            return to_page(gift)
    title = receipts.wording(gift.fund.receiver, gift.fund.certificate_words).title
    return _form_page(request, gift, form, _("書類を つくる：%(title)s") % {"title": say(title)}, _("つくる"))


@holder
@require_POST
def receipt_pdf(request: Request, gift: Gift) -> HttpResponse:
    """A button, not a link: every paper is counted, and from the second on it says 再発行."""
    found = Receipt.objects.filter(gift=gift).first()
    if found is None:
        raise Http404
    try:
        printed = receipt_actions.print_again(receipt=found, by=HOLDER, at=request.at)
        made = pdf.render("mealtickets/pdf/receipt.typ", receipt_paper.data(printed))
    except (Invalid, Conflict) as error:
        messages.warning(request, error.message)
        return to_page(gift)
    return pdf_file(made, f"kifu-{found.nendo}-{found.number}", inline=True)


@holder
@require_http_methods(["GET", "HEAD", "POST"])
def donor(request: Request, gift: Gift) -> HttpResponse:
    """The company's page: asked for here, shown once somebody has looked."""
    known = gift.donor
    first = (
        {name: getattr(known, name) for name in ("name", "kana", "words", "url")}
        if known
        else {"name": gift.name}
    )
    posted = request.method == "POST"
    files = request.FILES if posted else None
    form = DonorForm(request.POST if posted else None, files, initial=first, has_page=known is not None)
    if posted and form.is_valid():
        try:
            words = _wished(form, gift, request)
        except (Invalid, Conflict) as error:
            form.refuse(error)
        except NotFound as error:
            form.add_error("before", error.message)
        else:
            messages.success(request, words)
            return to_page(gift)
    return _form_page(request, gift, form, _("応援の ページを つくる"), _("送る"))


def _wished(form: DonorForm, gift: Gift, request: Request) -> str:
    """What to say afterwards."""
    told = form.cleaned_data
    before, sent = told.pop("before", ""), told.pop("logo")
    if before:
        donors.join(gift=gift, before=giving.by_code(before), by=HOLDER, at=request.at)
        return _("まえの 応援の ページに まとめました。")
    wish = Wish(**told, logo=sent.read(BYTES_MAX + 1) if sent else None)
    donors.ask(gift=gift, wish=wish, by=HOLDER, at=request.at)
    return _("うけつけました。市の人が 読んでから ページを 出します。")


@holder
@require_POST
def donor_close(request: Request, gift: Gift) -> HttpResponse:
    words = _("応援の ページを とじました。")
    return _done(request, gift, lambda: donors.close(gift=gift, by=HOLDER, at=request.at), words)


def _told(gift: Gift, at: datetime) -> dict[str, Any]:
    """What only some states show."""
    if gift.state == Gift.State.PROMISED:
        until = clock.day(gift.promised_at) + timedelta(days=BANK_DAYS)
        return {"until": until, "missing_yen": gift.amount_yen - gift.received_yen}
    if gift.state != Gift.State.RECEIVED:
        return {}
    part = giving.eaten(gift, at)
    whole = part.eaten + part.moved + part.waiting
    kept = giving.kept_yen(gift)
    return {
        "kept_yen": kept,
        "back_yen": gift.amount_yen - kept,
        "news": fifo.news(whole, part.eaten, meal_yen=gift.fund.meal_yen),
        "moved_yen": part.moved,
        "thanks": [(one.picture, one.words or PICTURES.get(one.picture, "")) for one in giving.thanks(gift)],
    }


def _looks(request: Request) -> int:
    """How often this page has looked for the provider's word; 0 for whoever did not come from there."""
    told = request.GET.get("paid", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 4 else 0


def _done(request: Request, gift: Gift, act: Callable[[], object], words: str) -> HttpResponse:
    try:
        act()
    except (Invalid, Conflict) as error:
        messages.warning(request, error.message)
    else:
        if words:
            messages.success(request, words)
    return to_page(gift)


def _form_page(request: Request, gift: Gift, form: Any, heading: str, submit: str) -> HttpResponse:
    page = {"gift": gift, "form": form, "heading": heading, "submit": submit}
    return render(request, "mealtickets/giving/form.html", page)
