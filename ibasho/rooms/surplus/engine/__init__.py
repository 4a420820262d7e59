"""Who gets what of an offer: pure, values in, values out."""
