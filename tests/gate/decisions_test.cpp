#include <QRegularExpression>
#include <QTest>

#include "core/blend/timeline.h"
#include "core/record/consent_store.h"
#include "core/record/face_key.h"
#include "core/record/recall.h"
#include "core/record/who_and_why.h"
#include "tests/gate/reviewers.h"
#include "tests/record/raw_database.h"

using namespace mien;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

/// What reviewers decided, and what leaves by it.
class DecisionsTest : public QObject {
  Q_OBJECT
 private slots:
  void whatNeedsReviewLeavesOnceItIsApproved() {
    const GateBench bench;
    // Everybody is 35 here.
    acceptChanged(bench, "\"note\": 24, \"review\": 18", "\"note\": 60, \"review\": 50");
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    const auto refused = bench.write(faces, "out.png");
    QVERIFY(refused && refused->refusal && refused->refusal->kind == ErrorKind::NeedsReview);
    QVERIFY(!fs::exists(bench.folder / "out.png"));
    // Asking again makes no second output.
    QCOMPARE(bench.write(faces, "out.png")->output, refused->output);

    approveByTwo(bench, refused->output);
    const auto written = bench.write(faces, "out.png");
    QVERIFY(written && !written->refusal);
    QCOMPARE(written->output, refused->output);
    QVERIFY(fs::exists(bench.folder / "out.png"));
    // Another mix of the same faces is another output.
    QVERIFY(bench.write(faces, "other.png", 0.25)->refusal);
  }

  /// Whoever may not show the film must not show it picture by picture.
  void aFilmHoldsPicturesOfItsFrames() {
    const GateBench bench;
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    Timeline film;
    film.base = bench.recipeOf(faces);
    film.duration = 11 * ticksPerFrame(film.framesPerSecond);
    film.tracks = {{"mix", {{0, 0.0, Easing::Linear}, {10 * ticksPerFrame(film.framesPerSecond), 1.0}}}};
    NewOutput output;
    output.kind = OutputKind::Film;
    output.recipe = toJson(film);
    output.modelId = film.base.modelId;
    output.modelHash = film.base.modelHash;
    for (const FacePtr& face : faces) output.faces.push_back({faceKey(face->ref()), "", {}});
    output.verdict.json = "{}";
    const std::int64_t id = OutputStore(bench.opened()).add(output).value();
    QVERIFY(!bench.write(faces, "before.png")->refusal);
    ReviewStore reviews(bench.opened());
    QVERIFY(reviews.flag(id, "Look at the teeth."));

    const auto frame = bench.write(faces, "frame.png");
    QVERIFY(frame && frame->refusal && frame->refusal->kind == ErrorKind::NeedsReview);
    QVERIFY2(frame->refusal->message.find("frame of film " + std::to_string(id)) != std::string::npos,
             frame->refusal->message.c_str());
    QVERIFY(!fs::exists(bench.folder / "frame.png"));
    QVERIFY(!bench.write(faces, "between.png", 0.55)->refusal);
    QVERIFY(!bench.write(faces, "alone.png", 0)->refusal);
    QVERIFY(!bench.write({bench.drawn(3), bench.drawn(9)}, "others.png")->refusal);

    // The picture can be approved by itself, and the film with all that is in it.
    const UnlockedReviewer rea = reviewer(bench);
    QVERIFY(reviews.flag(frame->output, "") && reviews.approve(frame->output, rea, "").has_value());
    QVERIFY(!bench.write(faces, "frame.png")->refusal);
    const auto another = bench.write(faces, "another.png", 0.3);
    QVERIFY(another->refusal);
    QVERIFY(reviews.reject(id, rea, "No.").has_value());
    QVERIFY(bench.write(faces, "another.png", 0.3)->refusal->kind == ErrorKind::Blocked);
    QVERIFY(reviews.flag(id, "Once more.") && reviews.approve(id, rea, "").has_value());
    QVERIFY(!bench.write(faces, "another.png", 0.3)->refusal);
  }

  void anApprovalDoesNotCoverWhatTheReviewerHadNotSeen() {
    const GateBench bench;
    acceptChanged(bench, "\"note\": 24, \"review\": 18", "\"note\": 60, \"review\": 50");
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    const std::int64_t output = bench.write(faces, "out.png")->output;
    approveByTwo(bench, output);
    auto people = ProtectedPeople::open(bench.record.parent_path()).value();
    const Frame frame = bench.engine->render(bench.recipeOf(faces), faces, {}).value();
    auto judge = makeFakeJudge().value();
    const Look look = judge->look(frame.pixels, fivePoints(frame.facts.landmarks));
    QVERIFY(people.add("Ada", "", judge->identityHash(), {look.identity}));
    const auto refused = bench.write(faces, "out.png");
    QVERIFY(refused && refused->refusal && refused->refusal->kind == ErrorKind::Blocked);
    QVERIFY(spoke(refused->verdict, "likeness"));
  }

