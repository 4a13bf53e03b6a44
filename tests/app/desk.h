#pragma once
#include "app/document/key_editor.h"
#include "app/document/parameter_list.h"
#include "app/document/timeline_editor.h"
#include "core/studio/fake_engine.h"

/// The parameters' rows.
enum Row { Overall, Structure, Features, Colour, Balance, Detail, Around, EyesShape, EyesTexture };

inline mien::Engine& engine() {
  static const std::unique_ptr<mien::Engine> made = std::move(*mien::makeFakeEngine());
  return *made;
}

inline std::vector<mien::FaceEntry> twoFaces() {
  static const std::vector<mien::FaceEntry> drawn{mien::FaceEntry{*engine().draw({1}), nullptr, QStringLiteral("1")},
                                                  mien::FaceEntry{*engine().draw({2}), nullptr, QStringLiteral("2")}};
  return drawn;
}

/// A document with two faces and all that edits it.
struct Desk {
  mien::MixDocument document;
  mien::ParameterList parameters{document};
  mien::TimelineEditor timeline{document};
  mien::KeyEditor keys{document};

  Desk() { document.setFaces(twoFaces(), QStringLiteral("Both")); }
  double number(int row) { return parameters.data(parameters.index(row), mien::ParameterList::NumberRole).toDouble(); }
  bool is(int row, int role) { return parameters.data(parameters.index(row), role).toBool(); }
  mien::Recipe recipe() { return document.job(engine().info(), 256, mien::Placement::Crop).recipe; }
  mien::Timeline whole() { return document.timeline(engine().info(), 256, mien::Placement::Crop); }
  const mien::Timeline& edited() { return document.state().timeline; }
};
