"""The figures of a loss landscape: contours, surface and cuts."""