  void aBlockPassesWhenItIsOverridden() {
    const GateBench bench;
    const std::vector faces{bench.photographed(1), bench.drawn(8)};
    const std::int64_t output = bench.write(faces, "out.png")->output;
    ReviewStore review(bench.opened());
    const auto who = reviewer(bench);
    QVERIFY(!review.approve(output, who));  // a block needs a reason
    QVERIFY(review.approve(output, who, "A written consent was shown to me.").has_value());
    QVERIFY(!bench.write(faces, "out.png")->refusal);
  }

  void whatWasRejectedOrRecalledDoesNotLeave() {
    const GateBench bench;
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    const std::int64_t output = bench.write(faces, "out.png")->output;
    ReviewStore review(bench.opened());
    QVERIFY(review.flag(output, "Look at the teeth."));
    const auto said = [](const Result<Admission>& of, const std::string& what) {
      const Error error = of ? of->refusal.value_or(Error{}) : of.error();
      return error.message.find(what) != std::string::npos;
    };
    QVERIFY(said(bench.write(faces, "two.png"), "is flagged (\"Look at the teeth.\")"));
    const auto rea = reviewer(bench);
    QVERIFY(review.reject(output, rea, "Teeth."));
    QVERIFY(review.comment(output, rea, "Not on the first day either."));
    const auto rejected = bench.write(faces, "two.png");
    QVERIFY(rejected && rejected->refusal && rejected->refusal->kind == ErrorKind::Blocked);
    QVERIFY2(said(rejected, "Output 1 of this mix was rejected by Rea (\"Teeth.\")"),
             rejected->refusal->message.c_str());

    const std::int64_t other = bench.write(faces, "three.png", 0.25)->output;
    RecallChoice choice;
    choice.model = "fake";
    QVERIFY(recall(bench.opened(), choice, "The model drew wrong ears.").has_value());
    QVERIFY(OutputStore(bench.opened()).get(other)->state == OutputState::Recalled);
    const auto recalled = bench.write(faces, "four.png", 0.25);
    QVERIFY(said(recalled, "was recalled with output " + std::to_string(other)));
    QVERIFY(said(recalled, "(\"The model drew wrong ears.\")"));
    QVERIFY(!fs::exists(bench.folder / "four.png"));
  }

  /// Whoever exports it again must learn of the reviewer's no, not only of the rule that he looked at.
  void aRejectionIsSaidBeforeTheRules() {
    const GateBench bench;
    acceptChanged(bench, "\"note\": 24, \"review\": 18", "\"note\": 60, \"review\": 50");
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    const std::int64_t output = bench.write(faces, "out.png")->output;
    QVERIFY(ReviewStore(bench.opened()).reject(output, reviewer(bench), "Too young.").has_value());
    const auto again = bench.write(faces, "out.png");
    QVERIFY(again && again->refusal && again->refusal->kind == ErrorKind::Blocked);
    QVERIFY2(again->refusal->message.find("was rejected by Rea (\"Too young.\")") != std::string::npos,
             again->refusal->message.c_str());
  }

  /// A reason that somebody has altered behind the history's back is not quoted.
  void anAlteredReasonIsNotSaid() {
    const GateBench bench;
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    const std::int64_t output = bench.write(faces, "out.png")->output;
    ReviewStore review(bench.opened());
    QVERIFY(review.flag(output, "Look at the teeth."));
    QVERIFY(review.reject(output, reviewer(bench), "Teeth."));
    execute(bench.record, "UPDATE decisions SET reason = 'Fine.' WHERE action = 'reject'");
    QCOMPARE(whoAndWhy(bench.opened(), output, OutputState::Rejected), std::string());
    QCOMPARE(whoAndWhy(bench.opened(), output, OutputState::Flagged), std::string(" (\"Look at the teeth.\")"));
  }

  void anApprovalThatTheHistoryDoesNotKnowLetsNothingLeave() {
    const GateBench bench;
    acceptChanged(bench, "\"note\": 24, \"review\": 18", "\"note\": 60, \"review\": 50");
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    const std::int64_t output = bench.write(faces, "out.png")->output;
    execute(bench.record, "UPDATE outputs SET state = 'approved' WHERE id = " + std::to_string(output));
    const auto written = bench.write(faces, "out.png");
    QVERIFY(!written || written->refusal);
    QVERIFY(!fs::exists(bench.folder / "out.png"));
  }

