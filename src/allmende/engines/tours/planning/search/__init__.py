"""Ruin and recreate over all days of a plan, compiled."""
