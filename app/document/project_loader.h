#pragma once
#include <QObject>
#include <functional>

#include "app/document/mix_state.h"
#include "core/project/project.h"

namespace mien {

class Notices;

/// Brings a project's faces back: from the project itself, from photographs that it holds or whose place is known, or
/// from the model. A face that none of these gives is handed over as missing. Thread: the window's.
class ProjectLoader : public QObject {
  Q_OBJECT

 public:
  using Done = std::function<void(std::vector<FaceEntry>)>;
  using Measure = std::function<Result<ProjectionLoss>(const ProjectedFace&)>;

  /// Which model the faces are for.
  struct For {
    std::string modelHash;  ///< empty: the one in use
    bool project = false;   ///< they are another model's, and are brought over
  };

  ProjectLoader(Studio& studio, Notices& notices) : studio_(studio), notices_(notices) {}

  /// Says what bringing a face over has lost; on a thread of its own.
  void setMeasure(Measure measure) { measure_ = std::move(measure); }
  /// `photographs`: where they may lie; empty where nobody knows. Ends an earlier load, which then tells nobody.
  void load(const Project& project, const std::vector<QUrl>& photographs, const For& model, Done done);
  void cancel();

 private:
  void restoreFace(std::size_t i);
  void projectFace(std::size_t i);
  void openPhoto(std::size_t i);
  void photoOpened(std::size_t i, Result<OpenedPhoto> opened);
  void prepare(std::size_t i);
  void ready();
  template <class T, class Handler>
  Studio::Done<T> ifCurrent(Handler handle);

  Studio& studio_;
  Notices& notices_;
  std::vector<std::shared_ptr<const ProjectFace>> faces_;
  std::vector<QUrl> photographs_;
  std::vector<FaceEntry> entries_;
  int waiting_ = 0;
  int request_ = 0;
  CancelToken token_;
  For model_;
  Measure measure_;
  Done done_;
};

}  // namespace mien
