"""The public API under /api/v1/: put together from the rooms' routers, refusals as problem+json (RFC 9457)."""

from __future__ import annotations

import re
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from ibasho.base.kernel.errors import DomainError, NotAllowed, NotFound, Unavailable
from ibasho.rooms.openhouse.api import router as openhouse
from ibasho.town.places.api import router as places
from ibasho.town.places.queries import directory

PREFIX = "/api/v1/"
DESCRIPTION = """こどもが 自分で行ける場所を プログラムから聞くための API です。登録も 鍵も いりません。

- 時刻は日本の時刻です。わからないことは null か 空です。
- 位置（lat, lon）は 500mのますに まるめてから使います。何を聞かれたかは 記録しません。
- 1分に 300回まで。こえると 429 と Retry-After を返します。
- データは CC BY 4.0 です（まちごとの条件は /data/ にあります）。"""


class _Letters(JSONRenderer):
    """Japanese as it is, not as escapes."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012 - ninja's own attribute


PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
        "detail": {"type": "string"}, "code": {"type": "string"}, "errors": {"type": "array"},
    },
}  # fmt: skip
REFUSALS = {
    404: "ありません",
    422: "読めないところがある",
    429: "多すぎる（Retry-After）",
    503: "いまは 答えられない",
}


class _Described(NinjaAPI):
    """Refusals are answers, too: each operation tells them."""

    def get_openapi_schema(self, **given: Any) -> Any:
        found = super().get_openapi_schema(**given)
        content = {"application/problem+json": {"schema": PROBLEM}}
        for methods in found["paths"].values():
            for told in methods.values():
                for status, words in REFUSALS.items():
                    told["responses"].setdefault(status, {"description": words, "content": content})
        return found


api = _Described(
    title="こどもの居場所 API",
    version="1.0.0",
    description=DESCRIPTION,
    docs_url=None,  # ninja's own page loads scripts from elsewhere; ours is api_page.py
    urls_namespace="api",
    renderer=_Letters(),
    openapi_extra={
        "info": {
            "license": {"name": directory.licence()["licence"], "url": directory.licence()["licence_url"]}
        }
    },
)
api.add_router("", places)
api.add_router("", openhouse)


_CONVERTER = re.compile(r"<\w+:")


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The OpenAPI description as plain data."""
    return dict(api.get_openapi_schema())


@lru_cache(maxsize=1)
def parameters() -> dict[str, frozenset[str]]:
    """The query parameters of each route, by Django's own spelling of it."""
    return {
        route_of(path): frozenset(one["name"] for one in get.get("parameters", ()) if one["in"] == "query")
        for path, operations in schema()["paths"].items()
        if (get := operations.get("get"))
    }


def route_of(path: str) -> str:
    """`/api/v1/places/{public_id}` and `api/v1/places/<str:public_id>` → `api/v1/places/<public_id>`."""
    return _CONVERTER.sub("<", path.lstrip("/").replace("{", "<").replace("}", ">"))


def problem(
    status: int, detail: str, *, code: str = "", errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """`detail` is one Japanese sentence: what is wrong and what to do; `errors` name the parameters."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if code:
        body["code"] = code
    if errors:
        body["errors"] = errors
    return JsonResponse(
        body,
        status=status,
        content_type="application/problem+json; charset=utf-8",
        json_dumps_params={"ensure_ascii": False},
    )


@api.exception_handler(DomainError)
def _refused(_request: HttpRequest, error: DomainError) -> HttpResponse:
    known = ((NotFound, 404), (NotAllowed, 403), (Unavailable, 503))
    status = next((status for kind, status in known if isinstance(error, kind)), 422)
    return problem(status, error.message, code=error.code)


@api.exception_handler(Http404)
def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(404, NO_SUCH_PAGE)


@api.exception_handler(HttpError)
def _broken(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "この聞きかたは できません。/api/ の説明を 見てください。")


@api.exception_handler(ValidationError)
def _unread(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"name": _name(one), "reason": _reason(one)} for one in error.errors]
    told = "、".join(f"{one['name']}: {one['reason']}" for one in errors[:5])
    return problem(422, f"読めないところがあります。{told}。", code="api.parameters", errors=errors)


NO_SUCH_PAGE = "このアドレスは ありません。/api/ の説明を 見てください。"
_REASONS = {
    "missing": "書いてください",
    "int": "整数で書いてください",
    "float": "数で書いてください",
    "bool": "true か false で書いてください",
    "enum": "知らないことばです",
    "value_error": "知らないことばか、使えない文字です",
    "greater_than_equal": "小さすぎます",
    "less_than_equal": "大きすぎます",
    "finite_number": "数で書いてください",
    "string_too_long": "長すぎます",
    "string_pattern_mismatch": "番号の形が ちがいます",
    "date": "2026-11-24 のように書いてください",
    "time": "17:30 のように書いてください",
    "uuid": "番号の形が ちがいます",
}


def _reason(error: dict[str, Any]) -> str:
    """The longest known beginning of pydantic's word for it: `datetime_parsing` → the sentence for `date`."""
    kind = str(error.get("type", ""))
    known = [name for name in _REASONS if kind.startswith(name)]
    return _REASONS[max(known, key=len)] if known else "読めません"


def _name(error: dict[str, Any]) -> str:
    """The parameter's own name: the last word of the location that is no number of a list."""
    words = [str(part) for part in error.get("loc", ()) if isinstance(part, str)]
    return words[-1] if words else ""
