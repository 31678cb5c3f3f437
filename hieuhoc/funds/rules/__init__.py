"""What holds true of gifts and their books, on plain values. No Django here."""
