"""Public pages that are the same for everybody who asks alike are made once in some seconds, not for every child.

Only views marked `doors.shared` take part, and only for who is nobody in particular: a request with a session, a form's
token or a waiting message goes on untouched. Any other cookie is kept from the view, except the two of the look (language,
furigana) and those the mark names: those are part of what a page is found by. So no page can hold anything of a person.
What is kept is a whole answer 200 that sets no cookie, holds no token and does not forbid it; it says its age.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from threading import Event
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import re_accepts_gzip
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from ibasho.base.ui import furigana
from ibasho.base.ui.doors import Door, Shared
from ibasho.base.ui.page_folder import PageFolder
from ibasho.base.ui.page_store import Key, Page, PageStore

OLD_EXTRA = 2  # seconds a page may be older while it, or another before it, is made anew
WAIT_SECONDS = 10.0  # for another request's page; whoever waited so long makes it alone
BYTES_MAX = 32 * 1024 * 1024
PAGE_BYTES_MAX = 2 * 1024 * 1024
WORDS_MAX = 300  # characters of an address or of a cookie
FORBIDS = re.compile(r"\b(no-store|no-cache|private)\b")
TOKEN = b"csrfmiddlewaretoken"
ASKED_BEFORE = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
GetResponse = Callable[[HttpRequest], HttpResponseBase]
store = PageStore(BYTES_MAX)


class PageCacheMiddleware:
    """Stands outside of everything that looks at a person and of what compresses: what is kept goes out as it is."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        seconds = settings.PUBLIC_PAGE_SECONDS
        mark = _mark_for(request) if seconds else None
        key = _key(request, mark) if mark is not None else None
        if mark is None or key is None:
            return self.get_response(request)
        _undress(request, mark)
        found = _asked(key, seconds)
        if isinstance(found, Event):
            found.wait(WAIT_SECONDS)
            found = _asked(key, seconds)
        if isinstance(found, Event):  # nothing that may be kept came of it: everybody for himself
            return self.get_response(request)
        return self._made(request, key, seconds) if found is None else _answer(request, found, seconds)

    def _made(self, request: HttpRequest, key: Key, seconds: int) -> HttpResponseBase:
        page = None
        try:
            with _borrowed(key, seconds) as page:
                if page is None:
                    page, response = self._new(request)
                    if page is None:
                        return response
                    _lend(key, page)
        finally:
            store.done(key, page)
        return _answer(request, page, seconds)

    def _new(self, request: HttpRequest) -> tuple[Page | None, HttpResponseBase]:
        """The whole page, also for who has it already: others may not."""
        had = {name: request.META.pop(name) for name in ASKED_BEFORE if name in request.META}
        began = monotonic()
        response = self.get_response(request)
        request.META.update(had)
        return _page(request, response, began), response


def _asked(key: Key, seconds: int) -> Page | Event | None:
    return store.ask(key, monotonic(), fresh=seconds, old=seconds + OLD_EXTRA)


@lru_cache(maxsize=1)
def _folder(path: Path) -> PageFolder:
    return PageFolder(path)


@contextmanager
def _borrowed(key: Key, seconds: int) -> Iterator[Page | None]:
    """What another process of this machine lends: the page it made just now, or the one before while it makes it anew.
    None: it is ours to make while the block runs."""
    path = settings.PUBLIC_PAGE_FOLDER
    if not path:
        yield None
        return
    with _folder(path).turn(key) as ours:
        page = _folder(path).find(key)
        age = monotonic() - page.made if page else -1.0
        yield page if page and 0 <= age <= (seconds * page.share if ours else seconds + OLD_EXTRA) else None


def _lend(key: Key, page: Page) -> None:
    if settings.PUBLIC_PAGE_FOLDER:
        _folder(settings.PUBLIC_PAGE_FOLDER).put(key, page)


def _mark_for(request: HttpRequest) -> Shared | None:
    """The mark of the view that would answer, where this request is nobody's in particular."""
    personal = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")
    if request.method != "GET" or "HTTP_AUTHORIZATION" in request.META or "HTTP_HX_REQUEST" in request.META:
        return None
    if len(request.path_info) > WORDS_MAX or any(name in request.COOKIES for name in personal):
        return None
    return _mark(request.path_info)


@lru_cache(maxsize=1024)
def _mark(path: str) -> Shared | None:
    """Kept by address: to walk all addresses of the copy takes longer than to answer."""
    try:
        view = resolve(path).func
    except Resolver404:
        return None
    mark = getattr(view, "shared", None)
    return mark if isinstance(mark, Shared) and getattr(view, "door", None) == Door.CHILD else None


def _key(request: HttpRequest, mark: Shared) -> Key | None:
    """All that the page depends on. None: the address asks for something that is not shared, or for too much."""
    query = request.META.get("QUERY_STRING", "")
    cookies = [request.COOKIES.get(name, "") for name in mark.cookies]
    if query and not set(request.GET) <= mark.query:
        return None
    if any(len(words) > WORDS_MAX for words in (query, *cookies)):
        return None
    packed = "gzip" if re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")) else ""
    language = translation.get_language_from_request(request)
    where = (request.scheme or "", request.get_host(), request.path, query)
    return (*where, language, furigana.mode_of(request), packed, *cookies)


def _undress(request: HttpRequest, mark: Shared) -> None:
    """What the page is not found by, the view shall not see."""
    seen = {settings.LANGUAGE_COOKIE_NAME, furigana.COOKIE, *mark.cookies}
    request.COOKIES = {name: value for name, value in request.COOKIES.items() if name in seen}


def _page(request: HttpRequest, response: HttpResponseBase, began: float) -> Page | None:
    """What may be kept of an answer, or None."""
    if not isinstance(response, HttpResponse) or response.status_code != 200 or response.cookies:
        return None
    if FORBIDS.search(response.headers.get("Cache-Control", "")) or len(response.content) > PAGE_BYTES_MAX:
        return None
    packed = response.headers.get("Content-Encoding", "") == "gzip"
    plain = gzip.decompress(response.content) if packed else response.content
    if TOKEN in plain or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
        return None
    etag = response.headers.get("ETag") or f'W/"{blake2b(plain, digest_size=12).hexdigest()}"'
    return Page(response.content, tuple(response.headers.items()), etag, began)


def _answer(request: HttpRequest, page: Page, seconds: int) -> HttpResponse:
    response = HttpResponse(page.body, headers=dict(page.headers))
    response.headers["ETag"] = page.etag
    response.headers.setdefault("Cache-Control", f"public, max-age={seconds}")
    response.headers["Content-Length"] = str(len(page.body))
    if any(name in request.META for name in ASKED_BEFORE):
        changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
        response = get_conditional_response(request, page.etag, changed, response) or response
    response.headers["Age"] = str(int(monotonic() - page.made))
    return response
