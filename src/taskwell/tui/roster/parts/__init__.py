"""What opens from anywhere about a platform: mark, payout, incident, notebook, what fits, hours."""
