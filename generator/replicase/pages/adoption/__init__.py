"""Who took over what: the page of adoptions, its ledger, its map."""
