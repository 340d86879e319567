-- oldest program: 3. One of level 3 knows nothing of the new column, which may be null, and needs nothing of the indexes: what it
-- writes has no source in it, as before, and its failed sign-ins say theirs in `detail`.
-- where a request came from that did it, as sign-in counts its tries: an IPv4 address, or the first half of an IPv6 one
ALTER TABLE audit ADD COLUMN source TEXT;
UPDATE audit SET source = substring(detail from '"source":"([^"]*)"')
    WHERE detail LIKE '%"source":"%"%';

-- the trail is read by time, newest first, whatever it is filtered by: each filter has the order in its index
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_by_person ON audit (person_id, at, id) WHERE person_id IS NOT NULL;
CREATE INDEX audit_by_unit ON audit (actor_unit, at, id) WHERE actor_unit IS NOT NULL;
CREATE INDEX audit_by_verb ON audit (verb, at, id);
CREATE INDEX audit_by_noun ON audit (object, at, id);
CREATE INDEX audit_by_source ON audit (source, at, id) WHERE source IS NOT NULL;
DROP INDEX audit_by_object;
CREATE INDEX audit_by_object ON audit (object, object_id, at, id);
