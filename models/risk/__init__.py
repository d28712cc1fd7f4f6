"""How danger is reckoned from findings: the scorecard."""
