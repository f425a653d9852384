"""The acceptance test: questions with their expected sources, run on demand, scored."""
