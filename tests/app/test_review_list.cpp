// The review page's list: what a search finds, pages, and what others change meanwhile.
#include <QAbstractItemModelTester>

#include "app/model/record_thread.h"
#include "app/model/review_texts.h"
#include "core/blend/parameters.h"
#include "core/blend/timeline.h"
#include "core/guard/protected_people.h"
#include "core/record/erase.h"
#include "core/record/face_key.h"
#include "tests/app/review_test.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestReviewList : public ReviewTest {
  Q_OBJECT

  NewOutput made(int number) {
    NewOutput output;
    output.recipe = "{\"number\":" + std::to_string(number) + "}";
    output.modelId = "portrait";
    output.modelHash = std::string(64, number % 2 == 0 ? 'a' : 'b');
    output.faces = {{faceKey(DrawnFaceRef{7}), "", {}}};
    output.project = number % 10 == 0 ? "Tens" : "Others";
    output.verdict.json = "{}";
    output.verdict.outcome = number % 4 == 0 ? RecordedOutcome::Review : RecordedOutcome::Pass;
    if (number % 4 == 0) output.verdict.rules = {"pose"};
    return output;
  }
  void fill(int count) {
    OutputStore store(record());
    for (int i = 0; i < count; ++i) QVERIFY(store.add(made(i)));
  }

 private Q_SLOTS:
  void nothingYet() {
    start();
    QVERIFY(!outputs().ready());
    desk().open();
    TRY_VERIFY(outputs().ready());
    QCOMPARE(outputs().count(), 0);
    QCOMPARE(outputs().current(), -1);
    QCOMPARE(entry().number(), 0);
    QVERIFY(!desk().search()->narrowed());
  }

  void anExportAppears() {
    start();
    desk().open();
    exportAs(u"first"_s, 0.3);
    TRY_COMPARE(outputs().count(), 1);
    QCOMPARE(outputs().total(), 1);
    QCOMPARE(shown(0, ReviewModel::StateTextRole).toString(), u"Draft"_s);
    QCOMPARE(shown(0, ReviewModel::KindRole).toString(), u"Picture"_s);
    QVERIFY(shown(0, ReviewModel::TimeRole).toString().startsWith(u"Today, "_s));
    TRY_VERIFY(!shown(0, ReviewModel::ThumbnailRole).value<QImage>().isNull());
    QCOMPARE(outputs().current(), 0);
    TRY_COMPARE(entry().number(), 1);
    QCOMPARE(entry().faces(), (QStringList{u"Drawn from the model"_s, u"Drawn from the model"_s}));
    TRY_COMPARE(entry().files().size(), 1);
    QVERIFY(entry().files()[0].toMap()[u"there"_s].toBool());
    QVERIFY(QFile::remove(at(u"first.png"_s)));
    desk().rate(3);
    TRY_COMPARE(shown(0, ReviewModel::RatingRole).toInt(), 3);
    TRY_VERIFY(!entry().files()[0].toMap()[u"there"_s].toBool());
    const QStringList recipe = entry().recipe();
    QCOMPARE(recipe.value(recipe.indexOf(u"Shares"_s) + 1), u"A 70 %  B 30 %"_s);
    QVERIFY2(!recipe.contains(u"0.00"_s), "directions in which it was not moved");
  }

  /// Nothing that was set is left out, be it as large as it usually is.
  void aRecipeNamesAllThatWasSet() {
    Recipe recipe;
    recipe.modelId = "portrait";
    recipe.modelHash = std::string(64, 'a');
    recipe.faces = {DrawnFaceRef{1}, DrawnFaceRef{2}, DrawnFaceRef{3}};
    recipe.further = {equalShare(2)};
    recipe.structure = recipe.features = recipe.colour = 0.2;
    const Parameter& eyes = *findParameter("eyes-shape");
    const QString name = QString::fromUtf8(eyes.name);
    const QString third = QString::fromUtf8(parametersOf(3)[parametersOf(2).size()].name);
    QVERIFY(!recipeTexts(toJson(recipe)).contains(name));
    const auto shares = [&] {
      const QStringList texts = recipeTexts(toJson(recipe));
      return texts.value(texts.indexOf(u"Shares"_s) + 1);
    };
    QCOMPARE(shares(), u"A 53 %  B 13 %  C 33 %"_s);
    const QStringList each{u"Structure"_s, u"Features"_s, u"Colour"_s, third};
    for (const QString& said : each) QVERIFY2(!recipeTexts(toJson(recipe)).contains(said), qPrintable(said));
    recipe.colour = 0.4;  // then each is told for itself
    QVERIFY(!recipeTexts(toJson(recipe)).contains(u"Shares"_s));
    for (const QString& told : each) QVERIFY2(recipeTexts(toJson(recipe)).contains(told), qPrintable(told));
    recipe.colour = 0.2;
    eyes.set(recipe, eyes.standard);
    const QStringList texts = recipeTexts(toJson(recipe));
    QCOMPARE(texts.value(texts.indexOf(name) + 1), u"50 %"_s);
  }

  /// What moves is told by its name, not by the value of the first frame.
  void aFilmsValuesAreThoseThatStay() {
    Timeline film;
    film.base.modelId = "portrait";
    film.base.modelHash = std::string(64, 'a');
    film.base.faces = {DrawnFaceRef{1}, DrawnFaceRef{2}};
    film.tracks = {{"mix", {{0, 0, Easing::Linear, {}}, {600, 1, Easing::Hold, {}}}},
                   {"structure", {{0, 0.4, Easing::Hold, {}}}},
                   {"detail", {{0, 1, Easing::Linear, {}}, {600, 0, Easing::Hold, {}}}}};
    const QStringList texts = recipeTexts(toJson(film));
    QCOMPARE(texts.value(texts.indexOf(u"Moves"_s) + 1), u"Overall, Detail"_s);
    QCOMPARE(texts.value(texts.indexOf(u"Structure"_s) + 1), u"40 %"_s);
    for (const QString& moved : {u"Features"_s, u"Colour"_s, u"Detail"_s})
      QVERIFY2(!texts.contains(moved), qPrintable(moved));
    QVERIFY(texts.contains(u"Balance"_s));
  }

  /// The parents with their pictures, then what was nearest in each list.
  void theNearestFaces() {
    auto people = ProtectedPeople::open(at(u"data"_s).toStdString());  // a folder that is not there yet has no list
    QVERIFY(people && QDir().mkpath(at(u"data"_s)));
    QVERIFY(people->add("Ada Lind", "", makeFakeJudge().value()->identityHash(), {Embedding{}}).has_value());
    start();
    desk().open();
    exportAs(u"first"_s, 0.2);
    TRY_COMPARE(entry().number(), 1);
    NearestFaces& nearest = *entry().nearest();
    const QAbstractItemModelTester tester(&nearest, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto value = [&](int row, int role) { return nearest.data(nearest.index(row), role); };
    QCOMPARE(nearest.count(), 4);
    for (const int parent : {0, 1}) {
      QVERIFY(!value(parent, NearestFaces::PictureRole).value<QImage>().isNull());
      QCOMPARE(value(parent, NearestFaces::AboutRole).toString(), u"Drawn from the model"_s);
    }
    QVERIFY(value(0, NearestFaces::DistanceRole).toDouble() < value(1, NearestFaces::DistanceRole).toDouble());
    for (const int list : {2, 3}) QVERIFY(value(list, NearestFaces::PictureRole).value<QImage>().isNull());
    QCOMPARE(value(2, NearestFaces::NameRole).toString(), u"Ada Lind"_s);
    QVERIFY(value(2, NearestFaces::DistanceRole).toDouble() > 0);
    // The fake judge knows no training photographs.
    QCOMPARE(value(3, NearestFaces::NameRole).toString(), u"Training photographs"_s);
    QCOMPARE(value(3, NearestFaces::DistanceRole).toString(), QString());
    QCOMPARE(value(3, NearestFaces::ActionRole).toInt(), -1);

    // Who came after her is not meant.
    QVERIFY(people->remove(std::array<std::int64_t, 1>{1}).has_value());
    QTest::qWait(2);
    QCOMPARE(people->add("Ben Roth", "", std::string(64, '0'), {Embedding{}}).value(), std::int64_t{2});
    desk().rate(2);
    TRY_COMPARE(value(2, NearestFaces::NameRole).toString(), u"Protected person 1"_s);
  }

  void theWholePictureIsTheExportedFile() {
    start();
    desk().open();
    exportAs(u"first"_s, 0.3);
    TRY_COMPARE(entry().files().size(), 1);
    entry().loadPicture();
    TRY_VERIFY(entry().pictureIsWhole());
    QCOMPARE(entry().picture().width(), 256);
    exportAs(u"second"_s, 0.4);
    TRY_COMPARE(outputs().count(), 2);
    QImage other(256, 256, QImage::Format_RGB32);
    other.fill(Qt::blue);
    QVERIFY(other.save(at(u"second.png"_s)));  // no longer what was judged
    outputs().setCurrent(0);
    TRY_COMPARE(entry().number(), 2);
    entry().loadPicture();
    TRY_VERIFY(entry().pictureIsWhole());  // rendered anew
    QCOMPARE(entry().picture().width(), 256);
    QVERIFY(entry().picture().pixelColor(128, 128) != QColor(Qt::blue));
  }

  void filtersNarrow() {
    fill(40);
    start();
    desk().open();
    TRY_COMPARE(outputs().count(), 40);
    ReviewSearch& search = *desk().search();
    search.setState(ReviewModel::Flagged + 1);
    TRY_COMPARE(outputs().total(), 10);
    QCOMPARE(shown(0, ReviewModel::RulesRole).toString(), u"Pose"_s);
    QVERIFY(search.narrowed());
    search.setText(u"tens"_s);
    TRY_COMPARE(outputs().total(), 2);  // 0 and 20
    search.clear();
    TRY_COMPARE(outputs().total(), 40);
    search.setOutcome(ReviewModel::Pass + 1);
    TRY_COMPARE(outputs().total(), 30);
    search.clear();
    TRY_COMPARE(desk().modelNames().size(), 3);
    search.setModel(QString(64, u'b'));
    TRY_COMPARE(outputs().total(), 20);
    search.clear();
    search.setPeriod(ReviewSearch::Today);
    TRY_COMPARE(outputs().total(), 40);
    search.setRating(1);
    TRY_COMPARE(outputs().total(), 0);
    search.setRating(0);
    TRY_COMPARE(outputs().total(), 40);
    TRY_COMPARE(entry().number(), 40);
    desk().setLabel(2);
    TRY_COMPARE(entry().label(), 2);
    search.setLabel(3);
    TRY_COMPARE(outputs().total(), 1);
    QCOMPARE(shown(0, ReviewModel::LabelRole).toInt(), 2);
    search.setState(99);
    QCOMPARE(search.state(), 5);
  }

  void pagesComeAsTheyAreNeeded() {
    fill(450);
    start();
    const QAbstractItemModelTester tester(&outputs(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    desk().open();
    TRY_VERIFY(outputs().ready());
    QCOMPARE(outputs().total(), 450);
    while (outputs().count() < 450) {
      const int before = outputs().count();
      // Asked again as a view does that is scrolled: a refresh meanwhile may have taken the page's turn.
      TRY_VERIFY((outputs().fetchMore({}), outputs().count() > before));
    }
    QVERIFY(!outputs().canFetchMore({}));
    QCOMPARE(shown(449, ReviewModel::NumberRole).toInt(), 1);
    // Another connection adds one: all rows stay, and so does the current one.
    outputs().setCurrent(400);
    const auto current = outputs().currentOutput();
    const QSignalSpy resets(&outputs(), &QAbstractItemModel::modelReset);
    fill(1);
    TRY_COMPARE(outputs().total(), 451);
    QCOMPARE(outputs().count(), 450);  // the last one waits for the next page
    QCOMPARE(outputs().current(), 401);
    QCOMPARE(outputs().currentOutput(), current);
    QCOMPARE(resets.count(), 0);
  }

  void aChangeLosesNoPageOnItsWay() {
    fill(450);
    Preferences preferences;
    ReviewSearch search(preferences);
    RecordThread thread(at(u"data/record.db"_s).toStdString());
    ReviewModel model(thread, search);
    model.open();
    TRY_COMPARE(model.count(), 200);
    model.fetchMore({});
    Q_EMIT thread.changed();
    TRY_COMPARE(model.count(), 400);
    thread.close();
  }

  void savedSearchesComeBack() {
    start();
    ReviewSearch& search = *desk().search();
    search.setState(ReviewModel::Approved + 1);
    search.setText(u"autumn"_s);
    search.save(u"  Autumn, approved "_s);
    search.clear();
    search.setRating(4);
    search.save(u"Best"_s);
    QCOMPARE(search.saved(), (QStringList{u"Autumn, approved"_s, u"Best"_s}));
    studio_.reset();
    start();
    ReviewSearch& again = *desk().search();
    QVERIFY(!again.narrowed());
    again.use(0);
    QCOMPARE(again.state(), ReviewModel::Approved + 1);
    QCOMPARE(again.text(), u"autumn"_s);
    QCOMPARE(again.used(), 0);
    again.setPeriod(ReviewSearch::Week);
    again.save(u"Best"_s);  // replaces it
    again.remove(0);
    QCOMPARE(again.saved(), QStringList{u"Best"_s});
    again.clear();
    again.use(0);
    QCOMPARE(again.period(), int{ReviewSearch::Week});
    QCOMPARE(again.rating(), 0);
  }

  void anErasedOutputStaysAsANumber() {
    fill(3);
    start();
    desk().open();
    TRY_COMPARE(outputs().count(), 3);
    NewOutput ofPhoto = made(3);
    const std::string photo(64, 'c');
    ofPhoto.faces = {{faceKey(PhotoFaceRef{photo, 0, {}}), photo, {}}, {faceKey(DrawnFaceRef{7}), "", {}}};
    QVERIFY(OutputStore(record()).add(ofPhoto));
    TRY_COMPARE(outputs().count(), 4);
    outputs().setCurrent(0);
    TRY_COMPARE(entry().number(), 4);
    const NearestFaces& nearest = *entry().nearest();
    QCOMPARE(nearest.rowCount(), 2);  // its verdict can't be read
    QCOMPARE(nearest.index(0).data(NearestFaces::AboutRole).toString(), u"Photograph cccccccc"_s);
    const auto erased = erasePerson(record(), {photo});
    QVERIFY2(erased.has_value(), erased ? "" : erased.error().message.c_str());
    TRY_VERIFY(shown(0, ReviewModel::ErasedRole).toBool());
    TRY_VERIFY(entry().erased());
    QVERIFY(!entry().canRestore() && !entry().canApprove());
    QVERIFY(entry().recipe().isEmpty());
    // Not the face that is left either: which one it was went with the recipe.
    QCOMPARE(nearest.rowCount(), 0);
    QCOMPARE(entry().faces(), QStringList());
    QVERIFY(entry().standing().contains(u"was erased"_s));
  }

  void aBrokenRecordIsSaid() {
    breakRecord();
    start();
    desk().open();
    TRY_VERIFY(outputs().ready());
    QVERIFY(!outputs().problem().isEmpty());
    QCOMPARE(outputs().count(), 0);
  }
};

QTEST_MAIN(TestReviewList)
#include "test_review_list.moc"
