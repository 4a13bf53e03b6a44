// Protected people in the window: who is on the list, adding somebody, and taking somebody off.
#include "core/record/history.h"
#include "tests/app/review_test.h"
#include "tests/support/altered_judge.h"

using namespace mien;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

/// Takes nothing for a face.
Result<std::unique_ptr<Judge>> makeDoubtfulJudge() {
  return std::make_unique<AlteredJudge>([](Look& look, const Image8&) { look.face = 0.01; });
}

}  // namespace

class TestProtectionModel : public ReviewTest {
  Q_OBJECT

  ProtectionModel& people() { return *studio_->protection(); }
  Enrolment& enrolment() { return *people().enrolment(); }
  ReviewerProfile& profile() { return *desk().reviewer(); }
  QString shownOf(int row, int role) { return people().data(people().index(row), role).toString(); }
  QStringList names() {
    QStringList list;
    for (int i = 0; i < people().rowCount(); ++i) list += shownOf(i, ProtectionModel::NameRole);
    return list;
  }
  /// A wide one shows two faces, a plain one none.
  QUrl photo(const QString& name, int width = 300, bool plain = false) {
    QImage image(width, 300, QImage::Format_RGB32);
    image.fill(Qt::gray);
    for (int y = 0; !plain && y < 300; ++y)
      for (int x = 0; x < width; ++x)
        image.setPixel(x, y, qRgb(x * 255 / width, y * 255 / 300, static_cast<int>(name.size()) * 20 % 256));
    image.save(at(name));
    return QUrl::fromLocalFile(at(name));
  }
  QUrl noPicture(const QString& name) {
    QFile file(at(name));
    if (!file.open(QIODevice::WriteOnly) || file.write("no picture") < 0) qWarning("no file");
    return QUrl::fromLocalFile(file.fileName());
  }
  void read() {
    start();
    readAgain();
  }
  void readAgain() {
    const QSignalSpy changed(&people(), &ProtectionModel::changed);
    people().read();
    TRY_VERIFY(!changed.isEmpty());
  }
  void add(const QString& name, const QString& note, const QList<QUrl>& photos) {
    enrolment().addPhotos(photos);
    const QSignalSpy enrolled(&enrolment(), &Enrolment::enrolled);
    enrolment().start(name, note);
    TRY_VERIFY(!enrolled.isEmpty() || !enrolment().problem().isEmpty());
    QCOMPARE(enrolment().problem(), QString());
    TRY_VERIFY(names().contains(name));
  }
  void remove() {
    const QSignalSpy changed(&people(), &ProtectionModel::protectionChanged);
    people().remove(&profile());
    TRY_COMPARE(changed.count(), 1);
    TRY_VERIFY(people().chosen() == 0);
  }
  fs::path data() { return at(u"data"_s).toStdString(); }
  bool anythingStored() { return fs::exists(data() / "protected-people"); }
  std::set<std::int64_t> noted() { return notedProtection(record())->people; }

 private Q_SLOTS:
  void nobodyAtFirst() {
    read();
    QVERIFY(people().ready() && people().usable() && people().problem().isEmpty());
    QCOMPARE(people().rowCount(), 0);
  }

  void whoIsAddedIsListed() {
    read();
    add(u"Ada Example"_s, u"Asked for it"_s, {photo(u"front.png"_s), photo(u"left.png"_s)});
    QCOMPARE(people().rowCount(), 1);
    QCOMPARE(shownOf(0, ProtectionModel::NoteRole), u"Asked for it"_s);
    QCOMPARE(shownOf(0, ProtectionModel::PhotographsRole), u"2 photographs"_s);
    QVERIFY(shownOf(0, ProtectionModel::SinceRole)
                .contains(QLocale().toString(QDate::currentDate(), QLocale::ShortFormat)));
    QVERIFY(shownOf(0, ProtectionModel::FaultRole).isEmpty());
    QVERIFY(enrolment().photos().isEmpty() && !enrolment().busy());
    QVERIFY(told(u"Ada Example is protected as number 1"_s));
    QCOMPARE(noted(), (std::set<std::int64_t>{1}));
    QVERIFY(studio_->preferences()->recentPhotos().isEmpty());  // no trace of whose pictures these were
    add(u"Ben"_s, {}, {photo(u"ben.png"_s)});
    QCOMPARE(shownOf(1, ProtectionModel::PhotographsRole), u"1 photograph"_s);
    QCOMPARE(noted(), (std::set<std::int64_t>{1, 2}));
  }

