"""The page: templates, chart, highlights, forms."""
