"""What readers find pages by."""
