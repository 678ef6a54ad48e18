"""What is wrong with a file of the editors: one module for each kind of rule."""
