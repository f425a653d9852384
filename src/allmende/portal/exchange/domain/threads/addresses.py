"""Where things of the exchange are found; a permalink names the page that holds the post."""

from urllib.parse import quote

PER_PAGE = 50
EXCHANGE = "/austausch/"


def thread_url(pk: int) -> str:
    return f"{EXCHANGE}beitraege/{pk}/"


def page_of(number: int) -> int:
    """Numbers have no gaps, so the page of a post follows from its number."""
    return (number - 1) // PER_PAGE + 1


def post_url(thread_id: int, number: int) -> str:
    page = page_of(number)
    return f"{thread_url(thread_id)}{f'?seite={page}' if page > 1 else ''}#beitrag-{number}"


def topic_url(topic: str) -> str:
    return f"{EXCHANGE}themen/{quote(topic, safe=':')}/"
