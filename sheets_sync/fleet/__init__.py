"""Many registries in one database: kept, shared out among workers, and what they share."""
