"""Background work. Tasks take primitives, fetch and delegate."""

# ruff: noqa: PLC0415 -- the domain enqueues these tasks, so it can only be imported inside

from django.tasks import task


@task(priority=10)  # quick, and somebody looks into the mailbox
def deliver_mail() -> None:
    from allmende.portal.core.domain import delivery

    delivery.deliver_all()


@task(priority=5)
def mail_news() -> None:
    """Mentions and assignments that nobody has been sent yet."""
    from allmende.portal.core.domain import at_once

    at_once.run()
