// `mien erase` as a script sees it.
#include <QtTest>
#include <filesystem>

#include "core/base/digest.h"
#include "core/guard/protected_people.h"
#include "core/project/autosave_folder.h"
#include "core/project/project_file.h"
#include "core/record/job_store.h"
#include "core/record/output_store.h"
#include "core/record/recall.h"
#include "tests/cli/record_case.h"
#include "tests/record/raw_database.h"

using namespace mien;
using namespace Qt::Literals::StringLiterals;

class EraseCliTest : public RecordCase {
  Q_OBJECT

  /// The files of the record's folder and of the window's settings in which `digest` stands.
  QStringList filesWith(const QString& digest) const {
    QStringList found;
    QDirIterator files(folder_->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
      if (contentOf(files.next()).contains(digest.toLatin1())) found += files.filePath();
    return found;
  }
  /// As the window leaves them.
  QSettings settings() const { return {folder_->filePath(u"config/mien/mien.conf"_s), QSettings::NativeFormat}; }

 private Q_SLOTS:
  void erase() {
    fillRecord(*record_, 6);
    QVERIFY(QDir(folder_->path()).mkdir(u"photographs"_s));
    QFile kept(path(u"photographs/"_s) + digest(3));
    QVERIFY(kept.open(QIODevice::WriteOnly));
    // Of the same photograph and of another one, as a film's faces are kept whose photographs are not there.
    const QString face = kept.fileName() + u".0.1.face"_s;
    const QString other = path(u"photographs/"_s) + digest(4) + u".0.1.face"_s;
    QVERIFY(QFile::copy(kA, face) && QFile::copy(kA, other));
    QCOMPARE(run(u"erase "_s + digest(3)).code, 2);  // without --yes
    record_.reset();                                 // whose log would be held
    const Ended erased = run(u"erase --yes --json "_s + digest(3));
    QVERIFY2(erased.code == 0, erased.err);
    QCOMPARE(json(erased)["outputs"].toInt(), 2);
    QCOMPARE(json(erased)["faces"].toInt(), 1);
    QCOMPARE(json(erased)["consents"].toInt(), 1);
    QVERIFY(!kept.exists() && !QFile::exists(face) && QFile::exists(other));
    for (const QString& name : QDir(folder_->path()).entryList(QDir::Files))
      QVERIFY2(!contentOf(path(name)).contains(digest(3).toLatin1()), qPrintable(name));
    QCOMPARE(run(u"history verify"_s).code, 0);
    QVERIFY(json(run(u"history show 3 --json"_s))["output"].toObject()["erased"].toBool());
    QCOMPARE(run(u"history show 3 --recipe"_s).code, 3);
    QCOMPARE(run(u"erase --yes drawn:7"_s).code, 2);
  }

  void erasingForgetsWhereThePhotographLies() {
    fillRecord(*record_, 6);
    const QString photo = path(u"config/jane.png"_s);
    QVERIFY(QDir(folder_->path()).mkpath(u"config/mien"_s) && QFile::copy(kA, photo));
    const QString jane = QString::fromStdString(sha256HexOfFile(photo.toStdString()).value());
    {
      QSettings kept = settings();
      kept.setValue(u"photos/places"_s, QStringList{digest(3) + u" /home/me/three.png"_s, jane + u' ' + photo,
                                                    digest(1) + u" /home/me/one.png"_s});
      kept.setValue(u"photos/recent"_s, QStringList{u"/home/me/gone.png"_s, photo, kB});
      kept.setValue(u"window/maximised"_s, true);
    }
    QCOMPARE(run(u"recall --reason Leak --face "_s + digest(3)).code, 0);
    record_.reset();
    QVERIFY(filesWith(digest(3)).size() >= 3);  // record, settings, report
    const Ended erased = run(u"erase --yes "_s + digest(3));
    QVERIFY2(erased.code == 0, erased.err);
    QCOMPARE(filesWith(digest(3)), QStringList());
    QVERIFY(!erased.out.contains("protect"));
    QVERIFY2(erased.out.contains(", 1 line of the window's settings."), erased.out);
    QCOMPARE(settings().value(u"photos/places"_s).toStringList().size(), 2);

    // One whom the record never knew, but the window did; and somebody is protected.
    auto people = ProtectedPeople::open(folder_->path().toStdString()).value();
    QVERIFY(people.add("Ada", "", std::string(64, '0'), {Embedding{}}));
    const Ended known = run({u"erase"_s, u"--yes"_s, photo});
    QVERIFY2(known.code == 0, known.err);
    QVERIFY2(known.out.contains("mien protect remove"), known.out);
    QCOMPARE(filesWith(jane), QStringList());
    QCOMPARE(settings().value(u"photos/recent"_s).toStringList(), QStringList{kB});
    QCOMPARE(settings().value(u"photos/places"_s).toStringList(), QStringList{digest(1) + u" /home/me/one.png"_s});
    QVERIFY(settings().value(u"window/maximised"_s).toBool());

    const Ended again = run({u"erase"_s, u"--yes"_s, photo});
    QCOMPARE(again.code, 3);
    QVERIFY2(again.err.contains("Nothing") && again.out.isEmpty(), again.err);
  }

  /// A film that failed may have pictures, for another try.
  void erasingTakesThePicturesOfFilmsThatFailed() {
    auto jobs = JobStore::open(*record_).value();
    for (const int photo : {3, 3, 4, 5}) {
      const auto job = jobs.addRunning(
          {.kind = "film", .spec = '"' + photoDigest(photo) + '"', .output = "/tmp/x.png", .framesTotal = 1});
      if (photo != 5) QVERIFY(jobs.fail(job->id, {ErrorKind::Blocked, "Nobody agreed."}));
      QVERIFY(QDir(folder_->path()).mkpath(u"work/job-%1/frames"_s.arg(job->id)));
    }
    record_.reset();
    const auto works = [&] { return QDir(path(u"work"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot); };
    const Ended erased = run(u"erase --yes --json "_s + digest(3));
    QVERIFY2(erased.code == 0, erased.err);
    QCOMPARE(json(erased)["jobs"].toInt(), 2);
    QCOMPARE(json(erased)["unfinished_films"].toInt(), 2);
    QCOMPARE(works(), (QStringList{u"job-3"_s, u"job-4"_s}));
    QVERIFY(jobs.finish(4));  // ours, and it ran meanwhile
    QVERIFY(jobs.remove(4));
    QVERIFY(QDir(path(u"work/job-4"_s)).removeRecursively());
    QCOMPARE(run(u"erase --yes "_s + digest(4)).code, 0);  // the newest, and the last
    QCOMPARE(works(), QStringList());
  }

  void anErasingThatCantBeScrubbedYetSaysWhatItDid() {
    fillRecord(*record_, 6);
    const QString exported = path(u"three.png"_s);
    QVERIFY(QFile::copy(kA, exported));
    QVERIFY(OutputStore(*record_).addExport(3, exported.toStdString(), sha256HexOf("three")));
    QVERIFY(QDir(folder_->path()).mkdir(u"photographs"_s));
    QVERIFY(QFile::copy(kA, path(u"photographs/"_s) + digest(3)));
    QCOMPARE(run(u"recall --reason Leak --face "_s + digest(3)).code, 0);
    record_.reset();
    {
      SQLite::Database reader(path(u"record.db"_s).toStdString(), SQLite::OPEN_READONLY);
      reader.exec("BEGIN");
      QCOMPARE(reader.execAndGet("SELECT count(*) FROM outputs").getInt(), 6);
      const Ended erased = run(u"erase --yes "_s + digest(3));
      QCOMPARE(erased.code, 7);
      QVERIFY2(erased.err.contains("erase again"), erased.err);
      QVERIFY2(erased.out.contains("2 outputs") && erased.out.contains(exported.toUtf8()), erased.out);
      QVERIFY(!QFile::exists(path(u"photographs/"_s) + digest(3)));
      QVERIFY(QDir(folder_->path()).entryList({u"recall-*"_s}).isEmpty());
    }
    const Ended rest = run(u"erase --yes "_s + digest(3));
    QVERIFY2(rest.code == 0 && rest.out.contains("gone now"), rest.err);
    QCOMPARE(filesWith(digest(3)), QStringList());
    QCOMPARE(run(u"erase --yes "_s + digest(3)).code, 3);
  }

  void nothingIsErasedWhileAWindowShowsThePerson() {
    fillRecord(*record_, 6);
    record_.reset();
    Project project;
    project.faces[0] = ProjectFace{.ref = PhotoFaceRef{photoDigest(3), 0, {}}};
    const auto bytes = packAutosave({project, {}}).value();
    QVERIFY(QDir().mkpath(path(u"state/autosave"_s)));
    QFile ours(QString::fromStdString(ownAutosave(autosaveFolder()).string()));  // this process lives
    QVERIFY(ours.open(QIODevice::WriteOnly));
    QVERIFY(ours.write(reinterpret_cast<const char*>(bytes.data()), static_cast<qint64>(bytes.size())) > 0);
    ours.close();
    const Ended refused = run(u"erase --yes "_s + digest(3));
    QCOMPARE(refused.code, 7);
    QVERIFY2(refused.err.contains("nothing was erased"), refused.err);
    QVERIFY(!json(run(u"history show 3 --json"_s))["output"].toObject()["erased"].toBool());
    QVERIFY(ours.remove());
    QCOMPARE(json(run(u"erase --yes --json "_s + digest(3)))["outputs"].toInt(), 2);
  }
};

QTEST_GUILESS_MAIN(EraseCliTest)
#include "erase_cli_test.moc"
