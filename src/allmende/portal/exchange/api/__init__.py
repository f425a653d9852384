"""The part of the API; each file brings a router that is added here."""

from ninja import Router

from allmende.portal.exchange.api import calls, guidelines, threads
from allmende.portal.exchange.api.legal import router as legal

router = Router()
router.add_router("", legal)
router.add_router("", threads.router)
router.add_router("", guidelines.router)
router.add_router("", calls.router)
