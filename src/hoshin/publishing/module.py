from hoshin.kernel.registry import Module

MODULE = Module(key="publishing", label="公表")
