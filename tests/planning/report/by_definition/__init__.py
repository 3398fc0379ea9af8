"""The 27 indicators a second time, from their definitions alone, over generated registries."""
