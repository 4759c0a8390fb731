"""Hoshin (方針) runs a municipality's digital policy from plan to proof."""

__version__ = "0.1.0"
