#include "core/guard/known_faces.h"

#include <QTest>
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
      const auto nearest = known.nearest(embedding);
      QVERIFY(nearest && nearest->distance < 1e-6);
      QCOMPARE(nearest->number, row + 1);
      QCOMPARE(nearest->of, count);
    }
  }

  void withoutAListNobodyIsNear() { QVERIFY(!KnownFaces().nearest(Embedding{})); }
};

QTEST_APPLESS_MAIN(KnownFacesTest)
#include "known_faces_test.moc"
