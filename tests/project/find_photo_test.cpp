#include "core/project/find_photo.h"

#include <QTemporaryDir>
#include <QtTest>

#include "core/base/atomic_file.h"
#include "core/base/digest.h"
#include "core/photo/write.h"

using namespace mien;
namespace fs = std::filesystem;

class FindPhotoTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  fs::path root_;
  std::vector<std::uint8_t> photo_ = *encodePicture(Image8(20, 20, 3, 77), PictureFormat::Png);
  WantedPhoto wanted_{sha256Hex(photo_), photo_.size()};

  void put(const fs::path& file, const std::vector<std::uint8_t>& bytes) {
    fs::create_directories(file.parent_path());
    QVERIFY(writeFileAtomically(file, bytes).has_value());
  }

 private Q_SLOTS:
  void init() {
    root_ = fs::path(dir_.path().toStdString()) / QTest::currentTestFunction();
    fs::create_directories(root_ / "photos/summer");
  }

  void foundUnderAnyName() {
    put(root_ / "photos/renamed.jpeg", photo_);
    QCOMPARE(*findPhoto(wanted_, {{}, {root_ / "photos"}, {}}), root_ / "photos/renamed.jpeg");
    QCOMPARE(*findPhoto({wanted_.digest, 0}, {{}, {root_ / "photos"}, {}}), root_ / "photos/renamed.jpeg");
  }

  void recentFilesComeFirst() {
    put(root_ / "photos/a.png", photo_);
    put(root_ / "elsewhere/b.png", photo_);
    QCOMPARE(*findPhoto(wanted_, {{root_ / "gone.png", root_ / "elsewhere/b.png"}, {root_ / "photos"}, {}}),
             root_ / "elsewhere/b.png");
  }

  void aFolderIsFlatAndATreeIsDeep() {
    put(root_ / "photos/summer/deep/a.png", photo_);
    QVERIFY(!findPhoto(wanted_, {{}, {root_ / "photos"}, {}}));
    QCOMPARE(*findPhoto(wanted_, {{}, {}, root_ / "photos"}), root_ / "photos/summer/deep/a.png");
  }

  void theWrongPhotographIsRefused() {
    std::vector<std::uint8_t> other = photo_;
    other.back() ^= 1;  // same length, same start
    put(root_ / "photos/a.png", other);
    QVERIFY(!findPhoto(wanted_, {{}, {root_ / "photos"}, root_}));
    QVERIFY(!isPhoto(root_ / "photos/a.png", wanted_));
  }

  void oddPlacesAreNoFault() {
    fs::create_directory_symlink(root_, root_ / "photos/loop");
    fs::create_symlink(root_ / "nothing", root_ / "photos/dangling.png");
    put(root_ / "photos/empty.png", {});
    QVERIFY(!findPhoto(wanted_, {{root_ / "photos"}, {root_ / "nowhere", root_ / "photos/empty.png"}, root_}));
    QVERIFY(!findPhoto(wanted_, {{}, {}, root_}, std::make_shared<std::atomic<bool>>(true)));
  }
};

QTEST_APPLESS_MAIN(FindPhotoTest)
#include "find_photo_test.moc"
