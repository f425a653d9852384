"""Limits how often one address may do something, across all processes."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from allmende.portal.core.models import CacheEntry, RateWindow

UPSERT = """
    INSERT INTO core_ratewindow (key, count, expires_at) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET count = core_ratewindow.count + 1 RETURNING count
"""


def allow(action: str, who: str, *, limit: int, seconds: int = 60) -> bool:
    """Count one attempt; False where ``who`` has had more than ``limit`` in this window.

    One statement, so that parallel attempts are all counted.
    """
    now = timezone.now()
    window = int(now.timestamp()) // seconds
    key = _hidden(f"{action}|{who}|{window}")
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [key, now + timedelta(seconds=seconds)])
        (count,) = cursor.fetchone()
    return bool(count <= limit)


def hidden_key(key: str, prefix: str, version: int) -> str:
    """The cache's keys name addresses of people and machines: only a hash is stored."""
    return _hidden(f"{prefix}|{version}|{key}")


def address_of(request: HttpRequest) -> str:
    """The caller's address; only headers of our own proxies are believed."""
    hops: int = settings.TRUSTED_PROXIES
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if hops and len(forwarded) >= hops:
        return forwarded[-hops].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def forget_expired() -> int:
    now = timezone.now()
    windows = RateWindow.objects.filter(expires_at__lt=now).delete()[0]
    return windows + CacheEntry.objects.filter(expires__lt=now).delete()[0]


def _hidden(text: str) -> str:
    return hashlib.sha256(f"{text}|{settings.SECRET_KEY}".encode()).hexdigest()
