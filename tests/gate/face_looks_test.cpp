// What the networks see in a face is asked of them once.
#include "core/gate/face_looks.h"

#include <QTest>

#include "core/gate/gatekeeper.h"
#include "core/studio/fake_engine.h"
#include "tests/gate/gate_bench.h"

using namespace mien;

namespace {

/// The fake one, which counts.
class CountingJudge final : public Judge {
 public:
  explicit CountingJudge(int& looks) : looks_(looks) {}
  const std::string& hash() const override { return judge_->hash(); }
  const std::string& identityHash() const override { return judge_->identityHash(); }
  std::vector<NearestKnown> nearestKnown(const Embedding&, std::size_t) const override { return {}; }
  Look look(const Image8& picture, const FivePoints& points) override {
    ++looks_;
    return judge_->look(picture, points);
  }
  Embedding embed(const Image8& picture, const FivePoints& points) override { return judge_->embed(picture, points); }

 private:
  int& looks_;
  std::unique_ptr<Judge> judge_ = makeFakeJudge().value();
};

}  // namespace

class FaceLooksTest : public QObject {
  Q_OBJECT
 private slots:
  void aFaceIsLookedAtOnce() {
    const GateBench bench;
    int asked = 0;
    FaceLooks looks(std::make_shared<CountingJudge>(asked));
    const FacePtr one = bench.drawn(3);
    const FacePtr other = bench.drawn(8);
    const Look seen = looks.of(one);
    QVERIFY(looks.of(other).identity != seen.identity);
    QVERIFY(looks.of(one).identity == seen.identity);
    QCOMPARE(asked, 2);
  }

  /// Another face may come to lie where one lay that is gone.
  void aFaceThatIsGoneIsForgotten() {
    const GateBench bench;
    int asked = 0;
    FaceLooks looks(std::make_shared<CountingJudge>(asked));
    for (int i = 1; i <= 5; ++i) {
      looks.of(bench.drawn(3));
      QCOMPARE(asked, i);
    }
  }

  void exportsOfOneFaceShareALook() {
    const GateBench bench;
    int asked = 0;
    Gatekeeper keeper(bench.folder / "record.db",
                      [&] { return Result<std::unique_ptr<Judge>>(std::make_unique<CountingJudge>(asked)); });
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    QVERIFY(keeper.identitiesOf(faces).has_value());
    for (int i = 0; i < 3; ++i) {
      auto gate = keeper.open();
      QVERIFY2(gate, gate ? "" : gate.error().message.c_str());
      QVERIFY(gate->take(faces).has_value());
    }
    QCOMPARE(asked, 2);
  }
};

QTEST_GUILESS_MAIN(FaceLooksTest)
#include "face_looks_test.moc"
