#include "core/base/atomic_file.h"

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <QtTest>
#include <csignal>
#include <fstream>

namespace fs = std::filesystem;

namespace {

using Bytes = std::vector<std::uint8_t>;

int filesIn(const fs::path& folder) {
  return static_cast<int>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// Every write past `bytes` fails with EFBIG instead of ending the process.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit limit{bytes, old_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit old_{};
  void (*handler_)(int);
};

void refusesAndKeeps(const fs::path& file, const Bytes& old, const Bytes& fresh) {
  const auto written = mien::writeFileAtomically(file, fresh);
  QVERIFY(!written);
  QCOMPARE(written.error().kind, mien::ErrorKind::Disk);
  QVERIFY(written.error().message.find(file.string()) != std::string::npos);
  QVERIFY(written.error().message.find("free some space") != std::string::npos);
  QCOMPARE(*mien::readFile(file), old);
  QCOMPARE(filesIn(file.parent_path()), 1);
}

}  // namespace

class AtomicFileTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    path_ = folder_->path().toStdString();
  }

  void whatKilledProcessesLeftGoesWithTheNextWrite() {
    const auto old = fs::file_time_type::clock::now() - std::chrono::hours(2);
    for (const char* name : {".mien-abcdefghij.part", ".mien-klmnopqrst.part._00_", ".mien-notes", "a.part"}) {
      std::ofstream(path_ / name) << "x";
      fs::last_write_time(path_ / name, old);
    }
    std::ofstream(path_ / ".mien-isbeingwri.part") << "x";
    QVERIFY(mien::writeFileAtomically(path_ / "new", std::vector<std::uint8_t>{1}));
    QVERIFY(!fs::exists(path_ / ".mien-abcdefghij.part") && !fs::exists(path_ / ".mien-klmnopqrst.part._00_"));
    for (const char* name : {".mien-notes", "a.part", ".mien-isbeingwri.part", "new"})
      QVERIFY2(fs::exists(path_ / name), name);
  }

  void roundTripAndReplace() {
    const fs::path file = path_ / "out.bin";
    for (const Bytes& bytes : {Bytes{1, 2, 3}, Bytes(), Bytes(200'000, 7)}) {
      QVERIFY(mien::writeFileAtomically(file, bytes));
      QCOMPARE(*mien::readFile(file), bytes);
      QCOMPARE(filesIn(path_), 1);
    }
  }

  void whatAppearsMeanwhileStays() {
    using mien::Existing;
    QVERIFY(mien::writeFileAtomically(path_ / "f", Bytes{1}, Existing::Keep));
    const auto refused = [&](const mien::Result<void>& written) {
      return !written && written.error().kind == mien::ErrorKind::Usage &&
             written.error().message.find("is there already") != std::string::npos;
    };
    QVERIFY(refused(mien::writeFileAtomically(path_ / "f", Bytes{2}, Existing::Keep)));
    const auto part = mien::makePartBeside(path_ / "f");
    QVERIFY(part);
    QVERIFY(refused(mien::movePartIntoPlace(*part, path_ / "f", Existing::Keep)));
    QCOMPARE(*mien::readFile(path_ / "f"), Bytes{1});
    QCOMPARE(filesIn(path_), 1);
    // A link is something that lies there, wherever it leads.
    fs::create_symlink(path_ / "nowhere", path_ / "link");
    QVERIFY(refused(mien::writeFileAtomically(path_ / "link", Bytes{2}, Existing::Keep)));
    QCOMPARE(filesIn(path_), 2);
  }

  void keepsWhomTheOldFileLetIn() {
    QVERIFY(mien::writeFileAtomically(path_ / "f", Bytes{1}));
    fs::permissions(path_ / "f", fs::perms(0600));
    QVERIFY(mien::writeFileAtomically(path_ / "f", Bytes{2}));
    QCOMPARE(static_cast<int>(fs::status(path_ / "f").permissions()), 0600);
    fs::permissions(path_ / "f", fs::perms(0444));
    const auto refused = mien::writeFileAtomically(path_ / "f", Bytes{3});
    QVERIFY(!refused && refused.error().kind == mien::ErrorKind::Disk);
    QVERIFY(refused.error().message.find("write-protected") != std::string::npos);
    QCOMPARE(*mien::readFile(path_ / "f"), Bytes{2});
    QCOMPARE(filesIn(path_), 1);
  }

  void writesWhereALinkLeads() {
    fs::create_directory(path_ / "real");
    QVERIFY(mien::writeFileAtomically(path_ / "real" / "f", Bytes{1}));
    fs::create_symlink("real/f", path_ / "link");
    QVERIFY(mien::writeFileAtomically(path_ / "link", Bytes{2}));
    QVERIFY(fs::is_symlink(path_ / "link"));
    QCOMPARE(*mien::readFile(path_ / "real" / "f"), Bytes{2});
    QCOMPARE(filesIn(path_ / "real"), 1);
    fs::create_symlink("nothing", path_ / "dangling");
    QVERIFY(mien::writeFileAtomically(path_ / "dangling", Bytes{3}));
    QCOMPARE(*mien::readFile(path_ / "dangling"), Bytes{3});
  }

  void honoursTheUmask() {
    const mode_t old = umask(027);
    QVERIFY(mien::writeFileAtomically(path_ / "f", Bytes{1}));
    umask(old);
    QCOMPARE(static_cast<int>(fs::status(path_ / "f").permissions()), 0640);
  }

  void worksInTheCurrentFolder() {
    const fs::path before = fs::current_path();
    fs::current_path(path_);
    const auto written = mien::writeFileAtomically("bare-name", Bytes{9});
    fs::current_path(before);
    QVERIFY(written);
    QCOMPARE(*mien::readFile(path_ / "bare-name"), Bytes{9});
  }

  void takesTheLongestName() {
    const fs::path file = path_ / std::string(255, 'n');
    QVERIFY(mien::writeFileAtomically(file, Bytes{1}));
    QCOMPARE(*mien::readFile(file), Bytes{1});
  }

  void missingFolder() {
    const auto written = mien::writeFileAtomically(path_ / "none" / "f", Bytes{1});
    QVERIFY(!written);
    QCOMPARE(written.error().kind, mien::ErrorKind::Disk);
    QVERIFY(written.error().message.find("folder does not exist") != std::string::npos);
  }

  void folderInTheWay() {
    fs::create_directory(path_ / "f");
    const auto written = mien::writeFileAtomically(path_ / "f", Bytes{1});
    QVERIFY(!written);
    QCOMPARE(written.error().kind, mien::ErrorKind::Disk);
    QCOMPARE(filesIn(path_), 1);
  }

  void fileTooLargeLeavesTheOldOne() {
    const fs::path file = path_ / "f";
    const Bytes old(1000, 1);
    QVERIFY(mien::writeFileAtomically(file, old));
    const FileSizeLimit limit(4096);
    refusesAndKeeps(file, old, Bytes(100'000, 2));
  }

  void fullDiskLeavesTheOldOne() {
    const fs::path disk = path_ / "disk";
    fs::create_directory(disk);
    if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=64k") != 0) QSKIP("Mounting a small disk needs root.");
    const Bytes old(1000, 1);
    const bool written = mien::writeFileAtomically(disk / "f", old).has_value();
    if (written) refusesAndKeeps(disk / "f", old, Bytes(100'000, 2));
    QCOMPARE(umount(disk.c_str()), 0);
    QVERIFY(written);
  }

  void partsMoveIntoPlace() {
    const fs::path file = path_ / "film";
    QVERIFY(mien::writeFileAtomically(file, Bytes{1}).has_value());
    const auto part = mien::makePartBeside(file);
    QVERIFY(part.has_value());
    QCOMPARE(part->parent_path(), path_);
    QCOMPARE(*mien::readFile(*part), Bytes());
    QVERIFY(mien::makeEmptyFile(*part).has_value());
    std::ofstream(*part) << "new";
    QVERIFY(mien::movePartIntoPlace(*part, file).has_value());
    QCOMPARE(*mien::readFile(file), (Bytes{'n', 'e', 'w'}));
    QCOMPARE(filesIn(path_), 1);

    QCOMPARE(mien::makePartBeside(path_ / "no" / "film").error().kind, mien::ErrorKind::Disk);
    QCOMPARE(mien::makeEmptyFile(path_ / "no" / "film").error().kind, mien::ErrorKind::Disk);
    QCOMPARE(mien::movePartIntoPlace(path_ / "none", file).error().kind, mien::ErrorKind::Disk);
    // A folder in the way: the part goes, the folder stays.
    fs::create_directories(path_ / "folder" / "inside");
    const auto lost = mien::makePartBeside(path_ / "folder");
    QVERIFY(!mien::movePartIntoPlace(*lost, path_ / "folder"));
    QCOMPARE(filesIn(path_), 2);
  }

  void readRefuses() {
    QVERIFY(mien::writeFileAtomically(path_ / "f", Bytes(101, 1)));
    QVERIFY(mien::readFile(path_ / "f", 101));
    for (const auto& result :
         {mien::readFile(path_ / "f", 100), mien::readFile(path_), mien::readFile("/dev/zero", 1000)}) {
      QVERIFY(!result);
      QCOMPARE(result.error().kind, mien::ErrorKind::Input);
    }
    for (const fs::path& missing : {path_ / "missing", path_ / "none" / "f", path_ / "f" / "g"})
      QCOMPARE(mien::readFile(missing).error().kind, mien::ErrorKind::Input);
  }

 private:
  std::unique_ptr<QTemporaryDir> folder_;
  fs::path path_;
};

QTEST_APPLESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"
