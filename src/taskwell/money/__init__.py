"""Amounts in minor units, currencies, and how people write them."""
