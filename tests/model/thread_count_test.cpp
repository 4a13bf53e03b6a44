// Networks give the same bytes however many threads a machine's cores allow, so that frames of one film can be rendered
// on several machines.
#include <QtTest>
#include <algorithm>
#include <random>

#include "core/model/finding_networks.h"
#include "core/model/judging_networks.h"
#include "core/model/portrait_network.h"

using namespace mien;

namespace {

const std::filesystem::path kModels = MIEN_MODELS_DIR;

Image8 noise(int side) {
  std::mt19937 random(4);
  Image8 out(side, side, 3);
  std::generate(out.data(), out.data() + out.size(), [&] { return static_cast<std::uint8_t>(random()); });
  return out;
}

}  // namespace

class ThreadCountTest : public QObject {
  Q_OBJECT

  /// What `run` gives with 2, 3 and 4 threads, which is what a machine may have.
  template <class Run>
  static void compare(Run run) {
    QVERIFY(chooseDevice("cpu", 2));
    const auto two = run();
    for (const int threads : {3, 4}) {
      QVERIFY(chooseDevice("cpu", threads));
      QVERIFY2(run() == two, qPrintable(QString::number(threads)));
    }
  }

 private Q_SLOTS:
  void portraits_data() {
    QTest::addColumn<QString>("pack");
    QTest::newRow("portrait") << QStringLiteral("portrait");
    QTest::newRow("draft") << QStringLiteral("draft");
  }
  void portraits() {
    QFETCH(QString, pack);
    const auto device = chooseDevice("cpu");
    QVERIFY(device);
    const auto network = PortraitNetwork::load(*Pack::load(kModels / pack.toStdString()), *device);
    QVERIFY(network);
    const Image8 texture = noise(PortraitNetwork::kSide);
    const Image8 known(PortraitNetwork::kSide, PortraitNetwork::kSide, 1, 255);
    compare([&] {
      const auto code = (*network)->encodeTexture(texture, known);
      const ImageF picture = (*network)->decodeTexture(code, (*network)->pictureOf(code.features));
      return std::pair(code, std::vector(picture.data(), picture.data() + picture.size()));
    });
  }

  void judges() {
    const auto device = chooseDevice("cpu");
    const auto identity = IdentityNetwork::load(*Pack::load(kModels / "identity"), *device);
    const auto judge = JudgeNetwork::load(*Pack::load(kModels / "judge"), *device);
    QVERIFY(identity && judge);
    compare([&] { return (*identity)->run({noise(IdentityNetwork::side())}); });
    compare([&] {
      const auto seen = (*judge)->run({noise(JudgeNetwork::side())})[0];
      return std::pair(seen.face, seen.age);
    });
  }

  void finders() {
    const auto device = chooseDevice("cpu");
    const auto finder = FinderNetwork::load(*Pack::load(kModels / "finder"), *device);
    const auto landmarks = LandmarkNetwork::load(*Pack::load(kModels / "landmarks"), *device);
    QVERIFY(finder && landmarks);
    compare([&] {
      std::vector<float> scores;
      for (const auto& proposal : (*finder)->run(noise(320), 0)) scores.push_back(proposal.score);
      return scores;
    });
    compare([&] { return (*landmarks)->run({noise(LandmarkNetwork::side())})[0].points; });
  }
};

QTEST_GUILESS_MAIN(ThreadCountTest)
#include "thread_count_test.moc"
