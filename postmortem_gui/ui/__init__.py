"""What you see: the widgets live here and nowhere else."""
