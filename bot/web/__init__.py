"""What the door and the desk share as web applications."""
