"""Yajian (压减): an issued plan to retire industrial capacity, turned into a running office."""

__version__ = "0.1.0"
