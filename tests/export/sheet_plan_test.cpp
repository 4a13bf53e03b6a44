#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>

#include "core/base/atomic_file.h"
#include "core/blend/timeline_start.h"
#include "core/export/sheet_export.h"
#include "core/studio/fake_engine.h"

using namespace mien;

class SheetPlanTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  std::unique_ptr<Engine> engine_ = std::move(*makeFakeEngine());
  std::vector<FacePtr> faces_{*engine_->draw({1}), *engine_->draw({2})};

  std::filesystem::path at(const char* name) const { return std::filesystem::path(dir_.path().toStdString()) / name; }
  Recipe base() const {
    Recipe recipe;
    const EngineInfo info = engine_->info();
    recipe.modelId = info.modelId;
    recipe.modelHash = info.modelHash;
    recipe.faces = {faces_[0]->ref(), faces_[1]->ref()};
    recipe.size = 256;
    return recipe;
  }
  Result<Frame> render(const Recipe& recipe) { return engine_->render(recipe, faces_, {}); }

 private Q_SLOTS:
  void stepsGoFromOneFaceToTheOther() {
    const SheetPlan plan = planSteps(base(), 5, {.captions = true});
    QCOMPARE(plan.recipes.size(), std::size_t{5});
    QCOMPARE(plan.recipes[0].features, 0.0);
    QCOMPARE(plan.recipes[1].colour, 0.25);
    QCOMPARE(plan.recipes[4].structure, 1.0);
    QCOMPARE(plan.captions, (std::vector<std::string>{"0 %", "25 %", "50 %", "75 %", "100 %"}));
    QCOMPARE(plan.layout.count, 5);
    QVERIFY(plan.layout.captionHeight > 0);
    const SheetPlan sprites = planSteps(base(), 5, {.gap = 16, .captions = true, .sprite = true});
    QCOMPARE(sprites.layout.gap, 0);
    QCOMPARE(sprites.layout.captionHeight, 0);
  }

  void framesOfAFilmAreSpreadEvenly() {
    const Timeline film = timelineFromAToB(base(), {.seconds = 2, .hold = 0, .framesPerSecond = 25});  // 50 frames
    const SheetPlan plan = planFilm(film, {}, 8, {.captions = true});
    QCOMPARE(plan.captions.size(), std::size_t{8});
    QCOMPARE(plan.captions.front(), std::string("0   00:00"));
    QCOMPARE(plan.captions[1], std::string("7   00:07"));
    QCOMPARE(plan.captions.back(), std::string("49   01:24"));
    QVERIFY(plan.recipes.front() == recipeForFilmFrame(film, 0));
    QVERIFY(plan.recipes[1] == recipeForFilmFrame(film, 7));
    QVERIFY(plan.recipes.back() == recipeForFilmFrame(film, 49));
    QCOMPARE(plan.framesPerSecond, 4.0);  // 8 frames in 2 s
    QCOMPARE(planFilm(film, {}, 1000, {}).recipes.size(), std::size_t{50});
    QCOMPARE(planFilm(film, {}, 1, {}).recipes.size(), std::size_t{1});
  }

  void aSheetIsRenderedAndWritten() {
    const SheetPlan plan = planSteps(base(), 3, {.columns = 2, .sprite = true});
    std::vector<int> told;
    const auto sheet = renderSheet(
        plan, [&](const Recipe& recipe) { return render(recipe); }, [&](int done) { told.push_back(done); });
    QVERIFY(sheet.has_value());
    QCOMPARE(told, (std::vector<int>{1, 2, 3}));
    const auto last = render(plan.recipes[2]);
    for (int y = 0; y < 256; ++y)
      for (int x = 0; x < 256; ++x) QCOMPARE(sheet->pixels().at(x, 256 + y, 1), last->pixels.at(x, y, 1));
    QVERIFY(writeSheet(plan, *sheet, at("sheet.png"), {}).has_value());
    QVERIFY(std::filesystem::exists(at("sheet.png")) && std::filesystem::exists(at("sheet.json")));
    QVERIFY(writeSheet(plan, *sheet, at("sheet.xyz"), {}).error().kind == ErrorKind::Usage);
  }

  void aFrameThatFailsEndsTheSheet() {
    const SheetPlan plan = planSteps(base(), 3, {});
    int calls = 0;
    const auto sheet = renderSheet(plan, [&](const Recipe& recipe) -> Result<Frame> {
      if (++calls == 2) return fail(ErrorKind::Cancelled, "Stopped.");
      return render(recipe);
    });
    QVERIFY(sheet.error().kind == ErrorKind::Cancelled);
    QCOMPARE(calls, 2);
  }

  void aPhotographOfTheMixIsKept() {
    const std::vector<std::uint8_t> bytes{'p', 'h', 'o', 't', 'o'};
    QVERIFY(writeFileAtomically(at("photo.png"), bytes).has_value());
    SheetPlan plan = planSteps(base(), 2, {});
    const auto sheet = renderSheet(plan, [&](const Recipe& recipe) { return render(recipe); });
    // Its SHA-256.
    const QByteArray digest = QCryptographicHash::hash("photo", QCryptographicHash::Sha256).toHex();
    for (Recipe& recipe : plan.recipes) recipe.faces[0] = PhotoFaceRef{digest.toStdString(), 0, {}};
    QVERIFY(writeSheet(plan, *sheet, at("photo.png"), {}).error().kind == ErrorKind::Usage);
    QVERIFY(readFile(at("photo.png")).value() == bytes);
  }
};

QTEST_APPLESS_MAIN(SheetPlanTest)
#include "sheet_plan_test.moc"
