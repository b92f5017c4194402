#pragma once
// The schema as numbered steps. A step that was released never changes; what comes next is a new
// step at the end. `PRAGMA user_version` holds the number of the last one applied.
//
// Times are milliseconds since 1970 in UTC. Tables that are only ever looked up by their key are
// WITHOUT ROWID: one B-tree instead of two.

#include <array>
#include <cstdint>

#include "store/desk_migration.hpp"
#include "store/facts.hpp"
#include "store/log_chain.hpp"

namespace yingda::store {

// "YGDA": tells our files from other programs'.
inline constexpr std::int32_t application_id = 0x59474441;

struct Migration {
  int number;
  const char* sql;
  void (*then)(SQLite::Database&) = nullptr;  // what SQL alone cannot do, in the same transaction
};

inline constexpr std::array migrations{Migration{1, R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- One row a step. `entries` is one line an entry: pos TAB seq TAB json TAB visitor_only.
-- first_pos and first_seq are where the step's range begins; an empty range begins after its end.
CREATE TABLE log(
  conversation TEXT NOT NULL,
  step INTEGER NOT NULL,
  at INTEGER NOT NULL,
  release TEXT NOT NULL,
  event TEXT NOT NULL,
  entries TEXT NOT NULL,
  first_pos INTEGER NOT NULL,
  last_pos INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  PRIMARY KEY(conversation, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE client_keys(
  conversation TEXT NOT NULL,
  sender TEXT NOT NULL,
  id TEXT NOT NULL,
  hash TEXT NOT NULL,
  pos INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY(conversation, sender, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversations(
  id TEXT PRIMARY KEY,
  step INTEGER NOT NULL,
  pos INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  handling TEXT NOT NULL,
  team TEXT NOT NULL,
  agent TEXT NOT NULL,
  queued_at INTEGER,
  updated_at INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX conversations_with_people ON conversations(handling) WHERE handling <> 'bot';

CREATE TABLE timers(
  conversation TEXT NOT NULL,
  key TEXT NOT NULL,
  due INTEGER NOT NULL,
  PRIMARY KEY(conversation, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX timers_due ON timers(due);

CREATE TABLE orders(
  number TEXT PRIMARY KEY,
  conversation TEXT NOT NULL,
  status TEXT NOT NULL,
  owner TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_of_conversation ON orders(conversation);

CREATE TABLE calls(
  conversation TEXT NOT NULL,
  id TEXT NOT NULL,
  action TEXT NOT NULL,
  arguments TEXT NOT NULL,
  timeout_s INTEGER NOT NULL,
  PRIMARY KEY(conversation, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE releases(
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  source TEXT NOT NULL,
  digest TEXT NOT NULL,
  files BLOB NOT NULL
) STRICT;
CREATE TRIGGER releases_keep BEFORE UPDATE ON releases
  BEGIN SELECT RAISE(ABORT, 'a release never changes'); END;
CREATE TRIGGER releases_stay BEFORE DELETE ON releases
  BEGIN SELECT RAISE(ABORT, 'a release never goes'); END;

CREATE TABLE live(
  only_row INTEGER PRIMARY KEY CHECK(only_row = 1),
  release INTEGER NOT NULL REFERENCES releases(number),
  changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE users(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  role TEXT NOT NULL CHECK(role IN ('agent', 'supervisor', 'editor', 'admin')),
  password_hash TEXT NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user_teams(
  user TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  team TEXT NOT NULL,
  PRIMARY KEY(user, team)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions(
  token_hash TEXT PRIMARY KEY,
  csrf TEXT NOT NULL,
  user TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_user ON sessions(user);

CREATE TABLE api_tokens(
  token_hash TEXT PRIMARY KEY,
  user TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
  label TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX api_tokens_of_user ON api_tokens(user);
)sql"},
                                       Migration{2, R"sql(
-- Uploaded files; the bytes are DIR/evidence/ID.
CREATE TABLE evidence(
  id TEXT PRIMARY KEY,
  conversation TEXT NOT NULL,
  sender TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_of_conversation ON evidence(conversation, sender, at);
)sql"},
                                       Migration{3, R"sql(
-- What visitors think of how they were served; the last word of each conversation counts.
CREATE TABLE ratings(
  conversation TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  score INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ratings_by_time ON ratings(at);
CREATE INDEX orders_by_time ON orders(opened_at, number);
)sql"},
                                       Migration{4, R"sql(
-- The hash chain over the entries: see store/log_chain.hpp.
ALTER TABLE log ADD COLUMN commitments BLOB NOT NULL DEFAULT x'';
ALTER TABLE log ADD COLUMN head BLOB NOT NULL DEFAULT x'';
)sql",
                                                 chain_existing_log},
                                       Migration{5, R"sql(
-- What is told outside of the chat, one row a message and endpoint: written with the step that
-- causes it, kept for a while after `ended_at`. `next_at` is null once it has ended.
CREATE TABLE outbox(
  id TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  conversation TEXT NOT NULL,
  step INTEGER NOT NULL,
  number TEXT NOT NULL,
  type TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER,
  ended_at INTEGER,
  result TEXT NOT NULL DEFAULT '',
  PRIMARY KEY(id, endpoint)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox(endpoint, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX outbox_pending ON outbox(created_at) WHERE next_at IS NOT NULL;
CREATE INDEX outbox_ended ON outbox(ended_at) WHERE ended_at IS NOT NULL;
)sql"},
                                       Migration{6, R"sql(
-- What was erased, for auditors and for restores: nothing of it says whose it was.
CREATE TABLE erasures(
  conversation TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  who TEXT NOT NULL,
  reason TEXT NOT NULL,
  entries INTEGER NOT NULL,
  files INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What `yingda erase` asks of a running server. `answer` is empty until there is one.
CREATE TABLE erasure_requests(
  conversation TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  reason TEXT NOT NULL,
  answer TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- Uploads whose row is gone and whose bytes must go: DIR/evidence/ID.
CREATE TABLE files_to_remove(id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Since which day (of 1970, UTC) nobody has said or seen anything, and whether somebody wants the
-- conversation erased that work orders keep.
CREATE TABLE retention(
  conversation TEXT PRIMARY KEY,
  quiet_day INTEGER NOT NULL,
  asked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX retention_by_day ON retention(quiet_day);
INSERT INTO retention(conversation, quiet_day)
  SELECT id, updated_at / 86400000 FROM conversations;

-- Whether an upload was sent with a message.
ALTER TABLE evidence ADD COLUMN attached INTEGER NOT NULL DEFAULT 0;
UPDATE evidence SET attached = 1 WHERE EXISTS(
  SELECT 1 FROM conversations WHERE id = evidence.conversation
  AND instr(state, '"' || evidence.id || '"') > 0);
CREATE INDEX evidence_by_time ON evidence(at);
)sql"},
                                       Migration{7, R"sql(
-- What editors made of the learning queue (store/learning.hpp). A dismissal says by hashes of
-- features what it is about, and nothing of who said it.
CREATE TABLE learning_dismissals(
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  locale TEXT NOT NULL,
  count INTEGER NOT NULL,
  signature TEXT NOT NULL,
  undone_at INTEGER
) STRICT;

-- Wordings and articles that a content directory does not hold yet: every publish carries them
-- until it does. `content` is a JSON list of questions, or an article's file.
CREATE TABLE amendments(
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  cluster TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('variant', 'article')),
  article TEXT NOT NULL,
  locale TEXT NOT NULL,
  path TEXT NOT NULL,
  content TEXT NOT NULL,
  ended_at INTEGER,
  ended_as TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX amendments_open ON amendments(number) WHERE ended_at IS NULL;
)sql"},
                                       Migration{8, R"sql(
-- What figures are made of: see store/facts.hpp.
CREATE TABLE order_facts(
  opened_at INTEGER NOT NULL,
  number TEXT NOT NULL,
  conversation TEXT NOT NULL,
  team TEXT NOT NULL,
  owner TEXT NOT NULL,
  type TEXT NOT NULL,
  tier TEXT NOT NULL,
  urgent INTEGER NOT NULL,
  handed_at INTEGER NOT NULL,
  first_response_at INTEGER,
  first_response_missed INTEGER NOT NULL,
  resolved_at INTEGER,
  resolve_missed INTEGER NOT NULL,
  reopened INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  merged INTEGER NOT NULL,
  transfers INTEGER NOT NULL,
  broken INTEGER NOT NULL,
  compensation TEXT NOT NULL,
  rating INTEGER,
  PRIMARY KEY(opened_at, number)
) STRICT, WITHOUT ROWID;
DROP INDEX orders_by_time;

CREATE TABLE talks(
  conversation TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  person INTEGER NOT NULL,
  returned_at INTEGER,
  PRIMARY KEY(conversation, began_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX talks_by_time ON talks(began_at, person, returned_at);

CREATE TABLE stints(
  at INTEGER NOT NULL,
  agent TEXT NOT NULL,
  conversation TEXT NOT NULL,
  PRIMARY KEY(at, agent, conversation)
) STRICT, WITHOUT ROWID;
)sql",
                                                 fill_facts},
                                       Migration{9, R"sql(
-- The address that a mail of the outbox goes to; counted, so that nobody gets many a day.
ALTER TABLE outbox ADD COLUMN recipient TEXT NOT NULL DEFAULT '' COLLATE NOCASE;
CREATE INDEX outbox_mailed ON outbox(recipient, ended_at) WHERE recipient <> '';
)sql"},
                                       Migration{10, R"sql(
-- What customers and colleagues call somebody, in Chinese and in English; empty: by `name`.
ALTER TABLE users ADD COLUMN shown_zh TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN shown_en TEXT NOT NULL DEFAULT '';
)sql"},
                                       Migration{11, R"sql(
-- Notes that colleagues are to look at, until they have.
CREATE TABLE mentions(
  staff TEXT NOT NULL,
  conversation TEXT NOT NULL,
  pos INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  seen_at INTEGER,
  PRIMARY KEY(staff, conversation, pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_open ON mentions(staff, at) WHERE seen_at IS NULL;
CREATE INDEX mentions_of_conversation ON mentions(conversation);

-- How somebody at the desk likes to look at lists: JSON, and how often it was saved.
CREATE TABLE desk_views(
  staff TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  views TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Where the log says what people of ours did, by time: what auditors look for.
CREATE TABLE staff_acts(
  at INTEGER NOT NULL,
  conversation TEXT NOT NULL,
  step INTEGER NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  PRIMARY KEY(at, conversation, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_acts_of_conversation ON staff_acts(conversation);
INSERT INTO staff_acts SELECT at, conversation, step, json_extract(event, '$.body.agent.id'),
  json_extract(event, '$.event') FROM log
  WHERE json_extract(event, '$.body.agent.id') IS NOT NULL;

-- What was done to accounts, chained by hash.
CREATE TABLE staff_log(
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  what TEXT NOT NULL,
  whom TEXT NOT NULL,
  detail TEXT NOT NULL,
  head BLOB NOT NULL
) STRICT;
)sql"},
                                       Migration{12, R"sql(
-- Whom the system took work from did not do that, and who erased something did.
UPDATE staff_acts SET actor = '' WHERE act IN ('agent_lost', 'staff_gone');
INSERT OR IGNORE INTO staff_acts
  SELECT at, conversation, step, json_extract(event, '$.body.who'), 'erasure_asked' FROM log
  WHERE conversation IN (SELECT conversation FROM erasures WHERE who <> ''
    UNION SELECT conversation FROM retention WHERE asked_at IS NOT NULL)
  AND json_extract(event, '$.event') = 'erasure_asked'
  AND json_extract(event, '$.body.who') <> '';
)sql"},
                                       Migration{13, R"sql(
-- Whose the work of somebody becomes who works with customers no more; empty: their departments'.
ALTER TABLE users ADD COLUMN heir TEXT NOT NULL DEFAULT '';
CREATE INDEX orders_by_owner ON orders(owner) WHERE owner <> '';
)sql"},
                                       Migration{14, R"sql(
-- Staff number, as customers read it beside the name.
ALTER TABLE users ADD COLUMN staff_number TEXT NOT NULL DEFAULT '';
)sql"},
                                       Migration{15, desk_migration_sql}};

inline constexpr int schema_newest = migrations.back().number;

}  // namespace yingda::store
