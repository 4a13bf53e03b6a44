#include "app/window.h"

#include <QCommandLineParser>
#include <QFile>
#include <QFileInfo>
#include <QFont>
#include <QGuiApplication>
#include <QPalette>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdio>
#include <string_view>

#include "app/model/only_local.h"
#include "app/model/studio_model.h"
#include "app/models_dir.h"
#include "app/photo_places.h"
#include "app/sample_record.h"
#include "app/screenshot.h"
#include "app/startup_time.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

constexpr int kSampleDays = 60;

/// Dialogs that Qt itself draws take their colours from here; everything of ours takes them from the theme.
QPalette darkPalette() {
  QPalette p(QColor(0x30, 0x30, 0x30));
  p.setColor(QPalette::Window, QColor(0x24, 0x24, 0x24));
  p.setColor(QPalette::Base, QColor(0x1c, 0x1c, 0x1c));
  p.setColor(QPalette::Text, QColor(0xdc, 0xdc, 0xdc));
  p.setColor(QPalette::WindowText, QColor(0xdc, 0xdc, 0xdc));
  p.setColor(QPalette::ButtonText, QColor(0xdc, 0xdc, 0xdc));
  p.setColor(QPalette::Highlight, QColor(0xe0, 0x9a, 0x3c));
  p.setColor(QPalette::HighlightedText, QColor(0x14, 0x14, 0x14));
  return p;
}

QFont interfaceFont() {
  QFont font;
  font.setFamilies({u"Inter"_s, u"Noto Sans"_s, u"DejaVu Sans"_s});
  font.setPixelSize(12);
  return font;
}

/// Qt ends the program with a signal when it finds none.
bool displayIsThere(int argc, char** argv) {
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
    if (!qEnvironmentVariableIsEmpty(name)) return true;
  return std::any_of(argv, argv + argc, [](const char* a) { return std::string_view(a).ends_with("-platform"); });
}

}  // namespace

int runWindow(int argc, char** argv, Studio::EngineFactory factory, Gatekeeper::JudgeFactory judge,
              Studio::OtherEngineFactory others) {
  if (!displayIsThere(argc, argv)) {
    std::fputs(
        "mien: There is no display to open the studio on: set DISPLAY or WAYLAND_DISPLAY, or name a subcommand "
        "(mien --help).\n",
        stderr);
    return exitCode(ErrorKind::Usage);
  }
  QQuickStyle::setStyle(u"Fusion"_s);  // for the dialogs that Qt draws itself: this style takes the palette below
  // Before there is an application; who has set a scale of their own has meant it.
  if (const int size = std::max(Preferences::leastInterfaceSize(), Preferences::interfaceSize());
      size != 100 && qEnvironmentVariableIsEmpty("QT_SCALE_FACTOR"))
    qputenv("QT_SCALE_FACTOR", QByteArray::number(size / 100.0));
  QGuiApplication app(argc, argv);
  QGuiApplication::setApplicationName(QString::fromLatin1(kSettingsName));
  QGuiApplication::setOrganizationName(QString::fromLatin1(kSettingsName));
  QGuiApplication::setApplicationDisplayName(u"Mien"_s);
  QGuiApplication::setDesktopFileName(u"mien"_s);
  QGuiApplication::setPalette(darkPalette());
  QGuiApplication::setFont(interfaceFont());

  QCommandLineParser parser;
  QCommandLineOption fake(u"fake-engine"_s);
  fake.setFlags(QCommandLineOption::HiddenFromHelp);
  parser.addOption(fake);
  QCommandLineOption startup(u"startup-time"_s);
  startup.setFlags(QCommandLineOption::HiddenFromHelp);
  parser.addOption(startup);
  const QCommandLineOption models(u"models"_s, u"Folder of model packs (default: the installed ones)"_s, u"folder"_s);
  parser.addOption(models);
  Screenshot::addOptions(parser);
  parser.addPositionalArgument(u"files"_s, u"A project, picture or film to open, or photographs as faces"_s);
  parser.process(app);

  // A picture of the window is nobody's work: it neither offers what was left behind nor leaves anything.
  const QTemporaryDir nowhere;
  if (Screenshot::isAskedFor(parser) && qEnvironmentVariableIsEmpty("MIEN_STATE"))
    qputenv("MIEN_STATE", nowhere.path().toUtf8());

  if (parser.isSet(models)) qputenv("MIEN_MODELS", QFile::encodeName(parser.value(models)));
  if (parser.isSet(fake)) {
    factory = makeFakeEngine;
    judge = makeFakeJudge;
    others = {};
  }
  if (Screenshot::isOfRecord(parser)) {
    qputenv("MIEN_DATA", nowhere.filePath(u"data"_s).toUtf8());
    const int days = Screenshot::isOfInsights(parser) ? kSampleDays : 1;
    if (const auto filled = fillSampleRecord(factory, judge, Screenshot::outputs(parser), days); !filled) {
      std::fprintf(stderr, "mien: %s\n", filled.error().message.c_str());
      return exitCode(filled.error().kind);
    }
  }
  StudioModel studio(std::move(factory), std::move(judge), std::move(others));
  studio.models()->setFolder(modelsDir());
  OnlyLocal onlyLocal;
  QQmlApplicationEngine engine;
  engine.setNetworkAccessManagerFactory(&onlyLocal);
  QObject::connect(
      &engine, &QQmlApplicationEngine::objectCreationFailed, &app, [] { QCoreApplication::exit(1); },
      Qt::QueuedConnection);
  engine.setInitialProperties({{u"studio"_s, QVariant::fromValue(&studio)}});
  engine.addImportPath(u"qrc:/qt/qml"_s);
  engine.load(QUrl(u"qrc:/qt/qml/Mien/Main.qml"_s));
  if (engine.rootObjects().isEmpty()) return 1;
  auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());
  if (window && parser.isSet(startup)) reportStartupTime(*window);
  QList<QUrl> files;
  for (const QString& file : parser.positionalArguments())
    files.append(QUrl::fromLocalFile(QFileInfo(file).absoluteFilePath()));
  if (!files.isEmpty()) studio.openAnything(files);
  const auto screenshot = Screenshot::take(parser, studio, *engine.rootObjects().constFirst());
  return QGuiApplication::exec();
}

}  // namespace mien
