"""The directory as Human Services Data (Open Referral HSDS 3.1): organization, service, location, schedule.

A place is a service at one location. Identifiers are UUIDs made of the city's code and our own public ids, so that
they never change. What is not known is left out. Source of the names: openreferral/specification, folder `schema`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.queries.directory import FEES, listed, page_of
from ibasho.town.places.queries.exports import audience_words
from ibasho.town.places.rules.features import ACCESSIBILITY_LABELS, FEATURE_LABELS
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL, PlaceKind
from ibasho.town.places.rules.opening import Opening
from ibasho.town.places.rules.recurrence import Recurrence, recurrences
from ibasho.town.places.rules.stages import Stage
from ibasho.town.places.rules.words import describe

VERSION = "3.1"
PROFILE = "https://docs.openreferral.org/en/3.1/"
Data = dict[str, Any]
_JST_OFFSET = 9
_END_OF_DAY = "23:59+09:00"  # HSDS knows no 24:00; its own guide writes a whole day as 00:00 to 23:59
_FEE_WORDS = dict(zip(FEES, ("幼児", "小学生", "中学生", "高校生", "大人"), strict=True))
_AGES = {
    Stage.INFANT: (0, 6), Stage.LOWER: (6, 9), Stage.UPPER: (9, 12), Stage.JUNIOR: (12, 15), Stage.HIGH: (15, 18),
}  # fmt: skip


def services(places: Iterable[Place] | None = None, *, full: bool = True) -> list[Data]:
    """One service for each entry; `full` nests everything that belongs to it."""
    return [service(place, full=full) for place in (listed() if places is None else places)]


def service_id(place: Place) -> str:
    return str(_uuid("service", place.public_id))


def find(wanted: str) -> Place | None:
    """The entry behind a service's identifier."""
    keys = published.listed().values_list("pk", "public_id")
    found = next((pk for pk, public_id in keys if str(_uuid("service", public_id)) == wanted), None)
    return None if found is None else listed().filter(pk=found).first()


def service(place: Place, *, full: bool = True) -> Data:
    paused = place.state == Place.State.PAUSED
    plain = {
        "id": service_id(place),
        "name": place.name,
        "alternate_name": place.kana,
        "description": place.description,
        "url": place.url or page_of(place),
        "email": place.contact_email,
        "status": "temporarily closed" if paused else "active",
        "application_process": " ".join(filter(None, [_booking(place), place.booking_note])),
        "fees_description": place.fee_note,
        "eligibility_description": _eligibility(place),
        **_ages(place),
        "assured_date": place.verified_on and place.verified_on.isoformat(),
        "alert": place.paused_reason if paused else "",
        "last_modified": clock.jst(place.updated_at).isoformat(),
        "organization": _organisation(place),
    }
    return _known({**plain, **(_nested(place) if full else {})})


def _nested(place: Place) -> Data:
    of = service_id(place)
    return {
        "phones": [
            _known({"id": _sub(place, "phone"), "service_id": of, "number": place.phone, "type": "voice"})
        ]
        if place.phone
        else [],
        "schedules": _schedules(place),
        "cost_options": _costs(place),
        "service_at_locations": [
            {
                "id": _sub(place, "service_at_location"),
                "service_id": of,
                "location_id": _sub(place, "location"),
                "location": _location(place),
            }
        ],
        "attributes": _attributes(place),
    }


def _organisation(place: Place) -> Data | None:
    """The group as it is published; where nobody is named there is none. HSDS wants a description: its name again."""
    name = place.organisation.name if place.organisation else place.organisation_name
    if not name:
        return None
    key = place.organisation.public_id if place.organisation else f"name:{name}"
    return {"id": str(_uuid("organization", key)), "name": name, "description": name}


def _location(place: Place) -> Data:
    address = {
        "id": _sub(place, "address"),
        "location_id": _sub(place, "location"),
        "address_1": place.address,
        "address_2": place.building,
        "city": "" if place.outside_city else str(settings.IBASHO_CITY["name"]),
        "state_province": "" if place.outside_city else str(settings.IBASHO_CITY.get("prefecture", "")),
        "postal_code": place.postal_code,
        "country": "JP",
        "address_type": "physical",
    }
    return _known(
        {
            "id": _sub(place, "location"),
            "location_type": "physical",
            "name": place.building or place.name,
            "transportation": place.access_note,
            "latitude": place.lat,
            "longitude": place.lng,
            "addresses": [address] if place.address else [],
            "accessibility": _accessibility(place),
        }
    )


