"""Run on its own, with a database of its own: many people reply to one thread at once.

Prints the numbers of the posts and what went wrong, as JSON.
"""

import json
import os
import threading

PEOPLE, REPLIES = 8, 4


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django  # noqa: PLC0415 -- the environment is set first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from allmende.portal.exchange.models import Thread  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415
    from tests.portal.exchange import talk  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    town = factories.organisation()
    people = [factories.member(town, email=f"p{n}@example.org") for n in range(PEOPLE)]
    thread = talk.thread(people[0])
    wrong: list[str] = []
    ready = threading.Barrier(PEOPLE)

    def write(person: object) -> None:
        try:
            ready.wait()
            for _ in range(REPLIES):
                talk.reply(Thread.objects.get(pk=thread.pk), person, "Gleichzeitig.")
        except Exception as error:
            wrong.append(repr(error))
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=[person]) for person in people]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    thread.refresh_from_db()
    numbers = sorted(thread.posts.values_list("number", flat=True))
    print(json.dumps({"numbers": numbers, "count": thread.post_count, "wrong": wrong}))  # noqa: T201


if __name__ == "__main__":
    main()
