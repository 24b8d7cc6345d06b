"""Free text → whose matter it is, how sure that is, and the words that decided it."""
