"""The register of the demo: use cases as YAML files and how they come into the database."""
