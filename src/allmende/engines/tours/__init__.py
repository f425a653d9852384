"""Road network, sites, crews -> tours of four weeks.

Three layers: ``network`` turns an OSM extract and points into travel times, ``days`` solves the
tours of one day, ``planning`` owns recurrence, balance, breaks, locks and explanations. All of
them speak of the values in ``model``. Nothing here reads a clock of the wall or a setting: the
same input, seed and number of rounds give the same plan.
"""
