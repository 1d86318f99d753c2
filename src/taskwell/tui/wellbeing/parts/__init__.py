"""What opens below the Wellbeing tab, and from anywhere."""
