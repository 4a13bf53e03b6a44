// What a reviewer does on the review page: flags, decisions, restoring, incidents.
#include "core/gate/spending.h"
#include "core/record/face_key.h"
#include "core/record/history.h"
#include "tests/app/review_test.h"
#include "tests/record/raw_database.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestReviewDecisions : public ReviewTest {
  Q_OBJECT

  void startReviewing() {
    start();
    desk().open();
  }
  void waitFor(int number) {
    TRY_VERIFY(outputs().goTo(number));
    TRY_COMPARE(entry().number(), number);
  }
  OutputState state(std::int64_t id) const { return OutputStore(record()).get(id)->state; }

 private Q_SLOTS:
  void anAlteredHistoryIsSaidByTheNextStart() {
    startReviewing();
    exportAs(u"one"_s, 0.4);
    TRY_VERIFY(!desk().history()->running());
    desk().history()->check();
    TRY_VERIFY(told(u"as they were written"_s));
    QVERIFY(!told(u"altered"_s));
    execute(at(u"data/record.db"_s).toStdString(), "UPDATE outputs SET project = 'Mine' WHERE id = 1");
    start();
    TRY_VERIFY(told(u"The history was altered"_s));
    QVERIFY(told(u"mien record restore"_s));
  }

  /// A mix need not be exported to be flagged: it is judged and recorded, and then nobody exports it.
  void aMixIsFlaggedBeforeItWasEverExported() {
    startReviewing();
    studio_->document()->setValue(MixDocument::Overall, 0.4);
    studio_->document()->finishAdjusting();
    const QSignalSpy found(&desk(), &ReviewDesk::mixFound);
    desk().findMix();
    TRY_COMPARE(found.count(), 1);
    const int output = found[0][0].toInt();
    desk().flag(output, u"Look at the ear"_s);
    TRY_COMPARE(desk().waiting(), 1);
    waitFor(1);
    exportAs(u"one"_s, 0.4);
    QVERIFY(!QFileInfo::exists(at(u"one.png"_s)));
  }

  void aFlagStopsTheNextExport() {
    startReviewing();
    const QSignalSpy found(&desk(), &ReviewDesk::mixFound);
    exportAs(u"one"_s, 0.4);
    studio_->exporter()->setSize(512);
    desk().findMix();  // at another size it is the same mix
    TRY_COMPARE(found.count(), 1);
    QCOMPARE(found[0][0].toInt(), 1);
    QVERIFY(found[0][1].toString().startsWith(u"Picture 1 of today, "_s));
    desk().flag(1, u"Look at the ear"_s);
    TRY_COMPARE(desk().waiting(), 1);
    waitFor(1);
    TRY_COMPARE(entry().state(), int{ReviewModel::Flagged});
    QCOMPARE(entry().decisions()[0].toMap()[u"reason"_s].toString(), u"Look at the ear"_s);
    studio_->exporter()->setSize(256);
    exportAs(u"two"_s, 0.4);
    QVERIFY(!QFileInfo::exists(at(u"two.png"_s)));
    desk().findMix();
    TRY_VERIFY(told(u"flagged already"_s));
    QCOMPARE(found.count(), 1);

    // The refusal leads to the output that it is of, whatever is chosen or searched for.
    const Notices& notices = *studio_->notices();
    QString made;
    for (int i = 0; i < notices.count(); ++i)
      if (const QString of = notices.data(notices.index(i), Notices::MadeRole).toString(); !of.isEmpty()) made = of;
    QVERIFY(!made.isEmpty());
    studio_->exporter()->setSize(512);
    exportAs(u"other"_s, 0.9);
    waitFor(2);
    desk().search()->setState(1 + static_cast<int>(OutputState::Approved));
    TRY_COMPARE(outputs().total(), 0);
    desk().showMade(made);
    TRY_COMPARE(entry().number(), 1);
    QVERIFY(!desk().search()->narrowed());
  }

  void aDecisionIsSignedByAnOpenProfile() {
    startReviewing();
    exportAs(u"one"_s, 0.4);
    desk().flag(1, {});
    waitFor(1);
    TRY_VERIFY(entry().canApprove());
    desk().approve(entry().number(), {});
    TRY_VERIFY(told(u"profile"_s));
    openProfile(u"Ada"_s);
    QVERIFY(desk().reviewer()->unlocked());
    desk().comment(entry().number(), u"Fine light"_s);
    TRY_COMPARE(entry().decisions().size(), 2);
    desk().approve(entry().number(), {});
    TRY_COMPARE(entry().state(), int{ReviewModel::Approved});
    const QVariantMap approved = entry().decisions()[0].toMap();
    QCOMPARE(approved[u"who"_s].toString(), u"Ada"_s);
    QCOMPARE(approved[u"what"_s].toString(), u"Approved"_s);
    QVERIFY(verifyHistory(record())->sound());
    desk().flag(1, {});
    TRY_VERIFY(entry().canReject());
    desk().reject(entry().number(), u"No"_s);
    TRY_COMPARE(entry().state(), int{ReviewModel::Rejected});
  }

  /// Who works off a queue stays in it: the next one comes up.
  void theNextOneComesUp() {
    startReviewing();
    for (const auto& [name, mix] : {std::pair(u"a"_s, 0.2), std::pair(u"b"_s, 0.4), std::pair(u"c"_s, 0.6)})
      exportAs(name, mix);
    for (const int number : {1, 2, 3}) desk().flag(number, {});
    TRY_COMPARE(desk().waiting(), 3);
    desk().search()->setState(ReviewModel::Flagged + 1);
    TRY_COMPARE(outputs().count(), 3);
    openProfile(u"Ada"_s);
    waitFor(2);
    desk().approve(entry().number(), {});
    TRY_COMPARE(outputs().count(), 2);
    TRY_COMPARE(entry().number(), 1);
    desk().reject(entry().number(), {});
    TRY_COMPARE(outputs().count(), 1);
    TRY_COMPARE(entry().number(), 3);
    desk().approve(entry().number(), {});
    TRY_COMPARE(outputs().count(), 0);
    TRY_COMPARE(entry().number(), 0);
    TRY_COMPARE(desk().waiting(), 0);
  }

  void overridingABlockNeedsAReason() {
    startReviewing();
    openUnknownPhoto();
    exportAs(u"blocked"_s, 0.4);
    QVERIFY(!QFileInfo::exists(at(u"blocked.png"_s)));
    waitFor(1);
    QCOMPARE(entry().outcome(), int{ReviewModel::Block});
    QVERIFY(entry().needsReason());
    const QVariantMap finding = entry().findings()[0].toMap();
    QCOMPARE(finding[u"name"_s].toString(), u"Face A: Consent"_s);
    QCOMPARE(finding[u"action"_s].toInt(), 2);
    QVERIFY(!finding[u"words"_s].toString().isEmpty() && !finding[u"appeal"_s].toString().isEmpty());
    QVERIFY(finding[u"score"_s].toString().isEmpty());  // there or not: no number says more
    openProfile(u"Ada"_s);
    desk().approve(entry().number(), u"  "_s);
    TRY_VERIFY(told(u"give a reason"_s));
    desk().approve(entry().number(), u"Signed paper in the safe"_s);
    TRY_COMPARE(entry().state(), int{ReviewModel::Approved});
    QVERIFY2(entry().standing().contains(u"export it (E)"_s), qPrintable(entry().standing()));
    exportAs(u"allowed"_s, 0.4);
    QVERIFY(QFileInfo::exists(at(u"allowed.png"_s)));
    TRY_COMPARE(entry().standing(), QString());
  }

  /// In the size in which it was approved, or it would need another review.
  void anApprovedPictureIsRestoredToBeExported() {
    startReviewing();
    openUnknownPhoto();
    exportAs(u"blocked"_s, 0.4);
    waitFor(1);
    openProfile(u"Ada"_s);
    desk().restoreToExport();  // not yet
    QVERIFY(!entry().canExport() && !studio_->project()->busy());
    desk().approve(1, u"Signed paper in the safe"_s);
    TRY_VERIFY(entry().canExport());
    studio_->exporter()->setSize(512);
    studio_->preferences()->setExportKind(Preferences::Film);
    studio_->document()->setValue(MixDocument::Overall, 0.9);
    studio_->document()->finishAdjusting();
    studio_->document()->markSaved();
    const QSignalSpy ready(&desk(), &ReviewDesk::exportReady);
    desk().restoreToExport();
    TRY_COMPARE(ready.count(), 1);
    QVERIFY(studio_->document()->complete());
    QCOMPARE(studio_->document()->overall(), 0.4);
    QCOMPARE(studio_->exporter()->size(), 256);
    QCOMPARE(studio_->preferences()->exportKind(), Preferences::Picture);
    exportAs(u"approved"_s, 0.4);
    QVERIFY(QFileInfo::exists(at(u"approved.png"_s)));
  }

  /// From its row among the exports, as one that needs a review does; but not what no reviewer can lift.
  void aBlockedFilmLeadsToTheReview() {
    startReviewing();
    openUnknownPhoto();
    FilmExportModel& film = *studio_->film();
    film.setFolder(QUrl::fromLocalFile(folder_->path()));
    film.setFormat(static_cast<int>(FilmFormat::PngSequence));
    film.setSize(256);
    film.setSeconds(0.2);
    film.setHold(0);
    film.setName(u"first"_s);
    film.start(false);
    JobsModel& jobs = *studio_->jobs();
    const auto of = [&](JobsModel::Role role) { return jobs.data(jobs.index(0), role); };
    TRY_COMPARE(of(JobsModel::StandingRole).toString(), u"Blocked"_s);
    QVERIFY(of(JobsModel::LeadsToReviewRole).toBool() && !of(JobsModel::NeedsReviewRole).toBool());
    desk().showMade(of(JobsModel::MadeRole).toString());
    TRY_COMPARE(entry().outcome(), int{ReviewModel::Block});
    QVERIFY(entry().canApprove() && entry().needsReason());
    const auto before = studio_->document()->state().faces[1].face;
    studio_->slotB()->drawOther(1);
    TRY_VERIFY(studio_->document()->state().faces[1].face != before);
    QVERIFY(setSpending(record(), {"EUR", 0, 0, 0.0}));
    film.setName(u"second"_s);
    film.start(false);
    TRY_VERIFY(jobs.rowCount() == 2 && of(JobsModel::MessageRole).toString().contains(u"budget"_s));
    QCOMPARE(of(JobsModel::StandingRole).toString(), u"Blocked"_s);
    QVERIFY(!of(JobsModel::LeadsToReviewRole).toBool());
  }

  void aBudgetThatIsNearlySpentIsTold() {
    start();
    QVERIFY(setSpending(record(), {"EUR", 0, 3600}));  // a cent each 10 ms
    exportAs(u"one"_s, 0.3);
    QVERIFY(!told(u"are spent"_s));
    const double spent = costTotals(record(), CostGroup::Day)->at(0).money;
    QVERIFY(spent > 0);
    QVERIFY(setSpending(record(), {"EUR", 0, 3600, 1.1 * spent}));
    exportAs(u"two"_s, 0.6);
    TRY_VERIFY(told(u"are spent"_s));
    QVERIFY(QFileInfo::exists(at(u"two.png"_s)));
  }

  void profilesOpenAndLock() {
    startReviewing();
    ReviewerProfile& profile = *desk().reviewer();
    profile.make({}, u"a long passphrase"_s, u"a long passphrase"_s);
    QVERIFY(profile.problem().contains(u"name"_s));
    profile.make(u"Ada"_s, u"a long passphrase"_s, u"another passphrase"_s);
    QVERIFY(profile.problem().contains(u"differ"_s));
    profile.make(u"Ada"_s, u"short"_s, u"short"_s);
    TRY_VERIFY(!profile.busy());
    QVERIFY(!profile.problem().isEmpty() && !profile.unlocked());
    openProfile(u"Ada"_s);
    QCOMPARE(profile.names(), QStringList{u"Ada"_s});
    profile.lock();
    QVERIFY(!profile.unlocked());
    profile.unlock(u"Ada"_s, u"wrong wrong wrong"_s);
    TRY_VERIFY(!profile.busy());
    QVERIFY(!profile.problem().isEmpty() && !profile.unlocked());
    profile.setPatience(200);
    profile.unlock(u"Ada"_s, QLatin1StringView(kPassphrase));
    TRY_VERIFY(profile.unlocked());
    TRY_VERIFY(!profile.unlocked());
    QCOMPARE(profile.name(), u"Ada"_s);
  }

  void restoringBringsTheMixBack() {
    startReviewing();
    exportAs(u"one"_s, 0.3);
    waitFor(1);
    const FaceRef was = studio_->document()->state().faces[1].face->ref();
    studio_->slotB()->drawOther(1);
    TRY_VERIFY(studio_->document()->state().faces[1].face->ref() != was);
    exportAs(u"two"_s, 0.9);
    studio_->document()->markSaved();
    waitFor(1);
    desk().restore();
    TRY_COMPARE(studio_->document()->overall(), 0.3);
    TRY_VERIFY(studio_->document()->complete());
    QVERIFY(studio_->document()->state().faces[1].face->ref() == was);
    QVERIFY(studio_->project()->untitled());
    QCOMPARE(studio_->document()->steps()[0], u"As in Picture 1"_s);
    // A timeline comes back as one.
    studio_->timeline()->start(0.4, 0, 1, TimelineEditor::Once, false);
    const Timeline timeline = studio_->document()->timeline(makeFakeEngine().value()->info(), 256, Placement::Crop);
    NewOutput film;
    film.kind = OutputKind::Film;
    film.recipe = toJson(timeline);
    film.verdict.json = "{}";
    QVERIFY(OutputStore(record()).add(film));
    studio_->document()->undo();
    studio_->document()->markSaved();
    waitFor(3);
    QCOMPARE(entry().recipe()[0], u"Film"_s);
    desk().restore();
    TRY_COMPARE(studio_->document()->state().timeline.tracks.size(), timeline.tracks.size());
  }

  void anIncidentIsRecalledWithItsReport() {
    startReviewing();
    exportAs(u"one"_s, 0.3);
    exportAs(u"two"_s, 0.6);
    TRY_COMPARE(outputs().count(), 2);
    // The first was written there too, and then replaced by the second.
    const std::string digest(64, '0');
    QVERIFY(OutputStore(record()).addExport(1, at(u"two.png"_s).toStdString(), digest).has_value());
    RecallModel& incident = *desk().incident();
    incident.setFolder(QUrl::fromLocalFile(folder_->path()));
    incident.prepare(QString::fromStdString(faceKey(studio_->document()->state().faces[0].face->ref())));
    TRY_COMPARE(incident.faces().size(), 2);
    QVERIFY(incident.face() >= 0);
    TRY_COMPARE(incident.outputs(), 2);
    QVERIFY(QFile::remove(at(u"one.png"_s)));
    incident.setFrom(u"2001-02-30"_s);
    QVERIFY(incident.problem().contains(u"no day"_s));
    incident.setFrom(QDate::currentDate().toString(Qt::ISODate));
    incident.setUntil(QDate::currentDate().toString(Qt::ISODate));
    TRY_COMPARE(incident.summary(), u"2 outputs, 2 files, 1 of them still there"_s);
    QVERIFY(incident.data(incident.index(0), RecallModel::FilesRole).toString().endsWith(u"two.png"_s));
    incident.setModel(1);
    TRY_VERIFY(!incident.busy());
    QCOMPARE(incident.outputs(), 2);
    const QSignalSpy recalled(&incident, &RecallModel::recalled);
    incident.recall({});
    TRY_VERIFY(told(u"reason"_s));
    QVERIFY(state(1) != OutputState::Recalled);
    openProfile(u"Ada"_s);
    incident.recall(u"A photograph was withdrawn"_s);
    TRY_COMPARE(recalled.count(), 1);
    waitFor(1);
    TRY_COMPARE(entry().decisions().value(0).toMap()[u"what"_s].toString(), u"Recalled"_s);
    QCOMPARE(entry().decisions()[0].toMap()[u"who"_s].toString(), u"Ada"_s);
    QVERIFY(state(1) == OutputState::Recalled && state(2) == OutputState::Recalled);
    TRY_COMPARE(shown(0, ReviewModel::StateTextRole).toString(), u"Recalled"_s);
    const QDir folder(folder_->path());
    QCOMPARE(folder.entryList({u"recall-*.html"_s}).size(), 1);
    const QStringList reports = folder.entryList({u"recall-*.json"_s});
    QCOMPARE(reports.size(), 1);
    QFile report(at(reports[0]));
    QVERIFY(report.open(QIODevice::ReadOnly));
    QVERIFY(verifyReport(report.readAll().toStdString()));
    exportAs(u"three"_s, 0.6);
    QVERIFY(!QFileInfo::exists(at(u"three.png"_s)));
  }

  /// A click may come between another choice and what it concerns.
  void whatIsNotListedYetIsNotRecalled() {
    startReviewing();
    exportAs(u"one"_s, 0.3);
    TRY_COMPARE(outputs().count(), 1);
    RecallModel& incident = *desk().incident();
    incident.prepare({});
    TRY_COMPARE(incident.models().size(), 2);
    incident.setFrom(QDate::currentDate().addDays(2).toString(Qt::ISODate));
    incident.setModel(1);
    TRY_VERIFY(!incident.busy());
    QCOMPARE(incident.outputs(), 0);
    incident.setFrom({});
    QVERIFY(incident.busy());
    incident.recall(u"Nobody has seen what"_s);
    TRY_COMPARE(incident.outputs(), 1);
    QVERIFY(!incident.busy() && state(1) != OutputState::Recalled);
  }

  void aReportThatCantBeWrittenThereGoesBesideTheRecord() {
    startReviewing();
    exportAs(u"one"_s, 0.3);
    TRY_COMPARE(outputs().count(), 1);
    RecallModel& incident = *desk().incident();
    incident.setFolder(QUrl::fromLocalFile(at(u"nowhere"_s)));
    incident.prepare({});
    TRY_COMPARE(incident.models().size(), 2);
    QCOMPARE(incident.outputs(), 0);
    incident.setModel(1);
    TRY_COMPARE(incident.outputs(), 1);
    TRY_VERIFY(!incident.busy());
    incident.recall(u"A leak"_s);
    TRY_VERIFY(state(1) == OutputState::Recalled);
    waitFor(1);
    TRY_VERIFY(entry().decisions().value(0).toMap()[u"who"_s].toString().startsWith(u"the user "_s));
    TRY_COMPARE(QDir(at(u"data"_s)).entryList({u"recall-*"_s}).size(), 2);
    TRY_VERIFY(told(u"nowhere"_s));
  }
};

QTEST_MAIN(TestReviewDecisions)
#include "test_review_decisions.moc"
