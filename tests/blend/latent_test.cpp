#include "core/blend/latent.h"

#include <QtTest>
#include <cmath>
#include <numeric>

using namespace mien;

namespace {

Latent latent(float phase) {
  Latent l{"pack", std::vector<float>(10), std::vector<float>(8), std::vector<float>(50)};
  for (auto* group : {&l.structure, &l.colour, &l.features}) {
    for (std::size_t i = 0; i < group->size(); ++i)
      (*group)[i] = std::sin(phase + static_cast<float>(i) * 1.7F * phase);
  }
  return l;
}

double length(const std::vector<float>& v) {
  return std::sqrt(std::inner_product(v.begin(), v.end(), v.begin(), 0.0));
}

}  // namespace

class LatentTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void endsAreExact() {
    const Latent a = latent(1);
    const Latent b = latent(2);
    QVERIFY(mixLatents(a, b, {0, 0, 0}).value() == a);
    QVERIFY(mixLatents(a, b, {1, 1, 1}).value() == b);
  }

  void groupsMixOnTheirOwn() {
    const Latent a = latent(1);
    const Latent b = latent(2);
    const Latent mix = mixLatents(a, b, {1, 0, 0.5}).value();
    QVERIFY(mix.structure == b.structure);
    QVERIFY(mix.colour == a.colour);
    QVERIFY(mix.features != a.features && mix.features != b.features);
  }

  void lengthIsMixedToo() {
    const Latent a = latent(1);
    const Latent b = latent(2);
    const Latent mix = mixLatents(a, b, {0.5, 0.5, 0.5}).value();
    QVERIFY(std::abs(length(mix.features) - (length(a.features) + length(b.features)) / 2) < 1e-4);
  }

  void foreignLatentIsRefused() {
    Latent foreign = latent(2);
    foreign.packHash = "another";
    const auto mix = mixLatents(latent(1), foreign, {0.5, 0.5, 0.5});
    QVERIFY(!mix);
    QCOMPARE(mix.error().kind, ErrorKind::Model);
  }

  void oppositeCodesStayFinite() {
    Latent b = latent(1);
    for (float& v : b.features) v = -v;
    const Latent mix = mixLatents(latent(1), b, {0.5, 0.5, 0.5}).value();
    QVERIFY(std::all_of(mix.features.begin(), mix.features.end(), [](float v) { return std::isfinite(v); }));
  }
};

QTEST_APPLESS_MAIN(LatentTest)
#include "latent_test.moc"
