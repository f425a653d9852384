"""Who does what: each town itself, county and IT provider, or central for all."""
