"""Which language a text is in: n-gram profiles, evaluated once and always the same."""
