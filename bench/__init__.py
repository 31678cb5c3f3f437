"""Measurements against the bars of the issue; `python -m bench` runs them all."""
