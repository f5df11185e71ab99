"""Measurements: ratios against peers taken in one run. `make bench` runs them all."""
