"""Truths that every subject needs: audit trail, jobs, notifications, mail, search, links."""

from allmende.portal.core.models.frame import (
    AuditEntry,
    CacheEntry,
    Draft,
    Job,
    Notification,
    RateWindow,
)
from allmende.portal.core.models.mail import MailSettings, OutgoingMail, Subscription
from allmende.portal.core.models.search import SearchEntry, SearchPart, SearchTerm, SearchWord
from allmende.portal.core.models.shared import Attachment, Authored, Link

__all__ = [
    "Attachment",
    "AuditEntry",
    "Authored",
    "CacheEntry",
    "Draft",
    "Job",
    "Link",
    "MailSettings",
    "Notification",
    "OutgoingMail",
    "RateWindow",
    "SearchEntry",
    "SearchPart",
    "SearchTerm",
    "SearchWord",
    "Subscription",
]
