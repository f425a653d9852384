"""Named permissions: threads. Reading follows ``organisations.domain.audience``."""

from allmende.portal.core.models import Link
from allmende.portal.exchange.enums import ThreadState
from allmende.portal.exchange.models import Post, Thread
from allmende.portal.organisations import rules as organisations
from allmende.portal.organisations.enums import NetworkRole
from allmende.portal.organisations.models import Member


def may_write(member: Member | None) -> bool:
    """Every member who may see a thread may also write in it."""
    return organisations.is_active(member)


def may_moderate(member: Member | None) -> bool:
    """Keeps order among what this person may see."""
    return bool(
        member and organisations.is_active(member) and member.serves_as(NetworkRole.MODERATOR)
    )


def may_reply(member: Member | None, thread: Thread) -> bool:
    return may_write(member) and thread.state != ThreadState.CLOSED


def is_author(member: Member | None, written: Thread | Post) -> bool:
    return bool(member and may_write(member) and written.author_id == member.user_id)


def may_edit(member: Member | None, post: Post) -> bool:
    """One's own, as long as it stands there."""
    return is_author(member, post) and post.is_shown


def may_remove(member: Member | None, post: Post) -> bool:
    return may_edit(member, post)


def may_restore(member: Member | None, post: Post) -> bool:
    """What one has removed oneself, until it is wiped."""
    return is_author(member, post) and bool(post.removed_at) and not post.wiped_at


def may_change(member: Member | None, thread: Thread) -> bool:
    """Title, kind, topic; whether it is solved; whether it is closed."""
    return is_author(member, thread) or may_moderate(member)


def may_unlink(member: Member | None, link: Link) -> bool:
    return bool(
        member
        and may_write(member)
        and (link.created_by_id == member.user_id or may_moderate(member))
    )
