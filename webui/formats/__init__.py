"""A result in the formats that other programs read: CSV, RIS and Atom."""
