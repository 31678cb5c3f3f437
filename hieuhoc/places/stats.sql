-- The map through time. Spells are half-open [since, until); since null = not known, always before.

CREATE VIEW stat.place AS
SELECT place_id AS place, code, tier, parent_id AS parent, since, until
FROM places_placespell;

CREATE VIEW stat.ancestry AS
SELECT ancestor_id AS ancestor, descendant_id AS descendant, depth::integer AS depth, since, until
FROM places_ancestry;

-- A predecessor that is not whole was cut between several successors: its people follow stat.waiting.
CREATE VIEW stat.successor AS
SELECT s.predecessor_id AS place, s.successor_id AS successor, s.is_whole, o.takes_effect_on AS map_date
FROM places_succession AS s
INNER JOIN places_changeorder AS o ON o.id = s.order_id
WHERE o.status = 'applied';
