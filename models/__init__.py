"""What is learnt or calculated from figures: language profiles and the risk scorecard."""
