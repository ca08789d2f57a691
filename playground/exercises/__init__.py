"""Exercises: what a teacher asks, what a student hands in, and what is made of it."""
