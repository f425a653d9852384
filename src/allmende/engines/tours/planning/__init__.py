"""Rules and crews -> the tours of four weeks, with locks, breaks and reasons."""
