"""Everything that is said in SQL: settings, tables and statements. No other module knows a table or a column."""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x42524E31
VERSION: Final = 1

# A rollback journal that is emptied, not WAL: it opens on read-only file systems and no power cut loses a commit.
SETTINGS: Final = (
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA mmap_size=0",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",  # only macOS knows a difference
    "PRAGMA journal_mode=TRUNCATE",
)
COPY_SETTINGS: Final = ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF")  # the whole copy is synced at the end
READ_ONLY: Final = "PRAGMA query_only=ON"
GET_APPLICATION_ID: Final = "PRAGMA application_id"
GET_VERSION: Final = "PRAGMA user_version"
GET_DATA_VERSION: Final = "PRAGMA data_version"
GET_PATIENCE: Final = "PRAGMA busy_timeout"
SET_PATIENCE: Final = "PRAGMA busy_timeout={}"
COUNT_OBJECTS: Final = "SELECT count(*) FROM sqlite_master"
# Not quick_check: that passes an index that has lost its table. At 10,000 notes it takes 25 ms, this 45.
CHECK: Final = "PRAGMA integrity_check(1)"

BEGIN: Final = "BEGIN IMMEDIATE"
BEGIN_ALONE: Final = "BEGIN EXCLUSIVE"
BEGIN_READING: Final = "BEGIN DEFERRED"
COMMIT: Final = "COMMIT"
ROLLBACK: Final = "ROLLBACK"

CREATE: Final = (
    """CREATE TABLE document(
      id TEXT PRIMARY KEY, slug TEXT NOT NULL, lang TEXT NOT NULL CHECK(lang IN('de','en')), title TEXT NOT NULL,
      last_path TEXT, last_hash TEXT, missing_since TEXT, UNIQUE(slug,lang))""",
    """CREATE TABLE snapshot(
      hash TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES document(id), projector INTEGER NOT NULL,
      text BLOB NOT NULL, chars INTEGER NOT NULL, created_at TEXT NOT NULL)""",
    """CREATE TABLE annotation(
      id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES document(id),
      kind TEXT NOT NULL CHECK(kind IN('span','sentence','paragraph','multi','heading','code','document')),
      color TEXT NOT NULL DEFAULT 'claim', note TEXT NOT NULL DEFAULT '',
      created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT,
      rev INTEGER NOT NULL DEFAULT 1, instance TEXT NOT NULL, sum TEXT NOT NULL)""",
    """CREATE TABLE target(
      annotation_id TEXT NOT NULL REFERENCES annotation(id), n INTEGER NOT NULL,
      snapshot_hash TEXT REFERENCES snapshot(hash), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
      exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL, block INTEGER, heading_path TEXT,
      line0 INTEGER, line1 INTEGER, at TEXT NOT NULL, sum TEXT NOT NULL,
      PRIMARY KEY(annotation_id,n), CHECK(start < "end"))""",
    """CREATE TABLE anchor(
      annotation_id TEXT PRIMARY KEY REFERENCES annotation(id), doc_hash TEXT NOT NULL,
      state TEXT NOT NULL CHECK(state IN('exact','moved','changed','review','orphan')),
      start INTEGER, "end" INTEGER, score REAL, current_text TEXT, near INTEGER, suggestions TEXT,
      algo INTEGER NOT NULL)""",
    """CREATE TABLE annotation_tag(
      annotation_id TEXT NOT NULL REFERENCES annotation(id), tag TEXT NOT NULL, tag_key TEXT NOT NULL,
      PRIMARY KEY(annotation_id,tag_key))""",
    """CREATE TABLE history(
      seq INTEGER PRIMARY KEY AUTOINCREMENT, annotation_id TEXT NOT NULL, op TEXT NOT NULL, undo_group TEXT NOT NULL,
      instance TEXT NOT NULL, at TEXT NOT NULL, before TEXT, after TEXT NOT NULL, sum TEXT NOT NULL)""",
    """CREATE TABLE draft(
      key TEXT PRIMARY KEY, document_id TEXT NOT NULL, annotation_id TEXT, payload TEXT NOT NULL,
      instance TEXT NOT NULL, updated_at TEXT NOT NULL)""",
    "CREATE TABLE export_log(path TEXT PRIMARY KEY, format TEXT NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL)",
    """CREATE TABLE reading(
      briefing TEXT PRIMARY KEY, "row" INTEGER NOT NULL, progress REAL NOT NULL, read INTEGER NOT NULL,
      updated TEXT NOT NULL)""",
    "CREATE INDEX annotation_doc ON annotation(document_id, deleted_at)",
    "CREATE INDEX history_note ON history(annotation_id, seq)",
    "CREATE INDEX history_group ON history(undo_group)",
    f"PRAGMA application_id={APPLICATION_ID}",
    f"PRAGMA user_version={VERSION}",
)

