"""Programs of the person that are run when something happens."""
