#include <QtTest>

#include "app/document/carried_project.h"
#include "app/document/document_snapshot.h"
#include "app/document/mix_document.h"
#include "core/blend/parameters.h"
#include "core/studio/fake_engine.h"

using namespace mien;
using namespace Qt::StringLiterals;

/// A picture or a film that is opened shows the mix that it carries, whatever it was set with.
class TestCarriedProject : public QObject {
  Q_OBJECT

  static Recipe reopened(const Recipe& recipe, const Engine& engine, const std::vector<FaceEntry>& faces) {
    MixDocument document;
    document.restore(stateOf(projectOfCarried(recipe, [](const std::string&) { return QString(); }), faces), u"Open"_s);
    return document.job(engine.info(), recipe.size, recipe.placement).recipe;
  }

 private Q_SLOTS:
  void everyParameterComesBack() {
    const std::unique_ptr<Engine> engine = std::move(*makeFakeEngine());
    for (const std::size_t count : {2, 4}) {
      std::vector<FaceEntry> faces(count);
      Recipe plain;
      plain.modelId = engine->info().modelId;
      plain.modelHash = engine->info().modelHash;
      plain.size = 256;
      plain.faces.clear();
      for (std::size_t i = 0; i < count; ++i) {
        faces[i].face = engine->draw({i + 1}).value();
        plain.faces.push_back(faces[i].face->ref());
      }
      for (std::size_t i = 2; i < count; ++i) plain.further.push_back(equalShare(i));
      QCOMPARE(toJson(reopened(plain, *engine, faces)), toJson(plain));
      for (const Parameter& p : parametersOf(count)) {
        Recipe set = plain;
        if (p.id == std::string_view("variation-number")) set.variation.amount = 0.3;  // without it no number is kept
        const Recipe before = set;
        if (p.direction) set.directionsHash = engine->info().directionsHash;
        for (const double value : {0.4 * p.standard + 0.6 * p.maximum, p.minimum, p.minimum + 1})
          if (p.get(set) == p.get(before)) p.set(set, clamped(p, value));
        QVERIFY2(!(set == before), p.id);
        QVERIFY2(toJson(reopened(set, *engine, faces)) == toJson(set), p.id);
      }
    }
  }
};

QTEST_GUILESS_MAIN(TestCarriedProject)
#include "test_carried_project.moc"
