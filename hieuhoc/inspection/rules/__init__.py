"""What holds true of samples and of what is estimated from them. Pure."""
