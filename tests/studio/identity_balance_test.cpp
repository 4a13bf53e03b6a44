#include "core/studio/identity_balance.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <map>

using namespace mien;

namespace {

/// A face of one grey: its identity is that grey, see embed().
class GreyFace final : public Face {
 public:
  GreyFace(std::uint64_t seed, std::uint8_t grey) : ref_(DrawnFaceRef{seed}), crop_(256, 256, 3, grey) {
    for (std::size_t i = 0; i < landmarks_.size(); ++i)
      landmarks_[i] = {static_cast<float>(i % 8) / 8, static_cast<float>(i / 8) / 9};
  }
  const FaceRef& ref() const override { return ref_; }
  const Image8& crop() const override { return crop_; }
  const Landmarks& cropLandmarks() const override { return landmarks_; }
  const std::string& ownKey() const override { return ownKey_; }
  SavedFace saved() const override { return {}; }

 private:
  FaceRef ref_;
  Image8 crop_;
  Landmarks landmarks_{};
  std::string ownKey_;
};

Embedding embed(const Image8& picture, const FivePoints& /*at*/) {
  Embedding e{};
  e[0] = static_cast<float>(picture.at(0, 0)) / 255;
  return e;
}

}  // namespace

class IdentityBalanceTest : public QObject {
  Q_OBJECT

  std::vector<FacePtr> faces_{std::make_shared<GreyFace>(1, 0), std::make_shared<GreyFace>(2, 255)};
  int renders_ = 0;

  Recipe recipe() const {
    Recipe r;
    r.modelId = "grey";
    r.modelHash = std::string(64, '0');
    r.faces = {faces_[0]->ref(), faces_[1]->ref()};
    r.detail = 0.25;  // what it is measured at is not this recipe's
    r.balance = 0.8;
    r.size = 1024;
    return r;
  }

  /// Of an engine in which B's share shows as share ^ exponent.
  RenderRecipe engine(double exponent) {
    return [this, exponent](const Recipe& r) -> Result<Frame> {
      ++renders_;
      if (r.size != 256 || r.detail != 1 || r.structure != 0.5 || r.features != 0.5 || r.colour != 0.5)
        return fail(ErrorKind::Internal, "asked for something else");
      const auto grey = static_cast<std::uint8_t>(std::lround(255 * std::pow(r.balance, exponent)));
      Frame frame{.recipe = r, .pixels = Image8(256, 256, 3, grey)};
      frame.facts.landmarks = transformed(faces_[0]->cropLandmarks(), Similarity{}.scaled(256));
      return frame;
    };
  }

 private Q_SLOTS:
  void init() { renders_ = 0; }

  void findsWhereBothAreEquallyFar_data() {
    QTest::addColumn<double>("exponent");
    for (const double exponent : {0.4, 0.7, 1.0, 1.5, 2.0, 3.0})
      QTest::newRow(QByteArray::number(exponent).constData()) << exponent;
  }
  void findsWhereBothAreEquallyFar() {
    QFETCH(double, exponent);
    const auto balance = measureBalance(recipe(), faces_, engine(exponent), embed);
    QVERIFY2(balance.has_value(), balance ? "" : balance.error().message.c_str());
    QVERIFY2(std::abs(*balance - std::pow(0.5, 1 / exponent)) < 0.02, std::to_string(*balance).c_str());
    QCOMPARE(*balance, std::round(*balance * 100) / 100);
    QVERIFY(renders_ <= kBalanceRenders);
  }

  void staysWithinWhatARecipeTakes() {
    QCOMPARE(measureBalance(recipe(), faces_, engine(40), embed).value(), 0.9);
    QCOMPARE(measureBalance(recipe(), faces_, engine(0.05), embed).value(), 0.1);
  }

  void oneFaceTwiceNeedsNone() {
    QCOMPARE(measureBalance(recipe(), {faces_[0], faces_[0]}, engine(2), embed).value(), 0.5);
    QCOMPARE(renders_, 0);
  }

  /// Who is measured with whom is not up to the order, and what comes out is the same balance of each with each.
  void theOrderOfFacesDoesNotMatter() {
    std::vector<FacePtr> faces;
    for (const int grey : {0, 255, 120, 60})
      faces.push_back(std::make_shared<GreyFace>(faces.size() + 1, static_cast<std::uint8_t>(grey)));
    std::map<FacePtr, std::map<FacePtr, double>> odds;
    std::vector<std::size_t> order{0, 1, 2, 3};
    do {
      std::vector<FacePtr> own;
      for (const std::size_t i : order) own.push_back(faces[i]);
      // Each pair shows its second face in another way, so that the balances are not transitive.
      const auto balances = measureBalances(
          recipe(), own,
          [](const Recipe& r, const std::vector<FacePtr>& pair) -> Result<Frame> {
            const double a = pair[0]->crop().at(0, 0);
            const double b = pair[1]->crop().at(0, 0);
            const double share = std::pow(r.balance, 0.4 + std::fmod(a * 7 + b * 3, 5));
            Frame frame{.recipe = r, .pixels = Image8(256, 256, 3, static_cast<std::uint8_t>(std::lerp(a, b, share)))};
            frame.facts.landmarks = transformed(pair[0]->cropLandmarks(), Similarity{}.scaled(256));
            return frame;
          },
          embed);
      QVERIFY(balances && balances->size() == 3);
      for (std::size_t i = 0; i < 3; ++i) {
        const double balance = (*balances)[i];
        QVERIFY(balance >= 0.1 && balance <= 0.9);
        const double ratio = balance / (1 - balance);
        const auto [known, isNew] = odds[own[0]].emplace(own[i + 1], ratio);
        QVERIFY2(std::abs(known->second / ratio - 1) < 1e-6, std::to_string(ratio).c_str());
        for (std::size_t k = 0; k < i; ++k) {
          const auto& others = odds[own[k + 1]];
          if (others.contains(own[i + 1]))
            QVERIFY(std::abs(others.at(own[i + 1]) * ((*balances)[k] / (1 - (*balances)[k])) / ratio - 1) < 1e-6);
        }
      }
    } while (std::next_permutation(order.begin(), order.end()));
  }

  /// Two faces in the order that is theirs are what they ever were; the other way round it is turned round.
  void ofTwoItIsTheirBalance() {
    const auto render = [&](const Recipe& r, const std::vector<FacePtr>&) { return engine(2)(r); };
    const double balance = measureBalance(recipe(), faces_, engine(2), embed).value();
    QCOMPARE(measureBalances(recipe(), faces_, render, embed).value(), std::vector{balance});
    QCOMPARE(measureBalances(recipe(), {faces_[1], faces_[0]}, render, embed).value(),
             std::vector{std::round((1 - balance) * 100) / 100});
  }

  void errorsArriveAsTheyAre() {
    const auto balance = measureBalance(
        recipe(), faces_, [](const Recipe&) -> Result<Frame> { return fail(ErrorKind::Model, "There is none."); },
        embed);
    QVERIFY(!balance);
    QCOMPARE(balance.error().message, std::string("There is none."));
  }
};

QTEST_APPLESS_MAIN(IdentityBalanceTest)
#include "identity_balance_test.moc"
