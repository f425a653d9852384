"""Entries in and out: exports of the own register, imports that can be seen first and undone."""
