"""How well messages are read: findings compared with labelled ones. `python -m pipeline.evaluation`."""
