"""Cells to facts: pure functions over text, one grammar a module."""
