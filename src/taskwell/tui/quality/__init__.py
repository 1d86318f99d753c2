"""The Quality tab: metrics with their state, their curve, the room left and the way up."""
