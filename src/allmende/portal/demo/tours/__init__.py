"""The green-space crews of the demo town, with streets that are invented like the town."""
