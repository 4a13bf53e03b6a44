// What comes after the pixels: a new picture in the window, from the scene graph's look at it to the drawn frame.
// Beside it, as "nothing new", the same window drawn again. On a display as there; without one by Qt's software
// renderer, which copies nothing to a GPU.
#include <benchmark/benchmark.h>

#include <QElapsedTimer>
#include <QEventLoop>
#include <QGuiApplication>
#include <QQuickWindow>
#include <QTimer>
#include <atomic>

#include "app/items/picture_item.h"

using namespace mien;

namespace {

constexpr int kPatience = 5000;  // ms that a frame may take

class Shown {
 public:
  explicit Shown(int side) {
    window_.resize(side, side);
    item_.setParentItem(window_.contentItem());
    item_.setSize(QSizeF(side, side));
    QObject::connect(
        &window_, &QQuickWindow::beforeSynchronizing, &window_, [this] { clock_.start(); }, Qt::DirectConnection);
    QObject::connect(
        &window_, &QQuickWindow::afterRendering, &window_, [this] { nanoseconds_ = clock_.nsecsElapsed(); },
        Qt::DirectConnection);
    window_.show();
  }

  /// Seconds that drawing one frame took; below 0: none was drawn.
  double frame() {
    nanoseconds_ = -1;
    QEventLoop loop;
    const auto swapped = QObject::connect(&window_, &QQuickWindow::frameSwapped, &loop, &QEventLoop::quit);
    QTimer::singleShot(kPatience, &loop, &QEventLoop::quit);
    item_.update();
    window_.update();
    loop.exec();
    QObject::disconnect(swapped);
    return static_cast<double>(nanoseconds_) * 1e-9;
  }

  PictureItem& item() { return item_; }

 private:
  QQuickWindow window_;
  PictureItem item_;
  QElapsedTimer clock_;
  std::atomic<qint64> nanoseconds_ = -1;
};

void measure(benchmark::State& state, bool newPicture) {
  const auto side = static_cast<int>(state.range(0));
  Shown shown(side);
  QImage picture(side, side, QImage::Format_RGB32);
  picture.fill(Qt::gray);
  shown.item().setPicture(picture);
  for (int warm = 0; warm < 5; ++warm) shown.frame();
  int n = 0;
  for (auto _ : state) {
    if (newPicture) {
      picture.setPixelColor(n % side, 0, Qt::red);  // detaches: pixels of its own, as each rendered frame has
      ++n;
      shown.item().setPicture(picture);
    }
    const double seconds = shown.frame();
    if (seconds < 0) {
      state.SkipWithError("No frame was drawn.");
      break;
    }
    state.SetIterationTime(seconds);
  }
}

void newPicture(benchmark::State& state) {
  measure(state, true);
}
void nothingNew(benchmark::State& state) {
  measure(state, false);
}
BENCHMARK(newPicture)->Arg(256)->Arg(512)->Arg(1024)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(nothingNew)->Arg(256)->Arg(512)->Arg(1024)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
  }
  QGuiApplication app(argc, argv);
  benchmark::AddCustomContext("platform", QGuiApplication::platformName().toStdString());
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
