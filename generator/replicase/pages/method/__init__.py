"""How the library works and what it does not know: grades, audit, data."""