def _accessibility(place: Place) -> list[Data]:
    words = [ACCESSIBILITY_LABELS[code] for code in place.accessibility if code in ACCESSIBILITY_LABELS]
    if not words and not place.accessibility_note:
        return []
    told = {"description": "、".join(words), "details": place.accessibility_note}
    return [_known({"id": _sub(place, "accessibility"), "location_id": _sub(place, "location"), **told})]


def _schedules(place: Place) -> list[Data]:
    """One for each recurrence; a rule that no recurrence says, and the source's own words, as a description."""
    rules = [rule.as_opening() for rule in place.opening_rules.all()]
    found: list[Data] = []
    for number, rule in enumerate(rules):
        said: tuple[Recurrence | None, ...] = recurrences(rule) or (None,)
        found += [
            _schedule(place, f"{number}-{turn}", rule, recurrence) for turn, recurrence in enumerate(said)
        ]
    if not rules and place.opening_words:
        said_id = _sub(place, "schedule-words")
        found.append({"id": said_id, "service_id": service_id(place), "description": place.opening_words})
    return found


def _schedule(place: Place, number: str, rule: Opening, recurrence: Recurrence | None) -> Data:
    hours = {
        "opens_at": _hour(rule.starts),
        "closes_at": _hour(rule.ends),
        "valid_from": _iso(rule.valid_from),
        "valid_to": _iso(rule.valid_until),
        "timezone": _JST_OFFSET,
        "description": describe(rule),
    }
    return _known(
        {
            "id": _sub(place, f"schedule-{number}"),
            "service_id": service_id(place),
            **hours,
            **(_repeats(recurrence) if recurrence else {}),
        }
    )


def _repeats(one: Recurrence) -> Data:
    return {
        "freq": one.freq,
        "interval": one.interval,
        "wkst": "MO",
        "byday": one.byday,
        "bymonthday": one.bymonthday,
        "dtstart": _iso(one.starts_on),
        "count": one.count,
    }


def _hour(hour: time | None) -> str | None:
    if hour is None:
        return None
    return _END_OF_DAY if hour == clock.END_OF_DAY else f"{hour:%H:%M}+09:00"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _costs(place: Place) -> list[Data]:
    return [
        {
            "id": _sub(place, f"cost-{name}"),
            "service_id": service_id(place),
            "option": words,
            "currency": "JPY",
            "amount": amount,
        }
        for name, words in _FEE_WORDS.items()
        if (amount := getattr(place, f"fee_{name}_yen")) is not None
    ]


def _attributes(place: Place) -> list[Data]:
    kind = PlaceKind(place.kind)
    terms = [("kind", kind.value, kind.label)]
    terms += [("feature", code, FEATURE_LABELS[code]) for code in place.features if code in FEATURE_LABELS]
    return [
        {
            "id": _sub(place, f"attribute-{taxonomy}-{code}"),
            "link_id": service_id(place),
            "link_entity": "service",
            "taxonomy_term_id": str(_uuid("term", f"{taxonomy}:{code}")),
            "taxonomy_term": {
                "id": str(_uuid("term", f"{taxonomy}:{code}")),
                "code": code,
                "name": label,
                "description": label,
                "taxonomy": f"ibasho-{taxonomy}",
                "language": "ja",
            },
        }
        for taxonomy, code, label in terms
    ]


def _eligibility(place: Place) -> str:
    """A restricted place says for whom it is; a kind that is never for all never says 「どなたでも」."""
    if place.restricted:
        return _("使える人が 決まっています（%(whom)s）") % {"whom": place.restricted_to}
    if place.kind in NEVER_FOR_ALL:
        return place.audience_note
    return place.audience_note or audience_words(place)


def _ages(place: Place) -> Data:
    ages = [_AGES[stage] for stage in _AGES if stage.value in place.stages]
    if not ages or place.everyone or place.restricted or Stage.ADULT.value in place.stages:
        return {}
    return {"minimum_age": min(low for low, _high in ages), "maximum_age": max(high for _low, high in ages)}


def _booking(place: Place) -> str:
    if not place.booking:
        return ""
    return _("予約: %(answer)s") % {"answer": place.get_booking_display()}


def _known(data: Data) -> Data:
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def _sub(place: Place, part: str) -> str:
    return str(_uuid(part, place.public_id))


def _uuid(part: str, key: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"urn:ibasho:{settings.IBASHO_CITY['code']}:{part}:{key}")
