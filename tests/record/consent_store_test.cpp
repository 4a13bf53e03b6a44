// Consents: what they speak of, and what counts at a moment.
#include "core/record/consent_store.h"

#include <QtTest>
#include <set>

#include "tests/record/folder_in_memory.h"
#include "tests/record/sample_record.h"

using namespace mien;

class ConsentStoreTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  std::optional<Record> record_;

  ConsentStore store() { return ConsentStore(*record_); }
  ConsentStanding standing(const InputFace& face, std::int64_t when) {
    return store().find(face.key, face.photoDigest, when)->standing;
  }

 private Q_SLOTS:
  void init() {
    folder_ = folderInMemory();
    record_.emplace(Record::open(folder_->filePath(QStringLiteral("record.db")).toStdString()).value());
  }

  void holdsWhatWasGiven() {
    const NewConsent given{ConsentSubject::Face, photoFace(1).key, ConsentKind::PublicDomain, "Archive, box 7",
                           2'000'000'000'000};
    const std::int64_t before = recordNow();
    const auto id = store().add(given).value();
    const Consent kept = store().get(id).value();
    QCOMPARE(kept.id, id);
    QVERIFY(kept.subject == given.subject);
    QCOMPARE(kept.key, given.key);
    QVERIFY(kept.kind == given.kind);
    QCOMPARE(kept.note, given.note);
    QVERIFY(kept.expires == given.expires);
    QVERIFY(kept.recorded >= before && kept.recorded <= recordNow());
    QVERIFY(!kept.withdrawn);
  }

  void countsForAFaceOrForAllOfAPhotograph() {
    const std::int64_t later = recordNow() + 1000;
    QVERIFY(standing(photoFace(1), later) == ConsentStanding::None);
    QVERIFY(store().add({ConsentSubject::Face, photoFace(1).key, ConsentKind::Own, "", {}}));
    QVERIFY(store().add({ConsentSubject::Photo, photoDigest(2), ConsentKind::Own, "", {}}));
    QVERIFY(standing(photoFace(1), later) == ConsentStanding::Valid);
    QVERIFY(standing(photoFace(2), later) == ConsentStanding::Valid);
    QVERIFY(standing(photoFace(3), later) == ConsentStanding::None);
    // Another face of the first photograph has none.
    const std::string other = faceKey(PhotoFaceRef{photoDigest(1), 1, {}});
    QVERIFY(store().find(other, photoDigest(1), later)->standing == ConsentStanding::None);
  }

  void aDrawnFaceNeedsNone() {
    QVERIFY(standing(drawnFace(7), recordNow()) == ConsentStanding::Valid);
    QCOMPARE(store().add({ConsentSubject::Face, drawnFace(7).key, ConsentKind::Synthetic, "", {}}).error().kind,
             ErrorKind::Usage);
  }

  void endsByItsDateOrByWord() {
    const std::int64_t now = recordNow();
    const auto id =
        store().add({ConsentSubject::Photo, photoDigest(1), ConsentKind::Licensed, "A year", now + 10'000}).value();
    QVERIFY(standing(photoFace(1), now + 9'999) == ConsentStanding::Valid);
    QVERIFY(standing(photoFace(1), now + 10'000) == ConsentStanding::Expired);
    QVERIFY(standing(photoFace(1), now - 10'000) == ConsentStanding::None);
    QVERIFY(store().withdraw(id));
    const Consent withdrawn = store().get(id).value();
    QVERIFY(standing(photoFace(1), *withdrawn.withdrawn) == ConsentStanding::Withdrawn);
    QCOMPARE(store().withdraw(id).error().kind, ErrorKind::Usage);
  }

  void theLongestValidOneDecides() {
    const std::int64_t now = recordNow();
    QVERIFY(store().add({ConsentSubject::Photo, photoDigest(1), ConsentKind::Own, "for good", {}}));
    QVERIFY(store().add({ConsentSubject::Photo, photoDigest(1), ConsentKind::Licensed, "a while", now + 50}));
    const auto answer = store().find(photoFace(1).key, photoDigest(1), now + 10'000).value();
    QVERIFY(answer.standing == ConsentStanding::Valid);
    QCOMPARE(answer.consent->note, std::string("for good"));
    const auto gone = store().withdraw(1);
    QVERIFY(gone);
    const auto expired = store().find(photoFace(1).key, photoDigest(1), now + 10'000).value();
    QVERIFY(expired.standing == ConsentStanding::Expired);
    QCOMPARE(expired.consent->note, std::string("a while"));
  }

  void listsNewestFirst() {
    for (int i = 0; i < 3; ++i)
      QVERIFY(store().add({ConsentSubject::Photo, photoDigest(i % 2), ConsentKind::Own, std::to_string(i), {}}));
    const auto all = store().list().value();
    QCOMPARE(all.size(), std::size_t{3});
    QCOMPARE(all[0].note, std::string("2"));
    QCOMPARE(store().list(photoDigest(0))->size(), std::size_t{2});
  }

  void refusals() {
    for (const char* key : {"", "photo.jpg", "drawn:7"})
      QCOMPARE(store().add({ConsentSubject::Photo, key, ConsentKind::Own, "", {}}).error().kind, ErrorKind::Usage);
    QCOMPARE(store().withdraw(9).error().kind, ErrorKind::Usage);
    QCOMPARE(store().get(9).error().kind, ErrorKind::Usage);
    QCOMPARE(verifyHistory(*record_)->entries, 1);
  }

  void faceKeysTellFacesApart() {
    PhotoFaceRef face{photoDigest(1), 0, {}};
    std::set<std::string> keys{faceKey(face)};
    face.index = 1;
    keys.insert(faceKey(face));
    face.anchors = FivePoints{{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}};
    keys.insert(faceKey(face));
    face.anchors->leftMouth.y = 10.25F;
    keys.insert(faceKey(face));
    face.digest = photoDigest(2);
    keys.insert(faceKey(face));
    QCOMPARE(keys.size(), std::size_t{5});
    QCOMPARE(faceKey(DrawnFaceRef{7}), std::string("drawn:7"));
  }
};

QTEST_APPLESS_MAIN(ConsentStoreTest)
#include "consent_store_test.moc"
