"""What the page and Python say to each other, and the page's HTML."""
