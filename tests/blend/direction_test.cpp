#include "core/blend/direction.h"

#include <QtTest>
#include <cmath>
#include <cstring>
#include <limits>
#include <set>
#include <string>

using namespace mien;

namespace {

std::vector<float> wave(std::size_t length, float phase) {
  std::vector<float> values(length);
  for (std::size_t i = 0; i < length; ++i) values[i] = std::sin(phase + static_cast<float>(i) * 1.7F * phase);
  return values;
}

Latent latent() {
  Latent l{"pack", wave(10, 1), wave(8, 2), wave(50, 3)};
  l.colour[0] = -0.0F;
  return l;
}

DirectionAxis axis(const char* id, float phase) {
  return {id, wave(10, phase), wave(8, phase + 1), wave(50, phase + 2), -3, 3, 0.5};
}

Directions along() {
  return {"pack", {axis("age", 0.3F), axis("smile", 0.7F)}};
}

/// Bit for bit: == takes −0 for 0.
bool sameBits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

bool sameBits(const Latent& a, const Latent& b) {
  return a.packHash == b.packHash && sameBits(a.structure, b.structure) && sameBits(a.colour, b.colour) &&
         sameBits(a.features, b.features);
}

std::vector<DirectionAmount> amounts(double age, double smile) {
  return {{"age", age}, {"smile", smile}};
}

}  // namespace

class DirectionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void listIsWhole() {
    std::set<std::string> ids;
    for (const Direction& direction : directions()) {
      QVERIFY2(ids.insert(direction.id).second, direction.id);
      QVERIFY(findDirection(direction.id) == &direction);
      QVERIFY(*direction.name != 0 && *direction.help != 0);
      QVERIFY2(!QString(direction.help).endsWith('.'), direction.id);
    }
    QCOMPARE(directions().size(), kDirectionCount);
    QCOMPARE(std::string(directions()[kNamedDirections].id), std::string("component-1"));
    QVERIFY(findDirection("none") == nullptr);
  }

  void nothingIsTheVerySame() {
    QVERIFY(sameBits(moved(latent(), along(), {}).value(), latent()));
    QVERIFY(sameBits(moved(latent(), along(), amounts(0, -0.0)).value(), latent()));
  }

  void addsTheAxis() {
    const Latent there = moved(latent(), along(), amounts(2, -0.5)).value();
    const Directions d = along();
    for (std::size_t i = 0; i < there.features.size(); ++i) {
      const double expected = static_cast<double>(latent().features[i]) +
                              2 * static_cast<double>(d.axes[0].features[i]) -
                              0.5 * static_cast<double>(d.axes[1].features[i]);
      QVERIFY(std::abs(static_cast<double>(there.features[i]) - expected) < 1e-6);
    }
    QVERIFY(there.structure != latent().structure && there.colour != latent().colour);
  }

  void thereAndBack() {
    const std::vector<DirectionAmount> both{{"age", 1.7}, {"smile", -0.3}, {"age", -1.7}, {"smile", 0.3}};
    QVERIFY(sameBits(moved(latent(), along(), both).value(), latent()));
    const Latent there = moved(latent(), along(), amounts(1.7, 0)).value();
    const Latent back = moved(there, along(), amounts(-1.7, 0)).value();
    for (std::size_t i = 0; i < back.features.size(); ++i)
      QVERIFY(std::abs(back.features[i] - latent().features[i]) < 1e-6F);
  }

  void orderDoesNotMatter() {
    const std::vector<DirectionAmount> other{{"smile", -0.4}, {"age", 1.1}};
    QVERIFY(sameBits(moved(latent(), along(), amounts(1.1, -0.4)).value(), moved(latent(), along(), other).value()));
  }

  void refusesWhatDoesNotFit() {
    Directions foreign = along();
    foreign.portraitHash = "another";
    QCOMPARE(moved(latent(), foreign, amounts(1, 0)).error().kind, ErrorKind::Model);
    Directions shorter = along();
    shorter.axes[1].colour.pop_back();
    QCOMPARE(moved(latent(), shorter, amounts(1, 0)).error().kind, ErrorKind::Model);
    const std::vector<DirectionAmount> unknown{{"wings", 1}};
    const auto none = moved(latent(), along(), unknown);
    QCOMPARE(none.error().kind, ErrorKind::Model);
    QVERIFY(none.error().message.find("wings") != std::string::npos);
    QCOMPARE(moved(latent(), along(), amounts(std::numeric_limits<double>::quiet_NaN(), 0)).error().kind,
             ErrorKind::Input);
  }
};

QTEST_APPLESS_MAIN(DirectionTest)
#include "direction_test.moc"
