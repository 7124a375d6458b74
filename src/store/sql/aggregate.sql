-- Visits by some dimensions; the caller counts the different ids of each combination, and sorts. {columns} and
-- {condition} are made from column names of "fact" and from comparisons with parameters only.
SELECT {columns}, id
FROM fact
WHERE {condition}
