"""First floor: knows no city, no programme and no page of them."""
