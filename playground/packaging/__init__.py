"""Building the static page: what runs on a developer's machine and never in the browser."""
