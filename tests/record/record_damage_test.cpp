// Damaged files, full disks, files that may not be written: told in a sentence, with every old row kept.
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <QtTest>
#include <csignal>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/record/job_store.h"
#include "tests/record/raw_database.h"
#include "tests/record/sample_record.h"

namespace fs = std::filesystem;
using namespace mien;

namespace {

using Bytes = std::vector<std::uint8_t>;

NewJob jobOf(std::size_t specBytes, const std::string& title = {}) {
  return {.kind = "film", .spec = std::string(specBytes, 's'), .title = title, .output = "/tmp/a.mp4"};
}

JobStore jobs(const fs::path& file) {
  return JobStore::open(Record::open(file).value()).value();
}

void fill(const fs::path& file, int count) {
  JobStore store = jobs(file);
  for (int i = 0; i < count; ++i) QVERIFY(store.add(jobOf(3000, std::to_string(i))));
}

/// A disk of `size`, e.g. "1m", in a new folder. Needs root.
class SmallDisk {
 public:
  SmallDisk(const fs::path& folder, const char* size) : folder_(folder) {
    fs::create_directory(folder);
    mounted_ = mount("tmpfs", folder.c_str(), "tmpfs", 0, (std::string("size=") + size).c_str()) == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) umount2(folder_.c_str(), MNT_DETACH);
  }
  bool ok() const { return mounted_; }
  bool makeReadOnly() const { return mount("", folder_.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0; }

 private:
  fs::path folder_;
  bool mounted_ = false;
};

/// Adds until the disk says no; then every job that was taken is there, and the queue goes on once there is room.
void fillUntilRefused(const fs::path& file, const std::function<void()>& makeRoom) {
  {
    JobStore store = jobs(file);
    std::size_t taken = 0;
    auto added = store.add(jobOf(10'000, "0"));
    for (; added && taken < 10'000; added = store.add(jobOf(10'000, std::to_string(taken)))) ++taken;
    QVERIFY(taken > 0 && taken < 10'000);
    QCOMPARE(added.error().kind, ErrorKind::Disk);
    QVERIFY2(added.error().message.find("free") != std::string::npos, added.error().message.c_str());
    auto list = store.list(std::nullopt, JobOrder::Queue).value();
    QCOMPARE(list.size(), taken);
    for (std::size_t i = 0; i < taken; ++i) QCOMPARE(list[i].title, std::to_string(i));
    makeRoom();
    QVERIFY(store.add(jobOf(10'000)));
    QCOMPARE(store.list()->size(), taken + 1);
  }
  QCOMPARE(answer(file, "PRAGMA integrity_check"), std::string("ok"));
}

}  // namespace

class RecordDamageTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  fs::path path_;
  fs::path file_;

  void refusedAsDamagedAndUntouched() {
    const Bytes before = readFile(file_).value();
    const auto record = Record::open(file_);
    QVERIFY(!record);
    QCOMPARE(record.error().kind, ErrorKind::Input);
    QVERIFY2(record.error().message.find("damaged") != std::string::npos, record.error().message.c_str());
    QCOMPARE(readFile(file_).value(), before);
  }

 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    path_ = folder_->path().toStdString();
    file_ = path_ / "record.db";
  }

  void noDatabaseAtAll() {
    std::ofstream(file_) << std::string(100'000, 'x');
    refusedAsDamagedAndUntouched();
  }

  void damagedPages_data() {
    QTest::addColumn<int>("page");
    for (int page = 1; page <= 6; ++page) QTest::addRow("page %d", page) << page;
  }

  void damagedPages() {
    QFETCH(int, page);
    fill(file_, 20);
    {
      std::fstream out(file_, std::ios::in | std::ios::out | std::ios::binary);
      // The first page begins with the header, which holds the version: past it, and past the page's first bytes.
      out.seekp((page - 1) * 4096 + (page == 1 ? 100 : 0));
      out << std::string(2000, '\x5a');
    }
    refusedAsDamagedAndUntouched();
  }

  void cutShort() {
    fill(file_, 20);
    fs::resize_file(file_, fs::file_size(file_) - 10'000);
    refusedAsDamagedAndUntouched();
  }

  void damagedFileWithALogIsUntouchedToo() {
    fill(file_, 20);
    {
      JobStore store = jobs(file_);
      QVERIFY(store.add(jobOf(10)));
      for (const char* suffix : {"", "-wal"})
        fs::copy_file(file_.string() + suffix, path_ / ("copy" + std::string(suffix)));
    }
    for (const char* suffix : {"", "-wal"})
      fs::copy_file(path_ / ("copy" + std::string(suffix)), file_.string() + suffix,
                    fs::copy_options::overwrite_existing);
    fs::resize_file(file_, 5 * 4096);
    const Bytes log = readFile(file_.string() + "-wal").value();
    refusedAsDamagedAndUntouched();
    QCOMPARE(readFile(file_.string() + "-wal").value(), log);
  }

  void backupOfADamagedRecordKeepsTheOldBackup() {
    fill(file_, 20);
    QVERIFY(jobs(file_).add(jobOf(6'000'000)));  // more than SQLite keeps in memory
    const Record record = Record::open(file_).value();
    QVERIFY(record.backup(path_ / "backup.db"));
    const Bytes before = readFile(path_ / "backup.db").value();
    {
      std::fstream out(file_, std::ios::in | std::ios::out | std::ios::binary);
      out.seekp(5 * 4096);
      out << std::string(4096, '\x5a');
    }
    const auto again = record.backup(path_ / "backup.db");
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Input);
    QCOMPARE(readFile(path_ / "backup.db").value(), before);
  }

  /// It would change what is recorded, and the history would sign that.
  void aTriggerOfSomebodyElseIsRefused() {
    fill(file_, 2);
    const fs::path backup = path_ / "backup.db";
    QVERIFY(Record::open(file_)->backup(backup));
    for (const fs::path& file : {backup, file_})
      execute(file, "CREATE TRIGGER tt AFTER INSERT ON jobs BEGIN UPDATE jobs SET title = 'x'; END");
    const auto record = Record::open(file_);
    QCOMPARE(record.error().kind, ErrorKind::Input);
    QVERIFY2(record.error().message.find("trigger tt") != std::string::npos, record.error().message.c_str());
    execute(file_, "DROP TRIGGER tt");
    const auto restored = Record::open(file_)->restore(backup, nullptr);
    QCOMPARE(restored.error().kind, ErrorKind::Input);
    QVERIFY2(restored.error().message.find("trigger tt") != std::string::npos, restored.error().message.c_str());
    execute(backup, "DROP TRIGGER tt");
    QVERIFY(Record::open(file_)->restore(backup, nullptr));
  }

  void aBackupIsWrittenOverNothingElse() {
    fill(file_, 2);
    const Record record = Record::open(file_).value();
    std::ofstream(path_ / "notes.txt") << "Call Ada.";
    for (const char* name : {"notes.txt", "record.key", "record.anchor"}) {
      if (!fs::exists(path_ / name)) continue;
      const Bytes before = readFile(path_ / name).value();
      QCOMPARE(record.backup(path_ / name).error().kind, ErrorKind::Usage);
      QCOMPARE(readFile(path_ / name).value(), before);
    }
    QVERIFY(record.backup(path_ / "backup.db"));
    QVERIFY(record.backup(path_ / "backup.db"));
  }

  void fullDisk() {
    const fs::path disk = path_ / "disk";
    const SmallDisk small(disk, "1m");
    if (!small.ok()) QSKIP("Mounting a small disk needs root.");
    std::ofstream(disk / "ballast") << std::string(200'000, 'x');
    fillUntilRefused(disk / "record.db", [&] { fs::remove(disk / "ballast"); });
  }

  void outputsOnAFullDisk() {
    const fs::path disk = path_ / "disk";
    const SmallDisk small(disk, "2m");
    if (!small.ok()) QSKIP("Mounting a small disk needs root.");
    std::ofstream(disk / "ballast") << std::string(300'000, 'x');
    const Record record = Record::open(disk / "record.db").value();
    OutputStore store(record);
    std::int64_t taken = 0;
    auto added = store.add(newOutput(0));
    for (; added && taken < 10'000; added = store.add(newOutput(static_cast<int>(taken)))) ++taken;
    QVERIFY(taken > 0 && taken < 10'000);
    QCOMPARE(added.error().kind, ErrorKind::Disk);
    fs::remove(disk / "ballast");
    QVERIFY(verifyHistory(record)->sound());
    QCOMPARE(store.search({})->total, taken);
    QVERIFY(store.add(newOutput(1)));
    QVERIFY(verifyHistory(record)->sound());
  }

  void diskFullFromTheStart() {
    const fs::path disk = path_ / "disk";
    const SmallDisk small(disk, "16k");
    if (!small.ok()) QSKIP("Mounting a small disk needs root.");
    std::ofstream(disk / "ballast") << std::string(12'000, 'x');
    const auto record = Record::open(disk / "record.db");
    QVERIFY(!record);
    QCOMPARE(record.error().kind, ErrorKind::Disk);
  }

  void fileTooLarge() {
    QVERIFY(Record::open(file_));
    rlimit old{};
    getrlimit(RLIMIT_FSIZE, &old);
    const rlimit limit{300'000, old.rlim_max};
    auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    const auto restore = [&] { setrlimit(RLIMIT_FSIZE, &old); };
    fillUntilRefused(file_, restore);
    restore();
    std::signal(SIGXFSZ, handler);
  }

  void mayNotBeWritten_data() {
    QTest::addColumn<bool>("fileToo");
    QTest::newRow("file and folder") << true;
    QTest::newRow("folder only") << false;
  }

  void mayNotBeWritten() {
    QFETCH(bool, fileToo);
    if (geteuid() != 0) QSKIP("Changing the user needs root.");
    fill(file_, 3);
    fs::permissions(path_, fs::perms(0755));
    fs::permissions(file_, fs::perms(fileToo ? 0644 : 0666));
    const Bytes before = readFile(file_).value();
    QCOMPARE(seteuid(65534), 0);
    const auto record = Record::open(file_);
    const auto store = record.and_then([](const Record& opened) { return JobStore::open(opened); });
    const auto read = store.and_then([](const JobStore& opened) { return opened.list(); });
    const auto added = store.and_then([](JobStore opened) { return opened.add(jobOf(10)); });
    const auto elsewhere = Record::open(path_ / "new" / "record.db");
    QCOMPARE(seteuid(0), 0);
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(read->size(), std::size_t{3});
    QVERIFY(!added && !elsewhere);
    QCOMPARE(added.error().kind, ErrorKind::Disk);
    QCOMPARE(elsewhere.error().kind, ErrorKind::Disk);
    QCOMPARE(readFile(file_).value(), before);
    QCOMPARE(jobs(file_).list()->size(), std::size_t{3});
  }

  /// What an auditor gets: all can be looked at and checked.
  void onAReadOnlyDisk() {
    const fs::path disk = path_ / "a disk? 100 %#1";
    const SmallDisk small(disk, "2m");
    if (!small.ok()) QSKIP("Mounting a small disk needs root.");
    {
      const Record record = Record::open(disk / "record.db").value();
      QVERIFY(OutputStore(record).add(newOutput(1)).has_value());
    }
    QVERIFY(small.makeReadOnly());
    const Record record = Record::open(disk / "record.db").value();
    OutputStore store(record);
    QCOMPARE(store.search({})->total, std::int64_t{1});
    QVERIFY(verifyHistory(record)->sound());
    QVERIFY(record.backup(path_ / "backup.db").has_value());
    QCOMPARE(OutputStore(Record::open(path_ / "backup.db").value()).search({})->total, std::int64_t{1});
    const auto added = store.add(newOutput(2));
    QVERIFY(!added);
    QCOMPARE(added.error().kind, ErrorKind::Disk);
    QCOMPARE(Record::open(disk / "new.db").error().kind, ErrorKind::Disk);
  }

  /// What was committed but not yet moved out of the log belongs to it.
  void onAReadOnlyDiskWithItsLog() {
    const fs::path disk = path_ / "disk";
    const SmallDisk small(disk, "4m");
    if (!small.ok()) QSKIP("Mounting a small disk needs root.");
    {
      const Record record = Record::open(file_).value();
      QVERIFY(OutputStore(record).add(newOutput(1)).has_value());
      QVERIFY(fs::file_size(file_.string() + "-wal") > 0);
      for (const auto& entry : fs::directory_iterator(path_))
        if (entry.is_regular_file()) fs::copy(entry.path(), disk / entry.path().filename());
    }
    QVERIFY(small.makeReadOnly());
    const Record record = Record::open(disk / "record.db").value();
    QCOMPARE(OutputStore(record).search({})->total, std::int64_t{1});
    QVERIFY(verifyHistory(record)->sound());
  }

  void anOlderOneIsNotReadWhereNothingMayBeWritten() {
    const fs::path disk = path_ / "disk";
    const SmallDisk small(disk, "2m");
    if (!small.ok()) QSKIP("Mounting a small disk needs root.");
    { QVERIFY(Record::open(disk / "record.db").has_value()); }
    execute(disk / "record.db", "PRAGMA user_version = 2");
    QVERIFY(small.makeReadOnly());
    const auto record = Record::open(disk / "record.db");
    QCOMPARE(record.error().kind, ErrorKind::Disk);
    QVERIFY2(record.error().message.find("MIEN_DATA") != std::string::npos, record.error().message.c_str());
  }

  void aFolderInTheWay() {
    fs::create_directory(file_);
    const auto record = Record::open(file_);
    QVERIFY(!record);
    QCOMPARE(record.error().kind, ErrorKind::Disk);
  }
};

QTEST_APPLESS_MAIN(RecordDamageTest)
#include "record_damage_test.moc"
