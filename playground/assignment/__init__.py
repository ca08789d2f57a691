"""The exercise that is being worked on: its progress, what is kept of it, and its place."""
