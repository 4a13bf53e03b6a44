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
  using Done = std::function<void(std::array<FaceEntry, 2>)>;

  ProjectLoader(Studio& studio, Notices& notices) : studio_(studio), notices_(notices) {}

  /// `photographs`: where they may lie; empty where nobody knows. Ends an earlier load, which then tells nobody.
  void load(const Project& project, const std::array<QUrl, 2>& photographs, Done done);
  void cancel();

 private:
  void restoreFace(std::size_t i);
  void openPhoto(std::size_t i);
  void photoOpened(std::size_t i, Result<OpenedPhoto> opened);
  void prepare(std::size_t i);
  void ready();
  template <class T, class Handler>
  Studio::Done<T> ifCurrent(Handler handle);

  Studio& studio_;
  Notices& notices_;
  std::array<std::shared_ptr<const ProjectFace>, 2> faces_;
  std::array<QUrl, 2> photographs_;
  std::array<FaceEntry, 2> entries_;
  int waiting_ = 0;
  int request_ = 0;
  CancelToken token_;
  Done done_;
};

}  // namespace mien
