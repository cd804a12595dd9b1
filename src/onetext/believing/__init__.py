"""A situation becomes beliefs: weighted draws of what each side may want, and the entries that they rest on."""
