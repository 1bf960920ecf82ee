"""Who was asked for: parsing what people type, and finding the person in Spott."""
