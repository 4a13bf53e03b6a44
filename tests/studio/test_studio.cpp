#include <QTemporaryDir>
#include <QtTest>
#include <atomic>
#include <future>
#include <semaphore>
#include <stdexcept>

#include "core/base/atomic_file.h"
#include "core/photo/photo.h"
#include "core/photo/write.h"
#include "core/project/face_files.h"
#include "core/studio/fake_engine.h"
#include "core/studio/studio.h"
#include "core/studio/write_frame.h"

using namespace mien;

namespace {

/// The fake engine, with a render that waits for a permit if it is asked to, and one seed that throws.
class HeldEngine final : public Engine {
 public:
  explicit HeldEngine(std::shared_ptr<std::counting_semaphore<>> permits)
      : fake_(std::move(*makeFakeEngine())), permits_(std::move(permits)) {}
  EngineInfo info() const override { return fake_->info(); }
  Result<std::vector<FoundFace>> find(const Photo& photo) override { return fake_->find(photo); }
  Result<FacePtr> prepare(const Photo& photo, const PhotoFaceRef& ref) override { return fake_->prepare(photo, ref); }
  Result<FacePtr> draw(const DrawnFaceRef& ref) override {
    if (ref.seed == 666) throw std::runtime_error("tensor mismatch");
    return fake_->draw(ref);
  }
  Result<FacePtr> restore(const SavedFace& saved) override { return fake_->restore(saved); }
  Result<Frame> render(const Recipe& recipe, const std::vector<FacePtr>& faces,
                       const std::vector<const Photo*>& photos) override {
    if (permits_) permits_->acquire();
    return fake_->render(recipe, faces, photos);
  }

 private:
  std::unique_ptr<Engine> fake_;
  std::shared_ptr<std::counting_semaphore<>> permits_;
};

Studio::EngineFactory heldBy(std::shared_ptr<std::counting_semaphore<>> permits) {
  return [permits]() -> Result<std::unique_ptr<Engine>> { return std::make_unique<HeldEngine>(permits); };
}

/// Runs one call of the studio and waits for its answer.
template <class T, class Call>
Result<T> answer(Call&& call) {
  auto promise = std::make_shared<std::promise<Result<T>>>();
  auto future = promise->get_future();
  call([promise](Result<T> result) { promise->set_value(std::move(result)); });
  return future.get();
}

FacePtr drawn(Studio& studio, std::uint64_t seed) {
  return *answer<FacePtr>([&](Studio::Done<FacePtr> done) { studio.drawFace({seed}, nullptr, std::move(done)); });
}

RenderJob jobOf(const FacePtr& a, const FacePtr& b, double at) {
  RenderJob job;
  const EngineInfo info = (*makeFakeEngine())->info();
  job.recipe.modelId = info.modelId;
  job.recipe.modelHash = info.modelHash;
  job.recipe.faces = {a->ref(), b->ref()};
  job.recipe.structure = job.recipe.features = job.recipe.colour = at;
  job.recipe.size = 256;
  job.faces = {a, b};
  return job;
}

std::vector<std::uint8_t> pictureBytes(int width, int height, bool plain = false) {
  Image8 image(width, height, 3, 90);
  if (!plain)
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) image.at(x, y, 0) = static_cast<std::uint8_t>(x ^ y);
  return *encodePicture(image, PictureFormat::Png);
}

void ignoreReady(const Result<EngineInfo>&) {}

/// Written without being judged.
Studio::ExportRequest requestOf(const RenderJob& job, const std::filesystem::path& file) {
  return {job, file, {}, [file](const Frame& frame) { return writeFrame(file, frame, {}); }};
}

}  // namespace

