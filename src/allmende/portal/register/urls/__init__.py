"""Addresses of the register, one file for each part."""

from django.urls import URLPattern

from allmende.portal.register.urls import (
    assessing,
    blocks,
    catalogue,
    criteria,
    evidence,
    exchange,
    impact,
    lifecycle,
    public,
    record,
    strategy,
)

urlpatterns: list[URLPattern] = [
    *public.urlpatterns,
    *catalogue.urlpatterns,
    *criteria.urlpatterns,
    *exchange.urlpatterns,
    *blocks.urlpatterns,
    *strategy.urlpatterns,
    *assessing.urlpatterns,
    *impact.urlpatterns,
    *lifecycle.urlpatterns,
    *evidence.urlpatterns,
    *record.urlpatterns,
]
