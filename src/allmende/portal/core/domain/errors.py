"""Errors whose message is a sentence for the person in front of the screen."""


class Refused(Exception):
    """A rule of the subject forbids the step; the message says what to do instead."""


class Conflict(Refused):
    """Somebody else changed the object meanwhile; nothing was overwritten."""
