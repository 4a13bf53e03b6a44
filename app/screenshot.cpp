#include "app/screenshot.h"

#include <QGuiApplication>
#include <QImage>
#include <QTimer>
#include <cstdio>
#include <tuple>
#include <utility>

#include "app/model/review_texts.h"
#include "app/model/studio_model.h"
#include "app/sample_jobs.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

constexpr int kLookEveryMs = 50;
constexpr int kStillLooks = 10;

QCommandLineOption hidden(const QString& name) {
  QCommandLineOption option(name, QString(), name);
  option.setFlags(QCommandLineOption::HiddenFromHelp);
  return option;
}

int rowOf(const char* id) {
  return static_cast<int>(findParameter(id) - parameters().data());
}

}  // namespace

void Screenshot::addOptions(QCommandLineParser& parser) {
  for (const QString& name :
       {u"screenshot"_s, u"width"_s, u"height"_s, u"scene"_s, u"face-a"_s, u"face-b"_s, u"outputs"_s})
    parser.addOption(hidden(name));
}

bool Screenshot::isAskedFor(const QCommandLineParser& parser) {
  return parser.isSet(u"screenshot"_s);
}

bool Screenshot::isOfRecord(const QCommandLineParser& parser) {
  const QStringList scenes{u"review"_s,      u"compareOutput"_s, u"compareFilm"_s,  u"openIncident"_s,
                           u"openProfile"_s, u"openPolicy"_s,    u"openProtected"_s};
  return isOfInsights(parser) || (isAskedFor(parser) && scenes.contains(parser.value(u"scene"_s)));
}

int Screenshot::outputs(const QCommandLineParser& parser) {
  constexpr int kUsual = 500;
  return parser.isSet(u"outputs"_s) ? parser.value(u"outputs"_s).toInt() : kUsual;
}

bool Screenshot::isOfInsights(const QCommandLineParser& parser) {
  return isAskedFor(parser) && parser.value(u"scene"_s).startsWith(u"insights"_s);
}

std::unique_ptr<Screenshot> Screenshot::take(const QCommandLineParser& parser, StudioModel& studio, QObject& window) {
  auto* quick = qobject_cast<QQuickWindow*>(&window);
  if (!quick || !isAskedFor(parser)) return nullptr;
  return std::unique_ptr<Screenshot>(new Screenshot(parser, studio, *quick));
}

Screenshot::Screenshot(const QCommandLineParser& parser, StudioModel& studio, QQuickWindow& window)
    : studio_(studio), window_(window), file_(parser.value(u"screenshot"_s)), scene_(parser.value(u"scene"_s)) {
  faces_[0] = parser.value(u"face-a"_s);
  faces_[1] = parser.value(u"face-b"_s);
  const int width = parser.value(u"width"_s).toInt();
  const int height = parser.value(u"height"_s).toInt();
  window_.showNormal();
  window_.resize(width > 0 ? width : 1280, height > 0 ? height : 800);
  connect(&studio_, &StudioModel::engineChanged, this, &Screenshot::engineChanged);
  engineChanged();
}

void Screenshot::engineChanged() {
  if (studio_.engineState() == StudioModel::Loading) return;
  openFaces();
  auto* timer = new QTimer(this);
  connect(timer, &QTimer::timeout, this, &Screenshot::watch);
  timer->start(kLookEveryMs);
}

void Screenshot::openFaces() {
  if (scene_ == u"empty"_s) return;
  if (!faces_[0].isEmpty()) studio_.slotA()->openFile(QUrl::fromLocalFile(faces_[0]));
  if (!faces_[1].isEmpty()) studio_.slotB()->openFile(QUrl::fromLocalFile(faces_[1]));
  if (faces_[0].isEmpty() && faces_[1].isEmpty()) studio_.startWithDrawnFaces();
}

/// Five faces, one of them muted and one locked.
void Screenshot::addDrawnFaces() {
  const int count = studio_.document()->faceCount();
  if (count < 5) {
    connect(studio_.document(), &MixDocument::changed, this, &Screenshot::addDrawnFaces, Qt::SingleShotConnection);
    studio_.slot(count)->drawFace(9 * count + 1);
    return;
  }
  studio_.faces()->setMuted(3, true);
  studio_.faces()->setLocked(1, true);
  studio_.faces()->setPoint({0.6, 0.4});
  studio_.faces()->finish();
  studio_.faces()->setCurrent(2);
}

