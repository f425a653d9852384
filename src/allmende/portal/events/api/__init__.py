"""The part of the API; each file brings a router that is added here."""

from ninja import Router

from allmende.portal.events.api import attending, sessions

router = Router()
router.add_router("", sessions.router)
router.add_router("", attending.router)
