"""Allmende: the open platform for municipal AI applications."""
