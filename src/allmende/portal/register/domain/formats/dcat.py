"""The whole register as one dataset after DCAT-AP.de, as JSON-LD."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LICENSE = "http://dcat-ap.de/def/licenses/cc-by/4.0"
LICENSE_PAGE = "https://creativecommons.org/licenses/by/4.0/"
THEME = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/DEU"
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
MUNICIPALITY = "http://dcat-ap.de/def/politicalGeocoding/municipalityKey/"
LAND = "http://dcat-ap.de/def/politicalGeocoding/stateKey/"
DISTRIBUTIONS = (
    ("json", "JSON", "application/json"),
    ("csv", "CSV", "text/csv"),
    ("atom", "ATOM", "application/atom+xml"),
)
LAND_KEYS = {
    code: f"{number:02}"
    for number, code in enumerate(
        "SH HH NI HB NW HE RP BW BY SL BE BB MV SN ST TH".split(),  # noqa: SIM905 -- in their order
        1,
    )
}


@dataclass(frozen=True, slots=True)
class Dataset:
    """What the description needs to know of the register; ``addresses`` by distribution."""

    name: str
    page: str
    addresses: Mapping[str, str]
    count: int
    issued: datetime | None
    modified: datetime | None
    land: str = ""
    ags: str = ""
    contact: str = ""


def write(register: Dataset) -> dict[str, Any]:
    dataset: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": f"{register.page}#datensatz",
        "@type": "dcat:Dataset",
        "dct:title": _german(f"KI-Register: {register.name}"),
        "dct:description": _german(
            f"Alle veröffentlichten KI-Anwendungen von {register.name} "
            f"({register.count} Einträge): Zweck, System, Rechtsgrundlage, Daten, menschliche "
            "Aufsicht, Einstufung nach der KI-Verordnung und Reifegrad."
        ),
        "dct:identifier": register.page,
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": register.name},
        "dct:language": {"@id": LANGUAGE},
        "dcat:theme": {"@id": THEME},
        "dcat:keyword": [_german(word) for word in ("KI-Register", "Künstliche Intelligenz")],
        "dcat:landingPage": {"@id": register.page},
        "dcat:contactPoint": _contact(register),
        "dcat:distribution": [_distribution(register, *one) for one in DISTRIBUTIONS],
        "dct:accessRights": {
            "@id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
        },
    }
    return dataset | _times(register) | _place(register)


def _german(text: str) -> dict[str, str]:
    return {"@language": "de", "@value": text}


def _contact(register: Dataset) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "vcard:Organization", "vcard:fn": register.name}
    if register.contact:
        found["vcard:hasEmail"] = {"@id": f"mailto:{register.contact}"}
    return found


def _distribution(register: Dataset, key: str, file_type: str, media: str) -> dict[str, Any]:
    address = register.addresses[key]
    return {
        "@id": f"{address}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": _german(f"KI-Register als {file_type}"),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dct:format": {"@id": f"{FILE_TYPE}{file_type}"},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPE}{media}"},
        "dct:license": {"@id": LICENSE},
        "dcatde:licenseAttributionByText": register.name,
    }


def _times(register: Dataset) -> dict[str, Any]:
    times = {"dct:issued": register.issued, "dct:modified": register.modified}
    return {
        key: {"@type": "xsd:dateTime", "@value": moment.isoformat()}
        for key, moment in times.items()
        if moment
    }


def _place(register: Dataset) -> dict[str, Any]:
    if register.ags:
        return {"dcatde:politicalGeocodingURI": {"@id": f"{MUNICIPALITY}{register.ags}"}}
    if register.land in LAND_KEYS:
        return {"dcatde:politicalGeocodingURI": {"@id": f"{LAND}{LAND_KEYS[register.land]}"}}
    return {}
