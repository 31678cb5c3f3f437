-- Who was trained on which version of the criteria, when, and whether to the end.

CREATE VIEW stat.training AS
SELECT a.citizen_id AS citizen, t.version_id AS version, t.held_on, a.completed
FROM learning_attendance AS a
INNER JOIN learning_training AS t ON t.id = a.training_id
WHERE a.attended;