  void anApprovalEndsWhereThePolicyAsksForMore_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("nobody may") << u"\"override\": \"reviewer\""_s << u"\"override\": \"nobody\""_s;
    QTest::newRow("two reviewers") << u"\"override\": \"reviewer\""_s << u"\"override\": \"two-reviewers\""_s;
  }

  void anApprovalEndsWhereThePolicyAsksForMore() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    const GateBench bench;
    const std::vector faces{bench.photographed(1), bench.drawn(8)};  // nobody has consented
    std::optional<UnlockedReviewer> who;
    const auto allRules = [&](const QString& what) {
      const QString text = QString::fromStdString(std::string(shippedPolicy()));
      const QString house = QString(text).replace(QRegularExpression(u"\"override\": \"[a-z-]+\""_s), what);
      QVERIFY(house != text);
      QVERIFY(acceptPolicyText(bench.opened(), house.toStdString(), who ? &*who : nullptr).has_value());
    };
    allRules(from);
    const std::int64_t output = bench.write(faces, "out.png")->output;
    QVERIFY(
        ReviewStore(bench.opened()).approve(output, who.emplace(reviewer(bench)), "It was shown to me.").has_value());
    QVERIFY(!bench.write(faces, "out.png")->refusal);
    allRules(to);
    const auto refused = bench.write(faces, "two.png");
    QVERIFY(refused && refused->refusal);
    QVERIFY(!fs::exists(bench.folder / "two.png"));
  }

  /// Another face's consent is another matter: it comes before the reviewers as an output of its own.
  void whatStopsAnotherFaceIsAnotherOutput() {
    const GateBench bench;
    const std::vector faces{bench.photographed(1), bench.photographed(2)};
    bench.consent(faces[1]);
    const std::int64_t output = bench.write(faces, "out.png")->output;
    const auto who = reviewer(bench);
    QVERIFY(ReviewStore(bench.opened()).approve(output, who, "It was shown to me.").has_value());
    QVERIFY(!bench.write(faces, "out.png")->refusal);
    ConsentStore consents(bench.opened());
    QVERIFY(consents.withdraw(consents.list().value().front().id).has_value());
    const auto refused = bench.write(faces, "two.png");
    QVERIFY(refused && refused->refusal && refused->output != output);
    QVERIFY(ReviewStore(bench.opened()).approve(refused->output, who, "And so was that.").has_value());
    QVERIFY(!bench.write(faces, "two.png")->refusal);
  }

  void whatSomebodyHoldsLeavesInNoOtherForm() {
    const GateBench bench;
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    const std::int64_t output = bench.write(faces, "small.png")->output;
    ReviewStore review(bench.opened());
    const auto who = reviewer(bench);
    Recipe large = bench.recipeOf(faces);
    large.size = 1024;
    const Frame frame = bench.engine->render(large, faces, {}).value();
    const auto writeLarge = [&] {
      return exportPicture(*bench.keeper, {frame, faces, bench.folder / "large.png", {}, "test", {}}).value();
    };
    QVERIFY(review.flag(output, "Look at the teeth."));
    QVERIFY(writeLarge().refusal && writeLarge().refusal->kind == ErrorKind::NeedsReview);
    QVERIFY(review.reject(output, who, "Teeth."));
    QVERIFY(writeLarge().refusal && writeLarge().refusal->kind == ErrorKind::Blocked);
    // Nor is it another output by another policy.
    acceptChanged(bench, "\"note\": 24", "\"note\": 25", &who);
    const auto again = bench.write(faces, "again.png");
    QVERIFY(again && again->refusal && again->refusal->kind == ErrorKind::Blocked);
    QVERIFY(!fs::exists(bench.folder / "again.png") && !fs::exists(bench.folder / "large.png"));
    QVERIFY(review.flag(output, "They are fine after all."));
    QVERIFY(review.approve(output, who).has_value());
    QVERIFY(!writeLarge().refusal);
  }

  /// Faces swapped with the share mirrored, or a parameter that changes nothing: another recipe, the same picture.
  void theSamePixelsLeaveByNoOtherRecipeEither() {
    const GateBench bench;
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    const std::int64_t output = bench.write(faces, "first.png")->output;
    Frame frame = bench.engine->render(bench.recipeOf(faces), faces, {}).value();
    frame.recipe.structure = 0.5009765625;
    const auto again = [&] {
      return exportPicture(*bench.keeper, {frame, faces, bench.folder / "again.png", {}, "test", {}});
    };
    ReviewStore review(bench.opened());
    const auto who = reviewer(bench);
    QVERIFY(review.flag(output, "Look at the teeth."));
    QVERIFY(again()->refusal && again()->refusal->kind == ErrorKind::NeedsReview);
    QVERIFY(review.reject(output, who, "Teeth."));
    QVERIFY(again()->refusal && again()->refusal->kind == ErrorKind::Blocked);
    RecallChoice choice;
    choice.model = "fake";
    QVERIFY(recall(bench.opened(), choice, "A leak").has_value());
    const auto recalled = again();
    QVERIFY(!recalled && recalled.error().kind == ErrorKind::Blocked);
    QVERIFY(!fs::exists(bench.folder / "again.png"));
    // The recall was of both. What was approved anew leaves, and the other only by its own approval.
    QVERIFY(review.approve(output, who, "A false alarm").has_value());
    QVERIFY(!bench.write(faces, "first-again.png")->refusal);
    QVERIFY(!again());
    QVERIFY(review.approve(output + 1, who, "That one too").has_value());
    QVERIFY(!again()->refusal);
  }

  /// Rows of decisions are not what counts: the signed history is.
  void editedDecisionsLiftNothing_data() {
    QTest::addColumn<bool>("recalled");
    QTest::addColumn<QString>("sql");
    for (const bool recalled : {false, true}) {
      const auto name = [&](const char* what) { return QByteArray(recalled ? "recalled, " : "rejected, ") + what; };
      QTest::newRow(name("approval put in").constData())
          << recalled
          << u"INSERT INTO decisions (output, action, from_state, to_state, reason, reason_digest, time_ms, signature) "
             "VALUES (1, 'approve', 'flagged', 'approved', '', '', 1, '')"_s;
      QTest::newRow(name("taken out").constData()) << recalled << u"DELETE FROM decisions"_s;
      QTest::newRow(name("entry put in").constData())
          << recalled
          << u"INSERT INTO log SELECT seq + 1, time, 'approved', 'output:1', payload_digest, hash, signature, hash "
             "FROM log ORDER BY seq DESC LIMIT 1"_s;
      QTest::newRow(name("entry rewritten").constData())
          << recalled
          << u"UPDATE log SET kind = 'approved', subject = 'output:1' WHERE seq = "
             "(SELECT max(seq) - 1 FROM log)"_s;
    }
  }
  void editedDecisionsLiftNothing() {
    QFETCH(bool, recalled);
    QFETCH(QString, sql);
    const GateBench bench;
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    const std::int64_t output = bench.write(faces, "small.png")->output;
    QCOMPARE(output, std::int64_t{1});
    if (recalled) {
      QVERIFY(recall(bench.opened(), {.model = "fake"}, "A leak").has_value());
    } else {
      QVERIFY(ReviewStore(bench.opened()).flag(output, "Look at the teeth."));
      QVERIFY(ReviewStore(bench.opened()).reject(output, reviewer(bench), "Teeth."));
    }
    // Of other things since, an entry in the middle of the history is no step of the output.
    for (const char digit : {'a', 'b'}) {
      NewConsent consent;
      consent.key = std::string(64, digit);
      QVERIFY(ConsentStore(bench.opened()).add(consent));
    }
    executeUnguarded(bench.record, sql.toStdString());
    Recipe large = bench.recipeOf(faces);
    large.size = 1024;
    const Frame frame = bench.engine->render(large, faces, {}).value();
    const auto refused = exportPicture(*bench.keeper, {frame, faces, bench.folder / "large.png", {}, "test", {}});
    QVERIFY(!refused || refused->refusal);
    QVERIFY(!fs::exists(bench.folder / "large.png"));
  }

  void aRecalledMixIsNotMadeAtAnotherSizeEither() {
    const GateBench bench;
    const std::vector faces{bench.drawn(3), bench.drawn(8)};
    QVERIFY(!bench.write(faces, "small.png")->refusal);
    QVERIFY(recall(bench.opened(), {.model = "fake"}, "A leak").has_value());
    Recipe large = bench.recipeOf(faces);
    large.size = 1024;
    const Frame frame = bench.engine->render(large, faces, {}).value();
    const auto refused = exportPicture(*bench.keeper, {frame, faces, bench.folder / "large.png", {}, "test", {}});
    QVERIFY(!refused && refused.error().kind == ErrorKind::Blocked);
    QVERIFY(!fs::exists(bench.folder / "large.png"));
  }
};

QTEST_GUILESS_MAIN(DecisionsTest)
#include "decisions_test.moc"
