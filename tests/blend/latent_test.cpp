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

Latent along(Path path, const Latent& a, const Latent& b, double t) {
  const FaceWeights weights{1 - t, t};
  return mixLatents(std::vector{&a, &b}, {weights, weights, weights}, path).value();
}

double length(const std::vector<float>& v) {
  return std::sqrt(std::inner_product(v.begin(), v.end(), v.begin(), 0.0));
}

}  // namespace

class LatentTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void featuresAreTheSumOfTheFacesTimesTheirFactors() {
    const Latent a = latent(0.3F);
    const Latent b = latent(0.9F);
    const Latent c = latent(1.4F);
    const std::vector<const Latent*> faces{&a, &b, &c};
    for (const Path path : {Path::Spherical, Path::Straight, Path::Typical}) {
      for (const FaceWeights& weights : {FaceWeights{0.2, 0.5, 0.3}, FaceWeights{0, 1, 0}}) {
        const Latent mix = mixLatents(faces, {weights, weights, weights}, path).value();
        const FaceWeights factors = featureFactors(faces, weights, path);
        for (std::size_t k = 0; k < mix.features.size(); ++k) {
          double sum = 0;
          for (std::size_t i = 0; i < faces.size(); ++i) sum += factors[i] * static_cast<double>(faces[i]->features[k]);
          QVERIFY(std::abs(sum - static_cast<double>(mix.features[k])) < 1e-6);
        }
      }
    }
    // Half way two codes' straight mean is too short.
    const FaceWeights half{0.5, 0.5};
    QVERIFY(featureFactors(std::vector{&a, &b}, half, Path::Spherical)[0] > 0.51);
    QCOMPARE(featureFactors(std::vector{&a, &b}, half, Path::Straight), half);
  }

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

  void pathsMeetAtTheFaces() {
    const Latent a = latent(1);
    const Latent b = latent(2);
    for (const Path path : {Path::Spherical, Path::Straight, Path::Typical}) {
      QVERIFY(along(path, a, b, 0) == a);
      QVERIFY(along(path, a, b, 1) == b);
      // Nor do they jump there.
      const Latent near = along(path, a, b, 1e-4);
      QVERIFY(std::abs(length(near.features) - length(a.features)) < 1e-2);
    }
  }

  void pathsDifferInLengthHalfWay() {
    const Latent a = latent(1);
    const Latent b = latent(2);
    const auto half = [&](Path path) { return along(path, a, b, 0.5).features; };
    std::vector<float> mean(a.features.size());
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] = (a.features[i] + b.features[i]) / 2;
    QVERIFY(std::abs(length(half(Path::Straight)) - length(mean)) < 1e-4);
    QVERIFY(length(half(Path::Straight)) < length(half(Path::Spherical)));
    QVERIFY(std::abs(length(half(Path::Typical)) - kTypicalLength * std::sqrt(50.0)) < 1e-4);
    // The direction is the same.
    const auto dot = [](const std::vector<float>& x, const std::vector<float>& y) {
      return std::inner_product(x.begin(), x.end(), y.begin(), 0.0) / length(x) / length(y);
    };
    QVERIFY(dot(half(Path::Straight), half(Path::Typical)) > 1 - 1e-6);
  }

  /// A face that is not in the mix does not move it.
  void aFaceWithoutAShareChangesNoPath() {
    const Latent a = latent(1);
    const Latent b = latent(2);
    const Latent c = latent(3);
    const FaceWeights two{0.3, 0.7};
    const FaceWeights three{0.3, 0.7, 0};
    QVERIFY(mixLatents(std::vector{&a, &b}, {two, two, two}, Path::Typical).value() ==
            mixLatents(std::vector{&a, &b, &c}, {three, three, three}, Path::Typical).value());
  }

  void variationsKeepTheLengthAndAreTheSameAgain() {
    // Long enough that a random code's length is near its mean.
    Latent face{"pack", std::vector<float>(400), std::vector<float>(400), std::vector<float>(400)};
    for (auto* group : {&face.structure, &face.colour, &face.features})
      for (std::size_t i = 0; i < group->size(); ++i) (*group)[i] = static_cast<float>(i % 2) - 0.5F;
    QVERIFY(varied(face, {0, 5}) == face);
    const Latent some = varied(face, {0.6, 5});
    QVERIFY(some == varied(face, {0.6, 5}));
    QVERIFY(some != varied(face, {0.6, 6}));
    QVERIFY(std::abs(length(some.features) / length(face.features) - 1) < 0.15);
    // What is left of the face: √(1 − 0.36).
    const double left = std::inner_product(some.features.begin(), some.features.end(), face.features.begin(), 0.0) /
                        length(face.features) / length(face.features);
    QVERIFY(std::abs(left - 0.8) < 0.12);
    const Latent all = varied(face, {1, 5});
    QVERIFY(all.packHash == face.packHash && all.features != some.features);
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
