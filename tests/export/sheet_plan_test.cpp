#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <filesystem>

#include "core/base/atomic_file.h"
#include "core/blend/timeline_start.h"
#include "core/export/sheet_export.h"
#include "core/gate/export_picture.h"
#include "core/photo/write.h"
#include "core/record/recall.h"
#include "core/record/review_store.h"
#include "core/studio/fake_engine.h"
#include "core/studio/fake_judge.h"

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
  static Recipe at(Recipe recipe, double share) {
    recipe.structure = recipe.features = recipe.colour = share;
    return recipe;
  }

  std::filesystem::path record_ = at("data") / "record.db";
  Gatekeeper keeper_{record_, makeFakeJudge};
  int rendered_ = 0;
  Result<Admission> exported(const SheetPlan& plan, const char* file) {
    rendered_ = 0;
    return exportSheet(
        keeper_, plan, faces_,
        [&](const Recipe& recipe) {
          ++rendered_;
          return render(recipe);
        },
        at(file), {}, "");
  }
  /// Everything that was made until now.
  bool recallAll() const { return recall(Record::open(record_).value(), {.from = 0}, "wrong").has_value(); }
  /// Refused before anything is rendered, in these words.
  bool isBlocked(const SheetPlan& plan, const std::string& words) {
    const auto made = exported(plan, "refused.png");
    return !made && made.error().kind == ErrorKind::Blocked && rendered_ == 0 &&
           !std::filesystem::exists(at("refused.png")) && made.error().message.find(words) != std::string::npos;
  }

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

  void stepsGoThroughAllFaces() {
    Recipe three = base();
    three.faces.push_back(three.faces[0]);
    three.further.push_back(equalShare(2));
    three.further[0].features = 0.3;  // as a muted face leaves it
    const SheetPlan plan = planThrough({0, 1, 2}, three, 9, {.captions = true});
    QCOMPARE(plan.captions, (std::vector<std::string>{"A", "A 75 %  B 25 %", "A 50 %  B 50 %", "A 25 %  B 75 %", "B",
                                                      "B 75 %  C 25 %", "B 50 %  C 50 %", "B 25 %  C 75 %", "C"}));
    const auto weightsOf = [](const Recipe& recipe) { return mixWeights(recipe).features; };
    QCOMPARE(weightsOf(plan.recipes[0]), (FaceWeights{1, 0, 0}));
    QCOMPARE(weightsOf(plan.recipes[1]), (FaceWeights{0.75, 0.25, 0}));
    QCOMPARE(weightsOf(plan.recipes[4]), (FaceWeights{0, 1, 0}));
    QCOMPARE(weightsOf(plan.recipes[6]), (FaceWeights{0, 0.5, 0.5}));
    QCOMPARE(weightsOf(plan.recipes[8]), (FaceWeights{0, 0, 1}));
    const SheetPlan around = planThrough({0, 2}, three, 3, {.captions = true});
    QCOMPARE(around.captions, (std::vector<std::string>{"A", "A 50 %  C 50 %", "C"}));
    QCOMPARE(weightsOf(around.recipes[1]), (FaceWeights{0.5, 0, 0.5}));
    QCOMPARE(weightsOf(around.recipes[2]), (FaceWeights{0, 0, 1}));
  }

  void everyFaceUsuallyHasAFrameOfItsOwn() {
    QCOMPARE(usualSteps(2), 8);
    QCOMPARE(usualSteps(3), 9);
    QCOMPARE(usualSteps(4), 10);
    QCOMPARE(usualSteps(8), 8);
  }

  void aFileThatAppearsMeanwhileStays() {
    const SheetPlan plan = planSteps(base(), 2, {});
    const std::vector<std::uint8_t> other{'o', 't', 'h', 'e', 'r'};
    const auto made = exportSheet(
        keeper_, plan, faces_,
        [&](const Recipe& recipe) {
          static_cast<void>(writeFileAtomically(at("meanwhile.png"), other));
          return render(recipe);
        },
        at("meanwhile.png"), {.existing = Existing::Keep}, "");
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Usage);
    QCOMPARE(*readFile(at("meanwhile.png")), other);
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
    QCOMPARE(readEmbeddedRecipe(at("sheet.png")).value(), toJson(plan.recipes[1]));  // the middle one
  }

  void aSheetOfAFilmCarriesItsTimeline() {
    const Timeline film = timelineFromAToB(base(), {.seconds = 1});
    const SheetPlan plan = planFilm(film, {}, 4, {});
    const auto sheet = renderSheet(plan, [&](const Recipe& recipe) { return render(recipe); });
    QVERIFY(writeSheet(plan, *sheet, at("film.png"), {}).has_value());
    QCOMPARE(readEmbeddedTimeline(at("film.png")).value(), toJson(film));
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

  void aRecalledMixIsOnNoSheet() {
    const Frame frame = render(at(base(), 0.25)).value();
    QVERIFY(!exportPicture(keeper_, {frame, faces_, at("quarter.png"), {}, "", {}}).value().refusal);
    QVERIFY(exported(planSteps(base(), 5, {}), "before.png").has_value());
    std::filesystem::remove_all(at("data"));
    QVERIFY(!exportPicture(keeper_, {frame, faces_, at("quarter.png"), {}, "", {}}).value().refusal);
    QVERIFY(recallAll());
    QVERIFY(isBlocked(planSteps(base(), 5, {}), "Frame 2 of the sheet: This mix was recalled"));
    Recipe larger = base();
    larger.size = 512;
    QVERIFY(isBlocked(planSteps(larger, 5, {}), "Frame 2 of the sheet"));
    QVERIFY(isBlocked(planVariations(at(base(), 0.25), 3, {}), "Frame 1 of the sheet"));  // of 0 %: the mix itself
    QVERIFY(exported(planSteps(base(), 4, {}), "others.png").has_value());
    QCOMPARE(rendered_, 4);
  }

  void aHeldMixIsOnNoSheet() {
    std::filesystem::remove_all(at("data"));
    const Frame frame = render(at(base(), 0.25)).value();
    const auto made = exportPicture(keeper_, {frame, faces_, at("quarter.png"), {}, "", {}});
    QVERIFY(ReviewStore(Record::open(record_).value()).flag(made->output, "Look at the teeth."));
    const auto refused = exported(planSteps(base(), 5, {}), "held.png");
    QVERIFY(!refused && refused.error().kind == ErrorKind::NeedsReview);
    QVERIFY(refused.error().message.starts_with("Frame 2 of the sheet"));
    QCOMPARE(rendered_, 0);
  }

  /// Nor is a film that passes through what was recalled by itself.
  void aRecalledFilmIsOnNoSheet() {
    std::filesystem::remove_all(at("data"));
    const Timeline film =
        timelineFromAToB(base(), {.seconds = 0.2, .hold = 0, .framesPerSecond = 25, .easing = Easing::Linear});
    const SheetPlan plan = planFilm(film, {}, 5, {});
    Recipe half = at(base(), 0.5);
    half.surroundings = Surroundings::Blend;  // as in films
    QVERIFY(plan.recipes[2] == half);         // the one that stands for all in the history
    const Frame frame = render(plan.recipes[2]).value();
    QVERIFY(!exportPicture(keeper_, {frame, faces_, at("passed.png"), {}, "", {}}).value().refusal);
    QVERIFY(recallAll());
    QVERIFY(isBlocked(plan, "Frame 3 of the sheet: This mix was recalled"));
    std::filesystem::remove_all(at("data"));
    QVERIFY(exported(plan, "film.png").has_value());
    QCOMPARE(rendered_, 5);

    auto gate = keeper_.open().value();
    QVERIFY(gate.take(faces_).has_value());
    Candidate candidate;
    candidate.kind = OutputKind::Film;
    candidate.recipe = toJson(film);
    candidate.modelId = base().modelId;
    candidate.modelHash = base().modelHash;
    candidate.picture = frame.pixels;
    QVERIFY(!gate.admit(candidate, gate.scoresOf(frame).value()).value().refusal);
    QVERIFY(recallAll());
    QVERIFY(isBlocked(plan, "was recalled"));
  }

  void whatIsNoNumberMakesNoSheet() {
    for (const double bad : {std::nan(""), 0.0, 1e9}) {
      SheetPlan plan = planSteps(base(), 2, {.sprite = true});
      plan.framesPerSecond = bad;
      QVERIFY(exported(plan, "none.png").error().kind == ErrorKind::Usage);
    }
    SheetPlan plan = planSteps(base(), 2, {});
    plan.recipes[1].detail = std::nan("");
    QVERIFY(exported(plan, "none.png").error().kind == ErrorKind::Usage);
    QCOMPARE(rendered_, 0);
    QVERIFY(!std::filesystem::exists(at("none.png")) && !std::filesystem::exists(at("none.json")));
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
