"""The search index as a whole."""

from allmende.portal.knowledge import index


def rebuild() -> None:
    """Read all documents into the index anew, such as after a restored backup."""
    index.service().rebuild()
