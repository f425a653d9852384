"""Calls for profiles: an organiser asks, organisations hand in, a blinded jury scores.

``organising`` > ``submitting`` > ``judging`` > ``deciding``; the states stand in ``states``.
"""
