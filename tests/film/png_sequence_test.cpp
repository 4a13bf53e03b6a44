// Folders of frames, and how they get their name.
#include "core/film/png_sequence.h"

#include <sys/resource.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>
#include <atomic>
#include <csignal>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/photo/write.h"
#include "tests/film/films.h"
#include "tests/film/good.h"

using namespace mien;
using namespace films;

namespace fs = std::filesystem;

namespace {

class PngSequenceTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;
  fs::path at(const std::string& name) const { return fs::path(dir_.path().toStdString()) / name; }

 private slots:
  void putsFramesInPlace() {
    const fs::path work = at("frames-work");
    fs::create_directories(work);
    for (int i = 0; i < 3; ++i) GOOD(writePicture(frameFile(work, i), frame(i, 16, 16, true), PictureFormat::Png));
    const auto to = [](const fs::path& target, Existing existing = Existing::Keep) {
      return FramesPlace{target, nameBeside(target), existing};
    };
    QCOMPARE(moveFramesIntoPlace(work, 4, to(at("frames"))).error().kind, ErrorKind::Input);
    fs::create_directories(at("taken/inside"));
    QCOMPARE(moveFramesIntoPlace(work, 3, to(at("taken"))).error().kind, ErrorKind::Disk);
    GOOD(moveFramesIntoPlace(work, 3, to(at("frames"))));
    QVERIFY(!fs::exists(work));
    QCOMPARE(frameFile(at("frames"), 2).filename(), fs::path("frame-000002.png"));
    QVERIFY(fs::exists(frameFile(at("frames"), 2)));
    if (fs::exists("/dev/shm")) {  // another disk
      const QTemporaryDir other("/dev/shm/mien-XXXXXX");
      const fs::path far = fs::path(other.path().toStdString()) / "frames";
      const auto alone = [&] { return std::distance(fs::directory_iterator(far.parent_path()), {}) == 1; };
      GOOD(moveFramesIntoPlace(at("frames"), 3, to(far)));
      QCOMPARE(bytesOf(frameFile(far, 1)), bytesOf(frameFile(at("frames"), 1)));
      QVERIFY(alone());
      // Stopped while it copies, it leaves what was there.
      fs::remove(frameFile(far, 2));
      std::stop_source stop;
      stop.request_stop();
      const auto stopped = moveFramesIntoPlace(at("frames"), 3, to(far, Existing::Replace), stop.get_token());
      QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
      QVERIFY(alone() && !fs::exists(frameFile(far, 2)) && fs::exists(frameFile(at("frames"), 2)));
      GOOD(moveFramesIntoPlace(at("frames"), 3, to(far, Existing::Replace)));
      QVERIFY(alone() && fs::exists(frameFile(far, 2)));
    }
  }

  /// What is full is the disk of the folder that was named, not of what lies beside it while frames are copied.
  void aFullDiskIsThatOfTheFolder() {
    if (!fs::exists("/dev/shm")) QSKIP("There is no other disk.");
    const fs::path work = at("full-work");
    fs::create_directories(work);
    GOOD(writePicture(frameFile(work, 0), frame(0, 16, 16, true), PictureFormat::Png));
    const QTemporaryDir other("/dev/shm/mien-XXXXXX");
    const fs::path far = fs::path(other.path().toStdString()) / "frames";
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit few{10, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &few);
    const auto moved = moveFramesIntoPlace(work, 1, {far, nameBeside(far), Existing::Keep});
    setrlimit(RLIMIT_FSIZE, &before);
    QCOMPARE(moved.error().kind, ErrorKind::Disk);
    QVERIFY2(moved.error().message.starts_with(frameFile(far, 0).string() + " can't be written"),
             moved.error().message.c_str());
    QVERIFY(fs::is_empty(far.parent_path()));
  }

  /// The name leads to the old folder or to the new one at any moment, and nothing else is left.
  void aFolderIsReplacedInOneStep() {
    const fs::path folder = at("replacing");
    const fs::path target = folder / "frames";
    const FramesPlace place{target, nameBeside(target), Existing::Replace};
    fs::create_directories(target);
    std::atomic<int> gaps = 0;
    {
      const std::jthread watcher([&](const std::stop_token& end) {
        while (!end.stop_requested()) gaps += ::access(target.c_str(), F_OK) != 0;
      });
      for (int round = 0; round < 200; ++round) {
        fs::create_directories(at("replacing-work"));
        GOOD(writeFileAtomically(frameFile(at("replacing-work"), 0), std::vector<std::uint8_t>{'x'}));
        GOOD(moveFramesIntoPlace(at("replacing-work"), 1, place));
        QVERIFY(!fs::exists(at("replacing-work")));
      }
    }
    QCOMPARE(gaps.load(), 0);
    QCOMPARE(std::distance(fs::directory_iterator(folder), {}), 1);
  }

  void whatAKilledRunLeftIsRemoved() {
    const fs::path folder = at("left");
    const FramesPlace place{folder / "frames", nameBeside(folder / "frames"), Existing::Replace};
    const fs::path old = place.beside.string() + ".old";
    fs::create_directories(place.beside / "copy");
    fs::create_directories(old / "old");
    removeLeftovers(place);  // killed while neither had the name
    QVERIFY(fs::exists(place.target / "old"));
    QCOMPARE(std::distance(fs::directory_iterator(folder), {}), 1);
    fs::create_directories(old);
    removeLeftovers(place);
    QVERIFY(!fs::exists(old) && fs::exists(place.target / "old"));
  }
};

}  // namespace

QTEST_GUILESS_MAIN(PngSequenceTest)
#include "png_sequence_test.moc"
