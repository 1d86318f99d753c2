"""What opens below the Quality tab, and from anywhere: a reading, a metric, its readings."""
