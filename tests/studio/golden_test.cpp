// Whole pictures against ones that were looked at. After a change that is meant to show, look at the new pictures and
// keep them: MIEN_KEEP_GOLDEN=1 ctest --preset dev -R golden_test
#include <QtTest>

#include "core/photo/write.h"
#include "core/studio/engine.h"

using namespace mien;

namespace {

const std::filesystem::path kGolden = MIEN_GOLDEN_DIR;

/// Colour values apart by more than this are off; rounding and bf16 move values by one or two.
constexpr int kOff = 8;

struct Difference {
  double mean = 256;    ///< 0..255
  double shareOff = 1;  ///< of all values
};

Difference differenceOf(const Image8& a, const Image8& b) {
  if (a.width() != b.width() || a.height() != b.height() || a.channels() != b.channels()) return {};
  double sum = 0;
  double off = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const int d = std::abs(a.data()[i] - b.data()[i]);
    sum += d;
    off += d > kOff ? 1 : 0;
  }
  const auto count = static_cast<double>(a.size());
  return {sum / count, off / count};
}

}  // namespace

class GoldenTest : public QObject {
  Q_OBJECT

  std::unique_ptr<Engine> engine_;
  std::array<Photo, 2> photos_;
  std::vector<FacePtr> faces_ = std::vector<FacePtr>(2);

 private Q_SLOTS:
  void initTestCase() {
    auto engine = makeEngine(MIEN_MODELS_DIR, "cpu");
    QVERIFY2(engine.has_value(), engine ? "" : engine.error().message.c_str());
    engine_ = std::move(*engine);
    for (std::size_t i = 0; i < 2; ++i) {
      auto photo = readPhoto(std::filesystem::path(MIEN_SAMPLES_DIR) / (i == 0 ? "a.png" : "b.png"));
      QVERIFY2(photo.has_value(), photo ? "" : photo.error().message.c_str());
      photos_[i] = std::move(*photo);
      PhotoFaceRef ref;
      ref.digest = photos_[i].digest;
      auto face = engine_->prepare(photos_[i], ref);
      QVERIFY2(face.has_value(), face ? "" : face.error().message.c_str());
      faces_[i] = *face;
    }
  }

  void pictures_data() {
    QTest::addColumn<double>("at");
    QTest::addColumn<double>("detail");
    QTest::addColumn<int>("surroundings");
    QTest::addColumn<int>("placement");
    const auto row = [](const char* name, double at, double detail, Surroundings s, Placement p) {
      QTest::newRow(name) << at << detail << static_cast<int>(s) << static_cast<int>(p);
    };
    row("half-way", 0.5, 1, Surroundings::Blend, Placement::Crop);
    row("network-alone", 0.5, 0, Surroundings::Blend, Placement::Crop);
    row("in-a", 0.7, 1, Surroundings::A, Placement::Crop);
    row("cut-out", 0.3, 1, Surroundings::None, Placement::Crop);
    row("pasted-into-b", 0.4, 1, Surroundings::B, Placement::PhotoB);
  }

  void pictures() {
    QFETCH(double, at);
    QFETCH(double, detail);
    QFETCH(int, surroundings);
    QFETCH(int, placement);
    Recipe recipe;
    recipe.modelId = engine_->info().modelId;
    recipe.modelHash = engine_->info().modelHash;
    recipe.faces = {faces_[0]->ref(), faces_[1]->ref()};
    recipe.structure = recipe.features = recipe.colour = at;
    recipe.detail = detail;
    recipe.surroundings = static_cast<Surroundings>(surroundings);
    recipe.placement = static_cast<Placement>(placement);
    recipe.size = 256;
    const auto frame = engine_->render(recipe, faces_, {&photos_[0], &photos_[1]});
    QVERIFY2(frame.has_value(), frame ? "" : frame.error().message.c_str());
    const auto bytes = encodePicture(frame->pixels, PictureFormat::Png);
    QVERIFY(bytes.has_value());

    const std::string name = std::string(QTest::currentDataTag()) + ".png";
    if (qEnvironmentVariableIsSet("MIEN_KEEP_GOLDEN")) {
      QVERIFY(writePicture(kGolden / name, frame->pixels, PictureFormat::Png).has_value());
      return;
    }
    const auto golden = readPhoto(kGolden / name);
    QVERIFY2(golden.has_value(), golden ? "" : golden.error().message.c_str());
    const Difference d = differenceOf(decodePhoto(*bytes, name)->pixels, golden->pixels);
    if (d.mean > 1 || d.shareOff > 1e-3) {
      const auto seen = std::filesystem::current_path() / ("golden-" + name);
      QVERIFY(writePicture(seen, frame->pixels, PictureFormat::Png).has_value());
      QFAIL(qPrintable(QStringLiteral("mean difference %1, %2 of values off; see %3")
                           .arg(d.mean)
                           .arg(d.shareOff)
                           .arg(QString::fromStdString(seen.string()))));
    }
  }
};

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"