STEPS: Final[dict[int, tuple[str, ...]]] = {}
"""Statements that make of a file of the version before one of this version; `CREATE` makes the newest at once."""
SET_VERSION: Final = "PRAGMA user_version={}"

# --- reading --------------------------------------------------------------------------------------------------------

_NOTES = """
    SELECT a.id, a.document_id, a.kind, a.color, a.note, a.created_at, a.updated_at, a.deleted_at, a.rev, a.instance,
           a.sum, d.slug, d.lang, d.title, t.n, t.snapshot_hash, t.start, t."end" AS stop, t.exact, t.prefix, t.suffix,
           t.block, t.heading_path, t.line0, t.line1, t.at, t.sum AS target_sum
    FROM annotation a LEFT JOIN document d ON d.id = a.document_id
    LEFT JOIN target t
      ON t.annotation_id = a.id AND t.n = (SELECT max(u.n) FROM target u WHERE u.annotation_id = a.id)"""
_ORDER = " ORDER BY a.created_at, a.id"
NOTE: Final = _NOTES + " WHERE a.id = :id"
LIVE_NOTES: Final = _NOTES + " WHERE a.deleted_at IS NULL" + _ORDER
DELETED_NOTES: Final = _NOTES + " WHERE a.deleted_at IS NOT NULL" + _ORDER
LIVE_NOTES_OF: Final = _NOTES + " WHERE d.slug = :briefing AND a.deleted_at IS NULL" + _ORDER
DELETED_NOTES_OF: Final = _NOTES + " WHERE d.slug = :briefing AND a.deleted_at IS NOT NULL" + _ORDER
TAGS: Final = "SELECT annotation_id, tag FROM annotation_tag ORDER BY rowid"
TAGS_IN: Final = """
    SELECT t.annotation_id, t.tag FROM document d JOIN annotation a ON a.document_id = d.id
    JOIN annotation_tag t ON t.annotation_id = a.id WHERE d.slug = :briefing ORDER BY t.rowid"""
TAGS_OF: Final = "SELECT annotation_id, tag FROM annotation_tag WHERE annotation_id = :id ORDER BY rowid"
COUNTS: Final = """
    SELECT d.slug, count(*) AS notes FROM annotation a JOIN document d ON d.id = a.document_id
    WHERE a.deleted_at IS NULL GROUP BY d.slug"""
NOTE_EXISTS: Final = "SELECT 1 FROM annotation WHERE id = :id"
SNAPSHOT: Final = "SELECT text FROM snapshot WHERE hash = :hash"
DOCUMENT: Final = "SELECT id, title FROM document WHERE slug = :slug AND lang = :lang"
# What was made elsewhere and is only kept says nothing of what the note is.
LAST_HISTORY: Final = """
    SELECT * FROM history WHERE annotation_id = :id AND op NOT LIKE 'kept:%' ORDER BY seq DESC LIMIT 1"""
HISTORY_OF: Final = "SELECT * FROM history WHERE annotation_id = :id ORDER BY seq"
HISTORY: Final = "SELECT * FROM history ORDER BY annotation_id, seq"
NEWEST_NOTE: Final = """
    SELECT a.id FROM annotation a JOIN document d ON d.id = a.document_id WHERE d.slug = :slug AND d.lang = :lang
    ORDER BY a.updated_at DESC, a.rev DESC, a.id DESC LIMIT 1"""
DOCUMENTS: Final = "SELECT slug, lang FROM document"
LAST_CHANGE: Final = "SELECT max(seq) AS seq FROM history"
SEEN: Final = "SELECT max(seq) AS seq, (SELECT data_version FROM pragma_data_version) AS others FROM history"
ACTIONS: Final = "SELECT op, undo_group FROM history WHERE instance = :instance ORDER BY seq DESC LIMIT :limit"
GROUP: Final = "SELECT * FROM history WHERE undo_group = :undo_group ORDER BY seq"

