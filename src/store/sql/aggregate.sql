-- Visits by some dimensions; the caller counts the ids of each combination. {columns} and {condition} are made
-- from column names of "fact" and from comparisons with parameters only.
SELECT DISTINCT {columns}, id
FROM fact
WHERE {condition}
ORDER BY {columns}, id
