// Where the record lies, its schema, what is refused, backup and restore.
#include "core/record/record.h"

#include <sys/stat.h>

#include <QtTest>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/record/job_store.h"
#include "tests/record/raw_database.h"
#include "tests/record/sample_record.h"

namespace fs = std::filesystem;
using namespace mien;

namespace {

/// A file of schema 1 as Mien 0.1 wrote it, with one job that failed and one that waits.
constexpr const char* kSchema1 = R"(PRAGMA application_id = 0x4D49454E;
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  output TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'running', 'paused', 'done', 'failed', 'cancelled')),
  wanted TEXT NOT NULL DEFAULT 'run' CHECK (wanted IN ('run', 'pause', 'cancel')),
  priority INTEGER NOT NULL,
  frames_done INTEGER NOT NULL DEFAULT 0,
  frames_total INTEGER NOT NULL,
  frames_per_second REAL NOT NULL DEFAULT 0,
  message TEXT NOT NULL DEFAULT '',
  error_kind TEXT NOT NULL DEFAULT '',
  created_ms INTEGER NOT NULL,
  started_ms INTEGER NOT NULL DEFAULT 0,
  finished_ms INTEGER NOT NULL DEFAULT 0,
  owner_pid INTEGER,
  owner_started INTEGER,
  owner_boot TEXT,
  spec TEXT NOT NULL,
  CHECK ((state = 'running') = (owner_pid IS NOT NULL)),
  CHECK (wanted = 'run' OR state = 'running')
) STRICT;
CREATE INDEX jobs_queue ON jobs (state, priority DESC, id);
INSERT INTO jobs VALUES (3, 'film', 'First', '/tmp/a.mp4', 'failed', 'run', 2, 40, 100, 12.5,
  'The disk is full.', 'disk', 1700000000000, 1700000001000, 1700000002000, NULL, NULL, NULL, '{"n":1}');
INSERT INTO jobs VALUES (4, 'film', 'Second', '/tmp/b.mp4', 'queued', 'run', 0, 0, 50, 0,
  '', '', 1700000003000, 0, 0, NULL, NULL, NULL, '{"n":2}');
PRAGMA user_version = 1;
PRAGMA journal_mode = WAL;)";

int mode(const fs::path& path) {
  return static_cast<int>(fs::status(path).permissions());
}

void compareRefused(const Result<void>& result, ErrorKind kind, const std::string& word) {
  QVERIFY(!result);
  QCOMPARE(result.error().kind, kind);
  QVERIFY2(result.error().message.find(word) != std::string::npos, result.error().message.c_str());
}

Result<void> opened(const fs::path& file) {
  const auto record = Record::open(file);
  if (!record) return tl::unexpected(record.error());
  return {};
}

}  // namespace

class RecordTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  fs::path path_;

  JobStore jobs(const fs::path& file) { return JobStore::open(Record::open(file).value()).value(); }
  std::size_t count(const fs::path& file) { return jobs(file).list().value().size(); }

 private Q_SLOTS:
  void init() {
    qunsetenv("MIEN_DATA");  // which all tests are given
    folder_ = std::make_unique<QTemporaryDir>();
    path_ = folder_->path().toStdString();
  }

  void cleanup() {
    for (const char* name : {"MIEN_DATA", "XDG_DATA_HOME"}) qunsetenv(name);
  }

  void liesWhereTheEnvironmentSays() {
    const QByteArray home = qgetenv("HOME");
    qputenv("HOME", "/home/somebody");
    const fs::path inHome = "/home/somebody/.local/share/mien/record.db";
    QCOMPARE(defaultRecordFile().value(), inHome);
    qputenv("XDG_DATA_HOME", "relative");
    QCOMPARE(defaultRecordFile().value(), inHome);
    qputenv("XDG_DATA_HOME", "/data");
    QCOMPARE(defaultRecordFile().value(), fs::path("/data/mien/record.db"));
    qputenv("MIEN_DATA", "/elsewhere");
    QCOMPARE(defaultRecordFile().value(), fs::path("/elsewhere/record.db"));
    qputenv("HOME", home);
  }

  void isForItsOwnerOnly() {
    const mode_t old = umask(0);
    const fs::path file = path_ / "share" / "mien" / "record.db";
    {
      JobStore store = jobs(file);
      QVERIFY(store.add({.kind = "film", .output = "/tmp/a.mp4"}));
      for (const char* suffix : {"", "-wal", "-shm"}) QCOMPARE(mode(file.string() + suffix), 0600);
    }
    umask(old);
    QCOMPARE(mode(path_ / "share"), 0700);
    QCOMPARE(mode(path_ / "share" / "mien"), 0700);
    QCOMPARE(mode(file), 0600);
  }

  void isSyncedAndStrict() {
    const fs::path file = path_ / "record.db";
    const Record record = Record::open(file).value();
    SQLite::Database& db = record.database();
    QCOMPARE(db.execAndGet("PRAGMA journal_mode").getString(), std::string("wal"));
    QCOMPARE(db.execAndGet("PRAGMA synchronous").getInt(), 2);
    QCOMPARE(db.execAndGet("PRAGMA foreign_keys").getInt(), 1);
    QCOMPARE(db.execAndGet("PRAGMA secure_delete").getInt(), 1);
    QCOMPARE(db.execAndGet("PRAGMA user_version").getInt(), 3);
  }

  void namesOfSqlitesOwnAreFiles() {
    const fs::path before = fs::current_path();
    fs::current_path(path_);
    for (const char* name : {":memory:", "file:x?mode=memory"}) {
      QVERIFY(jobs(name).add({.kind = "film", .output = "a"}));
      QCOMPARE(count(name), std::size_t{1});
    }
    fs::current_path(before);
  }

  void schema1Opens() {
    const fs::path file = path_ / "record.db";
    execute(file, kSchema1);
    const JobStore store = jobs(file);
    const Job failed = store.get(3).value();
    QCOMPARE(failed.state, JobState::Failed);
    QCOMPARE(failed.spec, std::string("{\"n\":1}"));
    QCOMPARE(failed.output, fs::path("/tmp/a.mp4"));
    QCOMPARE(failed.priority, 2);
    QCOMPARE(failed.framesDone, 40);
    QCOMPARE(failed.framesTotal, 100);
    QCOMPARE(failed.framesPerSecond, 12.5);
    QCOMPARE(failed.message, std::string("The disk is full."));
    QCOMPARE(failed.kindOfError, ErrorKind::Disk);
    QCOMPARE(failed.created, 1700000000000);
    QCOMPARE(failed.started, 1700000001000);
    QCOMPARE(failed.finished, 1700000002000);
    QCOMPARE(store.get(4).value().state, JobState::Queued);
    QCOMPARE(answer(file, "PRAGMA user_version"), std::string("3"));
    QCOMPARE(verifyHistory(Record::open(file).value())->entries, 1);
  }

  /// A record of schema 2 with its key and anchor, as Mien 0.1 wrote it (sample_record.h, 8 outputs).
  void schema2Opens() {
    for (const char* name : {"record.db", "record.key", "record.anchor"})
      fs::copy_file(fs::path(MIEN_SCHEMA_2) / name, path_ / name);
    fs::permissions(path_ / "record.key",
                    fs::perms::owner_read | fs::perms::owner_write);  // which git keeps nothing of
    const Record record = Record::open(path_ / "record.db").value();
    const Verification history = verifyHistory(record).value();
    QVERIFY(history.sound());
    QVERIFY(history.notes.empty());
    QCOMPARE(OutputStore(record).search({})->total, 8);
    const Output first = OutputStore(record).get(1).value();
    QCOMPARE(first.recipe, recipeText(0));
    QCOMPARE(first.state, OutputState::Approved);
    QCOMPARE(first.faces.size(), std::size_t{2});
    QCOMPARE(first.costs.size(), std::size_t{2});
    QCOMPARE(ConsentStore(record).list()->size(), std::size_t{8});
    QVERIFY(ReviewerStore(record).unlock("Ada", kPassphrase));
    QVERIFY(OutputStore(record).add(newOutput(9)));
    QVERIFY(verifyHistory(record)->sound());
  }

  void everyOldSchemaBecomesTheNewOne() {
    const char* schema = "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)";
    fs::copy_file(fs::path(MIEN_SCHEMA_2) / "record.db", path_ / "kept.db");
    execute(path_ / "migrated.db", kSchema1);
    for (const char* name : {"fresh.db", "migrated.db", "kept.db"}) QVERIFY(Record::open(path_ / name));
    QCOMPARE(answer(path_ / "migrated.db", schema), answer(path_ / "fresh.db", schema));
    QCOMPARE(answer(path_ / "kept.db", schema), answer(path_ / "fresh.db", schema));
  }

  void anEmptyFileBecomesARecord() {
    const fs::path file = path_ / "record.db";
    std::ofstream(file).close();
    QCOMPARE(count(file), std::size_t{0});
  }

  void manyOpenANewRecordAtOnce() {
    for (int round = 0; round < 5; ++round) {
      const fs::path file = path_ / std::to_string(round) / "record.db";
      std::atomic<int> failures = 0;
      std::vector<std::thread> threads;
      for (int i = 0; i < 6; ++i) threads.emplace_back([&] { failures += Record::open(file) ? 0 : 1; });
      for (auto& thread : threads) thread.join();
      QCOMPARE(failures.load(), 0);
    }
  }

  void aNewerSchemaIsRefused() {
    const fs::path file = path_ / "record.db";
    execute(file, std::string(kSchema1) + "PRAGMA user_version = 4");
    const auto before = readFile(file).value();
    compareRefused(opened(file), ErrorKind::Input, "newer");
    QCOMPARE(readFile(file).value(), before);
  }

  void anotherProgramsDatabaseIsRefused() {
    const fs::path file = path_ / "places.sqlite";
    execute(file, "CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('x')");
    const auto before = readFile(file).value();
    compareRefused(opened(file), ErrorKind::Input, "another program");
    QCOMPARE(readFile(file).value(), before);
  }

  void dataVersionTellsOfOthers() {
    const fs::path file = path_ / "record.db";
    const Record record = Record::open(file).value();
    JobStore own = JobStore::open(record).value();
    const auto start = record.dataVersion().value();
    const auto id = own.add({.kind = "film", .output = "/a"}).value();
    QCOMPARE(record.dataVersion().value(), start);
    QVERIFY(jobs(file).pause(id));
    const auto later = record.dataVersion().value();
    QVERIFY(later != start);
    QCOMPARE(record.dataVersion().value(), later);
  }

  void backupAndRestore() {
    const fs::path file = path_ / "record.db";
    const fs::path copy = path_ / "backup.db";
    Record record = Record::open(file).value();
    JobStore store = JobStore::open(record).value();
    for (const char* title : {"one", "two"}) QVERIFY(store.add({.kind = "film", .title = title, .output = "/a"}));
    QVERIFY(record.backup(copy));
    QCOMPARE(mode(copy), 0600);
    QCOMPARE(answer(copy, "PRAGMA integrity_check"), std::string("ok"));
    QCOMPARE(answer(copy, "PRAGMA journal_mode"), std::string("delete"));
    QVERIFY(store.add({.kind = "film", .title = "three", .output = "/a"}));
    QVERIFY(store.cancel(1));
    const JobStore onlooker = jobs(file);
    QVERIFY(record.restore(copy));
    for (const JobStore* both : std::initializer_list<const JobStore*>{&store, &onlooker}) {
      QCOMPARE(both->list()->size(), std::size_t{2});
      QCOMPARE(both->get(1)->state, JobState::Queued);
    }
    QVERIFY(record.backup(copy));  // over the old one
    int files = 0;                 // record, log, index, key, anchor, backup: nothing is left beside
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(path_)) ++files;
    QCOMPARE(files, 6);
  }

  void backupRefuses() {
    const fs::path file = path_ / "record.db";
    const Record record = Record::open(file).value();
    for (const char* suffix : {"", "-wal", "-shm"})
      compareRefused(record.backup(file.string() + suffix), ErrorKind::Usage, "the record itself");
    compareRefused(record.backup(path_ / "none" / "b.db"), ErrorKind::Disk, "does not exist");
    fs::create_directory(path_ / "taken");
    compareRefused(record.backup(path_ / "taken"), ErrorKind::Disk, "taken");
    QCOMPARE(count(file), std::size_t{0});
  }

  void restoreRefuses() {
    const fs::path file = path_ / "record.db";
    Record record = Record::open(file).value();
    QVERIFY(JobStore::open(record)->add({.kind = "film", .output = "/a"}));
    std::ofstream(path_ / "empty.db").close();
    std::ofstream(path_ / "text.db") << std::string(5000, 'x');
    execute(path_ / "foreign.db", "CREATE TABLE t (x)");
    execute(path_ / "newer.db", std::string(kSchema1) + "PRAGMA user_version = 4");
    compareRefused(record.restore(file), ErrorKind::Usage, "the record itself");
    compareRefused(record.restore(path_ / "missing.db"), ErrorKind::Disk, "missing.db");
    compareRefused(record.restore(path_ / "empty.db"), ErrorKind::Input, "empty");
    compareRefused(record.restore(path_ / "text.db"), ErrorKind::Input, "damaged");
    compareRefused(record.restore(path_ / "foreign.db"), ErrorKind::Input, "another program");
    compareRefused(record.restore(path_ / "newer.db"), ErrorKind::Input, "newer");
    QCOMPARE(count(file), std::size_t{1});
  }
};

QTEST_APPLESS_MAIN(RecordTest)
#include "record_test.moc"