/// A film with several tracks, stopped on its way.
void Screenshot::enterTimeline(bool curves) {
  studio_.preferences()->setTimelineOpen(true);
  TimelineEditor& timeline = *studio_.timeline();
  ParameterList& parameters = *studio_.parameters();
  timeline.setDuration(6 * static_cast<int>(kTicksPerSecond));
  const auto key = [&](const char* id, double seconds, double position, int easing) {
    const int row = rowOf(id);
    timeline.setPlayhead(static_cast<int>(seconds * kTicksPerSecond));
    parameters.setAutoKey(true);
    parameters.toggleKey(row);
    parameters.setPosition(row, position);
    parameters.finish();
    studio_.keys()->selectKey(row, timeline.playhead(), false);
    studio_.keys()->setEasing(easing);
  };
  for (const auto& [id, seconds, position, easing] :
       {std::tuple("mix", 0.0, 0.0, 0), std::tuple("mix", 0.8, 0.0, 4), std::tuple("mix", 4.4, 1.0, 0),
        std::tuple("mix", 5.6, 1.0, 4), std::tuple("colour", 1.6, 0.15, 4), std::tuple("colour", 2.8, 0.9, 4),
        std::tuple("colour", 4.8, 0.4, 4), std::tuple("detail", 0.0, 1.0, 1), std::tuple("detail", 2.4, 0.5, 6),
        std::tuple("detail", 5.2, 1.0, 1), std::tuple("surroundings", 0.0, 0.0, 0),
        std::tuple("surroundings", 3.2, 2.0 / 9, 0)})
    key(id, seconds, position, easing);
  parameters.setAutoKey(false);
  timeline.setPlayhead(static_cast<int>(1.2 * kTicksPerSecond));
  timeline.toggleMarker();
  timeline.nameMarker(timeline.playhead(), u"Eyes change"_s);
  studio_.keys()->setCurrentRow(rowOf("colour"));
  studio_.keys()->selectBox(rowOf("colour"), rowOf("detail"), static_cast<int>(2.2 * kTicksPerSecond),
                            static_cast<int>(3.0 * kTicksPerSecond), false);
  timeline.setPlayhead(static_cast<int>(2.2 * kTicksPerSecond));
  if (curves) QMetaObject::invokeMethod(&window_, "showCurves");
}

void Screenshot::enterInsights() {
  InsightsModel& insights = *studio_.insights();
  if (scene_ == u"insightsQuarter"_s) {
    insights.setRange(InsightsModel::Quarter);
    insights.setGroup(2);
  }
  QMetaObject::invokeMethod(&window_, "openInsights");
  if (scene_ == u"insightsQuarter"_s) {
    if (QObject* page = window_.findChild<QObject*>(u"insightsPage"_s)) page->setProperty("cursor", 80);
  }
}

