"""What the handout writer is made of: the words, the values that templates see, and the press (WeasyPrint)."""
