"""The register by program: what the pages show and allow, and nothing else."""

from ninja import Router

from allmende.portal.register.api import catalogue, use_cases

router = Router(tags=["Register"])
router.add_router("", catalogue.router)
router.add_router("", use_cases.router)
