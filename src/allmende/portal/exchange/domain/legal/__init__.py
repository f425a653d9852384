"""Legal questions, answered once for all.

``transitions`` holds the one table of states. Only ``reviewing.approve`` publishes, and it wants
two persons. ``telling`` says whom a question concerns; who has asked is told to nobody.
"""
