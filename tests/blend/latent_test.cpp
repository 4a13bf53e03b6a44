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

Result<Latent> mixed(const Latent& a, const Latent& b, double structure, double colour, double features) {
  const auto pair = [](double t) { return FaceWeights{1 - t, t}; };
  return mixLatents(std::vector{&a, &b}, {pair(structure), pair(colour), pair(features)});
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
    QVERIFY(mixed(a, b, 0, 0, 0).value() == a);
    QVERIFY(mixed(a, b, 1, 1, 1).value() == b);
  }

  void groupsMixOnTheirOwn() {
    const Latent a = latent(1);
    const Latent b = latent(2);
    const Latent mix = mixed(a, b, 1, 0, 0.5).value();
    QVERIFY(mix.structure == b.structure);
    QVERIFY(mix.colour == a.colour);
    QVERIFY(mix.features != a.features && mix.features != b.features);
  }

  void lengthIsMixedToo() {
    const Latent a = latent(1);
    const Latent b = latent(2);
    const Latent mix = mixed(a, b, 0.5, 0.5, 0.5).value();
    QVERIFY(std::abs(length(mix.features) - (length(a.features) + length(b.features)) / 2) < 1e-4);
  }

  void ofManyTheOrderDoesNotMatter() {
    const Latent a = latent(1);
    const Latent b = latent(2);
    const Latent c = latent(3);
    const FaceWeights abc{0.2, 0.5, 0.3};
    const FaceWeights cab{0.3, 0.2, 0.5};
    const Latent one = mixLatents(std::vector{&a, &b, &c}, {abc, abc, abc}).value();
    const Latent other = mixLatents(std::vector{&c, &a, &b}, {cab, cab, cab}).value();
    const auto same = [](const std::vector<float>& x, const std::vector<float>& y) {
      return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                        [](float p, float q) { return std::abs(p - q) < 1e-6F; });
    };
    QVERIFY(same(one.structure, other.structure) && same(one.colour, other.colour) &&
            same(one.features, other.features));
    const double lengths = 0.2 * length(a.features) + 0.5 * length(b.features) + 0.3 * length(c.features);
    QVERIFY(std::abs(length(one.features) - lengths) < 1e-4);
    QVERIFY(mixLatents(std::vector{&a, &b, &c}, {{0, 0, 1}, {0, 0, 1}, {0, 0, 1}}).value() == c);
  }

  void foreignLatentIsRefused() {
    Latent foreign = latent(2);
    foreign.packHash = "another";
    const auto mix = mixed(latent(1), foreign, 0.5, 0.5, 0.5);
    QVERIFY(!mix);
    QCOMPARE(mix.error().kind, ErrorKind::Model);
  }

  void oppositeCodesStayFinite() {
    Latent b = latent(1);
    for (float& v : b.features) v = -v;
    const Latent mix = mixed(latent(1), b, 0.5, 0.5, 0.5).value();
    QVERIFY(std::all_of(mix.features.begin(), mix.features.end(), [](float v) { return std::isfinite(v); }));
  }
};

QTEST_APPLESS_MAIN(LatentTest)
#include "latent_test.moc"
