#pragma once
#include <QCommandLineParser>
#include <QQuickWindow>
#include <memory>

namespace mien {

class StudioModel;

/// Pictures of the window for the guide and for judging its looks: brings the window into a scene, waits until nothing
/// moves, saves what it shows, and quits.
class Screenshot : public QObject {
  Q_OBJECT

 public:
  /// --screenshot FILE --width W --height H --scene NAME --face-a FILE --face-b FILE --outputs COUNT
  static void addOptions(QCommandLineParser& parser);
  static bool isAskedFor(const QCommandLineParser& parser);
  /// Whether the scene shows the record, and so needs one with something in it; of many days for the insights.
  static bool isOfRecord(const QCommandLineParser& parser);
  static bool isOfInsights(const QCommandLineParser& parser);
  static int outputs(const QCommandLineParser& parser);
  /// Null unless --screenshot was given.
  static std::unique_ptr<Screenshot> take(const QCommandLineParser& parser, StudioModel& studio, QObject& window);

 private:
  Screenshot(const QCommandLineParser& parser, StudioModel& studio, QQuickWindow& window);
  void engineChanged();
  void openFaces();
  void enterScene();
  void addDrawnFaces();
  void enterTimeline(bool curves);
  void enterInsights();
  void watch();
  bool isStill() const;
  void chooseFilm();
  void save();

  StudioModel& studio_;
  QQuickWindow& window_;
  QString file_;
  QString scene_;
  QString faces_[2];
  int stillFor_ = 0;
  bool inScene_ = false;
  bool comparing_ = false;
};

}  // namespace mien
