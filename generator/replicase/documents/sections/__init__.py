"""The sections documents about a case are put together from, each in the order of its page."""
