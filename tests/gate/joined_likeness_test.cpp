// People may have been protected since frames were judged.
#include "core/gate/joined_likeness.h"

#include <QtTest>

#include "core/gate/protection.h"
#include "core/record/review_store.h"
#include "tests/gate/gate_bench.h"
#include "tests/gate/reviewers.h"

using namespace mien;

namespace fs = std::filesystem;

namespace {

class JoinedLikenessTest : public QObject {
  Q_OBJECT

  /// As the judge sees the first face in a picture.
  static NewProtection whoeverIsIn(const GateBench& bench, const fs::path& picture) {
    const Photo photo = readPhoto(picture).value();
    const auto judge = makeFakeJudge().value();
    const auto faces = bench.engine->find(photo).value();
    return {"Ada", "", judge->identityHash(), {judge->embed(photo.pixels, fivePoints(faces.at(0).landmarks))}};
  }
  static Result<void> look(const GateBench& bench, std::vector<fs::path> pictures,
                           const std::set<std::int64_t>& outputs) {
    const auto gate = bench.keeper->open();
    return likeNobodyProtected(bench.opened(), gate.value(), *bench.engine, pictures, outputs);
  }

 private slots:
  void whoIsProtectedSinceIsNotShown() {
    const GateBench bench;
    const std::int64_t output = bench.write({bench.drawn(3), bench.drawn(8)}, "out.png")->output;
    const fs::path picture = bench.folder / "out.png";
    QVERIFY(look(bench, {picture}, {output}));
    QVERIFY(protect(bench.opened(), whoeverIsIn(bench, picture)));
    for (const std::set<std::int64_t>& outputs : {std::set<std::int64_t>{output}, std::set<std::int64_t>{}}) {
      const auto refused = look(bench, {picture}, outputs);
      QCOMPARE(refused.error().kind, ErrorKind::Blocked);
      QVERIFY2(refused.error().message.find("out.png") != std::string::npos, refused.error().message.c_str());
    }
    // An approval is for what the reviewer had seen.
    ReviewStore reviews(bench.opened());
    QVERIFY(reviews.flag(output, "Once more."));
    QVERIFY(reviews.approve(output, reviewer(bench), "Ada agreed."));
    QVERIFY(!look(bench, {picture}, {output}));
  }

  void whatReviewersLetPassIsJoined() {
    const GateBench bench;
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    QVERIFY(bench.write(faces, "first.png"));
    NewProtection ada = whoeverIsIn(bench, bench.folder / "first.png");
    const Frame frame = bench.engine->render(bench.recipeOf(faces, 0.3), faces, {}).value();
    ada.embeddings.push_back(makeFakeJudge().value()->embed(frame.pixels, fivePoints(frame.facts.landmarks)));
    QVERIFY(protect(bench.opened(), ada));
    const auto held = bench.write(faces, "out.png", 0.3);
    QVERIFY(held->refusal);
    QVERIFY(!look(bench, {bench.folder / "first.png"}, {held->output}));
    approveByTwo(bench, held->output);
    const auto out = bench.write(faces, "out.png", 0.3);
    QVERIFY(out && !out->refusal);
    QVERIFY(look(bench, {bench.folder / "out.png"}, {held->output}));
    // A picture beside it, of which nobody has said that it may, or of which nothing is known.
    QVERIFY(!look(bench, {bench.folder / "out.png", bench.folder / "first.png"}, {held->output, 1}));
    QVERIFY(!look(bench, {bench.folder / "out.png"}, {}));
  }

  void stopped() {
    const GateBench bench;
    QVERIFY(bench.write({bench.drawn(3), bench.drawn(8)}, "out.png"));
    QVERIFY(protect(bench.opened(), whoeverIsIn(bench, bench.folder / "out.png")));
    std::stop_source stop;
    stop.request_stop();
    const auto gate = bench.keeper->open();
    const std::vector<fs::path> pictures{bench.folder / "out.png"};
    QCOMPARE(likeNobodyProtected(bench.opened(), *gate, *bench.engine, pictures, {}, stop.get_token()).error().kind,
             ErrorKind::Cancelled);
  }
};

}  // namespace

QTEST_GUILESS_MAIN(JoinedLikenessTest)
#include "joined_likeness_test.moc"
