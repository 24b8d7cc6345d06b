"""The office's papers: what each holds, taken from the ledger, put into a template of Word's."""
