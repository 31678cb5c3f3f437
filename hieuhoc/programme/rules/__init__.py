"""What holds of a year that is looked back on. Pure."""
