"""Tables as people have them, read step by step; each step says what it assumed and what it asks.

`playground.data.csvdata` puts the steps together.
"""