  /// What is exported right after that is judged by the new list, and by the one before again.
  void outputsAreJudgedByIt() {
    read();
    openUnknownPhoto();
    studio_->checkA()->recordConsent(0, {}, {});
    TRY_VERIFY(studio_->checkA()->consent() == 0);
    add(u"Ada"_s, {}, {QUrl::fromLocalFile(at(u"photo.png"_s))});
    exportAs(u"like"_s, 0.02);
    const QString number = shownOf(0, ProtectionModel::NumberRole);
    QVERIFY(told(u"too like a protected person. It is number %1 of the list."_s.arg(number)));
    QVERIFY(!QFile::exists(at(u"like.png"_s)));
    people().choose(0, true);
    remove();
    exportAs(u"free"_s, 0.03);
    QVERIFY(QFile::exists(at(u"free.png"_s)));
  }

  void whatIsWrongWithAPhotographIsSaid_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("says");
    QTest::newRow("no face") << u"plain"_s << u"No face was found in bad.png"_s;
    QTest::newRow("two faces") << u"wide"_s << u"bad.png shows 2 faces"_s;
    QTest::newRow("no picture") << u"text"_s << u"bad.png"_s;
    QTest::newRow("not there") << u"missing"_s << u"bad.png"_s;
  }
  void whatIsWrongWithAPhotographIsSaid() {
    QFETCH(QString, what);
    QFETCH(QString, says);
    read();
    const QUrl bad = what == u"plain"_s  ? photo(u"bad.png"_s, 300, true)
                     : what == u"wide"_s ? photo(u"bad.png"_s, 700)
                     : what == u"text"_s ? noPicture(u"bad.png"_s)
                                         : QUrl::fromLocalFile(at(u"bad.png"_s));
    enrolment().addPhotos({photo(u"good.png"_s), bad});
    enrolment().start(u"Ada"_s, {});
    QVERIFY(enrolment().busy() && enrolment().doing().contains(u"good.png"_s));
    TRY_VERIFY(!enrolment().busy());
    QVERIFY2(enrolment().problem().contains(says), qPrintable(enrolment().problem()));
    QCOMPARE(enrolment().photos().size(), 2);  // to be mended
    QVERIFY(!anythingStored());
    QVERIFY(noted().empty());
    enrolment().leaveOut(1);
    QVERIFY(enrolment().problem().isEmpty());
    add(u"Ada"_s, {}, {});
  }

  void whatIsNoClearFaceIsNotTaken() {
    startWith(makeDoubtfulJudge);
    enrolment().addPhotos({photo(u"covered.png"_s)});
    enrolment().start(u"Ada"_s, {});
    TRY_VERIFY(!enrolment().busy());
    QVERIFY2(enrolment().problem().contains(u"covers the face in covered.png"_s), qPrintable(enrolment().problem()));
    QVERIFY(!anythingStored());
  }

  void nameAndPhotographAreNeeded() {
    read();
    enrolment().start(u"  "_s, {});
    QVERIFY(enrolment().problem().contains(u"needs a name"_s));
    enrolment().start(u"Ada"_s, {});
    QVERIFY(enrolment().problem().contains(u"needs a photograph"_s));
    enrolment().addPhotos({QUrl(u"https://example.com/ada.png"_s)});
    QVERIFY(enrolment().problem().contains(u"save it to a folder"_s));
    QVERIFY(enrolment().photos().isEmpty());
    const QUrl one = photo(u"one.png"_s);
    enrolment().addPhotos({one, one});
    QCOMPARE(enrolment().photos(), QStringList{u"one.png"_s});
  }

  void cancelledNothingIsStored() {
    read();
    enrolment().addPhotos({photo(u"a.png"_s), photo(u"bb.png"_s)});
    // Once the first one has been looked at, half of it is done.
    bool half = false;
    connect(&enrolment(), &Enrolment::changed, this, [&] {
      if (enrolment().progress() < 0.5) return;
      half = true;
      enrolment().cancel();
    });
    enrolment().start(u"Ada"_s, {});
    TRY_VERIFY(half);
    enrolment().disconnect(this);
    QVERIFY(!enrolment().busy());
    QTest::qWait(300);
    QVERIFY(!anythingStored() && noted().empty());
    QVERIFY(!enrolment().busy() && enrolment().problem().isEmpty());
    QCOMPARE(enrolment().photos().size(), 2);
    add(u"Ada"_s, {}, {});
  }

  void severalAreRemovedAtOnce() {
    read();
    add(u"Ada"_s, {}, {photo(u"a.png"_s)});
    add(u"Ben"_s, {}, {photo(u"bb.png"_s)});
    add(u"Cleo"_s, {}, {photo(u"ccc.png"_s)});
    people().choose(0, true);
    QCOMPARE(people().chosenName(), u"Ada"_s);
    people().choose(2, true);
    QCOMPARE(people().chosenName(), u"2 people"_s);
    QVERIFY(people().data(people().index(2), ProtectionModel::ChosenRole).toBool());
    remove();
    TRY_COMPARE(names(), QStringList{u"Ben"_s});
    QCOMPARE(noted(), (std::set<std::int64_t>{2}));
    QVERIFY(told(u"2 people are no longer protected"_s));
  }

  void aReviewerSignsForRemoving() {
    read();
    desk().open();
    openProfile(u"Rea"_s);
    profile().lock();
    add(u"Ada"_s, {}, {photo(u"a.png"_s)});  // anybody may
    people().choose(0, true);
    people().remove(&profile());
    TRY_VERIFY(people().problem().contains(u"must sign for it"_s));
    QVERIFY(!people().busy());
    QCOMPARE(names(), QStringList{u"Ada"_s});
    QCOMPARE(people().chosen(), 1);  // it can be tried again
    profile().unlock(u"Rea"_s, QLatin1StringView(kPassphrase));
    TRY_VERIFY(profile().unlocked());
    remove();
    TRY_VERIFY(names().isEmpty());
    QVERIFY(people().problem().isEmpty());
    QVERIFY(noted().empty());
  }

  void whoCantBeComparedIsMarked() {
    start();
    QVERIFY(protect(record(), {"Ada", "", "another network", {Embedding{}}}));
    openUnknownPhoto();
    TRY_VERIFY(studio_->checkA()->outcome() > FaceCheck::Checking);
    readAgain();
    TRY_COMPARE(people().rowCount(), 1);
    QVERIFY(shownOf(0, ProtectionModel::FaultRole).contains(u"another identity network"_s));
    add(u"Ada again"_s, {}, {photo(u"a.png"_s)});
    QVERIFY(shownOf(1, ProtectionModel::FaultRole).isEmpty());
    people().choose(0, true);
    remove();
    TRY_COMPARE(names(), QStringList{u"Ada again"_s});
  }

  void whomTheListLostCanBeLetGo() {
    read();
    add(u"Ada"_s, {}, {photo(u"a.png"_s)});
    QVERIFY(fs::remove(data() / "protected-people") && fs::remove(data() / "protected-people.key"));
    readAgain();
    TRY_COMPARE(names(), QStringList{u"Protected person 1"_s});
    QVERIFY(shownOf(0, ProtectionModel::FaultRole).contains(u"Missing from the list"_s));
    people().choose(0, true);
    remove();
    TRY_VERIFY(names().isEmpty());
    QVERIFY(noted().empty());
  }

  void aListWithoutItsKeySaysWhatToDo() {
    read();
    add(u"Ada"_s, {}, {photo(u"a.png"_s)});
    QVERIFY(fs::remove(data() / "protected-people.key"));
    readAgain();
    TRY_VERIFY(!people().usable());
    QVERIFY2(people().problem().contains(u"restore the file from a backup"_s), qPrintable(people().problem()));
    QCOMPARE(people().rowCount(), 0);
    // Nor is somebody added to a list that nobody can read.
    enrolment().addPhotos({photo(u"bb.png"_s)});
    enrolment().start(u"Ben"_s, {});
    TRY_VERIFY(!enrolment().busy());
    QVERIFY(enrolment().problem().contains(u"can't be used"_s));
  }

  void facesAreJudgedAnew() {
    read();
    openUnknownPhoto();
    TRY_VERIFY(studio_->checkA()->outcome() > FaceCheck::Checking);
    const QSignalSpy looked(studio_->checkA(), &FaceCheck::changed);
    add(u"Ada"_s, {}, {photo(u"a.png"_s)});
    TRY_VERIFY(!looked.isEmpty());
  }
};

QTEST_MAIN(TestProtectionModel)
#include "test_protection_model.moc"
