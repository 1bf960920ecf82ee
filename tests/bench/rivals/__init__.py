"""What people would use instead, each written as its tutorial is; all of them post the card that they are given."""
