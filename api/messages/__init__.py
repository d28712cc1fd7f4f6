"""Messages: submitted one by one, as lines or as files; stored once, with the original bytes."""
