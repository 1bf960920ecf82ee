"""The history of the tables: one module in `versions` for each change."""
