"""The part of the API; each file brings a router that is added here."""

from ninja import Router

router = Router()
