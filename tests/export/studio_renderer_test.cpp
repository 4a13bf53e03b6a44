#include "core/export/studio_renderer.h"

#include <QTemporaryDir>
#include <QtTest>
#include <future>
#include <thread>

#include "core/photo/write.h"
#include "tests/export/counted_engine.h"

using namespace mien;
using namespace std::chrono_literals;

namespace {

bool isCancelled(const Result<Frame>& frame) {
  return !frame && frame.error().kind == ErrorKind::Cancelled;
}

}  // namespace

class StudioRendererTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  std::shared_ptr<Count> count_;
  std::unique_ptr<Studio> studio_;
  std::unique_ptr<ExportRenderer> renderer_;
  Recipe recipe_ = recipeOf(DrawnFaceRef{3}, DrawnFaceRef{8});

  ExportParents parents() {
    return {renderer_->open(recipe_.faces[0], {}).value(), renderer_->open(recipe_.faces[1], {}).value()};
  }

 private Q_SLOTS:
  void init() {
    count_ = std::make_shared<Count>();
    studio_ = std::make_unique<Studio>(counted(count_), [](const Result<EngineInfo>&) {});
    renderer_ = makeStudioRenderer(*studio_);
  }
  void cleanup() {
    count_->held = false;
    studio_.reset();
  }

  void rendersWhatTheEngineRenders() {
    studio_ = std::make_unique<Studio>(makeFakeEngine, [](const Result<EngineInfo>&) {});
    renderer_ = makeStudioRenderer(*studio_);
    const auto engine = *makeFakeEngine();
    const auto direct = makeEngineRenderer(*engine);
    QCOMPARE(renderer_->info().value().modelHash, direct->info().value().modelHash);
    const ExportParents own = {direct->open(recipe_.faces[0], {}).value(), direct->open(recipe_.faces[1], {}).value()};
    const Frame expected = direct->render(recipe_, own).value();
    QCOMPARE(renderer_->render(recipe_, parents()).value().pixels, expected.pixels);
  }

  void opensPhotographsAndRefusesOthers() {
    const std::filesystem::path file = folder_.filePath(QStringLiteral("a.png")).toStdString();
    Image8 pixels(300, 300, 3);
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels.data()[i] = static_cast<std::uint8_t>(i * 7 % 251);
    QVERIFY(writePicture(file, pixels, {}));
    const std::string digest = readPhoto(file).value().digest;
    const auto parent = renderer_->open(PhotoFaceRef{digest, 0, {}}, file);
    QVERIFY(parent);
    QCOMPARE(parent->photo->digest, digest);
    const auto other = renderer_->open(PhotoFaceRef{std::string(64, '1'), 0, {}}, file);
    QVERIFY(!other);
    QVERIFY(other.error().kind == ErrorKind::Input);
    const auto gone = renderer_->open(PhotoFaceRef{digest, 0, {}}, file.parent_path() / "gone.png");
    QVERIFY(!gone);
    QVERIFY(gone.error().kind == ErrorKind::Input);
  }

  void aMissingEngineIsSaid() {
    studio_ =
        std::make_unique<Studio>([]() -> Result<std::unique_ptr<Engine>> { return fail(ErrorKind::Model, "No pack."); },
                                 [](const Result<EngineInfo>&) {});
    const auto info = makeStudioRenderer(*studio_)->info();
    QVERIFY(!info);
    QVERIFY(info.error().kind == ErrorKind::Model);
  }

  void stoppingEndsACallThatWaits() {
    const ExportParents faces = parents();
    std::stop_source stop;
    renderer_->stopWith(stop.get_token());
    count_->held = true;
    auto frame = std::async(std::launch::async, [&] { return renderer_->render(recipe_, faces); });
    QVERIFY(frame.wait_for(50ms) == std::future_status::timeout);
    stop.request_stop();
    QVERIFY(frame.wait_for(30s) == std::future_status::ready);  // while the frame is held
    QVERIFY(isCancelled(frame.get()));
  }

  void aStudioThatEndsLeavesNobodyWaiting() {
    const ExportParents faces = parents();
    count_->held = true;
    // The first frame runs, the second waits in the lane and is dropped.
    studio_->renderFrame({recipe_, {faces[0].face, faces[1].face}, {}}, nullptr, [](const Result<Frame>&) {});
    auto dropped = std::async(std::launch::async, [&] { return renderer_->render(recipe_, faces); });
    QTest::qWait(50);
    auto ending = std::async(std::launch::async, [&] { studio_.reset(); });
    QTest::qWait(50);
    count_->held = false;
    QVERIFY(dropped.wait_for(5s) == std::future_status::ready);
    QVERIFY(isCancelled(dropped.get()));
    ending.get();
    QCOMPARE(count_->rendered.load(), 1);
  }

  void thePreviewTakesTurns() {
    const ExportParents faces = parents();
    count_->milliseconds = 5;
    std::atomic<bool> exporting = true;
    std::thread frames([&] {
      while (exporting) QVERIFY(renderer_->render(recipe_, faces));
    });
    for (int i = 0; i < 10; ++i) {
      std::promise<int> shown;
      const int before = count_->rendered;
      studio_->preview({recipe_, {faces[0].face, faces[1].face}, {}},
                       [&](const Result<Frame>&) { shown.set_value(count_->rendered - before); });
      QVERIFY(shown.get_future().get() <= 3);  // the one that ran, one whose turn it was, its own
    }
    exporting = false;
    frames.join();
  }
};

QTEST_GUILESS_MAIN(StudioRendererTest)
#include "studio_renderer_test.moc"
