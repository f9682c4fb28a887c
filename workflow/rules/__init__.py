"""Pure arithmetic over facts: caps, co-financing, state aid, eligibility, clocks. Each rule returns findings."""
