// Texts of others in the window: nothing in them is taken for HTML, and nothing that they name is fetched.
#include <QDirIterator>
#include <QQmlComponent>
#include <QQuickStyle>
#include <QRegularExpression>
#include <QSettings>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

#include "app/model/only_local.h"
#include "core/studio/fake_engine.h"
#include "tests/qml/shown.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestStrangeTexts : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  /// What would ask for a picture of somebody else's machine.
  struct Beacon {
    Beacon() { server.listen(QHostAddress::LocalHost); }
    QString picture() const { return u"http://127.0.0.1:%1/picture.png"_s.arg(server.serverPort()); }
    bool asked() const { return server.hasPendingConnections(); }
    QTcpServer server;
  };

 private Q_SLOTS:
  void initTestCase() {
    QQuickStyle::setStyle(u"Basic"_s);
    QCoreApplication::setOrganizationName(u"mien-tests"_s);
    QCoreApplication::setApplicationName(u"strange-texts"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
    qputenv("MIEN_DATA", folder_.filePath(u"data"_s).toUtf8());
  }

  /// A Text that doesn't say what it shows takes what looks like HTML for HTML.
  void everyTextSaysWhatItIs() {
    static const QRegularExpression bare(u"\\b(Text|TextEdit|Label|TextArea)\\s*\\{"_s);
    QDirIterator files(QStringLiteral(MIEN_QML_DIR), {u"*.qml"_s}, QDir::Files, QDirIterator::Subdirectories);
    int seen = 0;
    for (; files.hasNext(); ++seen) {
      QFile file(files.next());
      QVERIFY(file.open(QIODevice::ReadOnly));
      const QString text = QString::fromUtf8(file.readAll());
      const bool ownLabel = text.contains(u"component Label: PlainText"_s);
      for (auto found = bare.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        if (ownLabel && match.captured(1) == u"Label"_s) continue;
        const qsizetype end = text.indexOf(u'}', match.capturedEnd());
        QVERIFY2(text.mid(match.capturedEnd(), end - match.capturedEnd()).contains(u"textFormat: "_s),
                 qPrintable(u"%1, line %2: say PlainText, or a textFormat of its own"_s.arg(file.fileName())
                                .arg(text.left(match.capturedStart()).count(u'\n') + 1)));
      }
    }
    QVERIFY(seen > 100);
  }

  void aFacesLabelIsNoHtml() {
    const Beacon beacon;
    Shown shown(makeFakeEngine);
    QVERIFY(shown.window && QTest::qWaitForWindowExposed(shown.window));
    TRY_VERIFY(shown.studio.engineState() == StudioModel::Ready);
    MixDocument& document = *shown.studio.document();
    shown.studio.startWithDrawnFaces();
    TRY_VERIFY(document.complete());
    const QString label = u"<img src='%1'><b>Bold</b>"_s.arg(beacon.picture());
    FaceEntry entry = document.state().faces[0];
    entry.label = label;
    document.setFace(0, entry);
    MixState named = document.state();
    named.presets.push_back({});
    named.presets.back().name = label.toStdString();
    document.setState(named, label);
    shown.studio.notices()->tell(label);
    int shownSo = 0;
    const std::function<void(const QQuickItem*)> look = [&](const QQuickItem* item) {
      if (item->property("text") == label && item->property("textFormat").isValid()) {
        QCOMPARE(item->property("textFormat").toInt(), int{Qt::PlainText});
        ++shownSo;
      }
      for (const QQuickItem* child : item->childItems()) look(child);
    };
    TRY_VERIFY((shownSo = 0, look(shown.window->contentItem()), shownSo >= 3));  // the face, the step, the notice
    QTest::qWait(200);
    QVERIFY(!beacon.asked());
  }

  void theWindowFetchesNothing_data() {
    QTest::addColumn<bool>("walled");
    QTest::newRow("as Qt does") << false;
    QTest::newRow("as the window does") << true;
  }
  void theWindowFetchesNothing() {
    QFETCH(bool, walled);
    const Beacon beacon;
    QImage picture(3, 2, QImage::Format_RGB32);
    picture.fill(Qt::red);
    const QString local = folder_.filePath(u"local.png"_s);
    QVERIFY(picture.save(local));
    OnlyLocal onlyLocal;
    QQmlEngine engine;
    if (walled) engine.setNetworkAccessManagerFactory(&onlyLocal);
    QQmlComponent component(&engine);
    const QString source =
        u"import QtQuick\nItem { property alias far: far.status; property alias near: near.status\n"
        "Text { text: \"<img src='%1'>\" } Image { id: far; source: '%1' }\n"
        "Image { id: near; asynchronous: true; source: '%2' } }"_s.arg(beacon.picture(),
                                                                       QUrl::fromLocalFile(local).toString());
    component.setData(source.toUtf8(), QUrl());
    const std::unique_ptr<QObject> item(component.create());
    QVERIFY2(item, qPrintable(component.errorString()));
    constexpr int kReady = 1, kError = 3;  // Image.Ready, Image.Error
    TRY_VERIFY(item->property("near") == kReady);
    if (!walled) {
      TRY_VERIFY(beacon.asked());
      return;
    }
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"."_s));
    TRY_VERIFY(item->property("far") == kError);
    QTest::qWait(200);
    QVERIFY(!beacon.asked());
  }
};

QTEST_MAIN(TestStrangeTexts)
#include "test_strange_texts.moc"
