"""What the commands share: read and check registries, plan, send, publish."""
