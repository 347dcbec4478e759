"""Cases in lists: browsing, cities, themes and methods, attempts, and the card each list shows."""
