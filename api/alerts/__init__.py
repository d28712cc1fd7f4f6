"""Alerts: raised with the message that caused them, open until somebody acknowledges."""