class TestStudio : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void tellsWhatEngineItHas() {
    std::promise<Result<EngineInfo>> ready;
    Studio studio(makeFakeEngine, [&](Result<EngineInfo> info) { ready.set_value(std::move(info)); });
    const auto info = ready.get_future().get();
    QVERIFY(info.has_value());
    QCOMPARE(info->modelId, std::string("fake"));
  }

  void withoutAnEngineEveryCallSaysWhy() {
    std::promise<Result<EngineInfo>> ready;
    Studio studio([]() -> Result<std::unique_ptr<Engine>> { return fail(ErrorKind::Model, "The pack is gone."); },
                  [&](Result<EngineInfo> info) { ready.set_value(std::move(info)); });
    QCOMPARE(ready.get_future().get().error().message, std::string("The pack is gone."));
    const auto face =
        answer<FacePtr>([&](Studio::Done<FacePtr> done) { studio.drawFace({1}, nullptr, std::move(done)); });
    QVERIFY(face.error().kind == ErrorKind::Model);
  }

  void anExceptionOfTheEngineIsAnError() {
    Studio studio(heldBy(nullptr), ignoreReady);
    const auto face =
        answer<FacePtr>([&](Studio::Done<FacePtr> done) { studio.drawFace({666}, nullptr, std::move(done)); });
    QVERIFY(face.error().kind == ErrorKind::Internal);
    QVERIFY(face.error().message.find("tensor mismatch") != std::string::npos);
    QVERIFY(drawn(studio, 1) != nullptr);
  }

  void opensAPhotoAndFindsItsFaces() {
    Studio studio(makeFakeEngine, ignoreReady);
    const auto opened = answer<OpenedPhoto>([&](Studio::Done<OpenedPhoto> done) {
      studio.openBytes(pictureBytes(400, 200), "wide", nullptr, std::move(done));
    });
    QVERIFY(opened.has_value());
    QCOMPARE(opened->faces.size(), std::size_t{2});
    const auto face = answer<FacePtr>([&](Studio::Done<FacePtr> done) {
      studio.prepareFace(opened->photo, {opened->photo->digest, 1, std::nullopt}, nullptr, std::move(done));
    });
    QVERIFY(face.has_value());
    QVERIFY((*face)->ref() == FaceRef(PhotoFaceRef{opened->photo->digest, 1, std::nullopt}));
  }

  void bringsASavedFaceBack() {
    Studio studio(makeFakeEngine, ignoreReady);
    const FacePtr face = drawn(studio, 4);
    const auto files = std::make_shared<const FaceFiles>(*packFace(face->saved()));
    const auto restored = [&](const FaceRef& ref) {
      return answer<FacePtr>(
          [&](Studio::Done<FacePtr> done) { studio.restoreFace(files, ref, nullptr, std::move(done)); });
    };
    QVERIFY((*restored(face->ref()))->crop() == face->crop());
    QVERIFY(restored(DrawnFaceRef{5}).error().kind == ErrorKind::Input);
  }

  void aPhotoWithoutFacesIsNoError() {
    Studio studio(makeFakeEngine, ignoreReady);
    const auto opened = answer<OpenedPhoto>([&](Studio::Done<OpenedPhoto> done) {
      studio.openBytes(pictureBytes(64, 64, true), "plain", nullptr, std::move(done));
    });
    QVERIFY(opened.has_value() && opened->faces.empty());
  }

  void badFilesAreRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("not a picture");
    QTest::newRow("cut off") << QByteArray(reinterpret_cast<const char*>(pictureBytes(64, 64).data()), 60);
  }
  void badFilesAreRefused() {
    QFETCH(QByteArray, bytes);
    Studio studio(makeFakeEngine, ignoreReady);
    const auto opened = answer<OpenedPhoto>([&](Studio::Done<OpenedPhoto> done) {
      studio.openBytes({bytes.begin(), bytes.end()}, "it", nullptr, std::move(done));
    });
    QVERIFY(!opened.has_value());
    QVERIFY(opened.error().kind == ErrorKind::Input);
  }

  void aCancelledPhotoEndsAsCancelled() {
    Studio studio(makeFakeEngine, ignoreReady);
    const auto opened = answer<OpenedPhoto>([&](Studio::Done<OpenedPhoto> done) {
      studio.openPhoto("/nowhere/x.png", std::make_shared<std::atomic<bool>>(true), std::move(done));
    });
    QVERIFY(opened.error().kind == ErrorKind::Cancelled);
  }

  void aFaceThatIsCancelledWhileItWaitsIsNotMade() {
    auto permits = std::make_shared<std::counting_semaphore<>>(0);
    Studio studio(heldBy(permits), ignoreReady);
    const FacePtr a = drawn(studio, 1);
    studio.preview(jobOf(a, a, 0.5), [](const Result<Frame>&) {});  // holds the render thread
    const auto cancel = std::make_shared<std::atomic<bool>>(false);
    std::promise<Result<FacePtr>> made[2];
    const auto photo = std::make_shared<const Photo>(*decodePhoto(pictureBytes(64, 64), "it"));
    studio.drawFace({2}, cancel, [&](Result<FacePtr> face) { made[0].set_value(std::move(face)); });
    studio.prepareFace(photo, {photo->digest, 0, std::nullopt}, cancel,
                       [&](Result<FacePtr> face) { made[1].set_value(std::move(face)); });
    cancel->store(true);
    permits->release(1000);
    for (auto& promise : made) {
      const auto face = promise.get_future().get();
      QVERIFY(!face.has_value() && face.error().kind == ErrorKind::Cancelled);
    }
  }

  void previewsOvertakeEachOtherButNotAnExport() {
    QTemporaryDir folder;
    auto permits = std::make_shared<std::counting_semaphore<>>(0);
    Studio studio(heldBy(permits), ignoreReady);
    const FacePtr a = drawn(studio, 1);
    const FacePtr b = drawn(studio, 2);
    std::mutex mutex;
    std::vector<double> seen;
    for (int i = 0; i <= 20; ++i)
      studio.preview(jobOf(a, b, i / 20.0), [&](Result<Frame> frame) {
        const std::lock_guard lock(mutex);
        seen.push_back(frame->recipe.structure);
      });
    std::promise<Result<std::filesystem::path>> exported;
    studio.exportPicture(
        requestOf(jobOf(a, b, 0.25), folder.filePath(QStringLiteral("mix.png")).toStdString()), nullptr, [](double) {},
        [&](auto file) { exported.set_value(std::move(file)); });
    permits->release(1000);
    QVERIFY(exported.get_future().get().has_value());
    QTRY_VERIFY((std::lock_guard(mutex), !seen.empty() && seen.back() == 1.0));
    const std::lock_guard lock(mutex);
    QVERIFY2(seen.size() <= 3, "at most the one that ran, and the newest");
  }

  void exportsWithItsRecipeInside() {
    QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.filePath(QStringLiteral("mix.webp")).toStdString());
    Studio studio(makeFakeEngine, ignoreReady);
    const RenderJob job = jobOf(drawn(studio, 1), drawn(studio, 2), 0.3);
    std::vector<double> progress;
    const auto written = answer<std::filesystem::path>([&](Studio::Done<std::filesystem::path> done) {
      studio.exportPicture(
          requestOf(job, file), nullptr, [&](double share) { progress.push_back(share); }, std::move(done));
    });
    QVERIFY(written.has_value());
    QVERIFY(std::is_sorted(progress.begin(), progress.end()) && progress.back() == 1.0);
    const auto recipe = recipeFromJson(*readEmbeddedRecipe(file));
    QVERIFY(recipe.has_value() && *recipe == job.recipe);
  }

  void anExportThatCannotBeWrittenSaysSo() {
    Studio studio(makeFakeEngine, ignoreReady);
    const RenderJob job = jobOf(drawn(studio, 1), drawn(studio, 2), 0.3);
    for (const auto& [file, kind] :
         {std::pair("/nowhere/mix.png", ErrorKind::Disk), std::pair("mix.txt", ErrorKind::Usage)}) {
      const auto written = answer<std::filesystem::path>([&, path = file](Studio::Done<std::filesystem::path> done) {
        studio.exportPicture(
            requestOf(job, path), nullptr, [](double) {}, std::move(done));
      });
      QVERIFY(!written.has_value());
      QVERIFY(written.error().kind == kind);
    }
  }

  void aPhotographIsNeverWrittenOver() {
    QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.filePath(QStringLiteral("photo.png")).toStdString());
    const auto bytes = pictureBytes(400, 200);
    QVERIFY(writeFileAtomically(file, bytes).has_value());
    Studio studio(makeFakeEngine, ignoreReady);
    const auto opened =
        answer<OpenedPhoto>([&](Studio::Done<OpenedPhoto> done) { studio.openPhoto(file, nullptr, std::move(done)); });
    QVERIFY(opened.has_value());
    const auto face = answer<FacePtr>([&](Studio::Done<FacePtr> done) {
      studio.prepareFace(opened->photo, {opened->photo->digest, 0, std::nullopt}, nullptr, std::move(done));
    });
    QVERIFY(face.has_value());
    const RenderJob job = jobOf(drawn(studio, 1), *face, 0.3);
    const auto written = answer<std::filesystem::path>([&](Studio::Done<std::filesystem::path> done) {
      studio.exportPicture(
          requestOf(job, file), nullptr, [](double) {}, std::move(done));
    });
    QVERIFY(!written.has_value() && written.error().kind == ErrorKind::Usage);
    QVERIFY(*readFile(file) == bytes);
  }

  void nothingCallsBackAfterTheEnd() {
    std::atomic<bool> gone = false;
    std::atomic<int> late = 0;
    for (int round = 0; round < 20; ++round) {
      gone = false;
      const auto note = [&](const auto&) {
        if (gone) ++late;
      };
      {
        Studio studio(makeFakeEngine, note);
        for (int i = 0; i < 10; ++i) {
          studio.openBytes(pictureBytes(32, 32), "it", nullptr, note);
          studio.drawFace({static_cast<std::uint64_t>(i)}, nullptr, note);
        }
      }
      gone = true;
    }
    QCOMPARE(late.load(), 0);
  }
};

QTEST_GUILESS_MAIN(TestStudio)
#include "test_studio.moc"
