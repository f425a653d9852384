"""The tours of one day: ``DaySolver`` and its implementations, one a file."""
