"""Indicators and what cities have open: matrix, gaps, self-assessment."""
