"""The state machine of an application and the guards of its steps: facts in, a decision out, nothing written."""
