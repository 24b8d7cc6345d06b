"""What a person does at a desk: one function an act, one transaction each."""
