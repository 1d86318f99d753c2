"""The Wellbeing tab."""
