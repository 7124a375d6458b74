-- Visits that meet a condition, by day.
SELECT DISTINCT id, COALESCE(day, 0) AS at
FROM fact
WHERE {condition}
ORDER BY at, id
