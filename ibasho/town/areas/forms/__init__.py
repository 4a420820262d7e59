"""What the desk writes about areas."""
