// Edits a document, with the real autosave, until it is killed. Tells each edit on stdout: its number, and when (ms).
#include <QCoreApplication>
#include <QTimer>
#include <chrono>
#include <cstdio>

#include "app/document/project_file.h"
#include "app/model/notices.h"
#include "app/model/preferences.h"
#include "app/model/to_gui.h"
#include "core/studio/fake_engine.h"

using namespace mien;

namespace {

long long now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

int main(int argc, char** argv) {
  QCoreApplication app(argc, argv);
  MixDocument document;
  Notices notices;
  Preferences preferences;
  Studio studio(makeFakeEngine, [](const Result<EngineInfo>&) {});
  ProjectFile project(studio, document, notices, preferences);
  std::vector<FaceEntry> faces(2);
  int edit = 0;
  QTimer timer;
  QObject::connect(&timer, &QTimer::timeout, [&] {
    ++edit;
    document.setValue(MixDocument::Overall, edit / 1e6);
    if (edit % 7 == 0) document.finishAdjusting();
    std::printf("%d %lld\n", edit, now());
    std::fflush(stdout);
  });
  for (const std::size_t i : {0U, 1U})
    studio.drawFace({i + 1}, nullptr, toGui<FacePtr>(&document, [&, i](Result<FacePtr> face) {
                      faces[i].face = *face;
                      if (!faces[0].face || !faces[1].face) return;
                      document.setFaces(faces, QStringLiteral("Faces"));
                      timer.start(11);
                    }));
  return QCoreApplication::exec();
}
