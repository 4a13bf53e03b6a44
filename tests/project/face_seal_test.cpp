// The seal of a saved face: what it proves, and of what.
#include <filesystem>

#include "core/base/atomic_file.h"
#include "core/studio/fake_engine.h"
#include "tests/project/samples.h"

using namespace mien;

namespace {

std::string reversed(const std::string& digest) {
  return {digest.rbegin(), digest.rend()};
}

/// As a project keeps it.
SavedFace photographed() {
  SavedFace face = samples::savedFace(PhotoFaceRef{std::string(64, 'b'), 1, FivePoints{{1, 2}, {3, 4}, {5, 6}}}, 5);
  face.photo = PhotoSize{320, 240};
  face.otherFaces = 2;
  face.proven = true;
  return face;
}

FaceFiles keptFile(const std::string& schema) {
  const std::filesystem::path folder = MIEN_PROJECTS_DIR;
  return {readFile(folder / ("face-schema-" + schema + ".json"), 1 << 20).value(),
          packFace(photographed()).value().picture};
}

}  // namespace

class FaceSealTest : public QObject {
  Q_OBJECT

  const Sealer ours_ = reversed;

 private Q_SLOTS:
  void whatWasSealedHereIsProven() {
    const SavedFace face = photographed();
    QVERIFY(unpackFace(packFace(face, ours_).value(), ours_).value() == face);
    const SavedFace drawn = (*makeFakeEngine())->draw({7}).value()->saved();
    QVERIFY(drawn.proven && unpackFace(packFace(drawn, ours_).value(), ours_).value() == drawn);
  }

  void whatIsNotProvenIsNeverSealed() {
    SavedFace face = photographed();
    face.proven = false;
    const FaceFiles files = packFace(face, ours_).value();
    QVERIFY(!unpackFace(files, ours_).value().proven);
    QVERIFY(files.facts == packFace(photographed()).value().facts);
  }

  void anothersSealProvesNothing() {
    const FaceFiles files = packFace(photographed(), ours_).value();
    for (const Sealer& sealer : {Sealer(), Sealer([](const std::string&) { return std::string(); }),
                                 Sealer([](const std::string& digest) { return digest; })})
      QVERIFY(!unpackFace(files, sealer).value().proven);
  }

  void itIsOfAllThatMakesTheFace_data() {
    QTest::addColumn<int>("which");
    const char* names[] = {"digest",    "index",    "anchors",  "no anchors",  "landmark",
                           "place",     "no place", "photo",    "other faces", "picture",
                           "structure", "colour",   "features", "their pack",  "where a group ends"};
    int which = 0;
    for (const char* name : names) QTest::newRow(name) << which++;
  }
  void itIsOfAllThatMakesTheFace() {
    QFETCH(int, which);
    SavedFace face = photographed();
    auto& ref = std::get<PhotoFaceRef>(face.ref);
    const std::function<void()> changes[] = {
        [&] { ref.digest = std::string(64, 'c'); },
        [&] { ref.index = 2; },
        [&] { ref.anchors->nose.x += 0.001F; },
        [&] { ref.anchors.reset(); },
        [&] { face.landmarks[67].y += 1e-7F; },
        [&] { face.toCrop->tx += 1; },
        [&] { face.toCrop.reset(); },
        [&] { face.photo->height = 241; },
        [&] { face.otherFaces = 3; },
        [&] { face.picture.at(23, 23, 2) ^= 1; },
        [&] { face.latent.structure[1] += 0.1F; },
        [&] { face.latent.colour[0] = -face.latent.colour[0]; },
        [&] { face.latent.features.pop_back(); },
        [&] { face.latent.packHash = std::string(64, 'd'); },
        [&] {
          face.latent.features.insert(face.latent.features.begin(), face.latent.colour.back());
          face.latent.colour.pop_back();
        },
    };
    changes[which]();
    QVERIFY(digestOf(face) != digestOf(photographed()));
    // Under the seal of the face that was.
    FaceFiles files = packFace(face).value();
    std::string facts(files.facts.begin(), files.facts.end());
    const std::size_t schema = facts.find("\"schema\":") + 9;
    facts.replace(schema, 1, "4,\"seal\":\"" + reversed(digestOf(photographed())) + "\"");
    files.facts.assign(facts.begin(), facts.end());
    const auto read = unpackFace(files, ours_);
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QVERIFY(!read->proven);
  }

  /// One file of every schema that a face was ever written in is kept here, and still opens.
  void oldFacesOpen() {
    for (const char* schema : {"1", "2", "3", "4"}) {
      const auto read = unpackFace(keptFile(schema), ours_);
      QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
      SavedFace expected = photographed();
      expected.proven = *schema == '3';
      if (*schema == '1') expected.photo.reset();
      if (*schema < '4') expected.otherFaces.reset();
      QVERIFY(*read == expected);
      QVERIFY(packFace(*read, ours_).value().facts == keptFile(schema).facts);
    }
  }

  void whatIsNoSealIsRefused() {
    const FaceFiles good = packFace(photographed(), ours_).value();
    const auto opens = [&](const std::string& from, const std::string& to) {
      std::string facts(good.facts.begin(), good.facts.end());
      const std::size_t at = facts.find(from);
      if (at != std::string::npos) facts.replace(at, from.size(), to);
      return unpackFace({{facts.begin(), facts.end()}, good.picture}, ours_).has_value();
    };
    QVERIFY(opens("", ""));
    QVERIFY(!opens("\"schema\":4", "\"schema\":2"));
    QVERIFY(!opens("\"schema\":4", "\"schema\":5"));
    QVERIFY(!opens("\"seal\":\"", "\"seal\":\"0"));
    QVERIFY(!opens("\"seal\":", "\"sale\":"));
  }
};

QTEST_APPLESS_MAIN(FaceSealTest)
#include "face_seal_test.moc"
