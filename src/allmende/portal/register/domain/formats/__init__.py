"""Between our snapshots and the formats of others: pure functions, one file a format.

What a format cannot hold travels along under ``x_allmende`` (see ``carrying``), so that nothing
is lost on the way there and back; what we cannot hold of a foreign entry is kept as its rest.
docs/formats.md describes every format.
"""
