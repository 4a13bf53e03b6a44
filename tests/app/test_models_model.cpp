// Which models there are, how they compare, and which mixes.
#include <QJsonDocument>
#include <QJsonObject>

#include "app/model/card_html.h"
#include "app/model/preferences.h"
#include "tests/app/review_test.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestModelsModel : public ReviewTest {
  Q_OBJECT

  ModelsModel& models() { return *studio_->models(); }
  QVariant shown(int row, int role) { return models().data(models().index(row), role); }
  QString inRow(const QString& words, int mixer) {
    for (const QVariant& row : models().comparison())
      if (row.toStringList()[0] == words) return row.toStringList()[mixer + 1];
    return {};
  }
  void write(const QString& name, const QByteArray& bytes) {
    QDir().mkpath(QFileInfo(at(name)).path());
    QFile file(at(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
  }
  /// The shipped packs with cards of our own.
  void startWithPacks() {
    for (const char* pack : {"portrait", "draft", "landmarks", "finder"}) {
      const QString folder = QString::fromLatin1(pack);
      QFile manifest(QStringLiteral(MIEN_MODELS_DIR "/%1/model.json").arg(folder));
      QVERIFY(manifest.open(QIODevice::ReadOnly));
      write(u"models/%1/model.json"_s.arg(folder), manifest.readAll());
    }
    write(u"models/draft/card.md"_s, "# A card\n");
    write(u"models/draft/figures.json"_s,
          R"({"schema":1,"figures":[{"words":"network alone: PSNR, dB, mean","value":"30.5"}]})");
    start();
    models().setFolder(at(u"models"_s).toStdString());
    models().read();
    TRY_VERIFY(models().ready());
  }

 private Q_SLOTS:
  void mixersComeFirstAndSideBySide() {
    startWithPacks();
    QCOMPARE(models().rowCount(), 4);
    QCOMPARE(models().mixers().size(), 2);
    QCOMPARE(shown(0, ModelsModel::NameRole).toString(), u"portrait"_s);
    QCOMPARE(shown(1, ModelsModel::NameRole).toString(), u"draft"_s);
    QCOMPARE(shown(1, ModelsModel::CardRole).toString(), u"# A card\n"_s);
    QCOMPARE(inRow(u"network alone: PSNR, dB, mean"_s, 0), u"–"_s);
    QCOMPARE(inRow(u"network alone: PSNR, dB, mean"_s, 1), u"30.5"_s);
    QCOMPARE(inRow(u"Licence"_s, 1), u"Apache-2.0"_s);
    for (const QVariant& row : models().comparison()) QCOMPARE(row.toStringList().size(), 3);
  }

  void cardsHaveTablesAndNoHtmlOfTheirs() {
    const QString html = cardHtml(u"# Title\n\n| figure | this |\n|---|---|\n| one | 0.5 |\n\n<b>bold</b>\n"_s);
    QVERIFY(html.contains(u"<table border=\"0\""_s) && html.contains(u"0.5"_s) && html.contains(u"Title"_s));
    QVERIFY(html.contains(u"&lt;b&gt;bold"_s));
  }

  /// The fake engine is none of them: then nothing can be chosen, and it is said why.
  void aDocumentOfAnotherModelStays() {
    startWithPacks();
    QCOMPARE(models().used(), -1);
    const QSignalSpy chosen(&models(), &ModelsModel::chosen);
    models().use(1);
    QTest::qWait(50);
    QCOMPARE(chosen.count(), 0);
    QVERIFY(told(u"older model"_s));
    QVERIFY(Preferences::chosenModel().empty());
  }

  void theChosenOneIsUsedAndKept() {
    startWithPacks();
    EngineInfo info;
    info.modelHash = enginePacksWith(at(u"models"_s).toStdString(), "portrait")->hash();
    models().setEngine(info);
    QCOMPARE(models().used(), 0);
    models().use(0);  // it is already
    QVERIFY(Preferences::chosenModel().empty());
    models().use(1);  // the studio of this test has no factory for others
    TRY_VERIFY(studio_->notices()->count() > 0);
    QVERIFY(Preferences::chosenModel().empty());
  }

  void withoutPacksThereIsNothing() {
    start();
    models().setFolder(at(u"nowhere"_s).toStdString());
    models().read();
    TRY_VERIFY(models().ready());
    QCOMPARE(models().rowCount(), 0);
    models().measure();
    QVERIFY(!models().measuring());
  }
};

QTEST_MAIN(TestModelsModel)
#include "test_models_model.moc"
