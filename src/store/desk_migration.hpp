#pragma once
// Step 15 of the schema (migrations.hpp): what people can, their keys, and whose visits belong
// together.

namespace yingda::store {

inline constexpr auto desk_migration_sql = R"sql(
-- What some can beside their teams; ids of the configuration.
CREATE TABLE user_skills(
  user TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  skill TEXT NOT NULL,
  PRIMARY KEY(user, skill)
) STRICT, WITHOUT ROWID;

-- The keys that somebody gave to what can be done at the desk: JSON, and how often it was saved.
CREATE TABLE desk_keys(
  staff TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  keys TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who the host site says the visitor is; empty: nobody that it knows.
ALTER TABLE conversations ADD COLUMN visitor TEXT NOT NULL DEFAULT '';
UPDATE conversations
  SET visitor = coalesce(json_extract(state, '$.arrival.visitor.external_id'), '');
CREATE INDEX conversations_by_visitor ON conversations(visitor) WHERE visitor <> '';
)sql";

}  // namespace yingda::store
