"""The model declared once, the record (SQLite), identity, and the views made from them."""
