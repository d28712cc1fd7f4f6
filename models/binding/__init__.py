"""Whether a time binds anybody: a logistic regression over named facts, its weights in `weights.toml`."""
