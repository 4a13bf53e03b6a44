#include <QQmlEngine>
#include <QQuickStyle>
#include <QSettings>
#include <QtQuickTest>

#include "tests/qml/test_bench.h"

/// Runs every tst_*.qml of this folder.
class Setup : public QObject {
  Q_OBJECT

 public Q_SLOTS:
  void applicationAvailable() {
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    QCoreApplication::setOrganizationName(QStringLiteral("mien-tests"));
    QCoreApplication::setApplicationName(QStringLiteral("window"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings_.path());
  }
  void qmlEngineAvailable(QQmlEngine* engine) {
    engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    qmlRegisterType<TestBench>("MienTest", 1, 0, "TestBench");
  }

 private:
  QTemporaryDir settings_;
};

QUICK_TEST_MAIN_WITH_SETUP(window, Setup)
#include "test_window.moc"
