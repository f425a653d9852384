"""Tours of the green-space crews: sites, rules, crews -> plans of four weeks -> proof of work.

Three parts that each have their files in every layer: ``setup`` (what there is), ``planning``
(who does what when) and ``work`` (what was done). The planner itself is ``engines.tours``.
"""
