"""Blocks to logical rows: one module a layout, on shared parts (headings, numbering, joining)."""
