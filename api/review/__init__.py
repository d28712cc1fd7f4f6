"""Review: corrections of what was extracted, as layers over the first analysis."""