# Damaged tables are read in steps, from either end, so that a broken page hides only what is on it; never by an index.
_SCAN_UP = "SELECT rowid AS place, * FROM {} NOT INDEXED WHERE rowid > :at ORDER BY rowid LIMIT :limit"
_SCAN_DOWN = "SELECT rowid AS place, * FROM {} NOT INDEXED WHERE rowid < :at ORDER BY rowid DESC LIMIT :limit"
_SCANNED: Final = ("document", "snapshot", "annotation", "target", "annotation_tag", "history", "draft", "reading")
SCANS: Final = {table: (_SCAN_UP.format(table), _SCAN_DOWN.format(table)) for table in _SCANNED}

PEEK_READING: Final = 'SELECT "row" FROM reading WHERE briefing=? AND read=0'
READINGS: Final = 'SELECT briefing, "row", progress, read, updated FROM reading'
DRAFTS: Final = "SELECT key, payload, updated_at FROM draft ORDER BY updated_at, key"
EXPORTED: Final = "SELECT sha256 FROM export_log WHERE path = :path"

# --- writing --------------------------------------------------------------------------------------------------------

ADD_DOCUMENT: Final = """
    INSERT INTO document(id, slug, lang, title, last_hash) VALUES(:id, :slug, :lang, :title, :last_hash)"""
SEE_DOCUMENT: Final = """
    UPDATE document SET title = :title, last_hash = coalesce(:last_hash, last_hash), missing_since = NULL
    WHERE id = :id"""
RENAME_DOCUMENT: Final = "UPDATE document SET title = :title WHERE slug = :slug AND lang = :lang AND title <> :title"
ADD_SNAPSHOT: Final = """
    INSERT INTO snapshot(hash, document_id, projector, text, chars, created_at)
    VALUES(:hash, :document_id, :projector, :text, :chars, :created_at)
    ON CONFLICT(hash) DO UPDATE SET text = excluded.text, chars = excluded.chars"""
ADD_NOTE: Final = """
    INSERT INTO annotation(id, document_id, kind, color, note, created_at, updated_at, deleted_at, rev, instance, sum)
    VALUES(:id, :document_id, :kind, :color, :note, :created_at, :updated_at, :deleted_at, :rev, :instance, :sum)"""
CHANGE_NOTE: Final = """
    UPDATE annotation SET document_id = :document_id, kind = :kind, color = :color, note = :note,
      created_at = :created_at, updated_at = :updated_at, deleted_at = :deleted_at, rev = :rev, instance = :instance,
      sum = :sum
    WHERE id = :id"""
ADD_TARGET: Final = """
    INSERT INTO target(annotation_id, n, snapshot_hash, start, "end", exact, prefix, suffix, block, heading_path,
      line0, line1, at, sum)
    VALUES(:annotation_id, (SELECT coalesce(max(n), -1) + 1 FROM target WHERE annotation_id = :annotation_id),
      :snapshot_hash, :start, :stop, :exact, :prefix, :suffix, :block, :heading_path, :line0, :line1, :at, :sum)"""
DROP_TAGS: Final = "DELETE FROM annotation_tag WHERE annotation_id = :id"
ADD_TAG: Final = "INSERT INTO annotation_tag(annotation_id, tag, tag_key) VALUES(:id, :tag, :tag_key)"
ADD_HISTORY: Final = """
    INSERT INTO history(annotation_id, op, undo_group, instance, at, before, after, sum)
    VALUES(:annotation_id, :op, :undo_group, :instance, :at, :before, :after, :sum)"""
SAVE_READING: Final = """
    INSERT INTO reading(briefing, "row", progress, read, updated) VALUES(:briefing, :row, :progress, :read, :updated)
    ON CONFLICT(briefing) DO UPDATE SET "row" = excluded."row", progress = excluded.progress, read = excluded.read,
      updated = excluded.updated"""
SAVE_DRAFT: Final = """
    INSERT INTO draft(key, document_id, annotation_id, payload, instance, updated_at)
    VALUES(:key, :document_id, :annotation_id, :payload, :instance, :updated_at)
    ON CONFLICT(key) DO UPDATE SET document_id = excluded.document_id, annotation_id = excluded.annotation_id,
      payload = excluded.payload, instance = excluded.instance, updated_at = excluded.updated_at"""
DROP_DRAFT: Final = "DELETE FROM draft WHERE key = :key"
LOG_EXPORT: Final = """
    INSERT INTO export_log(path, format, sha256, at) VALUES(:path, :format, :sha256, :at)
    ON CONFLICT(path) DO UPDATE SET format = excluded.format, sha256 = excluded.sha256, at = excluded.at"""
