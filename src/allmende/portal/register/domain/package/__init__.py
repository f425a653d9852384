"""Signed packages: published entries with their public evidence, from one installation to another.

A package is a ZIP archive with ``manifest.json``, ``signature`` (Ed25519 over the bytes of the
manifest) and the files that the manifest names with size and SHA-256. docs/formats.md.
"""