/// empty · mix (the default) · values · regions · faces (five) · banner · openFile · unsaved · presets · timeline ·
/// curves · openExplain · openTimeline (nothing moves) · openJobs (in all states) · review, compareOutput, compareFilm,
/// openIncident, openProfile, openPolicy, openProtected (over 500 outputs) · insights, insightsQuarter (by user, a day
/// pointed at) · and any function of the main window without arguments, called on top of a mix.
void Screenshot::enterScene() {
  if (scene_ == u"banner"_s) {
    studio_.slotA()->openFile(QUrl::fromLocalFile(u"/nowhere/portrait.jpg"_s));
    studio_.notices()->tell(u"Exported mix-2.png."_s, QUrl(u"file:///tmp"_s));
  } else if (scene_ == u"values"_s) {
    MixDocument& mix = *studio_.document();
    for (const auto& [which, value] : {std::pair(MixDocument::Overall, 0.35), std::pair(MixDocument::Features, 0.8)}) {
      mix.setValue(which, value);
      mix.finishAdjusting();
    }
    mix.setSurroundings(MixDocument::Transparent);
  } else if (scene_ == u"regions"_s) {
    for (const auto& [id, number] : {std::pair("mix", 15.0), std::pair("eyes-texture", 95.0),
                                     std::pair("eyes-shape", 80.0), std::pair("mouth-texture", 70.0)})
      studio_.parameters()->setNumber(rowOf(id), number);
    QMetaObject::invokeMethod(&window_, "showRegions");
  } else if (scene_ == u"faces"_s) {
    addDrawnFaces();
  } else if (scene_ == u"unsaved"_s) {
    studio_.project()->startNew();
  } else if (scene_ == u"presets"_s || scene_ == u"editPresets"_s) {
    for (const QString& name : {u"Half way"_s, u"Her eyes, his light"_s, u"Cool"_s}) studio_.presets()->save(name);
    studio_.presets()->setEverywhere(1, true);
    QMetaObject::invokeMethod(&window_, scene_ == u"presets"_s ? "openPresets" : "editPresets");
  } else if (scene_ == u"timeline"_s || scene_ == u"curves"_s) {
    enterTimeline(scene_ == u"curves"_s);
  } else if (scene_ == u"openJobs"_s) {
    studio_.jobs()->show(sampleJobs());
    QMetaObject::invokeMethod(&window_, "openJobs");
  } else if (scene_ == u"review"_s || scene_.startsWith(u"compare"_s)) {
    QMetaObject::invokeMethod(&window_, "openReview");
  } else if (scene_.startsWith(u"insights"_s)) {
    enterInsights();
  } else if (scene_ == u"openProtected"_s) {
    studio_.protection()->enrolment()->addPhotos(
        {QUrl(u"file:///tmp/front.jpg"_s), QUrl(u"file:///tmp/left side.jpg"_s)});
    QMetaObject::invokeMethod(&window_, "openReview");
    QMetaObject::invokeMethod(&window_, "openProtected");
  } else if (scene_ == u"openFile"_s) {
    QMetaObject::invokeMethod(&window_, "openFile", Q_ARG(int, 0));
  } else if (!scene_.isEmpty() && scene_ != u"mix"_s && scene_ != u"empty"_s) {
    QMetaObject::invokeMethod(&window_, scene_.toLatin1().constData());
  }
}

bool Screenshot::isStill() const {
  const bool drawing = scene_ != u"empty"_s && faces_[0].isEmpty() && !studio_.document()->complete();
  bool opening = false;
  for (int i = 0; i < static_cast<int>(kMaxFaces); ++i) opening = opening || studio_.slot(i)->busy();
  return !drawing && !opening && !studio_.preview()->rendering() && !studio_.player()->filling() &&
         !studio_.review()->outputs()->loading() && !studio_.review()->entry()->view()->loading() &&
         !studio_.insights()->busy() && studio_.explain()->state() != ExplainModel::Working &&
         (scene_ != u"openExplain"_s || !studio_.balanceMeter()->measuring());
}

void Screenshot::watch() {
  stillFor_ = isStill() ? stillFor_ + 1 : 0;
  if (stillFor_ < kStillLooks) return;
  stillFor_ = 0;
  if (!std::exchange(inScene_, true)) return enterScene();
  // There is something to compare once the page has read the record.
  if (scene_.startsWith(u"compare"_s) && !std::exchange(comparing_, true)) {
    if (scene_ == u"compareFilm"_s) chooseFilm();
    QMetaObject::invokeMethod(&window_, "compareOutput");
    return;
  }
  save();
}

void Screenshot::chooseFilm() {
  ReviewModel& outputs = *studio_.review()->outputs();
  for (int row = 0; row < outputs.rowCount(); ++row) {
    if (outputs.data(outputs.index(row), ReviewModel::KindRole).toString() != kindText(OutputKind::Film)) continue;
    return outputs.setCurrent(row);
  }
}

void Screenshot::save() {
  const bool saved = window_.grabWindow().save(file_);
  if (!saved) std::fprintf(stderr, "Can't write the picture to %s: check the folder.\n", qPrintable(file_));
  studio_.document()->markSaved();  // or the next start would offer this mix
  QCoreApplication::exit(saved ? 0 : 7);
}

}  // namespace mien
