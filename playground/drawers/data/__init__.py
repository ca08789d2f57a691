"""The drawer of one's own data: drawn points, tables, further data sets."""
