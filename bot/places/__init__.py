"""Who is responsible for a place in NRW: youth office on the spot, then LWL or LVR."""
