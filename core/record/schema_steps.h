#pragma once

namespace mien {

// Steps of the schema that are too long to stand in schema.cpp; none is ever changed.

/// Schema 1 → 2: the log, and what it speaks of (bound_rows.cpp).
inline constexpr const char* kHistoryAndOutputs = R"(CREATE TABLE log (
  seq INTEGER PRIMARY KEY,
  time INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  payload_digest TEXT NOT NULL,
  previous TEXT NOT NULL,
  signature TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX log_subject ON log (subject, seq);
CREATE INDEX log_kind ON log (kind, seq);
CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER log_is_never_cut BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is never cut'); END;
CREATE TABLE payloads (
  seq INTEGER PRIMARY KEY,
  salt TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE inputs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  face TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('photo', 'drawn')),
  photo TEXT NOT NULL,
  time_ms INTEGER NOT NULL,
  thumbnail BLOB NOT NULL
) STRICT;
CREATE INDEX inputs_photo ON inputs (photo);
CREATE TABLE consents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subject TEXT NOT NULL CHECK (subject IN ('face', 'photo')),
  key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('own', 'licensed', 'synthetic', 'public-domain')),
  note TEXT NOT NULL,
  recorded_ms INTEGER NOT NULL,
  expires_ms INTEGER,
  withdrawn_ms INTEGER
) STRICT;
CREATE INDEX consents_key ON consents (key);
CREATE TABLE outputs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  time_ms INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('picture', 'film', 'frames', 'sheet')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'flagged', 'approved', 'rejected', 'recalled')),
  recipe_digest TEXT NOT NULL,
  model_id TEXT NOT NULL,
  model_hash TEXT NOT NULL,
  pixels_digest TEXT NOT NULL,
  project TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('pass', 'note', 'review', 'block')),
  rules TEXT NOT NULL,
  policy_hash TEXT NOT NULL,
  networks_hash TEXT NOT NULL,
  rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
  label TEXT NOT NULL DEFAULT '',
  erased INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outputs_time ON outputs (time_ms);
CREATE INDEX outputs_state ON outputs (state);
CREATE INDEX outputs_outcome ON outputs (outcome);
CREATE INDEX outputs_recipe ON outputs (recipe_digest);
CREATE TABLE output_details (
  output INTEGER PRIMARY KEY REFERENCES outputs (id),
  recipe TEXT NOT NULL,
  verdict TEXT NOT NULL,
  thumbnail BLOB NOT NULL
) STRICT;
CREATE TABLE output_faces (
  output INTEGER NOT NULL REFERENCES outputs (id),
  position INTEGER NOT NULL,
  input INTEGER NOT NULL REFERENCES inputs (id),
  PRIMARY KEY (output, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX output_faces_input ON output_faces (input, output);
CREATE TABLE exports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  output INTEGER NOT NULL REFERENCES outputs (id),
  file TEXT NOT NULL,
  time_ms INTEGER NOT NULL,
  digest TEXT NOT NULL
) STRICT;
CREATE INDEX exports_output ON exports (output);
CREATE TABLE reviewers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  public_key TEXT NOT NULL,
  sealed_key BLOB NOT NULL,
  salt BLOB NOT NULL,
  operations INTEGER NOT NULL,
  memory INTEGER NOT NULL,
  made_ms INTEGER NOT NULL,
  retired_ms INTEGER
) STRICT;
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  output INTEGER NOT NULL REFERENCES outputs (id),
  action TEXT NOT NULL CHECK (action IN ('flag', 'approve', 'reject', 'comment', 'recall')),
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reviewer INTEGER REFERENCES reviewers (id),
  reason TEXT NOT NULL,
  reason_salt TEXT,
  reason_digest TEXT NOT NULL,
  time_ms INTEGER NOT NULL,
  signature TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_output ON decisions (output);
CREATE TABLE costs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  output INTEGER NOT NULL REFERENCES outputs (id),
  export INTEGER REFERENCES exports (id),
  time_ms INTEGER NOT NULL,
  wall_seconds REAL NOT NULL,
  cpu_seconds REAL NOT NULL,
  gpu_seconds REAL NOT NULL,
  peak_bytes INTEGER NOT NULL,
  joules REAL,
  energy_source TEXT NOT NULL,
  money REAL,
  currency TEXT NOT NULL,
  tariff TEXT NOT NULL,
  user TEXT NOT NULL
) STRICT;
CREATE INDEX costs_output ON costs (output);
CREATE VIRTUAL TABLE output_words USING fts5 (project, notes, verdict, files,
  tokenize = 'unicode61 remove_diacritics 2');)";

inline constexpr const char* kPixelsIndex = "CREATE INDEX outputs_pixels ON outputs (pixels_digest);";

}  // namespace mien
