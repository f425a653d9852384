"""Who gets which status in the tours. Twenty people, in the order of ``network_codes``."""

from tests.portal.network_codes import Codes, codes


def own(*, crew: int, dispatcher: int, reader: int, others: int = 403) -> Codes:
    """A page about the own organisation: the neighbour's dispatcher sees the own one, too.

    Members of the network's other organisations have not switched the tool on: 200 says so.
    """
    return codes(
        f"302 302 302 | {crew} {dispatcher} {others} {others} | {others} {dispatcher} {others} "
        f"{others} | {others} {others} {others} {reader} | {others} | 200 200 200 200"
    )


def object_of_town(*, crew: int, dispatcher: int, reader: int, others: int = 403) -> Codes:
    """An object of the town: for the neighbour's dispatcher it does not exist."""
    return codes(
        f"302 302 302 | {crew} {dispatcher} {others} {others} | {others} 404 {others} {others} | "
        f"{others} {others} {others} {reader} | {others} | 200 200 200 200"
    )


# may_plan: the dispatcher only
PLANS = own(crew=403, dispatcher=200, reader=403)
PLANS_DONE = own(crew=403, dispatcher=302, reader=403)
PLANS_INCOMPLETE = own(crew=403, dispatcher=422, reader=403)
PLANS_NO_METHOD = own(crew=403, dispatcher=405, reader=403)
PLANS_OBJECT = object_of_town(crew=403, dispatcher=200, reader=403)
PLANS_OBJECT_DONE = object_of_town(crew=403, dispatcher=302, reader=403)
PLANS_OBJECT_INCOMPLETE = object_of_town(crew=403, dispatcher=422, reader=403)
# may_read: the dispatcher and the leadership
READS = own(crew=403, dispatcher=200, reader=200)
READS_DONE = own(crew=403, dispatcher=302, reader=302)
READS_NO_METHOD = own(crew=403, dispatcher=405, reader=405)
READS_OBJECT = object_of_town(crew=403, dispatcher=200, reader=200)
# may_enter: the crew, too
ENTERS = own(crew=200, dispatcher=200, reader=200)
ENTERS_DONE = own(crew=302, dispatcher=302, reader=302)
ENTERS_NO_METHOD = own(crew=405, dispatcher=405, reader=405)
ENTERS_OBJECT = object_of_town(crew=200, dispatcher=200, reader=200)
