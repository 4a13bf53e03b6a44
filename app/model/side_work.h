#pragma once
#include <QObject>
#include <memory>
#include <stop_token>
#include <utility>

#include "app/document/in_background.h"
#include "core/export/studio_renderer.h"
#include "core/gate/explain.h"
#include "core/studio/studio.h"

namespace mien {

/// Work that renders in the studio, in turn with the live preview, on a thread of its own. One piece at a time: what is
/// started later stops what was. Thread: the owner's, which is the window's; the studio must outlive it.
class SideWork {
 public:
  SideWork(Studio& studio, QObject& owner) : studio_(studio), owner_(owner) {}
  ~SideWork() { stop(); }

  /// `work(render, stop)` → Result<T> on the other thread, where `render` makes pictures of the job's faces; then
  /// `done(Result<T>)` on the owner's, unless it was stopped meanwhile.
  template <class Work, class Done>
  void start(const RenderJob& job, Work work, Done done) {
    ExportParents parents;
    for (const FacePtr& face : job.faces) parents.push_back({face, nullptr});
    startWith(
        [parents, work = std::move(work)](ExportRenderer& renderer, const std::stop_token& stop) {
          const RenderMix render = [&](const Recipe& recipe) { return renderer.render(recipe, parents); };
          return work(render, stop);
        },
        std::move(done));
  }
  /// The same, `work(renderer, stop)`, for who opens faces itself.
  template <class Work, class Done>
  void startWith(Work work, Done done) {
    stop();
    stop_ = std::stop_source();
    const std::shared_ptr<ExportRenderer> renderer = makeStudioRenderer(studio_);
    renderer->stopWith(stop_.get_token());
    inBackground(
        threads_, &owner_,
        [renderer, work = std::move(work), token = stop_.get_token()] { return work(*renderer, token); },
        [this, request = request_, done = std::move(done)](auto result) {
          if (request != request_) return;
          done(std::move(result));
        });
  }
  /// Nobody hears of it any more.
  void stop() {
    stop_.request_stop();
    ++request_;
  }

 private:
  Studio& studio_;
  QObject& owner_;
  std::stop_source stop_;
  int request_ = 0;
  JobThreads threads_{1};
};

}  // namespace mien
