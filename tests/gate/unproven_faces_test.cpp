// Faces of whose pictures nobody knows that they are of the photographs they name: what a stranger's project may bring.
#include <QtTest>

#include "core/gate/consent_of.h"
#include "core/record/erase.h"
#include "core/record/recall.h"
#include "tests/gate/reviewers.h"

using namespace mien;

namespace fs = std::filesystem;

class UnprovenFacesTest : public QObject {
  Q_OBJECT

  /// The picture of `is`, said to be of what `named` is of.
  static FacePtr swapped(const GateBench& bench, const FacePtr& is, const FacePtr& named) {
    SavedFace saved = is->saved();
    saved.ref = named->ref();
    saved.proven = false;
    return bench.engine->restore(saved).value();
  }
  static void consentToItself(const GateBench& bench, const FacePtr& face) {
    QVERIFY(ConsentStore(bench.opened()).add(consentFor(nameOf(*face))).has_value());
  }
  static std::optional<Error> refusalOf(const GateBench& bench, const FacePtr& face) {
    const auto admission = bench.write({face, bench.drawn(8)}, "out.png");
    return admission ? admission->refusal : admission.error();
  }

 private Q_SLOTS:
  void onlyItsOwnConsentCounts() {
    const GateBench bench;
    const FacePtr anna = bench.photographed(1);
    const FacePtr bob = bench.photographed(2);
    bench.consent(anna);
    bench.consent(bob);
    QVERIFY(!refusalOf(bench, anna));
    const FacePtr face = swapped(bench, bob, anna);
    QVERIFY(face->ref() == anna->ref() && face->ownKey() == digestOf(face->saved()));
    const auto refused = refusalOf(bench, face);
    QVERIFY(refused && refused->kind == ErrorKind::Blocked);
    QVERIFY2(refused->message.find(kNotProven) != std::string::npos, refused->message.c_str());
    consentToItself(bench, face);
    QVERIFY(!refusalOf(bench, face));
    QVERIFY(refusalOf(bench, swapped(bench, bench.photographed(3), anna)));
    // Nor is it a consent for anything else.
    const FacePtr carl = bench.photographed(3);
    QVERIFY(refusalOf(bench, carl));
  }

  /// Drawn faces are drawn anew from their seeds, never taken from a file: one that was is no way around.
  void whatIsOnlySaidToBeDrawnDoesNotLeave() {
    const GateBench bench;
    const FacePtr face = swapped(bench, bench.photographed(1), bench.drawn(7));
    QVERIFY(needsConsent(nameOf(*face)) && refusalOf(bench, face));
    QVERIFY(!needsConsent(nameOf(*bench.drawn(7))));
  }

  void whatIsProvenStaysSo() {
    const GateBench bench;
    const FacePtr anna = bench.photographed(1);
    bench.consent(anna);
    const FacePtr again = bench.engine->restore(anna->saved()).value();
    QVERIFY(again->ownKey().empty() && !refusalOf(bench, again));
    const FacePtr face = swapped(bench, anna, anna);
    for (const SavedFace& saved : {face->saved(), bench.engine->restore(face->saved()).value()->saved(),
                                   bench.engine->reencode(face->saved()).value()->saved()})
      QVERIFY(!saved.proven);
  }

  void anApprovalIsOfTheVerySamePicture() {
    const GateBench bench;
    const FacePtr anna = bench.photographed(1);
    const FacePtr bobAsAnna = swapped(bench, bench.photographed(2), anna);
    const FacePtr carlAsAnna = swapped(bench, bench.photographed(3), anna);
    const auto who = reviewer(bench);
    const auto write = [&](const FacePtr& face) { return bench.write({face, bench.drawn(8)}, "out.png").value(); };
    const std::int64_t output = write(anna).output;
    QVERIFY(write(swapped(bench, anna, anna)).output != output);
    QVERIFY(ReviewStore(bench.opened()).approve(output, who, "It was shown to me.").has_value());
    QVERIFY(!write(anna).refusal);
    const Admission another = write(bobAsAnna);
    QVERIFY(another.refusal && another.output != output);
    QVERIFY(ReviewStore(bench.opened()).approve(another.output, who, "And so was he.").has_value());
    QVERIFY(!write(bobAsAnna).refusal && !write(anna).refusal);
    QVERIFY(write(carlAsAnna).refusal);
  }

  /// An approval of the picture says nothing of the photograph either.
  void norIsAPicturesApprovalThePhotographs() {
    const GateBench bench;
    const FacePtr anna = bench.photographed(1);
    const FacePtr face = swapped(bench, bench.photographed(2), anna);
    const std::int64_t output = bench.write({face, bench.drawn(8)}, "out.png")->output;
    QVERIFY(ReviewStore(bench.opened()).approve(output, reviewer(bench), "It was shown to me.").has_value());
    QVERIFY(!refusalOf(bench, face));
    QVERIFY(refusalOf(bench, anna));
  }

  void aRecallOfThePhotographIsOneOfThePicture() {
    const GateBench bench;
    const FacePtr anna = bench.photographed(1);
    const FacePtr face = swapped(bench, bench.photographed(2), anna);
    bench.consent(anna);
    consentToItself(bench, face);
    QVERIFY(!refusalOf(bench, face));
    const std::string photo = std::get<PhotoFaceRef>(anna->ref()).digest;
    for (const std::string& name : {photo, face->ownKey()})
      QCOMPARE(concernedBy(bench.opened(), {.face = name}).value().size(), std::size_t{1});
    QVERIFY(!refusalOf(bench, anna));
    QVERIFY(recall(bench.opened(), {.face = photo}, "A leak").has_value());
    QVERIFY(refusalOf(bench, face) && refusalOf(bench, anna));
  }

  void whoIsErasedGoesByEitherName() {
    for (const bool byPhoto : {true, false}) {
      const GateBench bench;
      const FacePtr anna = bench.photographed(1);
      const FacePtr face = swapped(bench, bench.photographed(2), anna);
      consentToItself(bench, face);
      QVERIFY(!refusalOf(bench, face));
      const std::string name = byPhoto ? std::get<PhotoFaceRef>(anna->ref()).digest : face->ownKey();
      const auto erased = erasePerson(bench.opened(), {name});
      QVERIFY(erased && erased->outputs == 1 && erased->consents == 1);
      QVERIFY(refusalOf(bench, face));
    }
  }
};

QTEST_GUILESS_MAIN(UnprovenFacesTest)
#include "unproven_faces_test.moc"
