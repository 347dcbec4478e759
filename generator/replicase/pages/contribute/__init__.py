"""Pages for contributors, made from the model and the rules."""
