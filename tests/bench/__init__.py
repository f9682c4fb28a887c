"""What ``make bench`` measures, each beside the raw floor of the same run."""
