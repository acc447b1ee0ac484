"""What a clause asserts: its words, its polarity and modality, and who says it.

Shared by grounding, which checks what an engine proposes, and by the rules engine, which proposes.
"""
