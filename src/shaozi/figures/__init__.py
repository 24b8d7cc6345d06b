"""What a report says, as plain values computed by the database."""
