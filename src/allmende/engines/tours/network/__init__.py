"""An OSM extract and points -> travel times, streets, closures, green areas."""
