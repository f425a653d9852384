"""Guidelines: written together, consulted on by paragraph, published in versions, adopted.

``create_guideline`` > ``change`` > ``set_window`` > ``comment`` > ``answer`` > ``publish`` >
``adopt``; each is one transaction.
"""
