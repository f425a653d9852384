"""An answer in the words of schema.org. A data block: browsers do not run it."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from allmende.portal.exchange.models import AnswerVersion

# So that no text can end the element or begin another one.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
ESCAPES |= {0x2028: "\\u2028", 0x2029: "\\u2029"}


def script(version: AnswerVersion, address: str) -> SafeString:
    text = json.dumps(_page(version, address), ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 -- escaped just above


def _page(version: AnswerVersion, address: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "QAPage",
        "url": address,
        "inLanguage": "de",
        "datePublished": version.published_at.isoformat(),
        "mainEntity": {
            "@type": "Question",
            "name": version.title,
            "answerCount": 1,
            "acceptedAnswer": {
                "@type": "Answer",
                "text": version.short,
                "url": address,
                "dateCreated": version.published_at.isoformat(),
                "author": {"@type": "Organization", "name": "Allmende"},
                "citation": [_source(source) for source in version.sources],
            },
        },
    }


def _source(source: dict[str, str]) -> dict[str, str]:
    words = {"@type": "CreativeWork", "name": source.get("title", "")}
    places = {"description": source.get("place", ""), "url": source.get("url", "")}
    return words | {name: value for name, value in places.items() if value}
