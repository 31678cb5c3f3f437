"""What pages load, made from what others ship: `make assets`. Nothing here is needed to run them."""
