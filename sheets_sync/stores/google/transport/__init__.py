"""The way to Google: credentials, one HTTP client, what to try again, what an error means."""
