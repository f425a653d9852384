"""Registers of trees, green areas and playgrounds, read from the files that towns have."""
