"""Parts of the page that open on demand, a package each."""
