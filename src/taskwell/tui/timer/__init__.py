"""The Timer place: what runs now, today and the week, the log, and the parts that act on them."""
