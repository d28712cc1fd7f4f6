"""Contacts and payment trails: phones, addresses, accounts, wallets, codes, places."""

from pipeline.contacts.finder import find_contacts

__all__ = ["find_contacts"]
