"""The field names of HSDS 3.1, and which are required (openreferral/specification, `schema/*.json`)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

FIELDS = {
    "service": "id organization_id program_id name alternate_name description url email status interpretation_services"
    " application_process fees_description wait_time fees accreditations eligibility_description minimum_age maximum_age"
    " assured_date assurer_email licenses alert last_modified phones schedules service_areas service_at_locations languages"
    " organization funding cost_options program required_documents contacts attributes metadata capacities urls",
    "organization": "id name alternate_name description email website tax_status tax_id year_incorporated legal_status logo"
    " uri parent_organization_id funding contacts phones locations programs organization_identifiers attributes metadata",
    "location": "id location_type url organization_id name alternate_name description transportation latitude longitude"
    " external_identifier external_identifier_type languages addresses contacts accessibility phones schedules attributes"
    " metadata",
    "service_at_location": "id service_id location_id description service_areas contacts phones schedules location"
    " attributes metadata",
    "schedule": "id service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst"
    " freq interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type notes"
    " attributes metadata",
    "address": "id location_id attention address_1 address_2 city region state_province postal_code country address_type"
    " attributes metadata",
    "phone": "id location_id service_id organization_id contact_id service_at_location_id number extension type"
    " description languages attributes metadata",
    "cost_option": "id service_id valid_from valid_to option currency amount amount_description attributes metadata",
    "accessibility": "id location_id description details url attributes metadata",
    "attribute": "id link_id taxonomy_term_id link_type link_entity value taxonomy_term metadata label",
    "taxonomy_term": "id code name description parent_id taxonomy taxonomy_detail language taxonomy_id term_uri metadata",
}
REQUIRED = {
    "service": "id name status",
    "organization": "id name description",
    "location": "id location_type",
    "service_at_location": "id",
    "schedule": "id",
    "address": "id address_1 city state_province postal_code country address_type",
    "phone": "id number",
    "cost_option": "id",
    "accessibility": "id",
    "attribute": "id",
    "taxonomy_term": "id name description",
}
ENUMS = {
    ("service", "status"): {"active", "inactive", "defunct", "temporarily closed"},
    ("location", "location_type"): {"physical", "postal", "virtual"},
    ("address", "address_type"): {"physical", "postal", "virtual"},
    ("schedule", "freq"): {"WEEKLY", "MONTHLY"},
    ("schedule", "wkst"): {"MO", "TU", "WE", "TH", "FR", "SA", "SU"},
}
NUMBERS = {"minimum_age", "maximum_age", "latitude", "longitude", "timezone", "count", "interval", "amount"}
NESTED = {
    "phones": "phone", "schedules": "schedule", "service_at_locations": "service_at_location", "location": "location",
    "addresses": "address", "cost_options": "cost_option", "accessibility": "accessibility", "attributes": "attribute",
    "taxonomy_term": "taxonomy_term", "organization": "organization",
}  # fmt: skip


def problems(noun: str, told: dict[str, Any]) -> list[str]:
    """Every name that is no field, every required field that is missing, every value of the wrong kind."""
    known, needed = set(FIELDS[noun].split()), REQUIRED[noun].split()
    found = [f"{noun}.{name} is no field" for name in told if name not in known]
    found += [f"{noun}.{name} is missing" for name in needed if name not in told]
    for name, value in told.items():
        if name in NESTED:
            inner = value if isinstance(value, list) else [value]
            found += [line for one in inner for line in problems(NESTED[name], one)]
        elif name in NUMBERS and not isinstance(value, int | float):
            found.append(f"{noun}.{name} is no number")
        elif name not in NUMBERS and not isinstance(value, str):
            found.append(f"{noun}.{name} is no text")
        elif value not in ENUMS.get((noun, name), {value}):
            found.append(f"{noun}.{name}={value} is not allowed")
        elif name == "id" or name.endswith("_id"):
            found += _uuid(f"{noun}.{name}", value)
    return found


def _uuid(where: str, value: str) -> list[str]:
    try:
        UUID(value)
    except ValueError:
        return [f"{where} is no uuid"]
    return []
