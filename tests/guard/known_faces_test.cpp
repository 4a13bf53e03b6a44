#include "core/guard/known_faces.h"

#include <QTest>
#include <algorithm>
#include <filesystem>

#include "core/model/pack.h"

using namespace mien;

/// The list that is shipped.
class KnownFacesTest : public QObject {
  Q_OBJECT
 private slots:
  void eachIsTheNearestToItself() {
    const Pack pack = Pack::load(std::filesystem::path(MIEN_MODELS_DIR) / "identity").value();
    const KnownFaces known = KnownFaces::load(pack).value();
    const SafeTensors& file = *pack.weights("known-faces.safetensors");
    const auto count = file.find("embeddings")->shape[0];
    QCOMPARE(static_cast<std::int64_t>(known.size()), count);
    const auto* numbers = reinterpret_cast<const std::int8_t*>(file.find("embeddings")->data.data());
    const float scale = toFloats(*file.find("scale"))[0];
    for (const std::int64_t row : {std::int64_t{0}, std::int64_t{1}, count / 2, count - 1}) {
      Embedding embedding{};
      for (std::size_t i = 0; i < embedding.size(); ++i)
        embedding[i] =
            scale * static_cast<float>(
                        numbers[row * static_cast<std::int64_t>(embedding.size()) + static_cast<std::int64_t>(i)]);
      const auto nearest = known.nearest(embedding, 3);
      QCOMPARE(nearest.size(), std::size_t{3});
      QVERIFY(nearest[0].distance < 1e-6);
      QVERIFY(nearest[0].distance <= nearest[1].distance && nearest[1].distance <= nearest[2].distance);
      QCOMPARE(nearest[0].number, row + 1);
      QCOMPARE(nearest[0].of, count);
    }
  }

  /// As many of each set as the pack says that it learned from.
  void eachNamesItsSource() {
    const Pack pack = Pack::load(std::filesystem::path(MIEN_MODELS_DIR) / "identity").value();
    const KnownFaces known = KnownFaces::load(pack).value();
    const auto all = known.nearest(Embedding{}, known.size());
    for (const PackData& data : pack.manifest().data) {
      const auto count = std::count_if(all.begin(), all.end(), [&](const NearestKnown& face) {
        return face.source.name == data.name && face.source.licence == data.licence;
      });
      QCOMPARE(static_cast<std::uint64_t>(count), data.count);
    }
  }

  /// 1 is how far two of them usually are.
  void eachLooksMostLikeItself() {
    const std::filesystem::path models = MIEN_MODELS_DIR;
    const Pack pack = Pack::load(models / "identity").value();
    const std::string latents = Pack::load(models / "portrait").value().latentsHash();
    const KnownFaces known = KnownFaces::load(pack).value();
    const SafeTensors& file = *pack.weights("known-faces.safetensors");
    const auto length = static_cast<std::size_t>(file.find("codes")->shape[1]);
    const auto* numbers = reinterpret_cast<const std::int8_t*>(file.find("codes")->data.data());
    const std::vector<float> weights = toFloats(*file.find("code_weights"));
    const auto codeOf = [&](std::size_t row) {
      std::vector<float> code(length);
      for (std::size_t i = 0; i < length; ++i) code[i] = static_cast<float>(numbers[row * length + i]) / weights[i];
      return code;
    };
    std::vector<double> apart;
    for (const std::size_t row : {std::size_t{0}, std::size_t{1}, known.size() / 2, known.size() - 1}) {
      const auto all = known.nearestByCode(codeOf(row), latents, known.size());
      QCOMPARE(all.size(), known.size());
      QVERIFY(all[0].distance < 1e-3);
      QCOMPARE(all[0].number, static_cast<std::int64_t>(row) + 1);
      apart.push_back(all[known.size() / 2].distance);
    }
    std::sort(apart.begin(), apart.end());
    QVERIFY2(apart[1] > 0.7 && apart[2] < 1.4, qPrintable(QString::number(apart[1])));
    QVERIFY(known.nearestByCode(codeOf(0), std::string(64, '0'), 5).empty());  // another pack's
    QVERIFY(known.nearestByCode(std::vector<float>(3), latents, 5).empty());
  }

  void withoutAListNobodyIsNear() { QVERIFY(KnownFaces().nearest(Embedding{}, 5).empty()); }
};

QTEST_APPLESS_MAIN(KnownFacesTest)
#include "known_faces_test.moc"
