"""What a reader writes: model, selectors, anchoring, store."""
