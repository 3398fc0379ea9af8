"""What is kept of people and of the service's memory: copied, put back, shown, forgotten."""
