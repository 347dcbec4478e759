"""Cases a reader has chosen: side by side, kept, held against one's own place."""
