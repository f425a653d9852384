"""Documents as data, given out as Word and as tagged PDF.

A subject builds a ``model.Document``; ``responding.respond`` turns it into a download. The two
renderers know no subject.
"""
