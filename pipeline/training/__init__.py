"""Training: labelled messages in, the figures of `models/` out. Each module is run by `python -m`."""
