-- What the roster import is measured against: the same rows, as text, copied into one table
-- with ten columns, a primary key and two indexes, on the same server with its default durability.
DROP TABLE IF EXISTS bench_baseline;
CREATE TABLE bench_baseline (
  number text PRIMARY KEY,
  commune_code text NOT NULL,
  name text NOT NULL,
  birth date NOT NULL,
  sex text NOT NULL,
  phone text,
  village text NOT NULL,
  household text NOT NULL,
  clan text NOT NULL,
  since date NOT NULL
);
CREATE INDEX bench_baseline_village ON bench_baseline (commune_code, village);
CREATE INDEX bench_baseline_name ON bench_baseline (name);
