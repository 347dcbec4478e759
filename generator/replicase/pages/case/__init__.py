"""The page of a case, section by section."""
