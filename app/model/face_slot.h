#pragma once
#include <QtQml/qqmlregistration.h>

#include <QImage>
#include <QPointF>
#include <QUrl>
#include <functional>
#include <optional>

#include "app/document/mix_document.h"
#include "app/model/found_faces.h"
#include "core/studio/job_threads.h"

namespace mien {

class Notices;
class Preferences;

/// One face's picker: shows the document's face and brings a new one in, from a file, the clipboard or the model.
/// Thread: the window's.
class FaceSlot : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(QString letter READ letter CONSTANT)
  Q_PROPERTY(bool filled READ filled NOTIFY faceChanged)
  Q_PROPERTY(bool drawn READ drawn NOTIFY faceChanged)
  Q_PROPERTY(bool missing READ missing NOTIFY faceChanged)
  Q_PROPERTY(bool photoThere READ photoThere NOTIFY faceChanged)
  Q_PROPERTY(double seed READ seed NOTIFY seedChanged)
  Q_PROPERTY(double truncation READ truncation WRITE setTruncation NOTIFY faceChanged)
  Q_PROPERTY(QString label READ label NOTIFY faceChanged)
  Q_PROPERTY(QString caption READ caption NOTIFY faceChanged)
  Q_PROPERTY(QImage crop READ crop NOTIFY faceChanged)
  Q_PROPERTY(QList<QPointF> landmarks READ landmarks NOTIFY faceChanged)
  Q_PROPERTY(int facesInPhoto READ facesInPhoto NOTIFY faceChanged)
  Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
  Q_PROPERTY(QString busyText READ busyText NOTIFY busyChanged)
  Q_PROPERTY(mien::FoundFaces* found READ found CONSTANT)
  Q_PROPERTY(QImage photo READ photo NOTIFY photoChanged)
  Q_PROPERTY(QString photoName READ photoName NOTIFY photoChanged)
  Q_PROPERTY(bool faceFound READ faceFound NOTIFY photoChanged)
  Q_PROPERTY(QList<QPointF> anchors READ anchors NOTIFY photoChanged)

 public:
  FaceSlot(int index, Studio& studio, MixDocument& document, Notices& notices, Preferences& preferences,
           QObject* parent);

  QString letter() const { return QString::fromStdString(capitalOf(static_cast<std::size_t>(index_))); }
  bool filled() const { return entry().face != nullptr; }
  bool drawn() const { return filled() && std::holds_alternative<DrawnFaceRef>(entry().face->ref()); }
  /// A project names it, but its photograph must be found first.
  bool missing() const { return entry().photographMissing(); }
  bool photoThere() const { return entry().opened != nullptr; }
  /// Of the face being drawn, or else of a drawn face; otherwise the seed that drawing would start from.
  double seed() const;
  /// Of a drawn face: how far from the mean it may lie, 0..1; setting it draws the same seed anew.
  double truncation() const;
  void setTruncation(double truncation);
  QString label() const { return entry().label; }
  QString caption() const;
  QImage crop() const { return crop_; }
  QList<QPointF> landmarks() const;
  int facesInPhoto() const;
  bool busy() const { return !busyText_.isEmpty(); }
  /// Something is on its way to it, or its chooser or points editor waits for an answer.
  bool waits() const { return busy() || asks_; }
  QString busyText() const { return busyText_; }
  FoundFaces* found() { return &found_; }
  /// The photo that the chooser and the points editor work on, at screen size.
  QImage photo() const { return photo_; }
  QString photoName() const { return editing_.label; }
  bool faceFound() const { return editing_.opened && !editing_.opened->faces.empty(); }
  /// Right eye, left eye, nose, right and left mouth corner, in the photo's unit square.
  QList<QPointF> anchors() const { return anchors_; }

  Q_INVOKABLE void openFile(const QUrl& file);
  /// A picture or a copied file.
  Q_INVOKABLE void paste();
  Q_INVOKABLE void drawFace(double seed);
  Q_INVOKABLE void drawOther(int step) { drawFace(seed() + step); }
  Q_INVOKABLE void cancel();
  /// The chooser or the points editor was closed without an answer.
  Q_INVOKABLE void leave() { Q_EMIT gaveUp(); }
  /// Another document comes: nothing that is on its way or being chosen reaches it.
  void drop();

  /// Takes one of `found`.
  Q_INVOKABLE void choose(int face);
  /// Opens the chooser or the points editor again for the photo in use.
  Q_INVOKABLE void chooseAgain();
  Q_INVOKABLE void editPoints();
  Q_INVOKABLE void applyPoints(const QList<QPointF>& points);

  /// Draws a face and hands it over, for whoever puts it into the document.
  void draw(const DrawnFaceRef& ref, std::function<void(FaceEntry)> take);

  /// Empty for the slot behind the last face, which adds one.
  const FaceEntry& entry() const;

 Q_SIGNALS:
  void faceChanged();
  void seedChanged();
  void busyChanged();
  void photoChanged();
  /// The window should show the chooser, or the points editor.
  void choiceNeeded();
  void pointsNeeded();
  /// The points that were set by hand do not do, and `why`: the editor comes back with it, or they would be lost.
  void pointsRefused(const QString& why);
  /// What was being opened comes to nothing.
  void gaveUp();

 private:
  void openBytes(const QByteArray& bytes);
  CancelToken begin(const QString& busyText, std::optional<double> drawing = std::nullopt);
  void finish();
  void stop();
  void setBusy(const QString& text, std::optional<double> drawing);
  bool isCurrent(int request) const { return request == request_; }
  void opened(Result<OpenedPhoto> result, const QString& label, const QUrl& file = {});
  /// Makes the views of its photo on another thread, shows them, and goes on.
  void look(const FaceEntry& entry, std::function<void()> then);
  void lookAgain(std::function<void()> then);
  void edit(const FaceEntry& entry, PhotoViews views);
  void prepare(PhotoFaceRef ref);
  void documentChanged();
  /// Puts it into the document, where this slot's face stands.
  void take(FaceEntry entry);

  const int index_;
  Studio& studio_;
  MixDocument& document_;
  Notices& notices_;
  Preferences& preferences_;
  FoundFaces found_;
  bool asks_ = false;  ///< the chooser or the points editor is open
  FaceEntry editing_;  ///< what is being chosen: its photo, label and file, no face
  QImage photo_;
  QList<QPointF> anchors_;
  FaceEntry shown_;
  QImage crop_;
  QString busyText_;
  CancelToken token_;
  std::optional<double> drawing_;  ///< the seed of the face that is on its way
  int request_ = 0;
  bool taking_ = false;
  JobThreads threads_{1};  ///< last: ends before what it tells
};

}  // namespace mien
