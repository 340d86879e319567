-- oldest program: 3. One of level 3 asks for none of these orders, and the indexes stand in nobody's way.
-- the orders in which a list is asked for: by status, by since when it is late, by the plan
CREATE INDEX obligations_by_status ON obligations (CASE status WHEN 'assigned' THEN 0 WHEN 'acknowledged' THEN 1 WHEN 'returned' THEN 2 WHEN 'submitted' THEN 3 WHEN 'suspended' THEN 4 WHEN 'closed' THEN 5 WHEN 'not_applicable' THEN 6 WHEN 'cancelled' THEN 7 ELSE 8 END, due, id);
CREATE INDEX obligations_by_lateness ON obligations ((coalesce(red_on, '2201-01-01')), id);
CREATE INDEX obligations_in_plan ON obligations (plan_id, id);
